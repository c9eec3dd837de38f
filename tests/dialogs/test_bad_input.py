"""What people get wrong, and what goes wrong around them: a clear sentence with a hint, and nothing is lost."""

import gzip

import pytest

from tests.dialogs.conftest import CSV, Stage


def failed_file(stage: Stage, name: str, content: bytes) -> str:
    """Send a file with a mention; gives the thread's line about it."""
    stage.alice.say(stage.channel, f"<@{stage.slack.bot_user_id}>", files=[(name, content)])
    return stage.told("*File 1 could not be used.*").plain


def test_an_empty_file_is_refused_before_it_is_fetched(stage: Stage) -> None:
    told = failed_file(stage, "empty.csv", b"")
    assert "The file is empty (0 bytes)." in told
    assert "Export it again and send it once more." in told
    stage.root(contains="file 1 could not be used")


def test_a_file_that_was_deleted_before_the_download_gets_a_clear_sentence(stage: Stage) -> None:
    stage.slack.faults.add("files.info", "error", times=1, error="file_deleted")
    told = failed_file(stage, "export.csv", CSV)
    assert "The file was deleted in Slack before I could read it." in told
    assert "Send it again in this thread with a mention of me" in told


def test_a_csv_of_one_column_says_what_is_needed(stage: Stage) -> None:
    told = failed_file(stage, "one.csv", b"text\nhello\nworld\n")
    assert "column" in told


def test_a_truncated_gzip_says_so(stage: Stage) -> None:
    told = failed_file(stage, "export.csv.gz", gzip.compress(CSV * 50)[:40])
    assert "could not be used" in told


def test_a_picture_is_no_table(stage: Stage) -> None:
    told = failed_file(stage, "cat.png", b"\x89PNG....")
    assert "A .png file is no table of posts." in told


def test_a_file_over_the_limit_is_refused_with_the_words_given_back(stage: Stage) -> None:
    stage.restart(max_upload_mb=1)
    stage.alice.say(stage.channel, f"<@{stage.slack.bot_user_id}> big one", files=[("big.csv", b"x" * 1_500_000)])
    told = stage.whispered(stage.alice, "the limit is 1 MB")
    assert "big.csv has 2 MB; the limit is 1 MB." in told.plain
    assert "You wrote: `big one`" in told.plain


def test_unknown_columns_are_asked_about_and_confirming_them_starts_the_run(stage: Stage) -> None:
    rows = b"foo,bar,baz\n" + b"".join(f"u{n},x{n % 3},{n}\n".encode() for n in range(30))
    stage.alice.say(stage.channel, f"<@{stage.slack.bot_user_id}>", files=[("odd.csv", rows)])
    asked = stage.told("I am not sure what the columns of file 1 are.")
    stage.alice.press(asked, "Confirm columns")
    form = stage.alice.wait_for_view("columns_save")
    assert "`foo`: `u0` · `u1` · `u2`" in form.plain
    twice = stage.alice.submit(form, {"account_id": {"account_id": "0"}, "time": {"time": "0"}})
    assert list(twice.errors) == ["time"]
    assert twice.errors["time"].startswith("One column cannot be two things: Time (when).")
    done = stage.alice.submit(
        form, {"account_id": {"account_id": "0"}, "time": {"time": "2"}, "object_id": {"object_id": "1"}}
    )
    assert done.errors == {}
    stage.root(contains="Waiting for a worker")


def test_a_bare_handle_asks_for_the_platform_and_gives_the_words_back(stage: Stage) -> None:
    answer = stage.alice.command(stage.channel, "/triage", "@alice")
    assert "on which platform?" in answer.text
    assert answer.message is not None
    assert "`/triage @alice`" in answer.message.plain


def test_a_bare_handle_is_placed_by_the_default_platform(stage: Stage) -> None:
    stage.restart(default_platform="x")
    answer = stage.alice.command(stage.channel, "/triage", "@alice")
    assert answer.text.startswith("Saved: 1 account.")


def test_a_slack_person_is_refused(stage: Stage) -> None:
    stage.alice.say(stage.channel, f"<@{stage.slack.bot_user_id}> <@{stage.bob.id}>")
    stage.whispered(stage.alice, f"{stage.bob.id} is a person in this Slack workspace, not an account on a platform.")


