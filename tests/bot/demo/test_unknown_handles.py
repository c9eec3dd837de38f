"""Handles that a platform does not know, or has suspended, asked for in the demo's channel."""

from collections.abc import Iterator

import pytest

from bot.demo.stage import Stage, stage
from bot.localslack import Message

WAIT = 90.0


@pytest.fixture(scope="module")
def made() -> Iterator[Stage]:
    with stage(log_level="error") as started:
        yield started


def _told(made: Stage, words: str) -> Message:
    return made.workspace.wait_for_message(made.channel, lambda one: words in one.plain, thread="any", timeout=WAIT)


def test_an_unknown_handle_is_said_with_a_hint_and_the_case_stays(made: Stage) -> None:
    answer = made.people["ben"].command(made.channel, "/triage", "bsky:nobody-here.valley.example")
    assert answer.acked
    told = _told(made, "Check the spelling, for example bsky:alice.bsky.social.")
    assert "None of these accounts could be found" in told.plain


def test_a_suspended_account_is_named_as_suspended_beside_those_that_answer(made: Stage) -> None:
    did = next(key for key, fate in made.village.fates.items() if fate.state == "suspended")
    made.clock.advance(days=10)
    gone, here = made.village.accounts[did].handle, made.village.accounts[made.village.group[0]].handle
    made.people["ada"].command(made.channel, "/triage", f"bsky:{here} bsky:{gone}")
    card = _told(made, "the 2 accounts that were named")
    assert "C0" in card.plain
