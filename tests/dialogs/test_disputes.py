"""Disagreement, its settling, a lead's decision, and what is told when a verdict is overturned."""

import json

from bot.localslack import Message, Person
from tests.dialogs.conftest import CSV, Stage


def choice(card: Message, label: str) -> str:
    """The value of an item of the card's menu."""
    found = {one["text"]["text"]: one["value"] for one in card.element("cluster_menu")["options"]}
    return str(found[label])


def disagree(stage: Stage) -> Message:
    """Alice says yes, Bob says no; gives what the thread is told."""
    card = stage.judged()
    stage.vote(stage.alice, card, "yes", "yes", reasons=["timing"], note="within one minute, for weeks")
    stage.vote(stage.bob, card, "no", "no", reasons=["benign"], note="a choir of our town")
    return stage.told("*C1: disputed*")


def joined(stage: Stage) -> Person:
    carol = stage.slack.add_user("carol", name="Carol")
    carol.join(stage.channel)
    return carol


def test_two_analysts_disagree_and_a_third_settles_it(stage: Stage) -> None:
    disputed = disagree(stage)
    assert disputed.buttons == ["Reasons side by side", "Ask for a third view"]
    stage.alice.press(disputed, "Reasons side by side")
    view = stage.modal(stage.alice, "*C1: disputed*")
    for said in ("within one minute, for weeks", "a choir of our town", "rests on: a known benign group"):
        assert said in view.plain
    carol = joined(stage)
    stage.alice.press(view, "third_view")
    form = stage.alice.wait_for_view("ask_save")
    assert stage.alice.submit(form, {"user": {"user": carol.id}}).errors == {}
    asked = stage.told(f"<@{carol.id}>, <@{stage.alice.id}> asks for your view on C1.")
    stage.vote(carol, asked, "yes", "unsure")
    stage.card(contains=f"<@{carol.id}>: acting together yes, not what they seem unsure")
    undecided = "*Verdict: disputed*. As many say yes as say no: ask for another view."  # on what they seem
    assert undecided in stage.card().plain
    stage.vote(carol, stage.card(), "yes", "yes")
    settled = stage.told("*C1: coordinated inauthentic* (before: disputed).")
    assert "1 of 3 votes says otherwise and stays in every export." in settled.plain
    assert settled.buttons == []
    assert "“a choir of our town”" in stage.card(contains="*Verdict: coordinated inauthentic*").plain


def test_a_lead_decides_visibly_and_the_dissent_stays_in_exports(stage: Stage) -> None:
    stage.slack.add_usergroup("leads", name="Leads", users=[stage.bob])
    stage.restart(lead_group="leads")
    disputed = disagree(stage)
    stage.alice.press(disputed, "Reasons side by side")
    stage.alice.press(stage.modal(stage.alice, "*C1: disputed*"), "override")
    stage.modal(stage.alice, "you have to be a lead")
    stage.bob.press(disputed, "Reasons side by side")
    stage.bob.press(stage.modal(stage.bob, "*C1: disputed*"), "override")
    form = stage.bob.wait_for_view("override_save")
    stage.bob.submit(form, {"kind": {"kind": "organic"}, "reason": {"reason": "I sing there"}})
    stage.bob.command(stage.channel, "/triage", "verdict 1 C1 organic I sing there")
    stage.whispered(stage.bob, "C1 is decided: organic. Every vote stays in the exports.")
    assert stage.bob.views() == []  # the reasons beneath were those of before
    card = stage.card(contains=f"*Verdict: organic* · decided by <@{stage.bob.id}>: “I sing there”")
    assert f"<@{stage.alice.id}>: acting together yes" in card.plain
    stage.told(f"Decided by <@{stage.bob.id}>; other views stay in every export.")
    stage.alice.command(stage.channel, "/triage", "export 1 json")
    stage.whispered(stage.alice, "Case 1 as json: sent to you in a direct message.")
    (file,) = [one for one in stage.slack.files() if one.name.startswith("case-1.")]
    (judged,) = json.loads(stage.slack.file_bytes(file.id))["judgements"]
    assert [vote["acting_together"] for vote in judged["votes"]] == ["yes", "no"]
    assert (judged["verdicts"][-1]["verdict"], judged["verdicts"][-1]["override_by"]) == ("organic", stage.bob.id)


