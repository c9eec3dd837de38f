"""The main job as people do it: a file or handles in, cards, votes, a verdict."""

from dataclasses import replace
from typing import Any

from tests.dialogs.conftest import CSV, Stage
from tests.handlers import samples


def test_a_file_with_a_mention_becomes_a_case_with_cards_and_two_votes_become_a_verdict(stage: Stage) -> None:
    card = stage.judged()
    assert card.thread_ts == stage.root().ts
    assert "_0 of 2 votes in; hidden until both are_" in card.plain
    assert stage.vote(stage.alice, card, "yes", "yes").errors == {}
    one = stage.card(contains="1 of 2 votes in")
    assert f"<@{stage.alice.id}>" not in one.plain
    assert stage.vote(stage.bob, card, "yes", "yes", reasons=["timing"]).errors == {}
    decided = stage.card(contains="*Verdict: coordinated inauthentic*")
    assert f"<@{stage.alice.id}>: acting together yes, not what they seem yes" in decided.plain
    assert f"<@{stage.bob.id}>: acting together yes, not what they seem yes (the timing)" in decided.plain
    stage.told("*C1: coordinated inauthentic*")
    stage.root(contains="Verdicts: C1 coordinated inauthentic.")
    assert stage.slack.problems == []


def test_the_card_shows_its_picture_by_the_uploaded_file_that_nobody_sees_alone(stage: Stage) -> None:
    card = stage.judged()
    (picture,) = [block for block in card.blocks if block["type"] == "image"]
    assert picture["alt_text"] == "C1: who acted together"
    file_id = picture["slack_file"]["id"]
    assert [one.id for one in stage.slack.files(stage.channel)].count(file_id) <= 1
    assert stage.slack.file_bytes(file_id).startswith(b"\x89PNG")


def test_no_handle_stands_in_the_root_or_in_any_notification_text(stage: Stage) -> None:
    card = stage.judged()
    everything = [stage.root(), *stage.thread(card)]
    assert all("handle_" not in message.text for message in everything)
    assert "handle_" not in stage.root().plain


def test_handles_after_the_command_open_a_case_that_says_what_is_missing(stage: Stage) -> None:
    answer = stage.alice.command(stage.channel, "/triage", "x:alice @bob@example.social")
    assert answer.text == "Saved: 2 accounts. The case's thread follows in this channel."
    root = stage.root(contains="Not started yet.")
    assert "add a file with these accounts" in root.plain
    assert "alice" not in root.plain


def test_the_upload_modal_opens_a_case(stage: Stage) -> None:
    stage.alice.command(stage.channel, "/triage", "")
    view = stage.alice.wait_for_view("upload")
    file_id = stage.alice.upload("export.csv", CSV)
    values: dict[str, dict[str, Any]] = {
        "files": {"files": [file_id]},
        "title": {"title": "A week of posts"},
        "options": {"options": ["internal"]},
    }
    result = stage.alice.submit(view, values)
    assert (result.action, result.errors) == (None, {})
    root = stage.root(contains="Waiting for a worker")
    assert "Case 1 · “A week of posts”" in root.plain
    assert "internal only" in root.plain


def test_the_message_shortcut_takes_the_file_of_another_persons_message(stage: Stage) -> None:
    message = stage.bob.say(stage.channel, "from the platform", files=[("export.csv", CSV)])
    assert stage.alice.shortcut("triage_file", message).acked
    stage.root(contains="Waiting for a worker")
    stage.whispered(stage.alice, "Saved: 1 file.")


def test_the_message_shortcut_takes_the_accounts_of_a_sentence_and_leaves_its_words(stage: Stage) -> None:
    message = stage.bob.say(stage.channel, "please look at @carol.bsky.social and https://x.com/dave, thanks")
    stage.alice.shortcut("triage_accounts", message)
    stage.whispered(stage.alice, "Saved: 2 accounts.")
    stage.root(contains="Case 1 · “2 accounts”")


