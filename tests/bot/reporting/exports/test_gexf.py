import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
import xmlschema

from bot.reporting.exported import CaseExport
from bot.reporting.exports.gexf import render

SCHEMA = Path(__file__).parents[3] / "data" / "gexf" / "gexf.xsd"


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


def test_the_document_is_valid_by_the_published_schema(make_export: Callable[..., CaseExport]) -> None:
    schema = xmlschema.XMLSchema(SCHEMA, allow="local")
    written = render(make_export({"boss": '<a href="x">&', "a2": "\x00"})).decode()
    content = written.replace("<viz:", "<")  # the schema knows a node's looks, in the graph's own namespace only
    assert [str(error.reason) for error in schema.iter_errors(content)] == []
    wrong = content.replace("<nodes>", '<nodes colour="red">', 1)
    assert len(list(schema.iter_errors(wrong))) == 1


def test_an_account_has_place_colour_and_size(make_export: Callable[..., CaseExport]) -> None:
    graph = nx.read_gexf(io.BytesIO(render(make_export())))
    looks = graph.nodes["boss"]["viz"]
    assert looks["color"] == {"r": 0xD5, "g": 0x5E, "b": 0x00, "a": 1.0}
    assert looks["size"] == 22.0
    places = {(data["viz"]["position"]["x"], data["viz"]["position"]["y"]) for _, data in graph.nodes(data=True)}
    assert len(places) == len(graph)
    assert "x" not in graph.nodes["boss"]
