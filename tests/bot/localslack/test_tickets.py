"""Trigger ids and response URLs: good once or a few times, and for a while."""

import pytest

from bot.localslack.clock import ManualClock
from bot.localslack.refusal import SlackRefusal
from bot.localslack.tickets import Tickets


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(0)


@pytest.fixture
def tickets(clock: ManualClock) -> Tickets:
    return Tickets(clock)


def test_a_trigger_names_its_person_and_the_view_it_came_from(tickets: Tickets) -> None:
    trigger = tickets.use_trigger(tickets.new_trigger("U1", "V1"))
    assert (trigger.user, trigger.view_id) == ("U1", "V1")


def test_a_trigger_is_good_up_to_its_third_second(tickets: Tickets, clock: ManualClock) -> None:
    early, late = tickets.new_trigger("U1"), tickets.new_trigger("U1")
    clock.advance(seconds=3)
    assert tickets.use_trigger(early).used
    clock.advance(seconds=0.001)
    with pytest.raises(SlackRefusal, match="expired_trigger_id"):
        tickets.use_trigger(late)


def test_a_used_trigger_is_exchanged_even_when_it_is_old(tickets: Tickets, clock: ManualClock) -> None:
    name = tickets.new_trigger("U1")
    tickets.use_trigger(name)
    clock.advance(minutes=1)
    with pytest.raises(SlackRefusal, match="exchanged_trigger_id"):
        tickets.use_trigger(name)


def test_a_response_address_is_good_five_times(tickets: Tickets) -> None:
    name = tickets.new_response("U1", "C1", None, None, is_ephemeral=False)
    assert [tickets.use_response(name).uses for _ in range(5)] == [1, 2, 3, 4, 5]
    with pytest.raises(SlackRefusal, match="used_url") as caught:
        tickets.use_response(name)
    assert caught.value.status == 404


def test_a_response_address_is_good_for_half_an_hour(tickets: Tickets, clock: ManualClock) -> None:
    name = tickets.new_response("U1", "C1", None, None, is_ephemeral=False)
    clock.advance(minutes=30)
    tickets.use_response(name)
    clock.advance(seconds=1)
    with pytest.raises(SlackRefusal, match="expired_url"):
        tickets.use_response(name)


def test_a_made_up_address_is_refused(tickets: Tickets) -> None:
    with pytest.raises(SlackRefusal, match="invalid_url"):
        tickets.use_response("made-up")
