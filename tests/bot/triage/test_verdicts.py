import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Axis, Verdict, VerdictKind, Vote
from bot.report import Suggestion
from bot.triage.verdicts import derive, hidden, kind_of, lower_median, needs_reason, newest_of_each, undecided

NO, UNSURE, YES = Axis.NO, Axis.UNSURE, Axis.YES
ORDER = [NO, UNSURE, YES]


def vote(number: int, user: str, acting: Axis | None, seeming: Axis | None) -> Vote:
    return Vote(number, 1, 1, user, acting, seeming, "", (), "", number)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([YES, NO], True),
        ([YES, NO, UNSURE], True),
        ([YES, YES, NO], False),
        ([UNSURE, UNSURE], False),
        ([], False),
    ],
)
def test_only_as_many_yes_as_no_leave_a_question_undecided(answers: list[Axis], *, expected: bool) -> None:
    assert undecided(answers) is expected


@pytest.mark.parametrize(
    ("answers", "median"),
    [([YES], YES), ([NO, YES], NO), ([UNSURE, YES], UNSURE), ([NO, YES, YES], YES), ([NO, UNSURE, YES, YES], UNSURE)],
)
def test_the_median_of_an_even_number_is_the_lower_one(answers: list[Axis], median: Axis) -> None:
    assert lower_median(answers) is median


@pytest.mark.parametrize(
    ("acting", "seeming", "kind"),
    [
        (YES, YES, VerdictKind.INAUTHENTIC),
        (YES, UNSURE, VerdictKind.UNCLEAR),
        (YES, NO, VerdictKind.UNCLEAR),
        (UNSURE, YES, VerdictKind.ODD),
        (NO, YES, VerdictKind.ODD),
        (NO, NO, VerdictKind.ORGANIC),
        (NO, UNSURE, VerdictKind.INCONCLUSIVE),
        (UNSURE, NO, VerdictKind.INCONCLUSIVE),
        (UNSURE, UNSURE, VerdictKind.INCONCLUSIVE),
    ],
)
def test_every_pair_of_answers_has_its_verdict(acting: Axis, seeming: Axis, kind: VerdictKind) -> None:
    assert kind_of(acting, seeming) is kind


def test_below_the_quorum_there_is_no_verdict() -> None:
    assert derive([vote(1, "a", YES, YES)], 2, 9) is None


def test_cannot_judge_is_not_counted() -> None:
    votes = [vote(1, "a", YES, YES), vote(2, "b", None, None)]
    assert derive(votes, 2, 9) is None
    found = derive([*votes, vote(3, "c", YES, YES)], 2, 9)
    assert found is not None
    assert (found.kind, found.votes) == (VerdictKind.INAUTHENTIC, 2)


def test_the_newest_vote_of_a_person_counts() -> None:
    votes = [vote(1, "a", NO, NO), vote(2, "b", YES, YES), vote(3, "a", YES, YES)]
    assert [item.id for item in newest_of_each(votes)] == [2, 3]
    found = derive(votes, 2, 9)
    assert found is not None
    assert found.kind is VerdictKind.INAUTHENTIC


def test_votes_are_hidden_from_each_other_up_to_the_one_that_opens_them() -> None:
    given = [vote(1, "a", YES, YES), vote(2, "b", YES, YES), vote(3, "c", NO, NO)]
    opened = derive(given[:2], 2, 2)
    assert [hidden(given[:number], opened) for number in (2, 3)] == [2, 2]
    assert hidden([*given, vote(4, "a", NO, NO)], opened) == 1  # the first voter thought again, with all in sight
    assert hidden(given[:1], None) == 1
    alone = Verdict(VerdictKind.ORGANIC, NO, NO, 0, 0, "lead", "a choir")
    assert hidden(given, alone) == 0


