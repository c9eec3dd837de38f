"""What people read: whole sentences, allowed words, numbers without false precision."""

import pytest

from bot.protocols import Detector, Measurement
from bot.report import Dependence, Family, Role, Suggestion
from bot.reporting import wording
from bot.reporting.wording import FORBIDDEN, Said, caveat, fill, innocent, sentence, strength
from tests.handlers.samples import finding

DETECTOR = Detector(
    key="X",
    name="Same thing",
    version=1,
    family=Family.SYNCHRONY,
    sentence="{n:account} {layer:did} {k:times}: {pairs:pair}, {expected} by chance.",
    caveat="seen in {n:account}.",
    innocent="a fan club gives the same.",
    disarm=(),
    needs=frozenset(),
)
NUMBERS = {"n": 271, "layer": "repost", "k": 3, "pairs": 4118, "expected": 37.2}


def test_a_finding_is_one_whole_sentence() -> None:
    result = Measurement(applicable=True, support=271, numbers=NUMBERS)
    assert sentence(DETECTOR, result) == "271 accounts reposted the same posts 3 times: 4,118 pairs, 37 by chance."
    assert caveat(DETECTOR, result) == "Seen in 271 accounts."
    assert innocent(DETECTOR, result) == "A fan club gives the same."


def test_what_could_not_be_looked_for_is_said_with_its_reason() -> None:
    result = Measurement(applicable=False, why_not="the data hold no texts")
    assert sentence(DETECTOR, result) == "Same thing: could not be looked for (the data hold no texts)."
    assert (caveat(DETECTOR, result), innocent(DETECTOR, result)) == ("", "")


def test_what_was_looked_for_and_not_seen_is_said() -> None:
    assert sentence(DETECTOR, Measurement(applicable=True, support=0)) == "Same thing: looked for, nothing seen."


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (3, "3"), (4118, "4,118"), (37.2, "37"), (2.25, "2.2"), (0.04, "under 0.1")]
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert wording.number(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0 %"), (0.88, "88 %"), (0.0096, "1 %"), (0.004, "0.4 %"), (0.0001, "under 0.1 %"), (1, "100 %")],
)
def test_shares_are_percentages(share: float, text: str) -> None:
    assert wording.percent(share) == text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (1_619_568_000, 1_619_571_600, "28 Apr 2021"),
        (1_619_568_000, 1_619_740_800, "28–30 Apr 2021"),
        (1_619_568_000, 1_620_000_000, "28 Apr – 3 May 2021"),
        (1_609_372_800, 1_609_545_600, "31 Dec 2020 – 2 Jan 2021"),
    ],
)
def test_days_are_ranges_without_repeats(first: int, last: int, text: str) -> None:
    assert format(Said([first, last]), "days") == text


@pytest.mark.parametrize(("count", "text"), [(1, "once"), (2, "twice"), (3, "3 times"), (1200, "1,200 times")])
def test_repeats_are_said_as_people_say_them(count: int, text: str) -> None:
    assert format(Said(count), "times") == text


def test_one_is_singular_and_everything_else_is_not() -> None:
    assert [format(Said(n), "account") for n in (0, 1, 2)] == ["0 accounts", "1 account", "2 accounts"]


def test_unknown_numbers_are_called_unknown() -> None:
    assert fill("{x:percent} of them", {"x": None}) == "An unknown number of them"


def test_a_part_in_brackets_is_left_out_where_its_number_is_nought_or_unknown() -> None:
    template = "{n:post} seen[, {share:percent} of them from inside]."
    assert fill(template, {"n": 2, "share": 0.5}) == "2 posts seen, 50 % of them from inside."
    assert fill(template, {"n": 2, "share": None}) == "2 posts seen."
    assert fill(template, {"n": 2, "share": 0}) == "2 posts seen."


def test_lists_read_as_lists() -> None:
    assert wording.listed(["a", "b", "c"]) == "a, b and c"
    assert wording.listed(["a"]) == "a"
    assert wording.listed([]) == "none"


@pytest.mark.parametrize(
    "text", ["a bot farm", "Likely fake", "Russian trolls", "this proves it", "right-wing accounts", "probably paid"]
)
def test_forbidden_words_are_caught(text: str) -> None:
    assert FORBIDDEN.search(text)


def test_ordinary_words_are_not() -> None:
    assert not FORBIDDEN.search("both accounts, at the bottom, about robots.txt, unlikely as it is")


def test_every_fixed_text_of_ours_is_allowed() -> None:
    texts = [
        *wording.DID.values(),
        *wording.LAYER_NAMES.values(),
        *wording.SUGGESTIONS.values(),
        *wording.SUGGESTION_NOTES.values(),
        *wording.ROLES.values(),
        *wording.NEEDS.values(),
        wording.ATTACHED,
        wording.tied_to(1),
        wording.could_not_run("Same thing", "no reason"),
    ]
    assert not [text for text in texts if FORBIDDEN.search(text)]


def test_every_suggestion_and_role_has_words() -> None:
    assert set(wording.SUGGESTIONS) == set(wording.SUGGESTION_NOTES) == set(Suggestion)
    assert set(wording.ROLES) == set(Role)


def test_axes_are_words_not_decimals() -> None:
    assert [strength(value) for value in (0.0, 0.3, 1.0, 1.5)] == ["none", "weak", "moderate", "strong"]


def test_review_first_is_a_place_in_the_queue() -> None:
    assert wording.SUGGESTION_NOTES[Suggestion.REVIEW_FIRST] == (
        "Review first is a place in the queue: at least three different kinds of signal agree. "
        "It is not a finding about any one person."
    )


def test_what_a_data_set_holds_is_said_in_the_right_number() -> None:
    assert wording.holdings(1, 0, 1) == "1 post, 0 shares, 1 account"
    assert wording.holdings(26_222, 1, 2_713) == "26,222 posts, 1 share, 2,713 accounts"


@pytest.mark.parametrize("why", Dependence)
def test_there_are_words_for_why_a_finding_is_no_kind_of_its_own(why: Dependence) -> None:
    words = wording.dependence(finding("D6", None, "seen", dependence=why))
    assert words.endswith(".")
    assert not wording.FORBIDDEN.search(words)
    assert wording.dependence(finding("D6", None, "seen")) == ""
