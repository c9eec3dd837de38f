"""The posts behind a cluster's pairs, also where the words agree only nearly."""

from dataclasses import replace

import pytest

import bot.analysis.evidence as module
from bot.analysis.evidence import gather_evidence
from bot.protocols import PostKind, PostRecord, Record
from bot.report import ClusterEdge, SharedObject
from tests.bot.analysis.test_analyse import run
from tests.bot.reference_engine import ReferenceEngine
from tests.bot.worlds import START

BRIDGE = "Nobody expected the council to reopen the old bridge before the end of summer"
FERRY = "A second long sentence about nothing but ferries and the price of their tickets"


def shared(edges: tuple[ClusterEdge, ...]) -> tuple[SharedObject, ...]:
    records: list[Record] = [
        PostRecord("b1", "b", START + 50, text=f"{BRIDGE}!!"),
        PostRecord("a1", "a", START + 90, text=BRIDGE),
        PostRecord("a2", "a", START + 100, text=FERRY),
        PostRecord("b2", "b", START + 400, text=f"So: {FERRY}"),
    ]
    report = run(records, named=["a", "b"])
    named = replace(report.clusters[0], edges=edges)
    return gather_evidence(ReferenceEngine(records), replace(report, clusters=(named,)))[0].pairs


def test_texts_that_agree_nearly_stand_side_by_side_with_the_earlier_as_their_object() -> None:
    pairs = shared((ClusterEdge("a", "b", "similar", None, 2, 9.0),))
    assert [(pair.first.content_id, pair.second.content_id, pair.object) for pair in pairs] == [
        ("a1", "b1", f"{BRIDGE}!!"),
        ("a2", "b2", FERRY),
    ]
    assert [pair.second.text for pair in pairs] == [f"{BRIDGE}!!", f"So: {FERRY}"]


def test_an_edge_without_texts_in_common_has_no_evidence() -> None:
    assert shared((ClusterEdge("a", "b", "reply", 60, 2, 9.0),)) == ()


def test_every_tied_account_has_a_pair_though_others_are_stronger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAIRS_A_CLUSTER", 1)
    edges = [
        ClusterEdge(a, b, "url", 60, 2, surprise) for a, b, surprise in (("a", "b", 9), ("a", "c", 8), ("b", "c", 7))
    ]
    assert [(edge.source, edge.target) for edge in module._kept(edges)] == [("a", "b"), ("a", "c")]


def test_it_is_told_whose_post_an_object_is_whether_the_data_hold_the_post_or_not() -> None:
    reposts: list[Record] = [
        PostRecord(f"{who}-{post}", who, START + n, PostKind.REPOST, repost_of=post, repost_of_account=author)
        for n, who in enumerate("ab")
        for post, author in (("here", "star"), ("far", "moon"), ("lost", None))
    ]
    replies: list[Record] = [
        PostRecord(f"{who}-reply", who, START + 9, reply_to="elsewhere", reply_to_account="sun") for who in "ab"
    ]
    links: list[Record] = [PostRecord(f"{who}-link", who, START + 9, urls=("https://news.example/a",)) for who in "ab"]
    records = [PostRecord("here", "star", START - 9, text=BRIDGE), *reposts, *replies, *links]
    report = run(records, named=["a", "b"])
    edges = tuple(ClusterEdge("a", "b", layer, 60, 3, 9.0) for layer in ("repost", "reply", "url"))
    named = replace(report.clusters[0], edges=edges)
    (found,) = gather_evidence(ReferenceEngine(records), replace(report, clusters=(named,)))
    assert {pair.object: pair.author for pair in found.pairs} == {
        "here": "star", "far": "moon", "lost": "", "elsewhere": "sun", "news.example/a": "",
    }  # fmt: skip
