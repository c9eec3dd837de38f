import bot.detectors
from bot.evaluation.section import Trials
from bot.evaluation.sections import ablation
from bot.registry import discover
from tests.bot.evaluation.conftest import HandmadeLaboratory


def test_every_detector_of_found_groups_belongs_to_one_family_that_is_switched_off() -> None:
    keys = [key for keys in ablation.by_family().values() for key in keys]
    wanted = [item.key for item in discover(bot.detectors, "DETECTOR").values() if not item.only_named]
    assert sorted(keys) == sorted(wanted)


def test_each_row_runs_the_same_worlds_with_its_family_off(trials: Trials, laboratory: HandmadeLaboratory) -> None:
    (table,) = ablation.SECTION.make(trials, lambda _: None)
    worlds = {
        off: [(t.name, t.seed) for t in laboratory.tasks if t.off == off] for off in {t.off for t in laboratory.tasks}
    }
    assert set(worlds) == {(), *ablation.by_family().values()}
    assert all(runs == worlds[()] for runs in worlds.values())
    assert table.rows[0][0] == "nothing"
    assert table.rows[0][2:] == table.rows[1][2:]


def test_a_world_without_its_timing_family_has_no_timed_cluster() -> None:
    from bot.evaluation.laboratory import Laboratory  # noqa: PLC0415 - the real one, for this test alone
    from bot.evaluation.sections.power import batch_world  # noqa: PLC0415 - the same
    from bot.report import Family  # noqa: PLC0415 - the same

    off = ablation.by_family()[Family.SYNCHRONY]
    (score,) = Laboratory().scores("batch", lambda seed: batch_world(seed, size=15, people=300), (2,), off)
    assert next(item.recall.hits for item in score.networks if item.network == "boosted") == 0
