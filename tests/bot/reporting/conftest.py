import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.engine.local import LocalEngine
from bot.ingest.intake import read_files
from bot.model import (
    AccountStatus,
    Axis,
    Case,
    CaseStatus,
    Cluster,
    Member,
    Note,
    Run,
    RunState,
    Sensitivity,
    Verdict,
    VerdictKind,
    Vote,
)
from bot.report import (
    ClusterAccount,
    ClusterEdge,
    ClusterReport,
    Dataset,
    DetectorError,
    FalseAlarmCard,
    Family,
    Finding,
    LayerReport,
    Rejected,
    Report,
    Role,
    SampledObject,
    Suggestion,
    Watch,
)
from bot.reporting.exported import CaseExport, ExportedCluster

MADE = 1_588_000_000
POSTED = 1_619_000_000

ClusterMaker = Callable[..., ClusterReport]
ReportMaker = Callable[..., Report]


def _finding() -> Finding:
    return Finding(
        detector="D1",
        version=1,
        family=Family.SYNCHRONY,
        applicable=True,
        support=5,
        value=4.0,
        baseline=0.5,
        p_value=0.0001,
        bucket=1.5,
        sentence="5 accounts reposted the same posts within 60 s of each other.",
        caveat="This compares with coincidence only.",
        innocent="A fan club looks the same.",
        disarm=("T0049.003",),
        accounts=("a1", "a2"),
        posts=("r1-0",),
        numbers={"n": 5, "tau": 60},
    )


def _cluster() -> ClusterReport:
    roles = [Role.POSTER, *[Role.AMPLIFIER] * 4, Role.MEMBER, Role.PERIPHERAL]
    names = ["boss", "a1", "a2", "a3", "a4", "a5", "edge"]
    accounts = tuple(
        ClusterAccount(name, f"handle_of_{name}", role, 0.95, ("tied to others",), ())
        for name, role in zip(names, roles, strict=True)
    )
    ring = [("a1", "a2"), ("a2", "a3"), ("a3", "a4"), ("a1", "a4"), ("a4", "a5"), ("a5", "edge")]
    edges = tuple(ClusterEdge(a, b, "repost", 60, 3, 7.25) for a, b in ring)
    families = {"F1": 1.5, "F3": 0.7}
    quiet = replace(_finding(), detector="D4", family=Family.HISTORY, support=0, sentence="Creation: nothing seen.")
    mute = replace(_finding(), detector="D7", applicable=False, sentence="Response: could not be looked for.")
    findings = (_finding(), quiet, mute)
    return ClusterReport(
        "C1", 1, 6, Suggestion.REVIEW_FIRST, 1.5, 0.7, families, accounts, findings, edges, "more accounts", "f00d"
    )


@pytest.fixture
def make_cluster() -> ClusterMaker:
    """A cluster of one poster, four amplifiers, a member and a peripheral account, with changes."""

    def make(**changes: Any) -> ClusterReport:
        return replace(_cluster(), **changes)

    return make


@pytest.fixture
def make_report(make_cluster: ClusterMaker) -> ReportMaker:
    """A report with one of everything, with changes."""

    def make(**changes: Any) -> Report:
        layer = LayerReport("repost", 60, 7, 42, 12, 3, 0.04, 6, 0.5, (SampledObject("viral", 10, 99),))
        plain = Report(
            shoal="0.1.0",
            dataset=Dataset(
                "twint", 7, 40, 42, POSTED, POSTED + 9000, 1, ("avatars",), (Rejected("a.csv", 3, "no time"),), 1
            ),
            parameters={"windows": (10, 60, 300), "seed": 7, "layers": ()},
            seed=7,
            layers=(layer, replace(layer, window_seconds=None, k_star=None, fdr=None, expected_by_chance=None)),
            fdr_union=0.04,
            clusters=(make_cluster(),),
            watch=(Watch("x", "y", "url", 60, 5, 3),),
            accounts=(),
            false_alarm_card=FalseAlarmCard(30, 0, 0.5, None, ("Faces: switched off",)),
            detector_errors=(DetectorError("D5", "it broke"),),
        )
        return replace(plain, **changes)

    return make


