from dataclasses import replace

import pytest

from bot.analysis.account_changes import APART_MS, changes_of, gone, standing, unsettled
from bot.model import AccountState, Change, Snapshot

FIRST = Snapshot("did:1", "ann", "Ann", AccountState.ACTIVE, "b1", "v1", None, 10, 100, "bluesky", 0)
SUSPENDED = AccountState.SUSPENDED


def at(hours: float, **changed: object) -> Snapshot:
    return replace(FIRST, at=round(hours * 3_600_000), **changed)  # type: ignore[arg-type]


def test_nothing_changed_is_nothing_told() -> None:
    assert changes_of([FIRST, at(30)], ()) == ()


def test_one_reading_of_a_terminal_state_is_not_told() -> None:
    history = [FIRST, at(6, state=SUSPENDED)]
    assert changes_of(history, ()) == ()
    assert unsettled(history, ())


def test_two_readings_less_than_a_day_apart_are_not_told() -> None:
    assert changes_of([FIRST, at(6, state=SUSPENDED), at(29, state=SUSPENDED)], ()) == ()


def test_two_readings_a_day_apart_are_told_once() -> None:
    history = [FIRST, at(6, state=SUSPENDED), at(30, state=SUSPENDED)]
    change = Change("did:1", "ann", "state", "active", "suspended")
    assert changes_of(history, ()) == (change,)
    assert changes_of([*history, at(60, state=SUSPENDED)], (change,)) == ()


def test_a_reading_that_differs_in_between_starts_the_day_anew() -> None:
    history = [FIRST, at(6, state=SUSPENDED), at(12), at(31, state=SUSPENDED)]
    assert changes_of(history, ()) == ()
    assert changes_of([*history, at(56, state=SUSPENDED)], ()) != ()


def test_an_unknown_reading_changes_nothing_and_breaks_nothing() -> None:
    unknown = AccountState.UNKNOWN
    assert changes_of([FIRST, at(6, state=unknown)], ()) == ()
    history = [FIRST, at(6, state=SUSPENDED), at(12, state=unknown), at(31, state=SUSPENDED)]
    assert changes_of(history, ()) != ()


def test_an_account_that_comes_back_is_told_at_once() -> None:
    told = (Change("did:1", "ann", "state", "active", "suspended"),)
    history = [FIRST, at(6, state=SUSPENDED), at(30, state=SUSPENDED), at(54)]
    assert changes_of(history, told) == (Change("did:1", "ann", "state", "suspended", "active"),)


def test_an_account_that_was_gone_at_the_first_look_was_there_when_it_posted() -> None:
    history = [at(0, state=SUSPENDED), at(25, state=SUSPENDED)]
    assert changes_of(history, ()) == (Change("did:1", "ann", "state", "active", "suspended"),)


@pytest.mark.parametrize(
    ("what", "changed", "before", "after"),
    [
        ("handle", {"handle": "bob"}, "ann", "bob"),
        ("name", {"name": "Bob"}, "Ann", "Bob"),
        ("bio", {"bio_hash": ""}, "b1", ""),
        ("avatar", {"avatar_hash": "v2"}, "v1", "v2"),
        ("posts", {"posts_total": 80}, "100", "80"),
    ],
)
def test_what_a_live_source_shows_differently_is_told_once(
    what: str, changed: dict[str, object], before: str, after: str
) -> None:
    change = changes_of([FIRST, at(6, **changed)], ())
    assert [(item.what, item.before, item.after) for item in change] == [(what, before, after)]
    assert changes_of([FIRST, at(6, **changed), at(12, **changed)], change) == ()


def test_a_fifth_fewer_posts_counts_from_the_most_that_were_seen() -> None:
    assert changes_of([FIRST, at(6, posts_total=81)], ()) == ()
    found = changes_of([FIRST, at(6, posts_total=1000), at(12, posts_total=500)], ())
    assert [(item.before, item.after) for item in found] == [("1000", "500")]


def test_an_export_without_profiles_tells_of_no_emptied_profile() -> None:
    assert changes_of([FIRST, at(6, bio_hash="", avatar_hash="", handle="", name="", source="export")], ()) == ()


def test_what_a_gone_account_no_longer_shows_is_not_told() -> None:
    history = [
        FIRST,
        at(6, state=SUSPENDED, handle="x", posts_total=0),
        at(31, state=SUSPENDED, handle="x", posts_total=0),
    ]
    assert [item.what for item in changes_of(history, ())] == ["state"]


def test_the_gone_are_counted_by_what_the_thread_knows() -> None:
    told = (Change("did:1", "ann", "state", "active", "suspended"),)
    assert standing([FIRST, at(6, state=SUSPENDED)], ()) == "active"
    assert gone({"did:1": standing([FIRST], told), "did:2": "active"}) == 1


def test_no_snapshot_no_change() -> None:
    assert changes_of((), ()) == ()
    assert APART_MS == 86_400_000
