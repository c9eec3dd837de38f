"""A baseline is what the same analysis finds among organic accounts."""

import bot.detectors
from bot.analysis.analyse import analyse
from bot.analysis.baseline import NAMES, baseline_rates
from bot.registry import discover
from tests.bot.reference_engine import ReferenceEngine
from tests.bot.worlds import FAST, crowd, swarm


def test_rates_count_clusters_clustered_accounts_and_edges() -> None:
    engine = ReferenceEngine([*crowd(), *swarm()])
    report = analyse(engine, engine.dataset(), FAST)
    rates = baseline_rates(report, "a week")
    assert rates.name == "a week"
    assert rates.accounts == report.dataset.accounts
    assert rates.alarms == {"review_first": 1}
    assert rates.clustered == report.clusters[0].size
    kept = next(cell for cell in report.layers if (cell.layer, cell.window_seconds) == ("repost", 60))
    assert rates.edges["repost 60"] == round(1000 * kept.edges_kept / report.dataset.accounts, 4)


def test_named_accounts_are_no_alarm() -> None:
    engine = ReferenceEngine(crowd(people=50))
    report = analyse(engine, engine.dataset(), FAST, named=["person0001"])
    assert baseline_rates(report, "x").alarms == {}
    assert baseline_rates(report, "x").clustered == 0


def test_every_detector_of_groups_has_its_name_here() -> None:
    found = discover(bot.detectors, "DETECTOR").values()
    assert {one.key: one.name for one in found if not one.only_named} == NAMES
