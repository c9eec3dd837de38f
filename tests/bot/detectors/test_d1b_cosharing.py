"""D1b: rare links in common over days are found; popular ones are not; reposts never count."""

from dataclasses import replace

import numpy as np

from bot.detectors.d1b_cosharing import DETECTOR, propose
from bot.protocols import Measurement, PostKind, PostRecord, Record
from bot.reporting.wording import sentence
from tests.bot.worlds import DAY, START, context_of, crowd, group_of, repost, swarm

EXPERTS = [f"expert{index:02d}" for index in range(14)]


def links(seed: int = 1, people: int = 900) -> list[Record]:
    """People who link to popular and private pages; 14 experts who also link to most of 20 rare ones over 20 days."""
    rng = np.random.default_rng(seed)
    rows: list[Record] = []
    popularity = 1 / np.arange(1, 2001)
    names = [*(f"reader{index:04d}" for index in range(people)), *EXPERTS]
    for name in names:
        pages = [f"https://news.example/{page}" for page in rng.choice(2000, 6, p=popularity / popularity.sum())]
        if name in EXPERTS:
            pages += [f"https://rare.example/{page}" for page in range(20) if rng.random() < 0.6]
        rows += [
            PostRecord(f"{name}-{page}", name, START + int(rng.integers(0, 20 * DAY)), urls=(page,))
            for page in sorted(set(pages))
        ]
    return rows


def test_hand_run_experts_are_found_and_readers_are_not() -> None:
    records = links()
    context = context_of(records)
    item = next(item for item in propose(context).edge_sets if item.layer == "url")
    ids = context.engine.accounts().ids
    pairs = {(ids[int(a)], ids[int(b)]) for a, b in zip(item.source, item.target, strict=True)}
    inside = {pair for pair in pairs if set(pair) <= set(EXPERTS)}
    assert len(inside) >= 50
    assert len(pairs - inside) <= 4


def test_reposts_alone_found_nothing_here() -> None:
    found = propose(context_of([*crowd(), *swarm()]))
    assert [item.layer for item in found.edge_sets if len(item.source)] == []
    assert "repost" not in {cell.layer for cell in found.cells}


def test_a_repost_of_a_link_is_no_link() -> None:
    rows: list[Record] = [
        PostRecord(f"r{index}", f"a{index}", START, PostKind.REPOST, repost_of="p", urls=("https://x.example/1",))
        for index in range(9)
    ]
    assert propose(context_of(rows)).cells == ()


def test_data_without_links_are_not_applicable() -> None:
    context = context_of([*crowd(people=5)])
    assert DETECTOR.measure is not None
    result = DETECTOR.measure(context, group_of(context, ["person0001", "person0002"]))
    assert result.why_not == "the data hold no links or hashtags"


def test_links_that_were_left_out_by_choice_are_not_said_to_be_lacking() -> None:
    context = context_of([*links(people=5)])
    chosen = replace(context, parameters=replace(context.parameters, layers=("repost",)))
    assert DETECTOR.measure is not None
    result = DETECTOR.measure(chosen, group_of(chosen, EXPERTS[:3]))
    assert result.why_not == "links and hashtags were left out by choice"


def test_the_sentence_says_how_many_pairs_and_how_many_are_expected_by_chance() -> None:
    records = links()
    context = context_of(records, propose(context_of(records)).edge_sets)
    assert DETECTOR.measure is not None
    result = DETECTOR.measure(context, group_of(context, EXPERTS))
    text = sentence(DETECTOR, result)
    assert text.startswith(
        "14 accounts linked to the same pages over days, far more often than their activity explains: "
    )
    assert text.endswith("Of the pairs kept in the whole data, at most 5 % are expected by chance.")
    assert result.posts


def test_reposts_in_common_are_told_for_support_and_count_for_nothing() -> None:
    targets = [f"person{index:04d}" for index in range(20)]
    together: list[Record] = [
        repost(expert, f"p-{author}-0", author, START + DAY * (index + 1) + 4000 * number)
        for number, expert in enumerate(EXPERTS)
        for index, author in enumerate(targets)
    ]
    with_reposts, without = [*links(), *crowd(), *together], [*links(), *crowd()]
    one, other = measured(with_reposts), measured(without)
    assert one.numbers["repost_pairs"] == 91
    assert (one.statistic, one.support, one.accounts) == (other.statistic, other.support, other.accounts)
    assert sentence(DETECTOR, one).endswith(
        "For support only: 91 pairs of 14 accounts also have more reposts in common over days than their activity "
        "explains, as circles with one interest do."
    )
    assert "For support only" not in sentence(DETECTOR, other)


def test_reposts_alone_stay_without_a_statistic() -> None:
    records = [*links(), *crowd(), *swarm()]
    context = context_of(records, propose(context_of(records)).edge_sets)
    assert DETECTOR.measure is not None
    result = DETECTOR.measure(context, group_of(context, [f"Amplifier{index:08d}" for index in range(30)]))
    assert (result.support, result.statistic) == (0, 0.0)
    assert result.numbers["repost_pairs"] > 100


def measured(records: list[Record]) -> Measurement:
    """The experts, with the edges that the detector makes of the records."""
    context = context_of(records, propose(context_of(records)).edge_sets)
    assert DETECTOR.measure is not None
    return DETECTOR.measure(context, group_of(context, EXPERTS))


def test_one_pair_inside_a_large_group_is_not_told() -> None:
    context = context_of(links())
    context = replace(context, edge_sets=propose(context).edge_sets)
    assert DETECTOR.measure is not None
    item = next(item for item in context.edge_sets if item.layer == "url" and len(item.source))
    ids = context.engine.accounts().ids
    pair = [ids[int(item.source[0])], ids[int(item.target[0])]]
    readers = [name for name in ids if name.startswith("reader")][:5]
    result = DETECTOR.measure(context, group_of(context, [*pair, *readers]))
    assert (result.support, result.statistic) == (0, 0.0)
