from pathlib import Path

import pytest

from bot.evaluation.reference import case_of, cases_in, compare, placed, russian_file
from tests.bot.evaluation.conftest import REFERENCE


def test_every_reference_file_is_understood() -> None:
    assert {case.name for case in cases_in(REFERENCE)} == {path.name for path in REFERENCE.glob("*.csv.gz")}


def test_a_name_tells_what_made_the_file(tmp_path: Path) -> None:
    case = case_of("coortweet_russian_tw60_mp2_loopsremoved_ew0.9_edges.csv.gz", tmp_path)
    assert case is not None
    request = case.request
    assert (request.windows, request.min_participation, request.quantile) == ((60,), 2, 0.9)
    assert (request.weight, request.participation, request.keep_loops) == ("pairs", "either", False)
    assert request.file == russian_file()


def test_another_file_is_no_reference(tmp_path: Path) -> None:
    assert case_of("cnt_sample_data.csv", tmp_path) is None


def test_answers_are_written_where_one_wants_them(tmp_path: Path) -> None:
    case = case_of("coortweet_russian_tw10_mp2_loopsremoved_pairs.csv", tmp_path)
    assert case is not None
    moved = placed(case.request, tmp_path / "out")
    assert (moved.out, moved.pairs) == (tmp_path / "out" / "edges.csv", tmp_path / "out" / "pairs.csv")


@pytest.mark.parametrize(
    ("ours", "equal"),
    [
        ("source,weight\na,1\nb,2\n", 2),
        ("source,weight\nb,2.0\na,1\n", 2),
        ("source,weight\na,1\na,1\n", 1),
        ("source,weight\n1e9,1\n", 0),
    ],
)
def test_rows_are_compared_as_values_whatever_their_order(tmp_path: Path, ours: str, equal: int) -> None:
    (tmp_path / "theirs.csv").write_text("user_1,weight\na,1\nb,2\n", encoding="utf-8")
    (tmp_path / "ours.csv").write_text(ours, encoding="utf-8")
    found = compare(tmp_path / "theirs.csv", tmp_path / "ours.csv", (("user_1", "source"),))
    assert found == (2, len(ours.splitlines()) - 1, equal)
