"""What follows a verdict: rechecks, overrides, closing, cancelling, notes, exports, settings."""

import json

from tests.dialogs.conftest import DAY_SECONDS, Stage
from tests.handlers import samples


def test_a_verdict_starts_rechecks_and_a_file_case_asks_for_a_fresh_export_on_day_21(stage: Stage) -> None:
    card = stage.judged()
    stage.vote(stage.alice, card, "yes", "yes")
    stage.vote(stage.bob, card, "yes", "yes")
    stage.card(contains="*Verdict:")
    stage.alice.command(stage.channel, "/triage", "due")
    stage.whispered(stage.alice, "case 1, C1 (4 accounts): in 21 d, a fresh export is asked for")
    stage.clock.advance(seconds=21 * DAY_SECONDS + 60)
    assert stage.app is not None
    stage.app.nudge()
    asked = stage.told("*A fresh export is wanted for C1.*")
    assert asked.buttons == ["Add data", "Snooze a week", "Change", "Stop"]
    stage.bob.press(asked, "Snooze a week")
    stage.whispered(stage.bob, "Snoozed: the next look is")
    stage.alice.press(asked, "Change")
    form = stage.alice.wait_for_view("recheck_change_save")
    assert stage.alice.submit(form, {"every": {"every": "weekly"}}).errors == {}
    stage.alice.press(asked, "Stop")
    stage.whispered(stage.alice, "The recheck is stopped.")
    stage.alice.command(stage.channel, "/triage", "due")
    stage.whispered(stage.alice, "No recheck is scheduled.")


def test_rechecks_are_changed_by_words(stage: Stage) -> None:
    stage.judged()
    stage.alice.command(stage.channel, "/triage", "recheck 1 C1 weekly")
    stage.whispered(stage.alice, "Rechecks of case 1: 1")
    stage.alice.command(stage.channel, "/triage", "recheck 1 sometimes")
    stage.whispered(stage.alice, "sometimes")


def test_a_lead_closes_a_group_early_and_it_is_recorded_as_an_override(stage: Stage) -> None:
    card = stage.judged()
    menu = card.element("cluster_menu")
    override = next(one["value"] for one in menu["options"] if one["text"]["text"] == "Close early (lead)")
    stage.alice.press(card, "cluster_menu", value=override)
    form = stage.alice.wait_for_view("override_save")
    stage.alice.submit(form, {"kind": {"kind": "organic"}, "reason": {"reason": "the fan club of a band"}})
    decided = stage.card(contains="*Verdict: organic*")
    assert f"closed early by <@{stage.alice.id}>: “the fan club of a band”" in decided.plain


def test_an_analyst_cannot_close_a_group_early(stage: Stage) -> None:
    stage.slack.add_usergroup("leads", name="Leads", users=[stage.bob])
    stage.restart(lead_group="leads")
    card = stage.judged()
    menu = card.element("cluster_menu")
    override = next(one["value"] for one in menu["options"] if one["text"]["text"] == "Close early (lead)")
    stage.alice.press(card, "cluster_menu", value=override)
    stage.modal(stage.alice, "To do this you have to be a lead.")
    stage.alice.command(stage.channel, "/triage", "verdict 1 C1 organic because")
    stage.whispered(stage.alice, "you have to be a lead")


def test_votes_that_are_far_apart_are_disputed_and_a_third_view_can_be_asked_for(stage: Stage) -> None:
    card = stage.judged()
    stage.vote(stage.alice, card, "yes", "yes")
    stage.vote(stage.bob, card, "no", "no", reasons=["benign"])
    disputed = stage.told("*C1: disputed*")
    assert disputed.buttons == ["Reasons side by side", "Ask for a third view"]
    carol = stage.slack.add_user("carol", name="Carol")
    stage.alice.press(disputed, "third_view")
    form = stage.alice.wait_for_view("ask_save")
    outside = stage.alice.submit(form, {"user": {"user": carol.id}})
    assert outside.errors == {"user": "This person is not in the channel and cannot see the case. Invite them first."}
    assert stage.alice.submit(form, {"user": {"user": stage.bob.id}}).errors == {}
    stage.told(f"<@{stage.bob.id}>, <@{stage.alice.id}> asks for your view on C1.")


def test_closing_from_the_menu_wants_a_reason_while_votes_are_missing_and_reopen_undoes_it(stage: Stage) -> None:
    stage.judged()
    root = stage.root(contains="to judge")
    close = next(one["value"] for one in root.element("case_menu")["options"] if one["text"]["text"] == "Close")
    stage.alice.press(root, "case_menu", value=close)
    form = stage.alice.wait_for_view("close_save")
    assert "C1 still wait for votes: only a lead can close now, with a reason." in form.plain
    assert stage.alice.submit(form, {}).action == "errors"
    assert stage.alice.submit(form, {"reason": {"reason": "duplicate of case 0"}}).errors == {}
    closed = stage.root(contains="*Closed.*")
    stage.told(f"<@{stage.alice.id}> closed the case. Reason: “duplicate of case 0”.")
    reopen = next(one["value"] for one in closed.element("case_menu")["options"] if one["text"]["text"] == "Reopen")
    stage.bob.press(closed, "case_menu", value=reopen)
    stage.told(f"<@{stage.bob.id}> reopened the case.")
    stage.root(contains="to judge")


