"""The graph behind the graph formats: accounts with their roles, kept edges with their layers. Ids are raw."""

import re
from typing import TYPE_CHECKING

from bot.reporting.exports._shape import CaseExport, members_of

if TYPE_CHECKING:
    import networkx as nx

SLOW = 0
"""`window_seconds` of edges that were found over days: the formats know no empty number."""
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graph_of(view: CaseExport) -> "nx.MultiGraph[str]":
    """One node an account, one edge a pair, layer and window."""
    import networkx as nx  # noqa: PLC0415 - only pictures and exports need it

    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for item in view.clusters:
        for account_id, member in members_of(item).items():
            graph.add_node(
                printable(account_id),
                label=member.label,
                handle=printable(member.handle),
                cluster=item.cluster.key,
                role=str(member.role),
                status=member.status.value,
            )
        for edge in item.cluster.report.edges:
            graph.add_edge(
                printable(edge.source),
                printable(edge.target),
                cluster=item.cluster.key,
                layer=edge.layer,
                window_seconds=SLOW if edge.window_seconds is None else edge.window_seconds,
                weight=edge.weight,
                surprise=edge.surprise,
            )
    return graph


def printable(text: str) -> str:
    """The text without characters that XML 1.0 cannot hold."""
    return ILLEGAL.sub("�", text)
