"""D1: planted timing is found with the right numbers, coincidence is not, coarse times are said to be coarse."""

import numpy as np
import pytest

from bot.detectors.d1_synchrony import DETECTOR, propose, shift_of
from bot.measures.components import components
from bot.protocols import Parameters, Proposal, Record, ShareRecord
from bot.report import LayerReport
from bot.reporting.wording import sentence
from tests.bot.worlds import FAST, context_of, crowd, fan_club, group_of, swarm

MEMBERS = [f"Amplifier{index:08d}" for index in range(30)]


def proposal(records: list[Record], parameters: Parameters = FAST) -> Proposal:
    return propose(context_of(records, parameters=parameters))


def random_shares(seed: int, events: int = 2500, accounts: int = 250, objects: int = 150) -> list[Record]:
    """Acts at independent times: nothing but coincidence."""
    rng = np.random.default_rng(seed)
    return [
        ShareRecord("object", f"o{o}", f"a{a}", f"c{index}", int(1_700_000_000 + t))
        for index, (o, a, t) in enumerate(
            zip(
                rng.integers(0, objects, events),
                rng.integers(0, accounts, events),
                rng.integers(0, 40_000, events),
                strict=True,
            )
        )
    ]


def test_a_planted_swarm_is_found_whole_and_next_to_nobody_else() -> None:
    records = [*crowd(), *swarm()]
    ids = context_of(records).engine.accounts().ids
    tied = {
        ids[int(account)]
        for item in proposal(records).edge_sets
        for ends in (item.source, item.target)
        for account in ends
    }
    assert set(MEMBERS) <= tied
    assert len(tied - set(MEMBERS)) <= 3


@pytest.mark.parametrize("seed", range(6))
def test_coincidence_alone_makes_no_group_of_three(seed: int) -> None:
    found = proposal(random_shares(seed), Parameters(replicates=30))
    sizes = [components(item.source, item.target).sizes.max() for item in found.edge_sets if len(item.source)]
    assert max(sizes, default=0) < 6


def test_the_union_keeps_its_rate() -> None:
    found = proposal([*crowd(), *swarm(), *fan_club()])
    assert found.fdr_union is not None
    assert found.fdr_union <= FAST.fdr
    assert found.null is not None
    assert found.null.replicates == FAST.replicates
    assert set(found.null.replicate.tolist()) <= set(range(FAST.replicates))


def test_windows_below_the_times_resolution_are_not_applicable_rather_than_negative() -> None:
    minutes: list[Record] = [
        ShareRecord("object", f"o{index % 5}", f"a{index}", f"c{index}", 60 * index) for index in range(20)
    ]
    cells: list[LayerReport] = list(proposal(minutes).cells)
    told = {cell.window_seconds: cell.not_applicable for cell in cells}
    assert told[10] == "the data's times are 60 s apart, wider than this window"
    assert told[60] == ""


def test_a_group_in_data_coarser_than_every_window_is_not_applicable() -> None:
    hours: list[Record] = [ShareRecord("object", "o", f"a{index}", f"c{index}", 3600 * index) for index in range(5)]
    context = context_of(hours)
    assert DETECTOR.measure is not None
    result = DETECTOR.measure(context, group_of(context, ["a0", "a1"]))
    assert (result.applicable, result.why_not) == (False, "the data's times are too coarse for every window")


def test_shifts_are_whole_multiples_of_the_resolution() -> None:
    assert shift_of(60, 1800, 1) == 1800
    assert shift_of(600, 1800, 1) == 3600
    assert shift_of(60, 1800, 420) == 2100


def test_only_the_asked_layers_are_looked_at() -> None:
    found = proposal([*crowd(), *swarm()], Parameters(replicates=5, layers=("text",)))
    assert {cell.layer for cell in found.cells} == {"text"}


def test_a_viral_object_is_cut_once_and_told() -> None:
    viral: list[Record] = [
        ShareRecord("object", "viral", f"a{index:03d}", f"c{index}", 1000 + index) for index in range(60)
    ]
    cell = proposal(viral, Parameters(replicates=3, pair_budget=45)).cells[0]
    assert [(item.object, item.kept, item.total) for item in cell.sampled_objects] == [("viral", 10, 60)]
    assert cell.edges_observed <= 45


def test_a_lone_pair_that_meets_often_is_to_be_watched() -> None:
    pair: list[Record] = [
        ShareRecord("object", f"x{index}", who, f"c{index}{who}", 1_700_000_000 + 9000 * index)
        for index in range(12)
        for who in ("left", "right")
    ]
    swarms: list[Record] = [
        ShareRecord("object", f"y{index}", f"s{who}", f"d{index}{who}", 1_700_500_000 + 9000 * index + who)
        for index in range(3)
        for who in range(4)
    ]
    context = context_of(random_shares(1) + pair + swarms, parameters=Parameters(replicates=30))
    ids = context.engine.accounts().ids
    watched = {(ids[a], ids[b], weight) for a, b, _, _, weight, _ in propose(context).watch}
    assert ("left", "right", 12) in watched


def test_the_sentence_says_what_how_many_and_how_many_by_chance() -> None:
    records = [*crowd(), *swarm()]
    context = context_of(records, proposal(records).edge_sets)
    assert DETECTOR.measure is not None
    result = DETECTOR.measure(context, group_of(context, MEMBERS, ["Poster0", "Poster1"]))
    text = sentence(DETECTOR, result)
    assert text.startswith("30 accounts reposted the same posts within 60 s of each other, twice or more: ")
    assert "In the whole data there are " in text
    assert text.endswith(".")
    assert "chance alone would give " in text