def test_a_waiting_analysis_is_cancelled_and_run_again(stage: Stage) -> None:
    root = stage.open_case()
    stage.alice.press(root, "Cancel")
    cancelled = stage.root(contains="*The analysis was cancelled.*")
    stage.alice.press(cancelled, "Rerun…")
    stage.alice.submit(stage.alice.wait_for_view("rerun_save"), {})
    stage.root(contains="Waiting for a worker")


def test_a_note_is_kept_on_the_card_and_a_claim_too(stage: Stage) -> None:
    card = stage.judged()
    values = {one["text"]["text"]: one["value"] for one in card.element("cluster_menu")["options"]}
    stage.alice.press(card, "cluster_menu", value=values["Add a note"])
    stage.alice.submit(stage.alice.wait_for_view("note_save"), {"note": {"note": "seen in <!channel> *March*"}})
    noted = stage.card(contains=f"Note by <@{stage.alice.id}>: seen in &lt;!channel&gt; ∗March∗")
    stage.bob.press(noted, "cluster_menu", value=values["I look at it"])
    stage.card(contains=f"<@{stage.bob.id}> looks at it")


def test_a_message_of_the_thread_becomes_a_note(stage: Stage) -> None:
    card = stage.judged()
    said = stage.bob.say(stage.channel, "they all follow the same page", thread=card.thread_ts)
    stage.alice.shortcut("save_note", said)
    form = stage.alice.wait_for_view("note_save")
    choices = next(block for block in form.blocks if block.get("block_id") == "cluster")["element"]["options"]
    stage.alice.submit(form, {"cluster": {"cluster": choices[0]["value"]}})
    stage.card(contains="they all follow the same page")


def test_an_export_comes_to_the_person_alone_and_leaves_excluded_accounts_out(stage: Stage) -> None:
    stage.judged()
    stage.alice.command(stage.channel, "/triage", "export 1 json")
    stage.whispered(stage.alice, "Case 1 as json: sent to you in a direct message.")
    (file,) = [one for one in stage.slack.files() if one.name.startswith("case-1.")]
    assert json.loads(stage.slack.file_bytes(file.id))
    assert file.id not in [one.id for one in stage.slack.files(stage.channel)]


def test_settings_are_shown_and_changed_by_a_lead(stage: Stage) -> None:
    stage.alice.command(stage.channel, "/triage", "settings quorum 3")
    stage.whispered(stage.alice, "• quorum: 3 votes")
    stage.judged()
    stage.card(contains="_0 of 3 votes in; hidden until all are_")


def test_a_comparison_set_is_marked_and_later_runs_say_what_it_gave(stage: Stage) -> None:
    stage.judged()
    stage.alice.command(stage.channel, "/triage", "baseline 1")
    stage.whispered(stage.alice, "Case 1 is this channel's comparison set: 1 group among")
    stage.alice.command(stage.channel, "/triage", "baseline off")
    stage.whispered(stage.alice, "Later runs in this channel have no comparison set.")


def test_protected_names_are_listed_added_and_taken_off(stage: Stage) -> None:
    stage.alice.command(stage.channel, "/triage", "protect @choir @orchard")
    stage.whispered(stage.alice, "2 protected names: `choir`, `orchard`.")
    stage.alice.command(stage.channel, "/triage", "protect off @choir")
    stage.whispered(stage.alice, "1 protected name: `orchard`.")


def test_cases_are_listed_with_what_they_wait_for(stage: Stage) -> None:
    stage.judged()
    stage.alice.command(stage.channel, "/triage", "cases mine")
    told = stage.whispered(stage.alice, "*1 case (mine)*")
    assert f"*1* 1 file · <#{stage.channel}> · run done, 1 group · 2 votes wanted" in told.plain
    stage.alice.command(stage.channel, "/triage", "case 1")
    assert "Open the thread" in stage.whispered(stage.alice, "Case 1 · “1 file”").plain


def test_a_rerun_never_extends_votes_by_itself(stage: Stage) -> None:
    card = stage.judged()
    stage.vote(stage.alice, card, "yes", "yes")
    stage.card(contains="1 of 2 votes in")
    stage.alice.command(stage.channel, "/triage", "rerun 1")
    stage.whispered(stage.alice, "Run 2 of case 1 waits for a worker.")
    changed = samples.cluster_report(version=2, accounts=(*samples.cluster_report().accounts, samples.account(9)))
    stage.finish(changed)
    asked = stage.card(contains="voted on version 1: +1 / -0 accounts, confirm?")
    assert "0 of 2 votes in" in asked.plain
    stage.alice.press(asked, "Confirm my vote")
    stage.card(contains="1 of 2 votes in")


def test_a_colleague_who_joins_is_not_announced(stage: Stage) -> None:
    stage.judged()
    stage.bob.leave(stage.channel)
    stage.bob.join(stage.channel)
    stage.alice.command(stage.channel, "/triage", "cases")
    stage.whispered(stage.alice, "1 case (open)")
    assert "of another organisation" not in " ".join(one.plain for one in stage.slack.messages(stage.channel))
