"""One digest a day and channel, with the clock moved."""

from dataclasses import dataclass

import pytest

from bot.model import Axis, Person
from bot.recheck import tick
from bot.triage.browse_cases import view_case
from bot.triage.desk import Desk
from bot.triage.digest import send_digests
from bot.triage.preferences import set_preference
from bot.triage.record_vote import record_vote
from tests.worlds_of_triage import ALICE, BOB, CHANNEL, LEAD, Clock, post_everything, published_case

# The clock of these tests starts on 1 January 2026, 00:00 UTC.


@dataclass
class Posted:
    key: str
    content: dict[str, object]


def digests(desk: Desk) -> list[Posted]:
    return [Posted(message.key, dict(message.content)) for message in post_everything(desk) if message.kind == "digest"]


def choose(desk: Desk, key: str, value: str) -> None:
    set_preference(desk, LEAD, key, value, channel_id=CHANNEL)


def judge(desk: Desk, who: Person, answer: Axis) -> None:
    (line,) = view_case(desk, ALICE, 1).clusters
    record_vote(desk, who, line.cluster_id, 1, acting_together=answer, not_what_they_seem=answer, reasons=("posts",))


def test_no_channel_has_a_digest_unless_it_chose_an_hour(desk: Desk, clock: Clock) -> None:
    published_case(desk)
    clock.forward(days=1)
    assert send_digests(desk) == 0


def test_the_digest_comes_once_a_day_at_its_hour_also_after_a_restart(desk: Desk, clock: Clock) -> None:
    published_case(desk)
    choose(desk, "digest_hour", "9")
    clock.forward(hours=8.9)
    assert tick(desk, {}).digests == 0
    clock.forward(hours=0.2)
    assert [tick(desk, {}).digests for _ in range(3)] == [1, 0, 0]
    again = Desk(desk.database, clock, desk.data_dir)
    assert send_digests(again) == 0
    assert len(digests(desk)) == 1
    clock.forward(days=1)
    assert send_digests(again) == 1
    assert len(digests(desk)) == 1


def test_an_hour_that_was_slept_through_is_made_up_for_on_the_same_day_only(desk: Desk, clock: Clock) -> None:
    published_case(desk)
    choose(desk, "digest_hour", "9")
    clock.forward(days=2, hours=15)
    assert send_digests(desk) == 1
    assert len(digests(desk)) == 1


def test_an_hour_that_is_over_when_it_is_chosen_counts_from_tomorrow(desk: Desk, clock: Clock) -> None:
    published_case(desk)
    clock.forward(hours=12)
    choose(desk, "digest_hour", "9")
    assert send_digests(desk) == 0
    clock.forward(days=1)
    assert send_digests(desk) == 1


def test_where_nothing_waits_there_is_no_message_and_none_later_that_day(desk: Desk, clock: Clock) -> None:
    choose(desk, "digest_hour", "9")
    clock.forward(hours=9)
    assert send_digests(desk) == 0
    published_case(desk)
    clock.forward(hours=2)
    assert send_digests(desk) == 0
    assert digests(desk) == []


def test_the_hour_is_that_of_the_channels_zone(desk: Desk, clock: Clock) -> None:
    published_case(desk)
    choose(desk, "digest_hour", "9")
    choose(desk, "timezone", "America/Lima")  # five hours behind UTC
    clock.forward(hours=13.9)
    assert send_digests(desk) == 0
    clock.forward(hours=0.2)
    assert send_digests(desk) == 1


def test_it_says_what_waits_the_longest_waiting_first(desk: Desk, clock: Clock) -> None:
    published_case(desk)
    choose(desk, "digest_hour", "9")
    clock.forward(days=80, hours=9)
    published_case(desk)
    send_digests(desk)
    (found,) = digests(desk)
    assert found.content["votes"] == 4
    assert [(item["case"], item["key"]) for item in found.content["wanted"]] == [(1, "C1"), (2, "C1")]  # type: ignore[attr-defined]
    assert [item["case"] for item in found.content["expiring"]] == [1]  # type: ignore[attr-defined]


def test_a_dispute_and_a_look_of_that_day_are_told(desk: Desk, clock: Clock) -> None:
    published_case(desk)
    judge(desk, ALICE, Axis.YES)
    judge(desk, BOB, Axis.NO)
    choose(desk, "digest_hour", "9")
    clock.forward(days=20, hours=9)
    send_digests(desk)
    (found,) = digests(desk)
    assert [(item["case"], item["key"]) for item in found.content["disputed"]] == [(1, "C1")]  # type: ignore[attr-defined]
    assert [(item["case"], item["key"]) for item in found.content["rechecks"]] == [(1, "C1")]  # type: ignore[attr-defined]
    assert found.content["wanted"] == []


def test_quiet_hours_hold_the_digest_back(desk: Desk, clock: Clock) -> None:
    published_case(desk)
    post_everything(desk)
    choose(desk, "digest_hour", "6")
    choose(desk, "quiet_hours", "22-8")
    clock.forward(hours=6)
    assert send_digests(desk) == 1
    assert digests(desk) == []
    clock.forward(hours=2)
    assert len(digests(desk)) == 1


def test_a_digest_that_still_waits_gives_way_to_the_next_one(desk: Desk, clock: Clock) -> None:
    published_case(desk)
    post_everything(desk)
    choose(desk, "digest_hour", "9")
    choose(desk, "quiet_hours", "22-7")
    clock.forward(hours=23)  # nobody was awake at nine
    assert send_digests(desk) == 1
    assert digests(desk) == []
    clock.forward(hours=10)
    assert send_digests(desk) == 1
    (found,) = digests(desk)
    assert found.key.endswith(f":{clock.at}")
    clock.forward(days=1)
    assert digests(desk) == []


def test_a_digest_that_still_waits_is_not_told_where_nothing_waits_any_more(desk: Desk, clock: Clock) -> None:
    published_case(desk)
    post_everything(desk)
    choose(desk, "digest_hour", "9")
    choose(desk, "quiet_hours", "22-7")
    clock.forward(hours=23)
    assert send_digests(desk) == 1
    for who in (ALICE, BOB):
        judge(desk, who, Axis.NO)
    clock.forward(hours=10)
    assert send_digests(desk) == 0
    assert digests(desk) == []


@pytest.mark.parametrize(("key", "value"), [("digest_hour", "25"), ("quiet_hours", "late"), ("timezone", "Mars/X")])
def test_what_fits_no_setting_is_refused(desk: Desk, key: str, value: str) -> None:
    with pytest.raises(Exception, match="does not fit"):
        choose(desk, key, value)
