"""What every detector must do, on every one that is found."""

import re
from dataclasses import replace
from string import Formatter

import numpy as np
import pytest

import bot.detectors
from bot.fusion import load_calibration
from bot.protocols import AccountRecord, Context, Detector, EdgeSet, Group, Measurement, PostRecord, Record
from bot.registry import discover
from bot.reporting.wording import FORBIDDEN, NEEDS, caveat, innocent, sentence
from tests.bot.worlds import context_of, crowd, fan_club, group_of, person, swarm

DETECTORS: dict[str, Detector] = discover(bot.detectors, "DETECTOR")
ALL = pytest.mark.parametrize("detector", DETECTORS.values(), ids=DETECTORS.keys())
PLANTED: list[Record] = [*crowd(), *swarm()]
MEMBERS = [f"Amplifier{index:08d}" for index in range(30)]


def proposed(detector: Detector, records: list[Record]) -> tuple[EdgeSet, ...]:
    """Edges of a detector that makes them."""
    return detector.propose(context_of(records)).edge_sets if detector.propose else ()


def measured(detector: Detector, records: list[Record], names: list[str]) -> Measurement:
    """A detector's numbers on the named accounts, with its own edges in the context."""
    context = context_of(records, proposed(detector, records))
    assert detector.measure is not None
    return detector.measure(context, group_of(context, names, named=detector.only_named))


def words(context: Context, result: Measurement) -> tuple[str, ...]:
    """Account ids behind a measurement."""
    ids = context.engine.accounts().ids
    return tuple(ids[account] for account in result.accounts)


@ALL
def test_a_detector_says_what_it_sees_and_what_looks_the_same(detector: Detector) -> None:
    module = next(name for name, item in DETECTORS.items() if item is detector)
    text = discover_doc(module)
    for part in ("Sees:", "Formula:", "Looks the same:", "Reference:"):
        assert part in text, f"{module} lacks {part}"


def discover_doc(module: str) -> str:
    """A detector module's docstring."""
    loaded = __import__(f"bot.detectors.{module}", fromlist=["DETECTOR"])
    return loaded.__doc__ or ""


@ALL
def test_its_words_are_allowed(detector: Detector) -> None:
    for text in (detector.name, detector.sentence, detector.caveat, detector.innocent):
        assert not FORBIDDEN.search(text), text


@ALL
def test_its_needs_are_words_that_people_can_be_told(detector: Detector) -> None:
    assert detector.needs <= NEEDS.keys()


@ALL
def test_its_disarm_ids_have_the_form_of_techniques(detector: Detector) -> None:
    assert all(re.fullmatch(r"T\d{4}(\.\d{3})?", technique) for technique in detector.disarm)


@ALL
def test_it_has_cut_points_or_describes_only(detector: Detector) -> None:
    assert detector.key in load_calibration() or detector.only_named


@ALL
def test_it_makes_edges_or_measures_groups(detector: Detector) -> None:
    assert detector.propose or detector.measure


@ALL
def test_empty_data_are_not_applicable_or_show_nothing(detector: Detector) -> None:
    assert sum(len(item.source) for item in proposed(detector, [])) == 0
    if detector.measure:
        context = context_of([])
        empty = Group("C1", np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32), detector.only_named)
        result = detector.measure(context, empty)
        assert result.support == 0
        assert result.applicable or result.why_not


@ALL
def test_one_account_is_no_group(detector: Detector) -> None:
    if detector.measure:
        result = measured(detector, [person("a"), PostRecord("p", "a", 100, text="hello")], ["a"])
        assert result.statistic in {None, 0.0}


@ALL
def test_the_order_of_rows_does_not_matter(detector: Detector) -> None:
    if detector.measure:
        shuffled = [PLANTED[index] for index in np.random.default_rng(5).permutation(len(PLANTED))]
        assert measured(detector, shuffled, MEMBERS) == measured(detector, PLANTED, MEMBERS)


@ALL
def test_rows_that_occur_twice_do_not_matter(detector: Detector) -> None:
    if detector.measure:
        assert measured(detector, PLANTED + PLANTED, MEMBERS) == measured(detector, PLANTED, MEMBERS)


@ALL
def test_evidence_names_accounts_of_the_group_and_posts_of_the_data(detector: Detector) -> None:
    if detector.measure:
        context = context_of(PLANTED, proposed(detector, PLANTED))
        group = group_of(context, MEMBERS, ["Poster0", "Poster1"], named=detector.only_named)
        result = detector.measure(context, group)
        posts = {row.content_id for row in PLANTED if isinstance(row, PostRecord)}
        assert set(words(context, result)) <= {*MEMBERS, "Poster0", "Poster1"}
        assert set(result.posts) <= posts


@ALL
def test_its_sentences_can_be_said_with_its_numbers(detector: Detector) -> None:
    if detector.measure:
        context = context_of(PLANTED, proposed(detector, PLANTED))
        result = detector.measure(
            context, group_of(context, MEMBERS, ["Poster0", "Poster1"], named=detector.only_named)
        )
        for say in (sentence, caveat, innocent):
            assert not FORBIDDEN.search(say(detector, result))
        if result.applicable and result.support:
            used = {name for template in (detector.sentence,) for _, name, _, _ in Formatter().parse(template) if name}
            assert used <= result.numbers.keys()
            assert "{" not in sentence(detector, result)


@ALL
def test_a_fan_club_carries_no_sign_of_being_something_else(detector: Detector) -> None:
    if detector.measure and detector.family.value in {"F3", "F4", "F5", "F6"} and not detector.only_named:
        records = [*crowd(), *fan_club()]
        result = measured(detector, records, [f"fan_{index}_of_star" for index in range(30)])
        cuts = load_calibration()[detector.key]
        assert (result.statistic or 0.0) < cuts.cuts[1], result


@ALL
def test_relabelled_ids_give_the_same_numbers(detector: Detector) -> None:
    if detector.measure and detector.propose is None:
        result, other = measured(detector, PLANTED, MEMBERS), measured(detector, renamed(), [f"x{n}" for n in MEMBERS])
        assert (result.support, result.value, result.p_value) == (other.support, other.value, other.p_value)


def renamed() -> list[Record]:
    """The planted data with every account id changed, handles kept."""
    posts = [row for row in PLANTED if isinstance(row, PostRecord)]
    accounts = [row for row in PLANTED if isinstance(row, AccountRecord)]
    return [
        *(replace(row, account_id=f"x{row.account_id}") for row in accounts),
        *(
            replace(
                row,
                account_id=f"x{row.account_id}",
                repost_of_account=f"x{row.repost_of_account}" if row.repost_of_account else None,
            )
            for row in posts
        ),
    ]
