from bot.evaluation.section import Trials
from bot.evaluation.sections import planted_networks
from bot.evaluation.worlds import SCENARIOS


def test_every_world_and_network_has_a_row(trials: Trials) -> None:
    worlds, networks, crowds = planted_networks.SECTION.make(trials, lambda _: None)
    assert [row[0] for row in worlds.rows] == [*(scenario.name for scenario in SCENARIOS), "**all**"]
    assert [row[:2] for row in networks.rows[:2]] == [("experts", "net"), ("experts", "slow")]
    assert [row[0] for row in crowds.rows] == ["ordinary people", "fan club"]


def test_the_counts_of_two_runs_are_pooled(trials: Trials) -> None:
    worlds, networks, crowds = planted_networks.SECTION.make(trials, lambda _: None)
    assert worlds.rows[0][2:] == (
        "2",
        "2",
        "6 of 8 (.75; .41–.93)",
        "2 of 8 (.25; .07–.59)",
        "12 of 14 (.86; .60–.96)",
    )
    assert networks.rows[0][2:] == (
        "6 of 10 (.60; .31–.83)",
        "6 of 10 (.60; .31–.83)",
        "2 in no cluster; 2 tied to its cluster by one pair only",
        "4 of 6 (.67; .30–.90) (2 amplifier shown as member)",
    )
    runs = 2 * len(SCENARIOS)
    assert crowds.rows[1] == ("fan club", f"{2 * runs}", f"{runs}", f"{runs}")
