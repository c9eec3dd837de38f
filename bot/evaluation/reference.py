"""Exact outputs of the two other tools, and whether our files hold the same rows.

A reference file's name says what made it: tool, data, window, participation rule, and which table it is.
"""

import csv
import gzip
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from bot.analysis.edges import EdgesRequest

RUSSIAN = "russian_coord_tweets.csv.gz"
COORTWEET = re.compile(
    r"coortweet_russian_tw(?P<window>\d+)_mp(?P<participation>\d+)_(?P<kind>loopsremoved|loopskept|fast10)"
    r"(_ew(?P<quantile>[\d.]+))?_(?P<table>pairs|flagged_pairs|edges|account_stats|group_stats)\.csv(\.gz)?"
)
TOOLKIT = re.compile(
    r"cnthead_co_(?P<network>post|retweet|reply|tweet|similar_tweet)_(?P<data>russian|cnt_sample_data|cnt_test_input)"
    r"_tw(?P<window>\d+)_minw(?P<weight>\d+)(_thr(?P<similarity>[\d.]+))?_edges\.csv(\.gz)?"
)
INPUTS = {"cnt_sample_data": "cnt_sample_data.csv", "cnt_test_input": "cnt_coretweet_test_input.csv"}
LAYERS = {"post": "post", "retweet": "repost", "reply": "reply", "tweet": "text", "similar_tweet": "similar"}
ANSWERS = {
    "edges": "edges.csv",
    "pairs": "pairs.csv",
    "flagged_pairs": "pairs.csv",
    "account_stats": "stats/account_stats.csv",
    "group_stats": "stats/group_stats.csv",
}
NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")
MEDIAN = 0.5

Row = tuple[str | float | None, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A reference file, the request that makes the same, the file of its answer, and our names of its columns.

    The request's paths are relative to a folder that is yet to be chosen; `placed` puts them there.
    """

    name: str
    tool: str
    table: str
    request: EdgesRequest
    answer: str
    columns: tuple[tuple[str, str], ...]


def russian_file() -> Path:
    """The pseudonymous Russian retweets that ship with the demo."""
    return Path(str(files("bot"))) / "demo" / "data" / RUSSIAN


def case_of(name: str, folder: Path) -> Case | None:
    """What a reference file of `folder` is; None for files that are something else."""
    if found := COORTWEET.fullmatch(name):
        return _coortweet(name, found)
    if found := TOOLKIT.fullmatch(name):
        return _toolkit(name, found, folder)
    return None


def _coortweet(name: str, found: re.Match[str]) -> Case:
    request = EdgesRequest(
        file=russian_file(),
        layer="object",
        windows=(int(found["window"]),),
        out=Path("edges.csv"),
        weight="pairs",
        participation="either",
        min_participation=int(found["participation"]),
        quantile=float(found["quantile"] or MEDIAN),
        fast_window=10 if found["kind"] == "fast10" else None,
        keep_loops=found["kind"] == "loopskept",
        pairs=Path("pairs.csv"),
        stats=Path("stats"),
    )
    columns = (("account_id", "source"), ("account_id_y", "target")) if found["table"] == "edges" else ()
    return Case(name, "CooRTweet 2.1.3", found["table"], request, ANSWERS[found["table"]], columns)


def _toolkit(name: str, found: re.Match[str], folder: Path) -> Case:
    layer = LAYERS[found["network"]]
    russian = found["data"] == "russian"
    request = EdgesRequest(
        file=russian_file() if russian else folder / INPUTS[found["data"]],
        layer="object" if russian and layer == "repost" else layer,
        windows=(int(found["window"]),),
        out=Path("edges.csv"),
        weight="messages",
        min_weight=int(found["weight"]),
        similarity=float(found["similarity"]) if found["similarity"] else None,
        keep_loops=True,
    )
    columns = (("user_1", "source"), ("user_2", "target"))
    return Case(name, "coordination-network-toolkit", f"co-{found['network']}", request, "edges.csv", columns)


def placed(request: EdgesRequest, folder: Path) -> EdgesRequest:
    """The request with its outputs in a folder."""
    return replace(
        request,
        out=folder / request.out,
        pairs=folder / request.pairs if request.pairs else None,
        stats=folder / request.stats if request.stats else None,
    )


def cases_in(folder: Path) -> Iterator[Case]:
    """Every reference file of a folder, by name; where a table is there plain and gzipped, the gzipped one."""
    names = {path.name for path in folder.iterdir()}
    for name in sorted(names):
        if f"{name}.gz" not in names and (case := case_of(name, folder)) is not None and case.request.file.exists():
            yield case


def compare(reference: Path, ours: Path, columns: Sequence[tuple[str, str]]) -> tuple[int, int, int]:
    """(rows of the reference, rows of ours, rows that are equal), whatever their order."""
    theirs, own, renamed = _table(reference), _table(ours), dict(columns)
    if not theirs:
        return 0, len(own), 0
    names = list(theirs[0])
    expected = Counter(_values([row[name] for name in names]) for row in theirs)
    found = Counter(_values([row.get(renamed.get(name, name), "") for name in names]) for row in own)
    return len(theirs), len(own), (expected & found).total()


def _table(path: Path) -> list[dict[str, str]]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(content.decode().splitlines()))


def _values(cells: Sequence[str]) -> Row:
    """Ids as text, numbers as numbers to nine digits, empty as None; a hash that looks like a number stays text."""
    return tuple(None if cell == "" else round(float(cell), 9) if NUMBER.fullmatch(cell) else cell for cell in cells)
