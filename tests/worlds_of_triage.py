"""Ready-made people, reports and published cases for tests of the workflow; everything goes through the use cases."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from bot.analysis.pipeline import ClusterEvidence, DrawnPicture, RunResult
from bot.model import Case, OutboxMessage, Person, RightRole, Run
from bot.report import (
    ClusterAccount,
    ClusterEdge,
    ClusterReport,
    Dataset,
    EvidencePost,
    FalseAlarmCard,
    Finding,
    Report,
    Role,
    SharedObject,
    Suggestion,
)
from bot.triage.announce import ChannelClaim, claim_channel, mark_posted, release_channel
from bot.triage.audit import AuditEvent
from bot.triage.desk import Desk
from bot.triage.open_case import open_case
from bot.triage.save_results import save_results
from bot.triage.start_run import start_run
from bot.triage.store_file import add_local_file, store_file
from bot.triage.take_run import RunClaim, claim_run
from bot.triage.views import ClusterLine
from storage import journal
from storage.database import Database, Transaction

TEAM, CHANNEL = "T1", "C1"
START_MS = 1_767_225_600_000  # 1 January 2026
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
HEADER = b"object_id,account_id,content_id,timestamp_share\n"


@dataclass
class Clock:
    """Milliseconds that only move when a test says so."""

    at: int = START_MS

    def __call__(self) -> int:
        return self.at

    def forward(self, *, days: float = 0, hours: float = 0, seconds: float = 0) -> None:
        self.at += round(days * DAY_MS + hours * HOUR_MS + seconds * 1000)


@dataclass(frozen=True, slots=True)
class Interrupted(Database):
    """A database before whose writing transactions somebody else does something, or which fails to commit them."""

    before: Callable[[], object] = lambda: None
    commits: bool = True

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Run one transaction after what comes between."""
        self.before()
        with Database.transaction(self) as tx:
            yield tx
            tx.session.flush()
            if not self.commits:
                raise ConnectionError("the commit was lost")


def person(
    name: str,
    role: RightRole = RightRole.ANALYST,
    *,
    channels: Sequence[str] = (CHANNEL,),
    team: str = TEAM,
    outsider: bool = False,
) -> Person:
    return Person(team, name, role, frozenset(channels), outsider)


ALICE, BOB, CAROL = person("UALICE"), person("UBOB"), person("UCAROL")
LEAD = person("ULEAD", RightRole.LEAD)
VIEWER = person("UVIEW", RightRole.VIEWER)


def cluster(key: str, accounts: Sequence[str], *, suggestion: Suggestion = Suggestion.REVIEW_FIRST) -> ClusterReport:
    """A cluster whose accounts form a chain of edges."""
    members = tuple(ClusterAccount(name, f"@{name}", Role.MEMBER, 1.0, ("shares 3 posts",)) for name in accounts)
    edges = tuple(ClusterEdge(first, second, "repost", 60, 3, 4.5) for first, second in pairwise(accounts))
    finding = Finding(
        "synchrony",
        1,
        None,
        True,
        len(accounts),
        3.0,
        0.1,
        0.001,
        1.0,
        "They acted together.",
        "",
        "",
        accounts=tuple(accounts),
    )
    return ClusterReport(key, 1, len(accounts), suggestion, 1.5, 1.2, {"F1": 1.5}, members, (finding,), edges)


def report(*clusters: ClusterReport) -> Report:
    dataset = Dataset("mapped_csv", 50, 100, 100, 1_700_000_000, 1_700_100_000, 1)
    card = FalseAlarmCard(30, 0, 0.5, None, ())
    return Report("0.1.0", dataset, {"pair_budget": 1000}, 7, (), None, clusters, (), (), card)


def shared(first: str, second: str, text: str = "a text") -> SharedObject:
    posts = (EvidencePost(f"p-{first}", 1_700_000_000, text), EvidencePost(f"p-{second}", 1_700_000_020, text))
    return SharedObject(first, second, "repost", 60, 3, "object-1", *posts)


