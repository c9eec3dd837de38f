"""The local engine and the reference engine lead to the same report, byte for byte."""

from pathlib import Path

import pytest

from bot.analysis.analyse import analyse
from bot.engine.local import LocalEngine
from bot.ingest.intake import write_records
from bot.protocols import PostRecord, Record, ShareRecord
from bot.reporting.report_json import report_json
from tests.bot.reference_engine import ReferenceEngine
from tests.bot.worlds import FAST, START, crowd, fan_club, swarm


def graph_only() -> list[Record]:
    """Untyped shares: a group of five that meets six times, and passers-by."""
    rows: list[Record] = [
        ShareRecord("object", f"o{index}", f"a{who}", f"c{index}-{who}", START + 7200 * index + who)
        for index in range(6)
        for who in range(5)
    ]
    return rows + [ShareRecord("object", f"o{n % 6}", f"b{n:02d}", f"d{n}", START + 977 * n) for n in range(40)]


def links_and_tags() -> list[Record]:
    """Posts with links, hashtags, mentions and replies."""
    return [
        PostRecord(
            f"p{n:03d}",
            f"u{n % 23:02d}",
            START + 613 * n,
            text=f"some words of my own, number {n % 31}",
            urls=(f"https://www.site{n % 7}.example/a?utm_source=x&id={n % 11}",),
            hashtags=("One", "Two") if n % 3 else (),
            mentions=("Ann",) if n % 5 else (),
            reply_to=f"p{n - 9:03d}" if n % 4 == 0 and n > 9 else None,
            reply_to_account=f"u{(n - 9) % 23:02d}" if n % 4 == 0 and n > 9 else None,
        )
        for n in range(300)
    ]


@pytest.mark.parametrize(
    "records",
    [[*crowd(people=120), *swarm(amplifiers=15), *fan_club()], graph_only(), []],
    ids=["posts", "graph", "nothing"],
)
def test_both_engines_give_the_same_report(records: list[Record], tmp_path: Path) -> None:
    dataset = write_records(records, tmp_path, format="made up", now=lambda: 1_800_000_000_000)
    reference = analyse(ReferenceEngine(records), dataset, FAST, named=["person0001", "a1"])
    with LocalEngine(tmp_path) as engine:
        local = analyse(engine, dataset, FAST, named=["person0001", "a1"])
    assert report_json(local) == report_json(reference)
    assert [item.edges for item in local.clusters] == [item.edges for item in reference.clusters]


def test_both_engines_see_the_same_layers_of_links_and_tags(tmp_path: Path) -> None:
    records = links_and_tags()
    write_records(records, tmp_path, format="made up", now=lambda: 1_800_000_000_000)
    reference = ReferenceEngine(records)
    with LocalEngine(tmp_path) as engine:
        assert engine.layers() == reference.layers()
        for layer in engine.layers():
            seen = [
                item.co_actions(layer, (10, 60, 300), seed=7, pair_budget=10**6, min_weight=1)
                for item in (engine, reference)
            ]
            assert seen[0].events == seen[1].events, layer
            assert [one.tolist() for one in seen[0].histogram] == [one.tolist() for one in seen[1].histogram], layer
