"""What every section promises, whatever it measures."""

from functools import partial

import pytest

from bot.evaluation import sections
from bot.evaluation.book import found_sections
from bot.evaluation.section import Section, Trials
from bot.evaluation.sections import edge_scores, reproduction
from bot.evaluation.sections.power import batch_world
from bot.registry import discover

SECTIONS = discover(sections, "SECTION")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Edge scores on a small world; the Russian set is another test's."""
    tiny = partial(batch_world, size=8, people=80)
    monkeypatch.setattr(edge_scores, "WORLDS", ("tiny",))
    monkeypatch.setattr(edge_scores, "_maker", lambda _: tiny)
    monkeypatch.setattr(reproduction, "_chance_rows", lambda *_: (("60 s", *("1",) * 6),))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", sorted(SECTIONS))
def test_every_table_has_rows_of_its_width_and_says_what_it_cannot_show(name: str, trials: Trials) -> None:
    section: Section = SECTIONS[name]
    said: list[str] = []
    tables = section.make(trials, said.append)
    assert tables
    assert said
    for table in tables:
        assert table.rows, table.title
        assert {len(row) for row in table.rows} == {len(table.columns)}, table.title
        assert table.cannot_show.endswith("."), table.title
        assert all(isinstance(cell, str) for row in table.rows for cell in row), table.title


def test_the_targets_come_first_and_no_two_sections_share_a_place() -> None:
    orders = [section.order for section in found_sections()]
    assert found_sections()[0].title == "Targets"
    assert len(set(orders)) == len(orders)
