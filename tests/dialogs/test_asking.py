"""Asking for a view, quiet hours, and the digest of the day."""

import pytest

from bot.localslack import Message, Person
from bot.triage.announce import waiting_messages
from tests.dialogs.conftest import DAY_SECONDS, START, Stage
from tests.dialogs.test_disputes import choice

HOUR_SECONDS = 3_600


def ask(stage: Stage, card: Message, **values: str) -> object:
    stage.alice.press(card, "cluster_menu", value=choice(card, "Ask someone"))
    form = stage.alice.wait_for_view("ask_save")
    return stage.alice.submit(form, {name: {name: value} for name, value in values.items()})


def quiet_now() -> str:
    """Quiet hours that hold the present hour and end in two hours."""
    hour = START // 1000 % DAY_SECONDS // HOUR_SECONDS
    return f"{hour}-{(hour + 2) % 24}"


def direct_messages(stage: Stage, person: Person) -> list[str]:
    return [one.plain for one in stage.slack.messages(person.open_im())]


def settle_in(person: Person, how: str, hours: str) -> None:
    """Choose on the Home tab how to be asked."""
    person.open_home()
    home = person.wait_for_home(lambda view: "My settings" in view.plain)
    person.press(home, "my_settings")
    form = person.wait_for_view("my_settings_save")
    values = {"asked_by": {"asked_by": how}, "quiet_hours": {"quiet_hours": hours}, "timezone": {"timezone": "UTC"}}
    assert person.submit(form, values).errors == {}


def test_somebody_who_wishes_it_is_asked_in_a_direct_message_after_their_quiet_hours(stage: Stage) -> None:
    settle_in(stage.bob, "direct", quiet_now())
    card = stage.judged()
    ask(stage, card, user=stage.bob.id)
    stage.whispered(stage.alice, "Quiet hours: the last of it is passed on")
    assert direct_messages(stage, stage.bob) == []
    stage.clock.advance(seconds=2 * HOUR_SECONDS)
    found = stage.slack.wait_for(
        lambda: [one for one in direct_messages(stage, stage.bob) if "asks for your view" in one], what="the question"
    )
    assert f"<@{stage.alice.id}> asks for your view on C1 of case 1 in <#{stage.channel}>." in found[0]
    assert "Look at its card first" in found[0]
    assert "reached you before" not in found[0]
    assert f"<@{stage.bob.id}>, " not in " ".join(one.plain for one in stage.thread(card))
    (message,) = [one for one in stage.slack.messages(stage.bob.open_im()) if "asks for your view" in one.plain]
    stage.bob.press(message, "Vote")
    stage.bob.wait_for_view("vote_save")


def test_a_direct_question_whose_answer_was_lost_says_that_it_may_have_come_before(stage: Stage) -> None:
    settle_in(stage.bob, "direct", "")
    card = stage.judged()
    stage.slack.faults.add("chat.postMessage", "drop_answer", times=1)
    ask(stage, card, user=stage.bob.id)
    stage.whispered(stage.alice, "The question is passed on. In a direct message to 1 person.")
    stage.slack.wait_for(lambda: len(direct_messages(stage, stage.bob)) == 2, what="the question, twice")
    found = direct_messages(stage, stage.bob)
    again = "This may have reached you before: Slack did not confirm the first try."
    assert [again in one for one in found] == [False, True]


def test_a_direct_question_that_slack_refused_for_now_comes_once_and_unmarked(stage: Stage) -> None:
    settle_in(stage.bob, "direct", "")
    card = stage.judged()
    stage.slack.faults.add("chat.postMessage", "ratelimited", times=1)
    ask(stage, card, user=stage.bob.id)
    stage.slack.wait_for(lambda: direct_messages(stage, stage.bob), what="the question")
    assert ["before" in one for one in direct_messages(stage, stage.bob)] == [False]


def test_who_left_the_channel_meanwhile_is_not_asked(stage: Stage) -> None:
    settle_in(stage.bob, "direct", quiet_now())
    card = stage.judged()
    ask(stage, card, user=stage.bob.id)
    stage.whispered(stage.alice, "Quiet hours: the last of it is passed on")
    stage.bob.leave(stage.channel)
    stage.slack.wait_for(lambda: all(one.acked for one in stage.slack.deliveries), what="everything to be acknowledged")
    stage.clock.advance(seconds=3 * HOUR_SECONDS)
    stage.slack.wait_for(lambda: waiting_messages(stage.desk) == 0, what="an empty outbox")
    assert direct_messages(stage, stage.bob) == []


