import io
import xml.etree.ElementTree as ET
from collections.abc import Callable

import networkx as nx
import pytest

from bot.reporting.exports._shape import CaseExport
from bot.reporting.exports.gexf import render


def test_another_program_reads_the_graph(make_export: Callable[..., CaseExport]) -> None:
    graph = nx.read_gexf(io.BytesIO(render(make_export())))
    assert set(graph) == {"boss", "a2", "a3", "a4", "a5", "edge"}
    assert graph.nodes["boss"]["role"] == "poster"
    assert graph.nodes["a2"]["label"] == "A3"
    assert graph.number_of_edges() == 4


def test_an_edge_tells_its_layer_window_and_weight(make_export: Callable[..., CaseExport]) -> None:
    graph = nx.read_gexf(io.BytesIO(render(make_export())))
    edge = next(data for *ends, data in graph.edges(data=True) if set(ends) == {"a2", "a3"})
    assert (edge["layer"], edge["window_seconds"], edge["weight"]) == ("repost", 60, 3)


def test_an_excluded_account_is_absent(make_export: Callable[..., CaseExport]) -> None:
    assert b'"a1"' not in render(make_export())


def test_the_document_holds_no_date(make_export: Callable[..., CaseExport]) -> None:
    assert b"lastmodifieddate" not in render(make_export())
    assert render(make_export()) == render(make_export())


@pytest.mark.parametrize("handle", ['<a href="x">&', "null\x00byte", "esc\x1b", "half\ud800", "\ufffe"])
def test_a_handle_cannot_break_the_document(make_export: Callable[..., CaseExport], handle: str) -> None:
    content = render(make_export({"boss": handle}))
    assert ET.fromstring(content) is not None  # noqa: S314 - written by us a line ago
    assert nx.read_gexf(io.BytesIO(content)).nodes["boss"]["handle"]
