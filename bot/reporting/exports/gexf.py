"""GEXF 1.2 for Gephi."""

import io

from bot.reporting.exports._graph import graph_of
from bot.reporting.exports._shape import CaseExport, ExportFormat


def render(view: CaseExport) -> bytes:
    """The document, without the day on which it was made: the same case gives the same bytes."""
    from networkx.readwrite.gexf import GEXFWriter  # noqa: PLC0415 - only exports need it

    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(graph_of(view))
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


EXPORT = ExportFormat("A graph for Gephi", "gexf", render)
