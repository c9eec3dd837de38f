"""GEXF 1.2 for Gephi, with places, colours and sizes: the version that every reader of the format knows."""

import io
from typing import TYPE_CHECKING

from bot.reporting.exported import CaseExport, ExportFormat
from bot.reporting.exports._graph import graph_of

if TYPE_CHECKING:
    import networkx as nx

LOOKS = ("x", "y", "size", "r", "g", "b")


def render(view: CaseExport) -> bytes:
    """The document, without the day on which it was made: the same case gives the same bytes."""
    from networkx.readwrite.gexf import GEXFWriter  # noqa: PLC0415 - only exports need it

    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(_dressed(graph_of(view)))
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
    for graph in writer.xml.iter("graph"):
        graph.attrib.pop("name", None)  # the schema knows no such attribute
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _dressed(graph: "nx.MultiGraph[str]") -> "nx.MultiGraph[str]":
    """A node's looks move from its attributes into the namespace that is made for them."""
    for _, data in graph.nodes(data=True):
        x, y, size, r, g, b = (data.pop(name) for name in LOOKS)
        data["viz"] = {
            "color": {"r": r, "g": g, "b": b, "a": 1.0},
            "position": {"x": x, "y": y, "z": 0.0},
            "size": size,
        }
    return graph


EXPORT = ExportFormat("A graph for Gephi", "gexf", render)
