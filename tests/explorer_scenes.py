"""Made-up cases for tests of the explorer page: rings of accounts with ties, posts and hostile names."""

from collections.abc import Sequence
from dataclasses import replace

from bot.report import (
    ClusterAccount,
    ClusterEdge,
    ClusterReport,
    Dataset,
    EvidencePost,
    FalseAlarmCard,
    Family,
    Finding,
    Report,
    Role,
    SharedObject,
    Suggestion,
)
from bot.reporting.explorer.scene import Group, Scene

FIRST = 1_619_000_000
HOSTILE = "</script><img src=x onerror=alert(1)>"
LINK = "https://news.example.org/harbour?id=1"


def cluster(key: str, size: int) -> ClusterReport:
    """A poster, an account at the edge, and amplifiers in a ring with two links and texts; `key`-0 is the poster."""
    names = [f"{key}-{number}" for number in range(size)]
    roles = [Role.POSTER, *[Role.AMPLIFIER] * (size - 2), Role.PERIPHERAL]
    accounts = tuple(
        ClusterAccount(name, HOSTILE if number == 1 else f"lark_of_{name}", role, 0.95, ("tied to 2 others",), ())
        for number, (name, role) in enumerate(zip(names, roles, strict=True))
    )
    ring = list(zip(names[1:-1], [*names[2:-1], names[1]], strict=True))
    edges = [ClusterEdge(min(pair), max(pair), "repost", 60, 3 + (number % 3), 7.0) for number, pair in enumerate(ring)]
    edges += [ClusterEdge(names[1], names[2], "repost", 10, 2, 6.0), ClusterEdge(names[1], names[3], "url", None, 2, 5)]
    finding = Finding(
        detector="D1",
        version=1,
        family=Family.SYNCHRONY,
        applicable=True,
        support=size,
        value=4.0,
        baseline=0.5,
        p_value=0.001,
        bucket=1.5,
        sentence=f"{size} accounts reposted the same posts within 60 s of each other.",
        caveat="This compares with coincidence only.",
        innocent="A fan club looks the same.",
        accounts=(names[1], names[2]),
    )
    quiet = replace(finding, detector="D4", support=0, sentence="Creation: nothing seen.", accounts=(names[1],))
    return ClusterReport(
        key, 1, size, Suggestion.REVIEW_FIRST, 1.5, 0.7, {}, accounts, (quiet, finding), tuple(edges), "", "f00d"
    )


def shares(key: str) -> tuple[SharedObject, ...]:
    """Two reposts of one pair a day apart, and a link of another pair after five days."""
    one, two, three = f"{key}-1", f"{key}-2", f"{key}-3"
    found = [
        SharedObject(
            one,
            two,
            "repost",
            60,
            2,
            f"post {n}",
            EvidencePost(f"p{n}", at, "Read the plan"),
            EvidencePost(f"q{n}", at + 9, "Read the plan!"),
        )
        for n, at in enumerate((FIRST, FIRST + 86_400))
    ]
    late = FIRST + 5 * 86_400
    return (
        *found,
        SharedObject(
            one, three, "url", 60, 1, LINK, EvidencePost("p9", late, HOSTILE), EvidencePost("q9", late + 40, "")
        ),
    )


def scene(sizes: Sequence[int] = (12,), *, internal: bool = False, purged: bool = False) -> Scene:
    """A case with clusters C1, C2 ... of these sizes; the fifth account of each is held unsure."""
    groups = []
    for number, size in enumerate(sizes, start=1):
        made = cluster(f"C{number}", size)
        labels = {account.account_id: f"A{place}" for place, account in enumerate(made.accounts, start=1)}
        kept = () if purged else shares(made.id)
        groups.append(Group(made, labels, frozenset({f"{made.id}-4"}), 1, "No verdict yet; votes: 1", kept))
    report = Report(
        shoal="0.1.0",
        dataset=Dataset("twint", 40, 300, 900, FIRST, FIRST + 6 * 86_400, 1),
        parameters={},
        seed=7,
        layers=(),
        fdr_union=0.04,
        clusters=tuple(group.report for group in groups),
        watch=(),
        accounts=(),
        false_alarm_card=FalseAlarmCard(30, 0, 0.5, None, ()),
    )
    return Scene(f"harbour {HOSTILE}", 42, 2, internal, purged, report, tuple(groups))
