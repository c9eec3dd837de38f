"""The graph behind the graph formats: accounts with role, place, colour and size, kept edges with their layers.

Ids are raw. Places are those of the pictures and of the explorer page: the same case gives the same picture.
"""

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from bot.report import ClusterReport, Role
from bot.reporting.exported import CaseExport, ExportedCluster, members_of
from bot.reporting.panels.style import MARKS
from bot.reporting.positions import discs

if TYPE_CHECKING:
    import networkx as nx

SLOW = 0
"""`window_seconds` of edges that were found over days: the formats know no empty number."""
SCALE = 40.0
"""A graph program's units to one of ours: accounts a unit apart do not cover each other."""
POSTER_SIZE = 22.0
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graph_of(view: CaseExport) -> "nx.MultiGraph[str]":
    """One node an account, one edge a pair, layer and window; `x`, `y`, `size`, `r`, `g`, `b` are a node's looks.

    An account of C0 and of another group stands in the other one; `clusters` names both.
    """
    import networkx as nx  # noqa: PLC0415 - only pictures and exports need it

    graph: nx.MultiGraph[str] = nx.MultiGraph()
    known: set[tuple[str, str, str, int]] = set()
    places = discs([item.cluster.report for item in view.clusters])
    for item, disc in zip(view.clusters, places, strict=True):
        where = dict(zip((one.account_id for one in item.cluster.report.accounts), disc.points.tolist(), strict=True))
        _add_nodes(graph, item, where)
        for edge in item.cluster.report.edges:
            window = SLOW if edge.window_seconds is None else edge.window_seconds
            key = (edge.source, edge.target, edge.layer, window)
            if key in known:
                continue
            known.add(key)
            graph.add_edge(
                printable(edge.source),
                printable(edge.target),
                key=f"e{len(known)}",  # GraphML wants an id that no other edge of the document has
                cluster=item.cluster.key,
                layer=edge.layer,
                window_seconds=window,
                weight=edge.weight,
                surprise=edge.surprise,
            )
    return graph


def _add_nodes(graph: "nx.MultiGraph[str]", item: ExportedCluster, where: dict[str, list[float]]) -> None:
    cluster, ties = item.cluster, _ties(item.cluster.report)
    for account_id, member in members_of(item).items():
        node, role = printable(account_id), Role(member.role)
        before = graph.nodes[node]["clusters"].split() if node in graph else []
        x, y = where[account_id]
        r, g, b = (int(MARKS[role].colour[at : at + 2], 16) for at in (1, 3, 5))
        graph.add_node(
            node,
            label=member.label,
            handle=printable(member.handle),
            cluster=cluster.key,
            clusters=" ".join([*before, cluster.key]),
            role=role.value,
            status=member.status.value,
            verdict=cluster.verdict.kind.value if cluster.verdict else "",
            x=round(x * SCALE, 3),
            y=round(y * SCALE, 3),
            size=POSTER_SIZE if role is Role.POSTER else round(8 + 2 * math.sqrt(min(ties[account_id], 36)), 3),
            r=r,
            g=g,
            b=b,
        )


def _ties(report: ClusterReport) -> Counter[str]:
    """How many others each account is tied to."""
    pairs = {tuple(sorted((edge.source, edge.target))) for edge in report.edges}
    return Counter(end for pair in pairs for end in pair)


def printable(text: str) -> str:
    """The text without characters that XML 1.0 cannot hold."""
    return ILLEGAL.sub("�", text)
