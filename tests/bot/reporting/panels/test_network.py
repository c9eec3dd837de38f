from matplotlib.figure import Figure

from bot.report import Role
from bot.reporting.panels.layout import Node, choose
from bot.reporting.panels.network import NAMED_BESIDE, NAMED_INSIDE, draw_network


def drawn(count: int, posters: int = 0) -> tuple[list[str], list[str]]:
    """Labels at accounts, and the words of the legend."""
    roles = [Role.POSTER] * posters + [Role.AMPLIFIER] * (count - posters)
    nodes = [Node(f"A{number}", role) for number, role in enumerate(roles, start=1)]
    ties = {(i, i + 1): 3 for i in range(posters, count - 1)}
    boosts = frozenset((i, 0) for i in range(posters, count)) if posters else frozenset()
    axes = Figure().add_subplot()
    draw_network(axes, choose(nodes, ties, boosts))
    legend = axes.get_legend()
    assert legend is not None
    return [text.get_text() for text in axes.texts], [text.get_text() for text in legend.get_texts()]


def test_in_a_small_group_everybody_carries_a_label() -> None:
    assert drawn(NAMED_INSIDE)[0] == [f"A{number}" for number in range(1, NAMED_INSIDE + 1)]


def test_in_a_crowd_the_posters_and_a_few_others_carry_labels() -> None:
    names, _ = drawn(120, posters=4)
    assert names[:4] == ["A1", "A2", "A3", "A4"]
    assert 4 < len(names) <= 4 + NAMED_BESIDE


def test_so_many_posters_that_they_would_cover_one_another_are_drawn_small() -> None:
    names, _ = drawn(120, posters=60)
    assert len(names) <= NAMED_BESIDE


def test_the_legend_counts_roles_and_explains_lines() -> None:
    assert drawn(12, posters=1)[1] == [
        "1 poster", "11 amplifiers", "acted on the same things together", "reposted a poster",
    ]  # fmt: skip


def test_lines_that_are_not_drawn_are_not_explained() -> None:
    assert drawn(2)[1] == ["2 amplifiers", "acted on the same things together"]
    assert drawn(1)[1] == ["1 amplifier"]