def test_an_empty_upload_form_stays_open_with_the_reason(stage: Stage) -> None:
    stage.alice.command(stage.channel, "/triage", "upload")
    view = stage.alice.wait_for_view("upload")
    result = stage.alice.submit(view, {})
    assert result.action == "errors"
    assert "There is no account and no file in this." in " ".join(result.errors.values())
    assert stage.alice.view() is not None


def test_a_handle_that_cannot_be_placed_is_told_beside_its_field(stage: Stage) -> None:
    stage.alice.command(stage.channel, "/triage", "upload")
    view = stage.alice.wait_for_view("upload")
    result = stage.alice.submit(view, {"handles": {"handles": "https://facebook.com/somebody"}})
    assert list(result.errors) == ["handles"]


def test_a_person_without_the_role_is_told_and_the_request_is_given_back(stage: Stage) -> None:
    stage.slack.add_usergroup("analysts", name="Analysts", users=[stage.bob])
    stage.restart(analyst_group="analysts")
    stage.alice.command(stage.channel, "/triage", "x:alice")
    told = stage.whispered(stage.alice, "To open a case you have to be an analyst.")
    assert "`/triage x:alice`" in told.plain
    assert stage.slack.messages(stage.channel) == []


def test_somebody_who_is_not_on_the_list_gets_one_sentence_and_nothing_else(stage: Stage) -> None:
    stage.restart(allowed_users=frozenset({stage.bob.id}))
    answer = stage.alice.command(stage.channel, "/triage", "x:alice")
    assert answer.text == "You are not on the list of people who may use Shoal. Ask who runs it."


def test_a_viewer_who_presses_vote_is_told_what_voting_takes_instead_of_the_form(stage: Stage) -> None:
    stage.slack.add_usergroup("analysts", name="Analysts", users=[stage.bob])
    card = stage.judged()
    stage.restart(analyst_group="analysts")
    stage.alice.press(card, "vote")
    stage.modal(stage.alice, "To do this you have to be an analyst.")


def test_a_private_channel_without_the_bot_keeps_the_request_until_the_invitation(stage: Stage) -> None:
    private = stage.slack.add_channel("quiet", members=[stage.alice], private=True, bot=False)
    stage.alice.command(private, "/triage", "x:alice x:bob")
    told = stage.slack.wait_for(
        lambda: [one for one in stage.alice.ephemerals(private) if "/invite @Shoal" in one.plain], what="an answer"
    )[-1]
    assert "I am not in this channel, so I cannot post the case." in told.plain
    assert "`/triage x:alice x:bob`" in told.plain
    stage.slack.invite_bot(private, by=stage.alice)
    root = stage.slack.wait_for_message(private, lambda one: "Case 1" in one.plain)
    assert "2 accounts" in root.plain


def test_a_public_channel_without_the_bot_is_joined(stage: Stage) -> None:
    public = stage.slack.add_channel("open", members=[stage.alice], bot=False)
    stage.alice.command(public, "/triage", "x:alice")
    stage.slack.wait_for_message(public, lambda one: "Case 1" in one.plain)


def test_a_click_on_a_closed_case_says_that_it_is_closed(stage: Stage) -> None:
    card = stage.judged()
    stage.alice.command(stage.channel, "/triage", "close 1 handed over")
    stage.root(contains="*Closed.*")
    stage.bob.press(card, "vote")
    stage.modal(stage.bob, "Reopen it first: the button is on its first message.")


def test_a_vote_that_was_open_while_the_case_closed_is_refused_inside_its_modal(stage: Stage) -> None:
    card = stage.judged()
    stage.bob.press(card, "vote")
    form = stage.bob.wait_for_view("vote_save")
    stage.alice.command(stage.channel, "/triage", "close 1 handed over")
    stage.root(contains="*Closed.*")
    result = stage.bob.submit(form, {"together": {"together": "yes"}, "seem": {"seem": "yes"}})
    assert result.action == "errors"
    assert "closed" in " ".join(result.errors.values())


def test_a_modal_that_was_submitted_twice_counts_once(stage: Stage) -> None:
    card = stage.judged()
    stage.slack.faults.add("interactive", "duplicate_delivery", times=5)
    stage.vote(stage.alice, card, "yes", "yes")
    stage.card(contains="_1 of 2 votes in")
    stage.vote(stage.bob, card, "yes", "yes")
    assert stage.card(contains="*Verdict:").plain.count("acting together yes") == 2


