import gzip
import shutil
from pathlib import Path

from bot.evaluation.section import NOT_RUN, Trials, reported_seeds
from bot.evaluation.sections import reproduction
from tests.bot.evaluation.conftest import REFERENCE

SMALL = "cnthead_co_reply_cnt_sample_data_tw60_minw1_edges.csv.gz"
INPUT = "cnt_sample_data.csv"


def with_reference(folder: Path) -> Trials:
    return Trials(reported_seeds(1), 1, reference=folder)


def test_without_the_reference_outputs_their_row_says_not_run() -> None:
    table = reproduction.parity_table(Trials(reported_seeds(1), 1))
    assert table.rows == (("both", *(NOT_RUN,) * 5),)


def test_equal_rows_are_counted(tmp_path: Path) -> None:
    for name in (SMALL, INPUT):
        shutil.copy(REFERENCE / name, tmp_path / name)
    table = reproduction.parity_table(with_reference(tmp_path))
    assert table.rows == (("coordination-network-toolkit", "co-reply", "1 of 1", "10", "10", "–"),)


def test_a_reference_with_another_row_is_named(tmp_path: Path) -> None:
    shutil.copy(REFERENCE / INPUT, tmp_path / INPUT)
    lines = gzip.decompress((REFERENCE / SMALL).read_bytes()).decode().splitlines(keepends=True)
    (tmp_path / SMALL).write_bytes(gzip.compress("".join(lines[:-1]).encode()))
    table = reproduction.parity_table(with_reference(tmp_path))
    assert table.rows == (("coordination-network-toolkit", "co-reply", "0 of 1", "9", "9", SMALL),)


def test_on_the_russian_set_the_cut_rises_with_the_window() -> None:
    table = reproduction.chance_table()
    assert [row[0] for row in table.rows] == ["10 s", "60 s", "300 s"]
    assert [row[4] for row in table.rows] == ["none", "3", "4"]
    assert [row[1] for row in table.rows] == ["1,083", "6,193", "29,987"]