def test_neither_shoal_nor_a_reader_is_asked(stage: Stage) -> None:
    carol = stage.slack.add_user("carol", name="Carol")
    carol.join(stage.channel)
    stage.slack.add_usergroup("analysts", name="Analysts", users=[stage.alice, stage.bob])
    stage.restart(analyst_group="analysts")
    card = stage.judged()
    for user, told in (
        (stage.slack.bot_user_id, "I find groups; people judge them."),
        (stage.alice.id, "Nobody has to ask you."),
        (carol.id, "This person may read the case and not vote on it."),
    ):
        answer = ask(stage, card, user=user)
        assert told in str(answer)
        stage.alice.close(stage.alice.wait_for_view("ask_save"))
    assert "asks for your view" not in " ".join(one.plain for one in stage.thread(card))


def test_a_question_that_waited_is_not_asked_once_the_case_is_closed(stage: Stage) -> None:
    settle_in(stage.bob, "thread", quiet_now())
    card = stage.judged()
    ask(stage, card, user=stage.bob.id)
    stage.alice.command(stage.channel, "/triage", "close 1 not needed any more")
    stage.told("closed the case")
    stage.clock.advance(seconds=3 * HOUR_SECONDS)
    stage.slack.wait_for(lambda: waiting_messages(stage.desk) == 0, what="an empty outbox")
    stage.alice.command(stage.channel, "/triage", "reopen 1")
    stage.told("reopened the case")
    assert "asks for your view" not in " ".join(one.plain for one in stage.thread(card))


def test_a_user_group_is_asked_if_somebody_of_it_is_here(stage: Stage) -> None:
    carol = stage.slack.add_user("carol", name="Carol")
    here = stage.slack.add_usergroup("night-desk", name="Night desk", users=[stage.bob, carol])
    stage.slack.add_usergroup("elsewhere", name="Elsewhere", users=[carol])
    card = stage.judged()
    stage.alice.press(card, "cluster_menu", value=choice(card, "Ask someone"))
    form = stage.alice.wait_for_view("ask_save")
    offered = next(block for block in form.blocks if block.get("block_id") == "group")["element"]["options"]
    assert [one["text"]["text"] for one in offered] == ["@night-desk, 1 person here"]
    neither = stage.alice.submit(form, {})
    assert "Choose a person or a user group, one of the two." in str(neither.errors)
    group_id = getattr(here, "id", here)
    stage.alice.submit(form, {"group": {"group": group_id}})
    stage.told(f"<!subteam^{group_id}>, <@{stage.alice.id}> asks for your view on C1.")


def test_the_digest_comes_once_a_day_and_its_button_opens_my_votes(stage: Stage) -> None:
    stage.judged()
    hour = (START // 1000 % DAY_SECONDS // HOUR_SECONDS + 1) % 24
    stage.alice.command(stage.channel, "/triage", f"settings digest_hour {hour}")
    stage.whispered(stage.alice, f"• digest_hour: {hour} o'clock, one message a day of what waits")
    assert stage.app is not None
    stage.clock.advance(seconds=HOUR_SECONDS)
    stage.app.nudge()
    told = stage.told("*What waits in this channel*")
    assert "*2 votes wanted* · oldest waits" in told.plain
    stage.restart()
    stage.app.nudge()
    stage.clock.advance(seconds=HOUR_SECONDS)
    stage.app.nudge()
    assert sum("What waits" in one.plain for one in stage.slack.messages(stage.channel)) == 1
    stage.bob.press(told, "My votes")
    stage.modal(stage.bob, "*C1* of case 1")


@pytest.mark.parametrize("held", [True, False])
def test_a_channels_quiet_hours_hold_back_what_can_wait_and_nothing_else(stage: Stage, held: bool) -> None:  # noqa: FBT001
    card = stage.judged()
    stage.vote(stage.alice, card, "yes", "yes")
    stage.vote(stage.bob, card, "yes", "yes")
    stage.told("*C1: coordinated inauthentic*")
    if held:
        stage.alice.command(stage.channel, "/triage", f"settings quiet_hours {quiet_now()}")
        stage.whispered(stage.alice, "• quiet_hours: ")
    stage.clock.advance(seconds=21 * DAY_SECONDS + 60)
    assert stage.app is not None
    stage.app.nudge()
    stage.alice.command(stage.channel, "/triage", "close 1")
    stage.told("closed the case")  # what a person does is told at once
    thread = " ".join(one.plain for one in stage.thread(card))
    assert ("A fresh export is wanted" in thread) is not held
    stage.clock.advance(seconds=2 * HOUR_SECONDS)
    stage.told("*A fresh export is wanted for C1.*")
