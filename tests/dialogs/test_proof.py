"""Proof and hand-over: evidence is held, exported in every format, handed over, taken back in words, and purged."""

import csv
import io
import json
import zipfile
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from bot.localslack import File, Message, Person, View
from bot.triage.redraw import claim_redraw, save_redraw
from bot.triage.take_look import watched
from storage import proof, rechecks
from tests.dialogs.conftest import Stage

EXPORTS = ("csv", "gexf", "graphml", "held", "html", "json", "stix", "urls", "xlsx")


@pytest.fixture
def carol(stage: Stage) -> Person:
    carol = stage.slack.add_user("carol", name="Carol Weiss")
    carol.join(stage.channel)
    return carol


def choose(person: Person, message: Message, menu: str, label: str) -> None:
    """Take an item of a three-dots menu."""
    value = next(one["value"] for one in message.element(menu)["options"] if one["text"]["text"] == label)
    person.press(message, menu, value=value)


def judged_by(stage: Stage, *people: Person) -> Message:
    """A case whose group these people hold to be coordinated and not what it seems."""
    card = stage.judged()
    for person in people:
        stage.vote(person, card, "yes", "yes")
    return stage.card(contains="*Verdict: coordinated inauthentic*")


def received(stage: Stage, name: str) -> bytes:
    """A file that came in a direct message."""

    def found() -> list[File]:
        return [one for one in stage.slack.files() if one.name == name]

    (file,) = stage.slack.wait_for(found, what=f"a file {name}")
    assert file.id not in [one.id for one in stage.slack.files(stage.channel)]
    return stage.slack.file_bytes(file.id)


def newest(person: Person, since: int) -> list[Message]:
    """What was whispered to a person after so many messages."""
    return person.ephemerals()[since:]


