import io
from collections.abc import Callable

import networkx as nx

from bot.reporting.exports._shape import CaseExport
from bot.reporting.exports.graphml import render


def test_another_program_reads_the_graph(make_export: Callable[..., CaseExport]) -> None:
    graph = nx.read_graphml(io.BytesIO(render(make_export())), force_multigraph=True)
    assert graph.nodes["a2"] == {
        "label": "A3", "handle": "handle_of_a2", "cluster": "C1", "role": "amplifier", "status": "in",
    }  # fmt: skip
    assert graph.number_of_edges() == 4


def test_ids_stay_raw(make_export: Callable[..., CaseExport]) -> None:
    assert b"'@" not in render(make_export({"boss": "@boss"}))


def test_an_excluded_account_is_absent(make_export: Callable[..., CaseExport]) -> None:
    assert "a1" not in nx.read_graphml(io.BytesIO(render(make_export())))


def test_the_same_case_gives_the_same_bytes(make_export: Callable[..., CaseExport]) -> None:
    assert render(make_export()) == render(make_export())
