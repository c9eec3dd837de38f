"""The table of cut-points: what a measurement changes in it, and what it leaves alone."""

import tomllib
from pathlib import Path

import pytest

from bot.evaluation.cutpoints import render, updated, write
from bot.evaluation.likelihood import NEVER, Sample
from bot.fusion import Cuts, load_calibration

HAND = Cuts((1.0, 2.0, 3.0, NEVER), 1.0, 0, 0, "set by hand after a book", "a number", "real data")
SAMPLES = {
    "seen": Sample((0.0, 2.5, 2.5, 2.5), (0.0,) * 38),
    "unseen": Sample((0.0,) * 8, (0.0, 0.0, 1.5)),
    "blind": Sample(),
}
ROWS = dict.fromkeys([*SAMPLES, "absent"], HAND)


def table(*, fit: bool) -> dict[str, Cuts]:
    return updated(ROWS, SAMPLES, 4, (1, 3), fit=fit)


def test_counts_ratios_and_origin_are_written_and_cuts_stay() -> None:
    row = table(fit=False)["seen"]
    assert (row.cuts, row.cap, row.note) == (HAND.cuts, HAND.cap, HAND.note)
    assert (row.n_positive, row.n_control) == (4, 38)
    assert row.measured == (1.43, 1.43, 0.82)
    assert row.origin == (
        "cut-points set by hand; 4 generated worlds (seeds 1, 3): 3 of 4 planted and 0 of 38 innocent groups reach the "
        "first"
    )


def test_with_fit_the_cuts_come_from_the_sample() -> None:
    row = table(fit=True)["seen"]
    assert row.cuts == (2.5, 2.5, 2.5, NEVER)
    assert row.origin.startswith("cut-points fitted on 4 generated worlds")


def test_what_no_planted_group_shows_stays_set_by_hand_and_says_so() -> None:
    row = table(fit=True)["unseen"]
    assert row.cuts == HAND.cuts
    assert row.measured == ()
    assert row.origin == (
        "cut-points set by hand; 4 generated worlds (seeds 1, 3): 0 of 8 planted and 1 of 3 innocent groups reach the "
        "first; hardly any planted group shows it"
    )


@pytest.mark.parametrize("key", ["blind", "absent"])
def test_a_detector_that_could_not_look_keeps_its_row(key: str) -> None:
    assert table(fit=True)[key] is HAND


def test_the_written_table_reads_back_as_it_was(tmp_path: Path) -> None:
    rows = table(fit=True)
    write(tmp_path / "table.toml", rows)
    read = tomllib.loads((tmp_path / "table.toml").read_text(encoding="utf-8"))
    assert list(read) == list(rows)
    assert {key: tuple(row["cuts"]) for key, row in read.items()} == {key: row.cuts for key, row in rows.items()}
    assert read["seen"]["note"] == "real data"


def test_the_bundled_table_is_as_the_command_writes_it() -> None:
    bundled = Path(__file__).parents[3] / "bot" / "calibration.toml"
    assert bundled.read_text(encoding="utf-8") == render(load_calibration())