def test_a_mention_in_a_thread_knows_its_case(stage: Stage) -> None:
    card = stage.judged()
    stage.alice.say(stage.channel, f"<@{stage.slack.bot_user_id}> verdict C1", thread=card.thread_ts)
    stage.whispered(stage.alice, "*C1 of case 1*")


def test_a_mention_with_the_word_upload_gets_the_form_by_a_button(stage: Stage) -> None:
    stage.alice.say(stage.channel, f"<@{stage.slack.bot_user_id}> upload")
    offer = stage.whispered(stage.alice, "Press the button for the form")
    stage.alice.press(offer, "Open a case")
    form = stage.alice.wait_for_view("upload")
    stage.alice.submit(form, {"handles": {"handles": "x:alice"}})
    stage.root()


def test_posts_are_shown_side_by_side_with_dead_links_and_live_nothing(stage: Stage) -> None:
    card = stage.judged()
    stage.alice.press(card, "See the posts")
    view = stage.modal(stage.alice, "C1: the posts")
    assert "*31 s apart* · url `hxxps://news[.]example/a` · these two share 5 objects within 60 s" in view.plain
    assert "=read this &lt;!channel&gt;" in view.plain
    assert "*A1* `handle_1`" in view.plain


def test_the_posts_come_as_a_csv_whose_cells_no_spreadsheet_runs(stage: Stage) -> None:
    card = stage.judged()
    stage.alice.press(card, "See the posts")
    view = stage.modal(stage.alice, "C1: the posts")
    stage.alice.press(view, "posts_csv")
    found = stage.slack.wait_for(
        lambda: [one for one in stage.slack.files() if one.name == "case-1-C1-posts.csv"], what="the CSV"
    )
    rows = stage.slack.file_bytes(found[0].id).decode().splitlines()
    assert rows[1].split(",")[:5] == ["url", "https://news.example/a", "60", "5", "31"]
    assert "'=read this <!channel>" in rows[1]


def test_an_account_is_excluded_with_a_reason_and_the_list_shows_it(stage: Stage) -> None:
    card = stage.judged()
    stage.alice.press(card, "Accounts")
    page = stage.modal(stage.alice, "C1: accounts")
    choices = page.element("account_menu")["options"]
    exclude = next(one["value"] for one in choices if one["text"]["text"] == "Exclude")
    stage.alice.press(page, "account_menu", value=exclude)
    form = stage.alice.wait_for_view("exclude_save")
    stage.alice.submit(form, {"reason": {"reason": "a declared feed"}})
    stage.card(contains="*Set aside by people:* 1 excluded, 0 unsure (reasons in Accounts)")
    stage.modal(stage.alice, "_Marked because:_ a declared feed")


def test_the_account_that_the_form_names_is_excluded_though_a_rerun_gave_its_label_to_another(stage: Stage) -> None:
    card = stage.judged()
    stage.alice.press(card, "Accounts")
    page = stage.modal(stage.alice, "C1: accounts")
    exclude = next(one["value"] for one in page.element("account_menu")["options"] if one["text"]["text"] == "Exclude")
    stage.alice.press(page, "account_menu", value=exclude)
    form = stage.alice.wait_for_view("exclude_save")
    assert "`handle_1`" in form.plain
    stage.bob.command(stage.channel, "/triage", "rerun 1 windows=10")
    before = samples.cluster_report()
    stage.finish(replace(before, accounts=tuple(reversed(before.accounts))))
    stage.root(contains="Run 2")
    assert stage.alice.submit(form, {"reason": {"reason": "a declared feed"}}).errors == {}
    stage.bob.press(stage.card(contains="1 excluded"), "Accounts")
    shown = stage.modal(stage.bob, "*excluded*").plain
    excluded = next(line for line in shown.splitlines() if "*excluded*" in line)
    assert "`handle_1`" in excluded
    assert not excluded.startswith("*A1*")


def test_home_shows_what_wants_my_vote(stage: Stage) -> None:
    stage.judged()
    stage.alice.open_home()
    home = stage.alice.wait_for_home(lambda view: "Wants your vote" in view.plain)
    assert "*C1* of case 1" in home.plain
    assert "Open cases" in home.plain
