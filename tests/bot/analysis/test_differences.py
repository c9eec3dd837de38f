from dataclasses import replace
from pathlib import Path

from bot.analysis.differences import between
from bot.analysis.local_pipeline import LocalPipeline
from bot.analysis.matching import rename
from bot.analysis.pipeline import PriorCluster
from bot.analysis.run_analysis import read_result, run_analysis
from bot.report import Report, Suggestion
from tests.bot.analysis.test_local_pipeline import SWARM, inputs_of, silent, table
from tests.handlers import samples
from tests.worlds_of_triage import cluster, report


def test_accounts_evidence_and_place_are_compared() -> None:
    before = samples.cluster_report()
    timing, made, *_ = before.findings
    rhythm = samples.finding("D9", None, "They keep office hours.")
    lost = replace(made, applicable=False, bucket=0.0, why_not="the data hold no creation dates")
    after = replace(
        before,
        version=2,
        accounts=(*before.accounts[1:], samples.account(9)),
        findings=(replace(timing, bucket=1.0), lost, rhythm),
        suggestion=Suggestion.ODD_ACCOUNTS,
    )
    found = between(before, after, 1, 1)
    assert [one.account_id for one in found.came] == ["id-9"]
    assert [one.account_id for one in found.left] == ["id-1"]
    assert (found.gained, found.lost, found.weaker) == (("D9",), ("D4", "D5", "D7"), ("D1",))
    assert found.why["D4"] == "the data hold no creation dates"
    assert found.changed
    assert "id-" not in str(found.counted())


def test_the_same_report_differs_in_nothing() -> None:
    assert not between(samples.cluster_report(), samples.cluster_report(), 1, 1).changed


def test_other_evidence_about_the_same_accounts_makes_a_new_version_that_asks_voters_again() -> None:
    def version(signs: set[str], suggestion: Suggestion) -> int:
        prior = PriorCluster("C1", 1, frozenset("abc"), signs=frozenset(signs), suggestion=suggestion)
        return rename(report(cluster("C1", "abc")), [prior]).clusters[0].version

    assert version({"synchrony"}, Suggestion.REVIEW_FIRST) == 1
    assert version({"synchrony", "D4"}, Suggestion.REVIEW_FIRST) == 2
    assert version({"synchrony"}, Suggestion.ODD_ACCOUNTS) == 2


def test_the_same_choice_gives_the_same_report_and_the_choice_is_in_it(tmp_path: Path) -> None:
    chosen = {"without": ["object:s0", "object:s1"], "without_accounts": [SWARM[0]], "windows": [10]}
    inputs = replace(inputs_of(tmp_path, table(tmp_path)), parameters=chosen)
    texts, reports = [], []
    for _ in range(2):
        run_analysis(LocalPipeline(), inputs, silent)
        texts.append((inputs.folder / "report.json").read_bytes())
        reports.append(read_result(inputs.folder).report)
    assert texts[0] == texts[1]
    found = reports[0]
    assert isinstance(found, Report)
    assert {name: list(found.parameters[name]) for name in chosen} == chosen
    assert {account.account_id for account in found.clusters[0].accounts} == set(SWARM[1:])
