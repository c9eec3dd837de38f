"""The whole analysis: planted groups come first, innocent crowds do not, the same input gives the same report."""

from dataclasses import replace

import numpy as np
import pytest

import bot.analysis.analyse as module
from bot.analysis.analyse import analyse, detectors_for
from bot.analysis.baseline import baseline_rates
from bot.errors import Cancelled
from bot.protocols import (
    AccountRecord,
    Context,
    Detector,
    Group,
    Measurement,
    Parameters,
    PostRecord,
    Proposal,
    Record,
    ShareRecord,
)
from bot.report import ClusterReport, Family, Report, Role, Suggestion
from bot.reporting.report_json import report_json
from bot.reporting.wording import FORBIDDEN
from tests.bot.reference_engine import ReferenceEngine
from tests.bot.worlds import FAST, START, crowd, fan_club, person, swarm

MEMBERS = {f"Amplifier{index:08d}" for index in range(30)}


def run(records: list[Record], parameters: Parameters = FAST, lacks: tuple[str, ...] = (), **more: object) -> Report:
    engine = ReferenceEngine(records)
    return analyse(engine, engine.dataset(lacks), parameters, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def planted() -> Report:
    """A crowd with a swarm and a fan club in it."""
    return run([*crowd(), *swarm(), *fan_club()])


def members(cluster: ClusterReport) -> set[str]:
    return {account.account_id for account in cluster.accounts if account.role is not Role.PERIPHERAL}


def test_a_planted_swarm_comes_first_with_its_posters(planted: Report) -> None:
    first = planted.clusters[0]
    assert (first.id, first.suggestion) == ("C1", Suggestion.REVIEW_FIRST)
    assert members(first) == MEMBERS | {"Poster0", "Poster1"}
    roles = {account.account_id: account.role for account in first.accounts}
    assert {roles[name] for name in MEMBERS} == {Role.AMPLIFIER}
    assert roles["Poster0"] is Role.POSTER


def test_a_fan_club_is_seen_as_coordinated_and_no_more(planted: Report) -> None:
    fans = next(item for item in planted.clusters if any(name.startswith("fan_") for name in members(item)))
    assert fans.suggestion is Suggestion.COORDINATED_UNCLEAR
    assert fans.inauthenticity < 1.0


def test_an_ordinary_crowd_gives_no_alarm() -> None:
    shown = run(crowd(seed=11, people=400)).clusters
    assert {cluster.suggestion for cluster in shown} <= {Suggestion.NO_SIGNAL}


def test_the_same_input_gives_the_same_bytes_whatever_its_order() -> None:
    rows = [*crowd(people=80), *swarm(amplifiers=12)]
    shuffled = [rows[index] for index in np.random.default_rng(1).permutation(len(rows))]
    assert report_json(run(rows)) == report_json(run(shuffled))


def test_no_sentence_of_a_report_holds_a_forbidden_word(planted: Report) -> None:
    for cluster in planted.clusters:
        for item in cluster.findings:
            assert not FORBIDDEN.search(item.sentence + item.caveat + item.innocent)


def test_findings_come_strongest_first_and_what_was_not_seen_last(planted: Report) -> None:
    buckets = [item.bucket for item in planted.clusters[0].findings if item.applicable and item.support]
    assert buckets == sorted(buckets, reverse=True)
    seen = [bool(item.applicable and item.support) for item in planted.clusters[0].findings]
    assert seen == sorted(seen, reverse=True)


def test_the_false_alarm_card_counts_shuffled_copies(planted: Report) -> None:
    card = planted.false_alarm_card
    assert card.null_runs == FAST.replicates
    assert card.null_alarms <= 1
    assert card.baseline is None
    assert card.expected_chance_edges < 0.05 * sum(cell.edges_kept for cell in planted.layers) + 1


def test_what_the_data_lack_is_told_and_is_not_held_for_or_against_anyone() -> None:
    rows = [
        replace(row, created=None, followers=None) if isinstance(row, AccountRecord) else row
        for row in [*crowd(), *swarm()]
    ]
    report = run(rows, lacks=("created", "followers"))
    told = report.false_alarm_card.not_applicable
    assert "Made in the same days: the data do not say when accounts were created" in told
    creation = next(item for item in report.clusters[0].findings if item.detector == "D4")
    assert (creation.applicable, creation.bucket) == (False, 0.0)
    assert creation.why_not == "the data do not say when accounts were created"
    assert report.clusters[0].suggestion is Suggestion.COORDINATED_UNCLEAR


def test_a_switched_off_detector_says_so() -> None:
    report = run([*crowd(people=60), *swarm()], replace(FAST, detectors_off=("D4",)))
    assert "D4: switched off" in report.false_alarm_card.not_applicable
    assert all(item.detector != "D4" for cluster in report.clusters for item in cluster.findings)


def test_a_fingerprint_belongs_to_the_members(planted: Report) -> None:
    again = run([*crowd(seed=5), *swarm(), *fan_club()])
    prints = {cluster.fingerprint: members(cluster) for cluster in again.clusters}
    assert prints[planted.clusters[0].fingerprint] == members(planted.clusters[0])
    assert len(prints) == len(again.clusters)


def test_named_accounts_always_get_c0_with_what_they_share() -> None:
    names = ["@Amplifier00000000", "Amplifier00000001", "person0001"]
    report = run([*crowd(), *swarm()], named=names)
    first = report.clusters[0]
    assert (first.id, first.size) == ("C0", 3)
    found = {item.detector: item for item in first.findings}
    assert found["N1"].sentence.startswith("2 of the 3 accounts reposted the same posts (")
    assert found["N2"].sentence.startswith("2 of 3 accounts with a known date were made on ")
    assert found["N3"].applicable


def test_c0_says_when_a_handful_is_too_few() -> None:
    report = run([*crowd(people=60)], named=["person0001", "person0002"])
    assert report.clusters[0].stands_out_by == "too few for a group finding"
    assert report.clusters[0].suggestion is Suggestion.NO_SIGNAL


def test_named_accounts_that_are_not_in_the_data_give_an_empty_c0() -> None:
    report = run(crowd(people=30), named=["@nobody"])
    assert (report.clusters[0].id, report.clusters[0].size) == ("C0", 0)


def test_a_list_of_accounts_without_posts_has_c0_too() -> None:
    rows: list[Record] = [
        person(f"a{index}", created=START - 86_400 * (index % 2), handle=f"Maria{index:08d}") for index in range(12)
    ]
    report = run(rows, lacks=("posts", "times"))
    (only,) = report.clusters
    found = {item.detector: item for item in only.findings}
    assert (only.id, only.size) == ("C0", 12)
    assert found["N2"].support == 12
    assert found["N3"].sentence.startswith("12 of 12 accounts have a handle made of ")


def test_graph_only_data_get_the_detectors_that_need_no_texts() -> None:
    rows: list[Record] = [
        ShareRecord("object", f"o{index}", f"a{who}", f"c{index}-{who}", START + 7200 * index + who)
        for index in range(6)
        for who in range(5)
    ]
    report = run(rows, Parameters(replicates=30), lacks=("posts", "created", "followers", "handles"))
    (only,) = report.clusters
    assert only.suggestion is Suggestion.COORDINATED_UNCLEAR
    assert only.findings[0].sentence.startswith("5 accounts acted on the same objects within 10 s of each other, twice")


def test_an_empty_data_set_is_an_empty_report() -> None:
    report = run([])
    assert (report.clusters, report.layers, report.watch, report.detector_errors) == ((), (), (), ())
    assert report.false_alarm_card.null_runs == 0


def test_a_broken_detector_becomes_a_visible_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_context: Context, _group: Group) -> Measurement:
        raise ZeroDivisionError("no data here")

    def breaks_too(_context: Context) -> Proposal:
        raise KeyError("gone")

    broken = Detector(
        "DX", "Broken", 1, Family.CONTENT, "", "", "", (), frozenset(), propose=breaks_too, measure=breaks
    )
    monkeypatch.setattr(module, "detectors_for", lambda given: (*detectors_for(given), broken))
    report = run([*crowd(), *swarm()])
    (line,) = report.detector_errors
    assert (line.detector, line.reason) == ("DX", "KeyError in breaks_too: 'gone'")
    assert report.clusters[0].suggestion is Suggestion.REVIEW_FIRST