def test_disagreeing_with_the_suggestion_without_a_reason_asks_for_one_and_keeps_the_answers(stage: Stage) -> None:
    card = stage.judged()
    stage.alice.press(card, "vote")
    form = stage.alice.wait_for_view("vote_save")
    result = stage.alice.submit(form, {"together": {"together": "no"}, "seem": {"seem": "no"}})
    assert list(result.errors) == ["reasons"]
    again = stage.alice.submit(form, {"note": {"note": "it is the club of a band"}})
    assert again.errors == {}
    stage.card(contains="1 of 2 votes in")


def test_a_number_that_is_no_case_is_answered_with_a_way_on(stage: Stage) -> None:
    stage.alice.command(stage.channel, "/triage", "case 99")
    told = stage.whispered(stage.alice, "There is no case 99 that you can see.")
    assert "/triage cases lists those you can see." in told.plain
    assert "`/triage case 99`" in told.plain


def test_a_case_of_another_channel_cannot_be_read_by_its_number(stage: Stage) -> None:
    stage.judged()
    carol = stage.slack.add_user("carol", name="Carol")
    elsewhere = stage.slack.add_channel("elsewhere", members=[carol], bot=True)
    carol.command(elsewhere, "/triage", "case 1")
    told = stage.slack.wait_for(lambda: carol.ephemerals(elsewhere), what="an answer")[-1]
    assert "There is no case 1 that you can see." in told.plain


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("case", "Which case is meant?"),
        ("cases yellow", "I know no list 'yellow'."),
        ("recheck 1", "How often?"),
        ("verdict 1 C9", "C9"),
        ("export 1 pdf", "There is no export format 'pdf'."),
        ("help nothing", "There is no subcommand 'nothing'."),
        ("settings quorum", "To what should 'quorum' be set?"),
    ],
)
def test_a_subcommand_with_something_missing_says_what(stage: Stage, words: str, answer: str) -> None:
    stage.judged()
    stage.alice.command(stage.channel, "/triage", words)
    assert f"`/triage {words}`" in stage.whispered(stage.alice, answer).plain


def test_what_breaks_on_our_side_gets_a_reference_and_gives_the_words_back(stage: Stage) -> None:
    stage.desk.database.close()
    stage.slack.faults.add("conversations.info", "error", times=9, error="fatal_error")
    stage.alice.command(stage.channel, "/triage", "x:alice")
    told = stage.whispered(stage.alice, "Something broke on our side (ref ")
    assert "`/triage x:alice`" in told.plain


def test_a_word_that_is_no_subcommand_is_told_so_even_where_a_platform_is_set(stage: Stage) -> None:
    stage.restart(default_platform="x")
    answer = stage.alice.command(stage.channel, "/triage", "sales 1 2")
    assert "There is no subcommand 'sales'." in answer.text
    assert "/triage help lists what there is." in answer.text
    assert stage.slack.messages(stage.channel) == []


def test_a_slack_person_after_the_command_is_refused_and_the_words_come_back_as_typed(stage: Stage) -> None:
    answer = stage.alice.command(stage.channel, "/triage", f"x:alice <@{stage.bob.id}>")
    assert f"{stage.bob.id} is a person in this Slack workspace" in answer.text
    assert answer.message is not None
    assert f"`/triage x:alice &lt;@{stage.bob.id}&gt;`" in answer.message.plain


def test_the_example_of_right_input_can_be_copied(stage: Stage) -> None:
    answer = stage.alice.command(stage.channel, "/triage", "@alice")
    assert "For example: /triage @alice.bsky.social x:bob @carol@example.social, or /triage upload." in answer.text
    assert stage.alice.command(
        stage.channel, "/triage", "@alice.bsky.social x:bob @carol@example.social"
    ).text.startswith("Saved: 3 accounts.")


def test_a_file_in_a_code_page_says_how_to_save_it(stage: Stage) -> None:
    told = failed_file(stage, "export.csv", CSV + "o1,Jos\u00e9,c99,1700000099\n".encode("latin-1"))
    assert "The text is not UTF-8" in told
    assert "Save the file as UTF-8" in told


def test_two_million_columns_are_refused_in_a_sentence(stage: Stage) -> None:
    told = failed_file(stage, "wide.csv", b",".join(b"c%d" % number for number in range(2_000_000)) + b"\n1,2\n")
    assert "The first line has more than 2,000 columns." in told
    assert "check that rows and columns are not swapped" in told
