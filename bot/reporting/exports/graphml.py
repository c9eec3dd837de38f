"""GraphML for igraph, Cytoscape, R and Gephi: looks are the plain attributes x, y, size, r, g, b."""

import io

from bot.reporting.exported import CaseExport, ExportFormat
from bot.reporting.exports._graph import graph_of


def render(view: CaseExport) -> bytes:
    """The document."""
    from networkx.readwrite.graphml import write_graphml_xml  # noqa: PLC0415 - only exports need it

    target = io.BytesIO()
    write_graphml_xml(graph_of(view), target, infer_numeric_types=False)
    return target.getvalue()


EXPORT = ExportFormat("A graph for igraph, yEd, Cytoscape and R", "graphml", render)