def test_a_cancelled_analysis_stops_at_the_next_step() -> None:
    told: list[str] = []
    with pytest.raises(Cancelled):
        run(
            crowd(people=30), progress=lambda stage, _done, _total: told.append(stage), cancelled=lambda: len(told) >= 1
        )
    assert len(told) == 1


def test_progress_names_stages_and_never_counts_past_the_end() -> None:
    told: list[tuple[str, int, int]] = []
    run([*crowd(people=60), *swarm()], progress=lambda *step: told.append(step))
    assert told[0][0] == "Same thing at the same time"
    assert told[-1][0] == "Writing the report"
    assert all(done <= total for _, done, total in told)


def test_a_baseline_stands_beside_the_null() -> None:
    rates = baseline_rates(run(crowd(seed=8, people=60)), "an ordinary week")
    report = run([*crowd(), *swarm()], baseline=rates)
    assert report.false_alarm_card.baseline is not None
    assert report.false_alarm_card.baseline["name"] == "an ordinary week"
    assert report.false_alarm_card.baseline["clustered"] == 0


def test_declared_automation_speaks_against_and_is_listed() -> None:
    rows: list[Record] = [
        replace(row, automated=True) if isinstance(row, AccountRecord) and row.account_id in MEMBERS else row
        for row in [*crowd(), *swarm()]
    ]
    report = run(rows)
    plain = run([*crowd(), *swarm()])
    assert report.clusters[0].inauthenticity == pytest.approx(plain.clusters[0].inauthenticity - 0.7)
    amplifier = next(item for item in report.clusters[0].accounts if item.account_id in MEMBERS)
    assert amplifier.exculpatory == ("says in its profile that it is automated",)


def test_a_watch_list_reaches_the_detector() -> None:
    report = run([*crowd(), *swarm()], protected=["@Arnplifier00000003"])
    told = next(item for item in report.clusters[0].findings if item.detector == "D12")
    assert (told.support, told.accounts) == (1, ("Amplifier00000003",))


def test_clusters_of_slow_co_sharing_alone_are_not_shown_without_backing() -> None:
    rng = np.random.default_rng(3)
    rows: list[Record] = []
    for who in range(400):
        pages = [f"https://a.example/{page}" for page in rng.integers(0, 900, 5)]
        pages += [f"https://rare.example/{page}" for page in range(12) if who < 8]
        rows += [
            PostRecord(f"c{who}-{page}", f"u{who:03d}", START + int(rng.integers(0, 9 * 86_400)), urls=(page,))
            for page in sorted(set(pages))
        ]
    report = run(rows)
    kept = {cell.layer: cell.edges_kept for cell in report.layers if cell.window_seconds is None}
    assert kept["url"] >= 20
    assert report.clusters == ()