def open_file_case(desk: Desk, *, by: Person = ALICE, channel: str = CHANNEL, title: str = "a hashtag export") -> Case:
    """A case with one stored file and a waiting run."""
    case = open_case(desk, by, None, title=title, channel_id=channel, data_follow=True)
    give_file(desk, case)
    return case


def give_file(desk: Desk, case: Case, content: bytes = HEADER) -> Run | None:
    desk.data_dir.mkdir(parents=True, exist_ok=True)
    source = desk.data_dir / "given.csv"
    source.write_bytes(content)
    claim = add_local_file(desk, case.id, "../../etc/passwd.csv", source)
    return store_file(desk, claim, size=len(content), sha256="aa" * 32)


def take(desk: Desk) -> RunClaim:
    """Claim the run that waits."""
    claim = claim_run(desk)
    assert claim is not None, "a run waits"
    return claim


def publish(
    desk: Desk, claim: RunClaim, found: Report, *, evidence: Sequence[SharedObject] = (), pictures: bool = False
) -> None:
    """Save a report as the worker does."""
    kept = tuple(
        ClusterEvidence(item.id, tuple(pair for pair in evidence if pair.source in _ids(item)))
        for item in found.clusters
    )
    drawn = tuple(_draw(claim, item.id) for item in found.clusters) if pictures else ()
    save_results(desk, claim, RunResult(found, kept, input_sha256="ab" * 32), drawn)


def published_case(
    desk: Desk,
    *clusters: ClusterReport,
    by: Person = ALICE,
    channel: str = CHANNEL,
    evidence: Sequence[SharedObject] = (),
) -> Case:
    """A case with these clusters, its outbox as it was left."""
    case = open_file_case(desk, by=by, channel=channel)
    publish(desk, take(desk), report(*(clusters or (cluster("C1", ["a", "b", "c", "d"]),))), evidence=evidence)
    return case


def cited_case(desk: Desk) -> Case:
    """A case with one cluster that cites two pairs of posts and has a picture."""
    case = open_file_case(desk)
    evidence = [shared("a", "b", "=a text"), shared("c", "d")]
    publish(desk, take(desk), report(cluster("C1", "abcd")), evidence=evidence, pictures=True)
    return case


def rerun(desk: Desk, case: Case, *clusters: ClusterReport) -> None:
    """Run the case again with another outcome; the clusters are named as the matching names them."""
    from bot.analysis.matching import rename  # noqa: PLC0415 - only here

    start_run(desk, ALICE, case.id)
    claim = take(desk)
    publish(desk, claim, rename(report(*clusters), claim.inputs.priors))


def post_everything(desk: Desk, *, first_ts: int = 1) -> list[OutboxMessage]:
    """Post all that is due, as the announcer would, and give the messages in order."""
    posted: list[OutboxMessage] = []
    while (claim := claim_channel(desk)) is not None:
        for message in claim.messages:
            mark(desk, claim, message, f"{first_ts + len(posted)}.000")
            posted.append(message)
        release_channel(desk, claim)
    return posted


def mark(desk: Desk, claim: ChannelClaim, message: OutboxMessage, ts: str) -> None:
    if message.kind == "picture":
        mark_posted(desk, claim, message, "", payload={"file_id": f"F{message.id}"})
    else:
        mark_posted(desk, claim, message, message.ts or ts)


def line(lines: Sequence[ClusterLine], key: str) -> ClusterLine:
    return next(item for item in lines if item.key == key)


def _ids(item: ClusterReport) -> set[str]:
    return {account.account_id for account in item.accounts}


def _draw(claim: RunClaim, key: str) -> DrawnPicture:
    path: Path = claim.inputs.folder / "pictures" / f"{key}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\x89PNG")
    return DrawnPicture(key, path, f"{key}: a network")


def renamed(item: ClusterReport, key: str) -> ClusterReport:
    return replace(item, id=key)


def history_of(desk: Desk, case: Case) -> tuple[AuditEvent, ...]:
    """Who did and looked at what in a case, as the database keeps it; asking leaves no trace."""
    with desk.database.reading() as tx:
        found = journal.events(tx, case.team_id, case.id)
    return tuple(AuditEvent(at, user_id, verb, case.id, detail) for at, user_id, verb, detail in found)
