import numpy as np

from bot.report import Role
from bot.reporting.panels.layout import SHOWN, Node, choose, place

AMPLIFIER, POSTER = Role.AMPLIFIER, Role.POSTER


def nodes(roles: list[Role]) -> list[Node]:
    return [Node(f"A{number}", role) for number, role in enumerate(roles, start=1)]


def test_a_small_network_is_drawn_whole() -> None:
    network = choose(nodes([POSTER, AMPLIFIER, AMPLIFIER]), {(1, 2): 3}, frozenset({(1, 0)}))
    assert (len(network.nodes), network.total) == (3, 3)
    assert network.ties == {(1, 2): 3}
    assert network.boosts == {(1, 0)}


def test_of_a_crowd_the_posters_and_the_best_tied_are_drawn() -> None:
    crowd = nodes([AMPLIFIER] * (SHOWN + 50) + [POSTER])
    last = len(crowd) - 1
    network = choose(crowd, {(SHOWN + 40, SHOWN + 41): 2}, frozenset())
    shown = {node.label for node in network.nodes}
    assert (len(network.nodes), network.total) == (SHOWN, SHOWN + 51)
    assert {f"A{SHOWN + 41}", f"A{SHOWN + 42}", f"A{last + 1}"} <= shown
    ((a, b),) = network.ties
    assert {network.nodes[a].label, network.nodes[b].label} == {f"A{SHOWN + 41}", f"A{SHOWN + 42}"}


def test_posters_whom_the_group_boosts_stand_above_everybody_else() -> None:
    network = choose(nodes([AMPLIFIER, POSTER, AMPLIFIER, POSTER]), {(0, 2): 1}, frozenset({(0, 1), (2, 3)}))
    where = place(network)
    assert where[[1, 3], 1].min() > where[[0, 2], 1].max()


def test_a_group_of_posters_is_placed_by_its_ties() -> None:
    ties = {(a, b): 1 for a in range(6) for b in range(a + 1, 6)}
    where = place(choose(nodes([POSTER] * 6), ties, frozenset({(0, 1)})))
    assert np.ptp(where[:, 1]) > 1.0


def test_posters_in_a_row_do_not_hide_their_ties() -> None:
    boosts = frozenset((i, 0) for i in range(3, 8))
    where = place(choose(nodes([POSTER] * 3 + [AMPLIFIER] * 5), {(0, 1): 1, (0, 2): 1}, boosts))
    assert where[1, 1] > where[0, 1] + 0.005


def test_accounts_without_a_tie_stand_below() -> None:
    network = choose(nodes([AMPLIFIER] * 5), {(0, 1): 1, (1, 2): 1}, frozenset())
    where = place(network)
    assert where[[3, 4], 1].max() < where[[0, 1, 2], 1].min()


def test_nobody_stands_on_somebody_else() -> None:
    ties = {(i, i + 1): 2 for i in range(39)}
    where = place(choose(nodes([POSTER] * 3 + [AMPLIFIER] * 37), ties, frozenset()))
    gaps = np.linalg.norm(where[:, None] - where[None, :], axis=2) + np.eye(40)
    assert gaps.min() > 0.02


def test_the_same_network_gets_the_same_places() -> None:
    ties = {(i, (i * 7 + 3) % 60): 2 for i in range(60) if i < (i * 7 + 3) % 60}
    network = choose(nodes([AMPLIFIER] * 60), ties, frozenset())
    assert np.array_equal(place(network), place(network))


def test_an_empty_network_has_no_places() -> None:
    assert place(choose([], {}, frozenset())).shape == (0, 2)
