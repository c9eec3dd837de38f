import io
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import networkx as nx

from bot.reporting.exported import CaseExport
from bot.reporting.exports.graphml import render


def test_another_program_reads_the_graph(make_export: Callable[..., CaseExport]) -> None:
    graph = nx.read_graphml(io.BytesIO(render(make_export())), force_multigraph=True)
    node = graph.nodes["a2"]
    assert {name: node[name] for name in ("label", "handle", "cluster", "clusters", "role", "status", "verdict")} == {
        "label": "A3", "handle": "handle_of_a2", "cluster": "C1", "clusters": "C1", "role": "amplifier", "status": "in",
        "verdict": "coordinated_unclear",
    }  # fmt: skip
    assert graph.number_of_edges() == 4


def test_ids_stay_raw(make_export: Callable[..., CaseExport]) -> None:
    assert b"'@" not in render(make_export({"boss": "@boss"}))


def test_an_excluded_account_is_absent(make_export: Callable[..., CaseExport]) -> None:
    assert "a1" not in nx.read_graphml(io.BytesIO(render(make_export())))


def test_the_same_case_gives_the_same_bytes(make_export: Callable[..., CaseExport]) -> None:
    assert render(make_export()) == render(make_export())


def test_an_account_stands_where_the_pictures_show_it_in_the_colour_of_its_role(
    make_export: Callable[..., CaseExport],
) -> None:
    graph = nx.read_graphml(io.BytesIO(render(make_export())), force_multigraph=True)
    places = {(data["x"], data["y"]) for _, data in graph.nodes(data=True)}
    assert len(places) == len(graph)
    boss, a2 = graph.nodes["boss"], graph.nodes["a2"]
    assert [boss[name] for name in "rgb"] == [0xD5, 0x5E, 0x00]
    assert [a2[name] for name in "rgb"] == [0x00, 0x72, 0xB2]
    assert boss["size"] > a2["size"] > 0


def test_an_account_of_two_groups_is_there_once_with_both_named(make_export: Callable[..., CaseExport]) -> None:
    view: Any = make_export()
    (group,) = view.clusters
    named = replace(group, cluster=replace(group.cluster, key="C0", report=replace(group.cluster.report, id="C0")))
    graph = nx.read_graphml(io.BytesIO(render(replace(view, clusters=(named, group)))), force_multigraph=True)
    assert (graph.nodes["a2"]["cluster"], graph.nodes["a2"]["clusters"]) == ("C1", "C0 C1")
    assert graph.number_of_edges() == 4


SPACE = "{http://graphml.graphdrawing.org/xmlns}"
TYPES = {"boolean", "int", "long", "float", "double", "string"}


def test_the_document_has_the_structure_that_the_format_asks_for(make_export: Callable[..., CaseExport]) -> None:
    """The published schema states no licence to copy it by, so its rules on our elements stand here."""
    root = ET.fromstring(render(make_export({"boss": "<&>\x1b"})))  # noqa: S314 - written by us a line ago
    assert root.tag == f"{SPACE}graphml"
    keys = {key.attrib["id"]: key.attrib for key in root.findall(f"{SPACE}key")}
    assert {key["attr.type"] for key in keys.values()} <= TYPES
    assert {key["for"] for key in keys.values()} == {"node", "edge"}
    (graph,) = root.findall(f"{SPACE}graph")
    assert graph.attrib["edgedefault"] == "undirected"
    nodes, edges = graph.findall(f"{SPACE}node"), graph.findall(f"{SPACE}edge")
    assert len(nodes) + len(edges) == len(graph)
    ids = [node.attrib["id"] for node in nodes]
    assert len(set(ids)) == len(ids) == 6
    names = [edge.attrib["id"] for edge in edges]
    assert len(set(names)) == len(names) == 4
    assert {edge.attrib[end] for edge in edges for end in ("source", "target")} <= set(ids)
    assert {message for part in (nodes, edges) for item in part for message in _faults(item, keys)} == set()


def _faults(item: ET.Element, keys: Mapping[str, Mapping[str, str]]) -> set[str]:
    """What is wrong with the data of a node or an edge."""
    kind, found = item.tag.removeprefix(SPACE), [data.attrib["key"] for data in item]
    wrong = {f"{key} is for {keys[key]['for']}" for key in found if keys[key]["for"] != kind}
    return wrong | ({"a key twice"} if len(set(found)) < len(found) else set())
