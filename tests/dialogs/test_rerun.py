"""A case is analysed again: in part, with other windows, without some things; votes ask to be confirmed."""

from dataclasses import replace
from typing import Any

from bot.report import ClusterReport, Suggestion
from storage import journal
from tests.dialogs.conftest import Stage
from tests.handlers import samples


def changed() -> ClusterReport:
    """The group of before with one account more and one less, without its creation dates."""
    before = samples.cluster_report()
    timing, made, *others = before.findings
    lost = replace(made, applicable=False, bucket=0.0, sentence="", why_not="no creation date is left")
    return replace(
        before,
        version=2,
        accounts=(*before.accounts[1:], samples.account(9)),
        findings=(timing, lost, *others),
        suggestion=Suggestion.COORDINATED_UNCLEAR,
    )


def rerun(stage: Stage, root: Any, **fields: str) -> Any:
    stage.alice.press(root, "Rerun…")
    form = stage.alice.wait_for_view("rerun_save")
    return stage.alice.submit(form, {name.rstrip("_"): {name.rstrip("_"): value} for name, value in fields.items()})


def test_a_rerun_changes_a_voted_group_and_the_votes_ask_to_be_confirmed(stage: Stage) -> None:
    card = stage.judged()
    stage.vote(stage.alice, card, "yes", "yes")
    stage.vote(stage.bob, card, "yes", "yes")
    stage.card(contains="*Verdict: coordinated inauthentic*")
    answer = rerun(stage, stage.root(contains="to judge"), windows="10, 60", drop="domain:example.com\n@handle_1")
    assert answer.errors == {}
    stage.finish(changed(), samples.cluster_report(id="C2"))
    told = stage.told("*The rerun is done:* 1 group new and 1 group changed.")
    assert "*C1:* +1 / -1 accounts · evidence lost: Made together · place: Review first → Coordinated" in told.plain
    assert "handle_" not in told.plain
    asking = stage.card(contains="voted on version 1: +1 / -1 accounts, confirm?")
    assert "_0 of 2 votes in" in asking.plain
    assert "*Since run 1:* +1 / -1 accounts · evidence lost: Made together" in asking.plain
    stage.bob.press(asking, "What changed")
    shown = stage.modal(stage.bob, "Run 2 beside run 1.").plain
    assert "*C1* · version 2 beside version 1, of run 1" in shown
    assert "Made together: no creation date is left" in shown
    assert "came: `handle_9`" in shown
    with stage.desk.database.reading() as tx:
        events = journal.events(tx, stage.slack.team_id, 1)
    assert [(who, detail) for _, who, verb, detail in events if verb == "see_changes"] == [(stage.bob.id, {"run": 2})]
    assert "left: `handle_1`" in shown
    assert "*Chosen now:* windows of 10, 60 s; without domain `example[.]com`, `@handle_1`" in shown
    stage.alice.press(asking, "Confirm my vote")
    stage.card(contains="_1 of 2 votes in")
    stage.bob.press(asking, "Confirm my vote")
    stage.card(contains="*Verdict: coordinated inauthentic*")


def test_a_group_that_a_rerun_no_longer_finds_says_so(stage: Stage) -> None:
    card = stage.judged()
    stage.vote(stage.alice, card, "yes", "yes")
    rerun(stage, stage.root(contains="to judge"), from_="2026-01-01")
    stage.finish(samples.cluster_report(id="C2"))
    told = stage.told("1 group no longer found")
    assert "*No longer found:* C1. Their votes and cards stay, and say so." in told.plain
    stage.card(contains="the newest run no longer finds this group")
    stage.bob.press(told, "What changed")
    assert "Voted on before: C1. That they are not found is no verdict." in stage.modal(stage.bob, "Run 2 beside").plain


def test_a_rerun_by_words_says_what_it_chose_and_the_next_form_holds_it(stage: Stage) -> None:
    stage.judged()
    stage.alice.command(
        stage.channel,
        "/triage",
        "rerun 1 windows=10,60 from=2021-04-20 to=2021-05-03 words=harbour drop=domain:example.com",
    )
    stage.whispered(
        stage.alice,
        "Chosen: windows of 10, 60 s; posts of 2021-04-20 to 2021-05-03 UTC; posts that hold “harbour”; "
        "without domain `example[.]com`. Votes stay with their version.",
    )
    stage.finish(samples.cluster_report())
    root = stage.root(contains="*1 group to judge")
    stage.alice.press(root, "Rerun…")
    form = stage.alice.wait_for_view("rerun_save")
    initial = {
        block["block_id"]: block["element"].get("initial_value") for block in form.blocks if block["type"] == "input"
    }
    assert initial["windows"] == "10, 60"
    assert (initial["from"], initial["to"], initial["words"]) == ("2021-04-20", "2021-05-03", "harbour")
    assert initial["drop"] == "domain:example.com"


def test_a_wrong_choice_is_said_at_its_field_and_by_words_with_an_example(stage: Stage) -> None:
    stage.judged()
    refused = rerun(stage, stage.root(contains="to judge"), from_="yesterday")
    assert refused.errors == {
        "from": "“yesterday” is no date. A day or a minute in UTC: from=2021-04-20 or to=2021-05-03T18:30"
    }
    stage.alice.command(stage.channel, "/triage", "rerun 1 colour=blue")
    answer = stage.whispered(
        stage.alice, "“colour=blue” is no choice; there are windows, from, to, words, layers, drop."
    )
    assert "rerun 4 windows=10,60 from=2021-04-20" in answer.plain
