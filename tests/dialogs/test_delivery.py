"""What networks do: lost answers, redeliveries, restarts, full queues. Everything is posted once, nothing is lost."""

import threading

import pytest

from bot.report import ClusterReport, Suggestion
from bot.triage.announce import channel_message, waiting_messages
from handlers.blocks.parts import MAX_BLOCKS
from tests.dialogs.conftest import CSV, Stage
from tests.handlers import samples


def roots(stage: Stage) -> list[str]:
    return [one.plain for one in stage.slack.messages(stage.channel) if "Case " in one.plain]


def test_a_post_whose_answer_was_lost_stands_in_the_channel_once(stage: Stage) -> None:
    stage.slack.faults.add("chat.postMessage", "drop_answer", times=1)
    stage.alice.command(stage.channel, "/triage", "x:alice")
    stage.slack.wait_for(lambda: stage.slack.calls("chat.update"), what="an edit of the message that was found again")
    assert len(roots(stage)) == 1


def test_a_card_whose_answer_was_lost_stands_in_the_thread_once(stage: Stage) -> None:
    stage.open_case()
    stage.slack.faults.add("chat.postMessage", "drop_answer", times=1)
    stage.finish()
    card = stage.card()
    stage.vote(stage.alice, card, "yes", "yes")
    stage.card(contains="1 of 2 votes in")
    thread = stage.thread(card)
    assert sum("*C1 of 1" in one.plain for one in thread) == 1


@pytest.mark.parametrize("fault", ["ratelimited", "http_500"])
def test_a_post_that_slack_refused_for_now_is_made_again(stage: Stage, fault: str) -> None:
    stage.slack.faults.add("chat.postMessage", fault, times=2)
    stage.alice.command(stage.channel, "/triage", "x:alice")
    stage.root()
    assert len(roots(stage)) == 1


def test_a_picture_that_could_not_go_up_is_sent_again_before_its_card(stage: Stage) -> None:
    stage.open_case()
    stage.slack.faults.add("files.completeUploadExternal", "http_500", times=1)
    stage.finish()
    assert "image" in [block["type"] for block in stage.card().blocks]


def test_an_event_that_is_delivered_twice_opens_one_case(stage: Stage) -> None:
    stage.slack.faults.add("event:app_mention", "duplicate_delivery", times=1)
    stage.alice.say(stage.channel, f"<@{stage.slack.bot_user_id}>", files=[("export.csv", CSV)])
    stage.root(contains="Waiting for a worker")
    stage.slack.wait_for(
        lambda: all(one.acked for one in stage.slack.deliveries) and len(stage.slack.deliveries) >= 1, what="both acks"
    )
    assert len(roots(stage)) == 1