def test_an_overturned_verdict_is_told_where_it_was_used(stage: Stage) -> None:
    card = stage.judged()
    stage.vote(stage.alice, card, "yes", "yes")
    stage.vote(stage.bob, card, "yes", "yes")
    first = stage.card(contains="*Verdict: coordinated inauthentic*")
    stage.alice.say(stage.channel, f"<@{stage.slack.bot_user_id}> again", files=[("more.csv", CSV)])
    stage.root(2, contains="Waiting for a worker")
    stage.finish()
    seen = stage.told("*Seen before:*")
    assert "in C1 of case 1, judged “coordinated inauthentic”" in seen.plain
    stage.alice.press(first, "cluster_menu", value=choice(first, "Reopen (lead)"))
    form = stage.modal(stage.alice, "is judged “coordinated inauthentic”")
    assert stage.alice.submit(form, {"reason": {"reason": "the wrong week"}}).errors == {}
    stage.told(
        f"*C1: no verdict any more* (before: coordinated inauthentic). It is open to votes. <@{stage.alice.id}> "
    )
    told = stage.told("*Seen before, changed:* C1 of case 1, which the card of C1 names, was judged")
    assert "“coordinated inauthentic” and has no verdict any more." in told.plain
    assert told.thread_ts == seen.thread_ts != first.thread_ts
    stage.slack.wait_for(
        lambda: "Seen before" not in next(one for one in stage.thread(seen) if one.ts == seen.ts).plain,
        what="the card without what was seen before",
    )


def test_a_claim_is_released_by_whoever_made_it(stage: Stage) -> None:
    card = stage.judged()
    stage.alice.press(card, "cluster_menu", value=choice(card, "I look at it"))
    claimed = stage.card(contains=f"<@{stage.alice.id}> looks at it")
    stage.alice.press(claimed, "cluster_menu", value=choice(claimed, "Release"))
    stage.slack.wait_for(lambda: "looks at it" not in stage.card().plain, what="a card that nobody looks at")


def test_the_history_is_told_in_sentences_and_hides_votes_before_the_quorum(stage: Stage) -> None:
    card = stage.judged()
    stage.vote(stage.alice, card, "yes", "yes")
    root = stage.root(contains="1 vote wanted")
    stage.bob.press(root, "History")
    before = stage.modal(stage.bob, "Somebody voted on C1; hidden until the others have.")
    assert stage.alice.id not in before.plain.split("Somebody voted")[0].splitlines()[-1]
    stage.bob.close(before)
    stage.vote(stage.bob, stage.card(), "yes", "no", reasons=["few"])
    stage.card(contains="*Verdict:")
    stage.bob.press(stage.root(), "History")
    view = stage.modal(stage.bob, f"<@{stage.alice.id}> voted on C1 (version 1): acting together yes, not what they")
    assert "Run 1 of the analysis: done." in view.plain


def test_a_closed_case_leaves_a_summary_with_its_notes(stage: Stage) -> None:
    card = stage.judged()
    stage.alice.press(card, "cluster_menu", value=choice(card, "Add a note"))
    form = stage.modal(stage.alice, "*Will be read by* the 2 members of")
    stage.alice.submit(form, {"note": {"note": "the same page as in March"}})
    stage.card(contains="the same page as in March")
    stage.vote(stage.alice, card, "yes", "yes")
    stage.vote(stage.bob, card, "yes", "yes")
    stage.card(contains="*Verdict:")
    stage.alice.command(stage.channel, "/triage", "close 1")
    told = stage.told("closed the case")
    for line in ("*C1 · 4 accounts: coordinated inauthentic*", "2 votes: ", "the same page as in March", "Recheck: "):
        assert line in told.plain


def test_the_home_tab_follows_what_its_own_buttons_do(stage: Stage) -> None:
    card = stage.judged()
    stage.alice.press(card, "cluster_menu", value=choice(card, "I look at it"))
    stage.card(contains="looks at it")
    stage.alice.open_home()
    home = stage.alice.wait_for_home(lambda view: "Release" in view.buttons)
    stage.alice.press(home, "release")
    home = stage.alice.wait_for_home(lambda view: "Nothing is claimed by you." in view.plain)
    stage.alice.press(home, "Vote")
    form = stage.alice.wait_for_view("vote_save")
    stage.alice.submit(form, {"together": {"together": "yes"}, "seem": {"seem": "yes"}})
    stage.alice.wait_for_home(lambda view: "Nothing waits for you." in view.plain)
    stage.vote(stage.bob, stage.card(), "no", "no", reasons=["benign"])
    stage.told("*C1: disputed*")
    stage.bob.open_home()
    home = stage.bob.wait_for_home(lambda view: "Snooze a week" in view.buttons)
    assert "Side by side" in home.buttons
    stage.bob.press(home, "Stop")
    stage.bob.wait_for_home(lambda view: "None scheduled." in view.plain)
    assert not stage.bob.ephemerals(stage.channel)
