from bot.evaluation.section import Table, Trials
from bot.evaluation.sections import targets
from bot.evaluation.shares import Share
from bot.evaluation.worlds import SCENARIOS

ROW = {
    "precision": "Of the accounts in 'review first', 98 % or more are planted",
    "traps": "No account of an innocent crowd in 'review first'",
    "roles": "Roles (poster, amplifier) right for 95 % of the planted accounts found",
    "nulls": "Nothing planted: no 'review first' in any run",
    "organic": "Real ordinary accounts: no 'review first'",
    "experts": "Hand-run experts: 90 % found as co-ordinated, or better",
}


def table_of(trials: Trials) -> Table:
    return targets.SECTION.make(trials, lambda _: None)[0]


def rows_of(trials: Trials) -> dict[str, tuple[str, ...]]:
    return {row[0]: row for row in table_of(trials).rows}


def test_a_missed_target_names_its_cause(trials: Trials) -> None:
    rows = rows_of(trials)
    runs = 2 * len(SCENARIOS)
    assert rows[ROW["precision"]][1:3] == ("**no**", str(Share(3 * runs, 4 * runs)))
    assert rows[ROW["traps"]][1] == "**no**"
    assert rows[ROW["traps"]][3] == f"{runs} fan club as member"
    assert rows[ROW["roles"]][3] == f"{runs} amplifier shown as member"


def test_each_network_has_to_reach_a_target_by_itself(trials: Trials) -> None:
    row = rows_of(trials)[ROW["experts"]]
    assert row[1] == "**no**"
    assert row[2].startswith("2 of 4 networks; lowest: experts (net), 6 of 10")
    assert "experts (net): 2 in no cluster; 2 tied to its cluster by one pair only" in row[3]
    assert "(slow)" not in row[3]


def test_what_was_not_run_is_neither_reached_nor_missed(trials: Trials) -> None:
    assert rows_of(trials)[ROW["organic"]][1:] == ("not run", "not run", "–")


def test_a_cluster_where_nothing_was_planted_misses_the_target(trials: Trials) -> None:
    assert rows_of(trials)[ROW["nulls"]][1] == "**no**"


def test_a_run_in_which_every_detector_worked_needs_no_remark(trials: Trials) -> None:
    assert targets.BROKEN not in table_of(trials).note