def opened(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def exclude_first(stage: Stage, person: Person, card: Message) -> None:
    """Exclude A1, the first of the list."""
    person.press(card, "Accounts")
    page = stage.modal(person, "C1: accounts")
    options = page.element("account_menu")["options"]
    person.press(page, "account_menu", value=next(one["value"] for one in options if one["text"]["text"] == "Exclude"))
    form = person.wait_for_view("exclude_save")
    assert person.submit(form, {"reason": {"reason": "a real person of our town"}}).errors == {}


def test_a_case_is_held_exported_in_every_format_and_purged(stage: Stage) -> None:
    judged_by(stage, stage.alice, stage.bob)
    root = stage.root(contains="to judge")
    choose(stage.alice, root, "case_menu", "Hold evidence")
    form = stage.alice.wait_for_view("hold_save")
    assert stage.alice.submit(form, {"reason": {"reason": "cited in <!channel> our report"}}).errors == {}
    told = stage.told("holds the evidence of this case: 1 pair of posts, 5 profiles and 1 picture were copied.")
    assert "Reason: “cited in &lt;!channel&gt; our report”." in told.plain
    stage.root(contains="evidence held")
    for name in EXPORTS:
        stage.alice.command(stage.channel, "/triage", f"export 1 {name}")
        stage.whispered(stage.alice, f"Case 1 as {name}: sent to you in a direct message.")
    assert "C1-posts.json" in str(sorted(stage.folder.rglob("*")))

    stage.alice.command(stage.channel, "/triage", "purge 1")
    stage.whispered(stage.alice, "The evidence of case 1 is held.")
    stage.alice.command(stage.channel, "/triage", "release 1")
    stage.told("What was copied stays until the case is purged.")
    stage.alice.press(export_window(stage), "Purge…")
    form = stage.modal(stage.alice, "Type 1 to purge the case")
    assert "copies that people took and keep elsewhere: <@" in form.plain
    assert f"and {len(EXPORTS)} files that I sent to people" in form.plain
    assert stage.alice.submit(form, {"number": {"number": "2"}}).errors == {
        "number": "Type 1 to purge case 1. It cannot be undone."
    }
    ours = [one for one in stage.slack.files() if one.name != "export.csv"]
    assert {one.name.split("-")[0] for one in ours} == {"picture", "case"}
    assert stage.alice.submit(form, {"number": {"number": "1"}}).errors == {}

    gone = stage.root(contains="· purged* by")
    assert "• C1: 4 accounts, coordinated inauthentic, 2 votes" in gone.plain
    purged = stage.told("purged this case.*")
    assert f"I delete {len(EXPORTS)} files that I sent to people; who saved a copy has it still." in purged.plain
    stage.slack.wait_for(
        lambda: not {one.id for one in ours} & {one.id for one in stage.slack.files()}, what="our files to go"
    )
    stage.slack.wait_for(
        lambda: all("handle_" not in one.plain and "cited in" not in one.plain for one in stage.thread(gone)),
        what=f"a thread without names, not {[one.plain for one in stage.thread(gone)]}",
    )
    assert list(stage.folder.glob("cases/*")) == []
    for typed in (
        "export 1 csv",
        "verdict 1 C1",
        "recheck 1 now",
        "rerun 1",
        "reopen 1",
        "hold 1 late",
        "handover 1 C1 to X",
    ):
        before = len(stage.alice.ephemerals())
        stage.alice.command(stage.channel, "/triage", typed)
        (answer,) = stage.slack.wait_for(partial(newest, stage.alice, before), what=f"an answer to {typed}")
        assert "Case 1 was purged: counts, hashes and votes are all that is left." in answer.plain, (
            typed,
            answer.plain,
        )

    stage.bob.press(purged, "Delete file 1")
    told_bob = stage.whispered(stage.bob, "Slack lets an app delete only its own files.")
    assert f"<@{stage.alice.id}> sent file 1" in told_bob.plain
    (upload,) = [one for one in stage.slack.files() if one.name == "export.csv"]
    stage.slack.delete_file(upload.id)
    stage.bob.press(purged, "Delete file 1")
    stage.whispered(stage.bob, "File 1 is no longer in Slack.")


def test_who_did_what_in_a_purged_case_may_stay_with_a_lead(stage: Stage) -> None:
    judged_by(stage, stage.alice, stage.bob)
    stage.alice.command(stage.channel, "/triage", "purge 1")
    stage.alice.press(stage.whispered(stage.alice, "*This goes for good*"), "Purge…")
    form = stage.modal(stage.alice, "Type 1 to purge the case")
    assert stage.alice.submit(form, {"number": {"number": "1"}}).errors == {}
    stage.root(contains="· purged* by")
    stage.alice.command(stage.channel, "/triage", "export 1 audit")
    assert b"purge_case" in received(stage, "case-1-audit.csv")
    with stage.desk.database.reading() as tx:
        assert proof.sent_files(tx, 1) == ()


def test_nothing_of_an_account_is_left_in_the_database_after_a_purge(stage: Stage) -> None:
    card = judged_by(stage, stage.alice, stage.bob)
    exclude_first(stage, stage.alice, card)
    stage.card(contains="1 excluded")
    stage.alice.command(stage.channel, "/triage", "handover 1 C1 to Example Trust")
    stage.whispered(stage.alice, "the package was sent to you")
    stage.root(contains="Handed over to “Example Trust”: C1")
    stage.alice.command(stage.channel, "/triage", "purge 1")
    stage.alice.press(stage.whispered(stage.alice, "*This goes for good*"), "Purge…")
    form = stage.modal(stage.alice, "Type 1 to purge the case")
    assert stage.alice.submit(form, {"number": {"number": "1"}}).errors == {}
    stage.root(contains="· purged* by")
    stage.root(contains="Handed over to “Example Trust”: C1")
    found = everything(stage)
    for word in ("id-1", "id-2", "handle_", "news.example", "real person of our town", "read this", "export.csv"):
        assert word not in found, word
    assert "Example Trust" in found


def everything(stage: Stage) -> str:
    """All rows of all tables, as text."""
    with stage.desk.database.reading() as tx:
        names = tx.session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return "\n".join(
            str(tuple(row))
            for name in names
            for row in tx.session.execute(text(f"SELECT * FROM {name}"))  # noqa: S608 - our own names
        )


def test_a_purge_is_for_leads(stage: Stage) -> None:
    stage.slack.add_usergroup("leads", name="Leads", users=[stage.bob])
    stage.restart(lead_group="leads")
    stage.judged()
    stage.alice.command(stage.channel, "/triage", "purge 1")
    stage.whispered(stage.alice, "To purge a case you have to be a lead.")
    stage.alice.command(stage.channel, "/triage", "publish 1")
    stage.whispered(stage.alice, "To publish a case you have to be a lead.")


def test_a_verdict_is_reversed_after_a_hand_over_and_the_thread_says_who_holds_what(stage: Stage) -> None:
    judged_by(stage, stage.alice, stage.bob)
    root = stage.root(contains="Verdicts: C1 coordinated inauthentic")
    stage.alice.press(root, "Hand over")
    form = stage.modal(stage.alice, "Who receives it?")
    to = "Example <!here> Trust"
    answer: dict[str, dict[str, Any]] = {"groups": {"groups": ["C1"]}, "recipient": {"recipient": to}}
    assert stage.alice.submit(form, answer).errors == {}
    stage.told("hands C1 (5 accounts, coordinated inauthentic) over to “Example &lt;!here&gt; Trust”.")
    package = opened(received(stage, "case-1-handover.zip"))
    rows = list(csv.DictReader(io.StringIO(package["accounts.csv"])))
    assert [(row["account"], row["account_id"], row["peripheral"]) for row in rows] == [
        ("A1", "id-1", "no"), ("A2", "id-2", "no"), ("A3", "id-3", "no"), ("A4", "id-4", "no"), ("A5", "id-5", "yes"),
    ]  # fmt: skip
    posts = json.loads(package["accounts.json"])["groups"][0]["accounts"][0]["posts"]
    assert [(one["post"], one["together_with"], one["seconds_apart"]) for one in posts] == [("p1", "A2", 31)]
    assert "## An innocent crowd could look like this\n\n- C1: " in package["README.md"]
    card = stage.card(contains="Handed over to “Example &lt;!here&gt; Trust”: C1")

    stage.vote(stage.alice, card, "no", "no", reasons=["benign"])
    stage.told("*C1 is judged otherwise now: disputed.* It left this house before.")
    stage.vote(stage.bob, stage.card(contains="disputed"), "no", "no", reasons=["benign"])
    told = stage.told("*C1 is judged otherwise now: organic.* It left this house before. Please tell who has it:")
    assert "• “Example &lt;!here&gt; Trust” has it as coordinated inauthentic, " in told.plain
    assert f"from <@{stage.alice.id}>, sha256 " in told.plain
    stage.card(contains="*judged otherwise by now: C1*")
    stage.alice.command(stage.channel, "/triage", "case 1")
    stage.whispered(stage.alice, "*judged otherwise by now: C1*")
    stage.alice.command(stage.channel, "/triage", "handover 1 C1 to Another One")
    stage.whispered(stage.alice, "C1 was judged organic: that is not handed over.")


def test_a_wrong_account_is_excluded_after_the_verdict_and_vanishes_everywhere(stage: Stage) -> None:
    card = judged_by(stage, stage.alice, stage.bob)
    stage.alice.command(stage.channel, "/triage", "handover 1 C1 to Example Trust")
    stage.whispered(stage.alice, "the package was sent to you")
    drawn = [one.name for one in stage.slack.files() if one.name.startswith("picture-")]
    assert len(drawn) == 1
    exclude_first(stage, stage.bob, card)
    told = stage.told("*A1 of C1 was excluded.* It left this house before. Please tell who has it:")
    assert "handle_1" not in told.plain
    assert stage.app is not None
    stage.slack.wait_for(lambda: stage.app is not None and redrawn(stage), what="the old picture to be withdrawn")
    stage.card(contains="1 excluded")
    stage.alice.command(stage.channel, "/triage", "export 1 json")
    exported = received(stage, "case-1.json").decode()
    assert "id-1" not in exported
    assert "handle_1" not in exported
    with stage.desk.database.reading() as tx:
        (recheck,) = rechecks.of_cases(tx, [1])
        assert {member.account_id for member in watched(tx, recheck)} == {"id-2", "id-3", "id-4", "id-5"}


def redrawn(stage: Stage) -> bool:
    """The picture that still showed the account is off the card; raw tables are not here to draw another."""
    claim = claim_redraw(stage.desk)
    if claim is None:
        return False
    save_redraw(stage.desk, claim, ())
    assert stage.app is not None
    stage.app.wake()
    return True


def export_window(stage: Stage) -> View:
    """The window of Export… on the first message."""
    stage.alice.press(stage.root(contains="Verdicts: C1"), "Export…")
    return stage.modal(stage.alice, "Further than an export")


def test_a_group_with_too_few_votes_is_named_in_the_window_that_asks_what_to_publish(stage: Stage) -> None:
    judged_by(stage, stage.alice, stage.bob)
    stage.alice.press(export_window(stage), "Publish…")
    told = stage.modal(stage.alice, "No group of this case can be published yet.")
    assert "C1 has 2 of the 3 votes that publishing takes." in told.plain


def test_held_copies_come_with_the_word_that_they_are_intact_or_which_is_not(stage: Stage) -> None:
    stage.judged()
    stage.alice.command(stage.channel, "/triage", "export 1 held")
    stage.whispered(stage.alice, "No evidence of case 1 was held.")
    stage.alice.command(stage.channel, "/triage", "hold 1 cited")
    stage.told("holds the evidence of this case")
    stage.alice.command(stage.channel, "/triage", "export 1 held")
    assert "hold-1/C1-posts.json" in opened_names(received(stage, "case-1-held.zip"))
    told = [one.plain for one in stage.slack.messages(stage.alice.open_im())]
    assert "Case 1, held evidence: 3 held files, all as they were frozen." in told
    (kept,) = stage.folder.rglob("C1-posts.json")
    kept.write_text("{}")
    stage.alice.press(stage.root(contains="evidence held"), "Export…")
    form = stage.modal(stage.alice, "Further than an export")
    assert stage.alice.submit(form, {"format": {"format": "held"}}).errors == {}
    stage.slack.wait_for(
        lambda: any(
            "1 of 3 held files is not as frozen: hold-1/C1-posts.json was changed." in one.plain
            for one in stage.slack.messages(stage.alice.open_im())
        ),
        what="word of the changed copy",
    )


def opened_names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def test_a_format_that_does_not_exist_leaves_no_trace_of_an_export(stage: Stage) -> None:
    stage.judged()
    stage.alice.command(stage.channel, "/triage", "export 1 docx")
    stage.whispered(stage.alice, "There is no export format 'docx'.")
    stage.alice.command(stage.channel, "/triage", "export 1 csv")
    received(stage, "case-1.csv.zip")
    stage.alice.press(stage.root(contains="to judge"), "History")
    told = stage.modal(stage.alice, "exported the case").plain
    assert told.count("exported the case") == 1
    assert "exported the case as csv." in told


def test_publishing_takes_three_votes_and_identifies_nobody(stage: Stage, carol: Person) -> None:
    judged_by(stage, stage.alice, stage.bob)
    stage.alice.command(stage.channel, "/triage", "publish 1")
    stage.whispered(stage.alice, "C1 has 2 of the 3 votes that publishing takes.")
    stage.vote(carol, stage.card(), "yes", "unsure")
    stage.card(contains=f"<@{carol.id}>")
    chooser = export_window(stage)
    stage.alice.press(chooser, "Publish…")
    form = stage.modal(stage.alice, "a description can identify without a name")
    assert stage.alice.submit(form, {"groups": {"groups": ["C1"]}}).errors == {}
    assert stage.alice.views() == []
    content = received(stage, "case-1-publication.zip")
    package = opened(content)
    assert sorted(package) == ["README.md", "SHA256SUMS", "accounts.csv", "findings.csv", "votes.csv"]
    whole = "\n".join(package.values())
    for word in ("id-", "handle_", "p1", "read this", "news.example", stage.alice.id, stage.bob.id):
        assert word not in whole, word
    rows = list(csv.DictReader(io.StringIO(package["accounts.csv"])))
    assert [(row["account"], row["reply"]) for row in rows] == [("A1", ""), ("A2", ""), ("A3", ""), ("A4", "")]
    assert "not what they seem: 2 yes, 1 unsure, 0 no, 0 cannot judge" in package["README.md"]
    stage.told("made a package for publication, without names: C1 (4 accounts, coordinated inauthentic).")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("handover 1", "Which groups?"),
        ("handover 1 C1", "Who receives it?"),
        ("handover 1 C1 Example", "Who receives it?"),
        ("handover 1 C9 to Example", "Case 1 has no group C9."),
        ("handover 1 C1 to Example", "C1 has no verdict yet."),
        ("publish 1", "C1 has no verdict yet."),
        ("hold 1", "Why is the evidence held?"),
        ("release 1", "The evidence of this case is not held."),
    ],
)
def test_what_is_missing_is_said(stage: Stage, typed: str, answer: str) -> None:
    stage.judged()
    stage.alice.command(stage.channel, "/triage", typed)
    stage.whispered(stage.alice, answer)