def _rows() -> Iterator[dict[str, object]]:
    """A boss whose six posts are reposted by a1 to a5 within seconds; three bystanders post of their own."""
    accounts = {"boss": MADE, **{f"a{i}": MADE + i * 3600 for i in range(1, 6)}, "edge": ""}
    bystanders = {f"other{i}": MADE - i * 10_000_000 for i in range(3)}
    for n in range(6):
        at = POSTED + n * 86_400
        yield _row(f"p{n}", "boss", accounts["boss"], at)
        for i in range(1, 6):
            yield _row(f"r{i}-{n}", f"a{i}", accounts[f"a{i}"], at + i, repost_of=f"p{n}", repost_of_account="boss")
    yield _row("e0", "edge", "", POSTED + 7)
    for i, (name, made) in enumerate(bystanders.items()):
        yield _row(f"o{i}", name, made, POSTED + 1000 * i)


def _row(content: str, account: str, made: object, at: int, **more: object) -> dict[str, object]:
    own = {"repost_of": "", "repost_of_account": "", "text": f"own words of {content} on that day"}
    row = {"content_id": content, "account_id": account, "handle": f"handle_of_{account}", "account_created": made}
    return {**row, "time": at, **own, **more}


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalEngine]:
    """The local engine over the data in which the cluster of `make_cluster` lives."""
    folder = tmp_path_factory.mktemp("data")
    source = folder / "posts.csv"
    rows = list(_rows())
    with source.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    read_files([(source, "posts.csv")], folder, mapping={"created": "account_created"})
    with LocalEngine(folder) as opened:
        yield opened


@pytest.fixture(scope="session")
def share_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalEngine]:
    """The local engine over data that hold shares and no posts."""
    folder = tmp_path_factory.mktemp("shares")
    source = folder / "shares.csv"
    lines = ["object_id,account_id,content_id,timestamp_share"]
    lines += [f"o{n},a{i},c{n}-{i},{POSTED + 3600 * n + i}" for n in range(3) for i in range(1, 4)]
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    read_files([(source, "shares.csv")], folder)
    with LocalEngine(folder) as opened:
        yield opened


def _case() -> Case:
    return Case(1, "T1", 42, "C1", "=cmd()", "U1", 1_700_000_000_000, CaseStatus.OPEN, Sensitivity.OPEN, None)


def _run() -> Run:
    return Run(1, 1, 1, RunState.DONE, "done", 1, 1, {}, 7, "0.1.0", "ab12", 0, 0, "", 1)


@pytest.fixture
def make_export(make_report: ReportMaker) -> Callable[..., CaseExport]:
    """A case with one cluster from which `a1` was excluded, two votes and a verdict, with other handles if wanted."""

    def make(handles: Mapping[str, str] | None = None) -> CaseExport:
        whole = make_report().clusters[0]
        named = handles or {}
        members = tuple(
            Member(
                f"A{n}", a.account_id, named.get(a.account_id, a.handle), a.role.value,
                AccountStatus.EXCLUDED if a.account_id == "a1" else AccountStatus.IN, "", a.stability,
            )
            for n, a in enumerate(whole.accounts, start=1)
        )  # fmt: skip
        left = replace(
            whole,
            accounts=tuple(account for account in whole.accounts if account.account_id != "a1"),
            edges=tuple(edge for edge in whole.edges if "a1" not in {edge.source, edge.target}),
        )
        votes = (
            Vote(1, 1, 1, "U1", Axis.YES, Axis.UNSURE, "high", ("same minute",), "=HYPERLINK(1)", 1_700_000_000_000),
            Vote(2, 1, 1, "U2", None, None, "", (), "", 1_700_000_060_000),
        )
        verdict = Verdict(VerdictKind.UNCLEAR, Axis.YES, Axis.UNSURE, 2, 1_700_000_070_000)
        cluster = Cluster(1, 1, 1, "C1", 1, 6, whole.suggestion, left, members, verdict, 2)
        note = Note("U1", "@boss met the choir", 1_700_000_080_000)
        exported = ExportedCluster(cluster, votes, (verdict,), 1, notes=(note,))
        report = make_report(clusters=(left,))
        return CaseExport(_case(), _run(), report, (exported,), (Rejected("-x.csv", 3, "no time"),), 1_700_000_090_000)

    return make
