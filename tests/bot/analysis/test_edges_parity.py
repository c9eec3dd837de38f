"""Held against exact outputs of the two peers, row by row, for every file in tests/data/reference."""

import csv
import gzip
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.analysis.edges import EdgesRequest, edges

ROOT = Path(__file__).parents[3]
REFERENCE = ROOT / "tests" / "data" / "reference"
RUSSIAN = ROOT / "bot" / "demo" / "data" / "russian_coord_tweets.csv.gz"
FILES = sorted(path.name for path in REFERENCE.glob("*.csv.gz"))
COORTWEET = re.compile(
    r"coortweet_russian_tw(?P<window>\d+)_mp(?P<participation>\d+)_(?P<kind>loopsremoved|loopskept|fast10)"
    r"(_ew(?P<quantile>[\d.]+))?_(?P<table>pairs|flagged_pairs|edges|account_stats|group_stats)\.csv\.gz"
)
TOOLKIT = re.compile(
    r"cnthead_co_(?P<network>post|retweet|reply|tweet|similar_tweet)_(?P<data>russian|cnt_sample_data|cnt_test_input)"
    r"_tw(?P<window>\d+)_minw(?P<weight>\d+)(_thr(?P<similarity>[\d.]+))?_edges\.csv\.gz"
)
INPUTS = {
    "russian": RUSSIAN,
    "cnt_sample_data": REFERENCE / "cnt_sample_data.csv",
    "cnt_test_input": REFERENCE / "cnt_coretweet_test_input.csv",
}
LAYERS = {"post": "post", "retweet": "repost", "reply": "reply", "tweet": "text", "similar_tweet": "similar"}


@dataclass(frozen=True)
class Case:
    """A request, the file of its answer that is compared, and what the reference calls these columns."""

    request: EdgesRequest
    answer: Path
    columns: dict[str, str]


def coortweet_case(name: str, folder: Path) -> Case:
    found = COORTWEET.fullmatch(name)
    assert found is not None, f"nobody knows how to compare {name}"
    request = EdgesRequest(
        file=RUSSIAN,
        layer="object",
        windows=(int(found["window"]),),
        out=folder / "edges.csv",
        weight="pairs",
        participation="either",
        min_participation=int(found["participation"]),
        quantile=float(found["quantile"]) if found["quantile"] else None,
        fast_window=10 if found["kind"] == "fast10" else None,
        keep_loops=found["kind"] == "loopskept",
        pairs=folder / "pairs.csv",
        stats=folder / "stats",
    )
    answers = {
        "pairs": "pairs.csv",
        "flagged_pairs": "pairs.csv",
        "edges": "edges.csv",
        "account_stats": "stats/account_stats.csv",
        "group_stats": "stats/group_stats.csv",
    }
    columns = {"account_id": "source", "account_id_y": "target"} if found["table"] == "edges" else {}
    return Case(request, folder / answers[found["table"]], columns)


def toolkit_case(name: str, folder: Path) -> Case:
    found = TOOLKIT.fullmatch(name)
    assert found is not None, f"nobody knows how to compare {name}"
    layer = LAYERS[found["network"]]
    request = EdgesRequest(
        file=INPUTS[found["data"]],
        layer="object" if found["data"] == "russian" and layer == "repost" else layer,
        windows=(int(found["window"]),),
        out=folder / "edges.csv",
        weight="messages",
        min_weight=int(found["weight"]),
        similarity=float(found["similarity"]) if found["similarity"] else None,
        keep_loops=True,
    )
    return Case(request, folder / "edges.csv", {"user_1": "source", "user_2": "target"})


def rows_of(path: Path) -> list[dict[str, str]]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(content.decode().splitlines()))


def as_values(cells: list[str]) -> tuple[object, ...]:
    """Ids as text, numbers as numbers, empty as None; a hash that looks like a number stays text."""
    return tuple(
        None if cell == "" else round(float(cell), 9) if re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell) else cell
        for cell in cells
    )


@pytest.mark.parametrize("name", FILES)
def test_edges_gives_exactly_the_rows_of_the_reference(name: str, tmp_path: Path) -> None:
    case = toolkit_case(name, tmp_path) if name.startswith("cnthead") else coortweet_case(name, tmp_path)
    edges(case.request)
    theirs, ours = rows_of(REFERENCE / name), rows_of(case.answer)
    columns = list(theirs[0])
    assert {case.columns.get(column, column) for column in columns} <= set(ours[0])
    expected = sorted(map(repr, (as_values([row[c] for c in columns]) for row in theirs)))
    found = sorted(map(repr, (as_values([row[case.columns.get(c, c)] for c in columns]) for row in ours)))
    assert found == expected


def test_no_reference_file_is_forgotten() -> None:
    assert len(FILES) == 45
    assert all(COORTWEET.fullmatch(name) or TOOLKIT.fullmatch(name) for name in FILES)