def test_two_people_who_vote_at_the_same_moment_lose_nothing(stage: Stage) -> None:
    card = stage.judged()
    forms = {}
    for person in (stage.alice, stage.bob):
        person.press(card, "vote")
        forms[person.id] = person.wait_for_view("vote_save")
    answers = {"together": {"together": "yes"}, "seem": {"seem": "yes"}}
    threads = [
        threading.Thread(target=person.submit, args=(forms[person.id], answers)) for person in (stage.alice, stage.bob)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    decided = stage.card(contains="*Verdict: coordinated inauthentic*")
    assert decided.plain.count("acting together yes") == 2


def test_a_restart_in_between_goes_on_where_it_was(stage: Stage) -> None:
    card = stage.judged()
    stage.vote(stage.alice, card, "yes", "yes")
    stage.restart()
    stage.vote(stage.bob, card, "yes", "yes")
    stage.card(contains="*Verdict: coordinated inauthentic*")
    assert sum("*C1 of 1" in one.plain for one in stage.thread(card)) == 1


def test_a_request_that_came_while_the_bot_was_away_is_told_once_and_taken_up(stage: Stage) -> None:
    stage.judged()
    stage.stop()
    stage.clock.advance(minutes=10)
    stage.alice.say(stage.channel, f"<@{stage.slack.bot_user_id}> look at x:dave please")
    stage.start()
    stage.slack.wait_for_message(
        stage.channel, lambda one: "1 message for Shoal came here while it was away." in one.plain
    )
    stage.root(2)
    stage.restart()
    stage.root(2)
    told = [one for one in stage.slack.messages(stage.channel) if "while it was away" in one.plain]
    assert len(told) == 1
    assert len(roots(stage)) == 2


def test_a_command_in_a_thread_that_came_while_the_bot_was_away_is_told_and_not_done(stage: Stage) -> None:
    card = stage.judged()
    stage.alice.say(stage.channel, f"<@{stage.slack.bot_user_id}> verdict C1", thread=card.thread_ts)
    stage.whispered(stage.alice, "*C1 of case 1*")
    stage.stop()
    stage.clock.advance(minutes=10)
    stage.bob.say(stage.channel, f"<@{stage.slack.bot_user_id}> close", thread=card.thread_ts)
    stage.start()
    stage.slack.wait_for_message(
        stage.channel, lambda one: "1 message for Shoal came here while it was away." in one.plain
    )
    assert "*Closed.*" not in stage.root().plain


def test_a_lost_connection_comes_back(stage: Stage) -> None:
    stage.slack.disconnect("refresh_requested")
    stage.slack.wait_connected()
    stage.slack.wait_for(
        lambda: stage.alice.command(stage.channel, "/triage", "help").acked, what="an answer after the reconnect"
    )


def test_five_cards_then_a_table_and_show_more(stage: Stage) -> None:
    stage.open_case()
    stage.finish(*map(distinct, range(1, 9)))
    table = stage.told("*3 more groups*")
    rows = next(block for block in table.blocks if block["type"] == "table")["rows"]
    assert [row[0]["text"] for row in rows] == ["Group", "C6", "C7", "C8"]
    cards = [one for one in stage.thread(table) if " of 8 · " in one.plain]
    assert len(cards) == 5
    assert all(len(one.blocks) <= MAX_BLOCKS for one in cards)
    stage.alice.press(table, "Show more")
    stage.modal(stage.alice, "*C8* · 4 accounts")


def distinct(number: int) -> ClusterReport:
    """A group of other accounts than any other number's."""
    accounts = tuple(samples.account(100 * number + place) for place in range(1, 5))
    return samples.cluster_report(id=f"C{number}", suggestion=Suggestion.COORDINATED_UNCLEAR, accounts=accounts)


def test_every_post_forbids_unfurling_and_carries_its_key(stage: Stage) -> None:
    stage.judged()
    posts = stage.slack.calls("chat.postMessage")
    assert posts
    for post in posts:
        assert str(post.args["unfurl_links"]).lower() in {"false", "0"}
        assert str(post.args["unfurl_media"]).lower() in {"false", "0"}
        assert "shoal" in str(post.args["metadata"])


def test_the_token_goes_to_slack_and_nowhere_else(stage: Stage) -> None:
    stage.open_case()
    assert {one.token for one in stage.slack.requests} <= {stage.slack.bot_token, stage.slack.app_token}
    uploads = [one for one in stage.slack.requests if "upload" in one.method.lower() and "URL" not in one.method]
    assert all(one.token != stage.slack.bot_token or one.method.startswith("files.") for one in uploads)


def test_acks_are_never_late(stage: Stage) -> None:
    for _ in range(10):
        assert stage.alice.command(stage.channel, "/triage", "cases").acked
    assert not stage.slack.lateness().late


def test_a_message_that_cannot_be_rendered_is_given_up_and_blocks_nothing(stage: Stage) -> None:
    with stage.desk.database.transaction() as tx:
        channel_message(tx, stage.slack.team_id, stage.channel, "missed", "broken:1", {}, stage.clock())
    stage.alice.command(stage.channel, "/triage", "x:alice")
    stage.root()
    stage.slack.wait_for(lambda: waiting_messages(stage.desk) == 0, what="an empty outbox")
