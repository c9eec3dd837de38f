"""seen, watchlist and the trail: one person reads what they may, and nobody learns of a case that is not theirs."""

import csv

from bot.localslack import Person
from storage import journal
from tests.dialogs.conftest import CSV, Stage
from tests.handlers import samples


def private_case(stage: Stage, owner: Person) -> str:
    """A judged case in a private channel of which one person alone is a member."""
    private = stage.slack.add_channel("quiet", members=[owner], private=True, bot=True)
    owner.say(private, f"<@{stage.slack.bot_user_id}> quiet harvest", files=[("export.csv", CSV)])
    stage.slack.wait_for_message(private, lambda one: "Waiting for a worker" in one.plain)
    stage.finish()
    stage.slack.wait_for_message(private, lambda one: "to judge" in one.plain)
    return private


def handle() -> str:
    return samples.cluster_report().accounts[0].handle


def test_seen_tells_where_an_account_occurred_and_what_was_judged(stage: Stage) -> None:
    card = stage.judged()
    stage.alice.command(stage.channel, "/triage", f"seen {handle()}")
    told = stage.whispered(stage.alice, "Seen in 1 case that you can read")
    assert "C1 of case 1" in told.plain
    assert "A1 · no verdict yet (0 of 2 votes)" in told.plain
    stage.vote(stage.alice, card, "yes", "yes")
    stage.vote(stage.bob, card, "yes", "yes")
    stage.card(contains="*Verdict:")
    stage.bob.command(stage.channel, "/triage", "seen news.example")
    told = stage.whispered(stage.bob, "shared by 2 accounts")
    assert "coordinated inauthentic (2 votes)" in told.plain
    stage.bob.command(stage.channel, "/triage", "seen @nobody.bsky.social")
    stage.whispered(stage.bob, "Not seen in cases that you can read.")
    assert handle() not in " ".join(one.plain for one in stage.slack.messages(stage.channel))


def test_nothing_of_a_private_channels_case_is_learnt_elsewhere(stage: Stage) -> None:
    private_case(stage, stage.bob)
    for words, answer in (
        (f"seen {handle()}", "Not seen in cases that you can read."),
        ("seen news.example", "Not seen in cases that you can read."),
        ("case 1", "There is no case 1 that you can see."),
        ("export 1 json", "There is no case 1 that you can see."),
        ("export 1 audit", "There is no case 1 that you can see."),
        ("cases all", "No case here (all)."),
        ("cases flagged", "No case here (flagged)."),
        ("due", "No recheck is scheduled."),
    ):
        stage.alice.reload()
        stage.alice.command(stage.channel, "/triage", words)
        assert "quiet harvest" not in stage.whispered(stage.alice, answer).plain
    stage.alice.say(stage.channel, f"<@{stage.slack.bot_user_id}> case 1")
    stage.whispered(stage.alice, "There is no case 1 that you can see.")
    stage.alice.open_home()
    home = stage.slack.wait_for(stage.alice.home, what="a Home tab")
    assert home is not None
    assert "quiet harvest" not in home.plain
    assert "No open case." in home.plain


def test_memory_does_not_say_which_private_case_it_was(stage: Stage) -> None:
    private = private_case(stage, stage.bob)
    carol = stage.slack.add_user("carol")
    stage.bob.invite(private, carol)
    card = stage.slack.wait_for_message(private, lambda one: "*C1 of" in one.plain, thread="any")
    for person in (stage.bob, carol):
        stage.vote(person, card, "yes", "yes")
    stage.slack.wait_for_message(private, lambda one: "*Verdict:" in one.plain, thread="any")
    stage.alice.say(stage.channel, f"<@{stage.slack.bot_user_id}>", files=[("export.csv", CSV)])
    stage.root(2, contains="Waiting for a worker")
    stage.finish()
    told = stage.card(contains="*Seen before:*")
    assert "in a case that not everybody here can read: ask a lead." in told.plain
    assert "case 1" not in told.plain
    assert "quiet harvest" not in told.plain


def test_the_watch_list_is_told_on_the_card_of_a_new_case_and_shown_with_where_each_turned_up(stage: Stage) -> None:
    stage.alice.command(stage.channel, "/triage", f"watchlist add x:{handle()} was in the spring campaign")
    stage.whispered(stage.alice, "On this channel's watch-list: 1 account.")
    stage.bob.command(stage.channel, "/triage", "watchlist")
    stage.whispered(stage.bob, "Not seen in cases that you can read.")
    stage.judged()
    told = stage.card(contains="*On your watch-list:* A1 (put there by")
    assert f"<@{stage.alice.id}>" in told.plain
    assert "“was in the spring campaign”" in told.plain
    assert "Context only: it adds nothing to the score." in told.plain
    assert handle() not in told.plain
    stage.bob.reload()
    stage.bob.command(stage.channel, "/triage", "watchlist")
    stage.whispered(stage.bob, "• C1 of case 1")
    stage.bob.command(stage.channel, "/triage", f"watchlist off x:{handle()}")
    stage.whispered(stage.bob, "Taken off the watch-list: 1 account.")


def test_a_lead_takes_the_trail_of_a_case_as_a_table(stage: Stage) -> None:
    card = stage.judged()
    stage.bob.press(card, "accounts")
    stage.modal(stage.bob, "C1: 4 accounts")
    stage.vote(stage.bob, card, "yes", "yes")
    stage.alice.command(stage.channel, "/triage", "export 1 audit")
    stage.whispered(stage.alice, "Case 1 as audit: sent to you in a direct message.")
    (file,) = [one for one in stage.slack.files() if one.name == "case-1-audit.csv"]
    rows = list(csv.reader(stage.slack.file_bytes(file.id).decode().splitlines()))
    assert rows[0] == ["time", "person", "what", "detail"]
    assert [(who, what) for _, who, what, _ in rows[1:]] == [
        (stage.alice.id, "open_case"),
        (stage.bob.id, "see_accounts"),
        (stage.bob.id, "open_vote"),
        (stage.bob.id, "vote"),
        (stage.alice.id, "export_audit"),
    ]


def test_every_look_that_may_name_an_account_is_in_the_trail(stage: Stage) -> None:
    card = stage.judged()
    for who in (stage.alice, stage.bob):
        stage.vote(who, card, "yes", "yes", note="as @elif does")
    stage.bob.press(stage.card(contains="“as @elif does”"), "Reasons side by side")
    stage.modal(stage.bob, "C1: side by side")
    stage.bob.press(stage.root(contains="Verdicts: C1"), "Rerun…")
    stage.modal(stage.bob, "Leave out")
    stage.bob.command(stage.channel, "/triage", "case 1")
    stage.whispered(stage.bob, "Open the thread")
    stage.bob.command(stage.channel, "/triage", "verdict 1 C1")
    stage.whispered(stage.bob, "*C1 of case 1*")
    with stage.desk.database.reading() as tx:
        looks = [verb for _, who, verb, _ in journal.events(tx, stage.slack.team_id, 1) if who == stage.bob.id]
    assert looks == ["open_vote", "vote", "see_votes", "open_rerun", "see_case", "see_votes"]