def test_no_against_yes_on_one_question_is_a_dispute() -> None:
    found = derive([vote(1, "a", YES, YES), vote(2, "b", YES, NO)], 2, 9)
    assert found is not None
    assert (found.kind, found.acting_together, found.not_what_they_seem) == (VerdictKind.DISPUTED, YES, NO)


@pytest.mark.parametrize(
    ("third", "kind"),
    [
        ((YES, YES), VerdictKind.INAUTHENTIC),
        ((YES, NO), VerdictKind.UNCLEAR),
        ((NO, NO), VerdictKind.ORGANIC),
        ((NO, YES), VerdictKind.ODD),
        ((YES, UNSURE), VerdictKind.DISPUTED),
        ((UNSURE, UNSURE), VerdictKind.DISPUTED),
    ],
)
def test_a_third_view_that_takes_a_side_on_both_questions_settles_a_dispute(
    third: tuple[Axis, Axis], kind: VerdictKind
) -> None:
    found = derive([vote(1, "a", YES, YES), vote(2, "b", NO, NO), vote(3, "c", *third)], 2, 9)
    assert found is not None
    assert found.kind is kind


def test_four_votes_two_against_two_are_a_dispute_again() -> None:
    given = [vote(1, "a", YES, YES), vote(2, "b", NO, NO), vote(3, "c", YES, YES), vote(4, "d", NO, YES)]
    found = derive(given, 2, 9)
    assert found is not None
    assert found.kind is VerdictKind.DISPUTED


def test_unsure_against_yes_is_no_dispute() -> None:
    found = derive([vote(1, "a", YES, UNSURE), vote(2, "b", UNSURE, YES)], 2, 9)
    assert found is not None
    assert found.kind is VerdictKind.INCONCLUSIVE


@given(st.lists(st.sampled_from(ORDER), min_size=1, max_size=9))
def test_the_median_lies_between_the_answers_and_ignores_their_order(answers: list[Axis]) -> None:
    found = lower_median(answers)
    assert found in answers
    assert lower_median(reversed(answers)) is found
    below = sum(ORDER.index(item) < ORDER.index(found) for item in answers)
    assert below <= (len(answers) - 1) // 2 < below + answers.count(found)


@given(st.lists(st.tuples(st.sampled_from(ORDER), st.sampled_from(ORDER)), min_size=2, max_size=7))
def test_a_verdict_does_not_depend_on_who_voted_first(answers: list[tuple[Axis, Axis]]) -> None:
    forth = [vote(number, str(number), *answer) for number, answer in enumerate(answers, start=1)]
    back = [vote(number, str(number), *answer) for number, answer in enumerate(reversed(answers), start=1)]
    first, second = derive(forth, 2, 9), derive(back, 2, 9)
    assert first == second
    assert first is not None
    expected = undecided([item for item, _ in answers]) or undecided([item for _, item in answers])
    assert (first.kind is VerdictKind.DISPUTED) == expected


@pytest.mark.parametrize(
    ("suggestion", "opposed"),
    [
        (Suggestion.REVIEW_FIRST, {(a, s) for a, s in itertools.product(ORDER, ORDER) if NO in {a, s}}),
        (Suggestion.COORDINATED_UNCLEAR, {(NO, s) for s in ORDER}),
        (Suggestion.ODD_ACCOUNTS, {(a, NO) for a in ORDER}),
        (Suggestion.NO_SIGNAL, {(a, s) for a, s in itertools.product(ORDER, ORDER) if YES in {a, s}}),
    ],
)
def test_a_reason_is_asked_for_exactly_where_a_vote_opposes_the_suggestion(
    suggestion: Suggestion, opposed: set[tuple[Axis, Axis]]
) -> None:
    found = {pair for pair in itertools.product(ORDER, ORDER) if needs_reason(suggestion, *pair)}
    assert found == opposed


def test_cannot_judge_needs_no_reason() -> None:
    assert not any(needs_reason(suggestion, None, None) for suggestion in Suggestion)
