from dataclasses import replace

import pytest

from bot.model import CaseStatus, RunState, Sensitivity, VerdictKind
from bot.report import AccountReport, Busy, Dataset, DetectorError, Suggestion
from bot.triage.views import CaseView, FileLine, Holding, VoteState
from handlers.blocks.root import root, summary
from tests.handlers import samples
from tests.handlers.reading import check_blocks, elements, labels, read


def test_the_root_message_reads_as_a_whole() -> None:
    assert read(root(samples.case_view()).blocks).splitlines()[:11] == [
        "*Case 42 · “hashtag export, 20 Apr – 3 May”*",
        (
            "*3 groups to judge: 1 review first and 2 coordinated but unclear.* No verdict yet. "
            "Shoal does not say who runs an account."
        ),
        "4 votes wanted from this channel · the oldest waits since <!date^1780000000^{date_short}|28 May 2026>",
        "*Data* 24,318 posts · 2,504 accounts · 20 Apr 2024 00:04 – 3 May 2024 23:51 UTC · times to the second",
        (
            "*Looked for* the same repost and the same link within 10, 60, 300 s; rare things in common over days; "
            "creation dates, handle style, engagement and roles inside groups"
        ),
        "*Could not look for* counts of responses (not in the data) · faces, silence (switched off)",
        (
            "*Could be wrong because* By coincidence: 0 groups in 30 time-shuffled copies of this data. "
            "In organic crowds: _not measured; choose a comparison set_"
        ),
        "212 lines not read (reasons under ⋯) · 1 very popular object sampled",
        "_Run 1 · 41 s · shoal 0.1.0, seed 7, input sha256 3f9a…c21e · raw posts deleted 2 Aug 2024_",
        "My votes",
        "Add data",
    ]


def test_what_the_data_lack_is_not_said_to_have_been_looked_for() -> None:
    report = samples.report()
    lacking = replace(report, dataset=replace(report.dataset, lacks=("created", "followers", "handles")))
    text = read(root(samples.case_view(report=lacking)).blocks)
    assert "rare things in common over days; roles inside groups" in text
    assert "creation dates" not in text.split("*Could not look for*")[0]
    assert "*Could not look for* creation dates, follower counts and handles (not in the data) · faces" in text


def test_accounts_outside_the_groups_are_counted_and_never_named() -> None:
    alone = AccountReport("1", "somebody", (samples.finding("D12", None, "Its handle looks like another."),))
    told = root(samples.case_view(report=samples.report(accounts=(alone,), accounts_total=3)))
    text = read(told.blocks)
    assert (
        "*Besides* 3 accounts outside the groups stand out by themselves. No verdict; see ⋯ › Accounts outside" in text
    )
    assert "somebody" not in text
    assert '"item": "alone"' in str(told.blocks)
    assert '"item": "alone"' not in str(root(samples.case_view()).blocks)


def test_a_case_without_data_says_what_is_missing() -> None:
    view = samples.case_view(run=None, report=None, clusters=(), votes_wanted=0, missing="Add a file with their posts.")
    told = root(view)
    assert "*Not started yet.* Add a file with their posts." in read(told.blocks)
    assert told.text == "Case 42: waiting for data"
    assert labels(told.blocks) == ["Add data"]


def test_a_running_analysis_shows_its_stage_a_bar_and_a_cancel_button() -> None:
    view = samples.case_view(run=samples.run(state=RunState.RUNNING, stage="null model", done=3, total=12), report=None)
    told = root(view)
    assert "*Running:* null model\n▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱ 25 %" in read(told.blocks)
    assert labels(told.blocks) == ["Cancel"]


def test_a_failed_analysis_says_so_and_that_nothing_is_lost() -> None:
    view = samples.case_view(run=samples.run(state=RunState.FAILED, error="It took longer than 60 minutes."))
    assert "*The analysis did not finish.* It took longer than 60 minutes. What was uploaded is kept." in read(
        root(view).blocks
    )


def test_a_cancelled_analysis_can_be_started_again() -> None:
    told = root(samples.case_view(run=samples.run(state=RunState.CANCELLED)))
    assert "*The analysis was cancelled.* What was uploaded is kept; Rerun starts it again." in read(told.blocks)
    assert "Rerun…" in labels(told.blocks)


def test_a_closed_case_asks_for_nothing() -> None:
    told = root(samples.case_view(case=samples.case(status=CaseStatus.CLOSED)))
    assert "*Closed.* No verdict yet. Nothing more is asked; it can be reopened." in read(told.blocks)
    assert "votes wanted" not in read(told.blocks)
    assert labels(told.blocks) == ["Compare…", "Export…", "History"]
    assert "Reopen" in read(told.blocks)


def test_verdicts_are_listed_by_group() -> None:
    decided = VoteState(2, 2, verdict=samples.verdict(VerdictKind.ORGANIC))
    view = samples.case_view(clusters=(samples.line("C1", state=decided), samples.line("C2")))
    assert "Verdicts: C1 organic." in read(root(view).blocks)


def test_no_group_is_a_result_and_not_an_empty_message() -> None:
    told = root(samples.case_view(clusters=(), votes_wanted=0))
    assert "*No group stands out from chance.* No verdict yet." in read(told.blocks)


def test_named_accounts_are_counted_beside_the_groups() -> None:
    view = samples.case_view(clusters=(samples.line("C0", Suggestion.NO_SIGNAL), samples.line("C1")))
    assert "*1 group and the accounts you named to judge: 1 coordinated but unclear.*" in read(root(view).blocks)


def test_a_detector_that_broke_is_named_as_broken() -> None:
    broken = replace(samples.report(), detector_errors=(DetectorError("co-hashtag", "division by zero"),))
    assert "co-hashtag could not run: division by zero" in read(root(samples.case_view(report=broken)).blocks)


def test_files_that_wait_or_failed_are_told_by_number_and_never_by_name() -> None:
    files = (
        FileLine(1, "@secret_handle.csv", 1, "wanted"),
        FileLine(2, "b.csv", 1, "unclear"),
        FileLine(3, "c.csv", 1, "failed", "The file is empty (0 bytes)."),
    )
    text = read(root(samples.case_view(files=files)).blocks)
    assert (
        "file 1 is being fetched · file 2 waits for its columns · "
        "file 3 could not be used: The file is empty (0 bytes)." in text
    )
    assert "secret_handle" not in text


def test_internal_cases_and_held_evidence_are_marked() -> None:
    view = samples.case_view(case=samples.case(sensitivity=Sensitivity.INTERNAL), held=True)
    assert "internal only · evidence held" in read(root(view).blocks)


@pytest.mark.parametrize("title", ["around elif_1087", "x:elif", "Elif1087 and friends", "elif.example", "@elif"])
def test_a_title_that_may_name_an_account_is_kept_from_the_channel_of_an_internal_case(title: str) -> None:
    view = samples.case_view(case=samples.case(sensitivity=Sensitivity.INTERNAL, title=title))
    first = read(root(view).blocks).splitlines()[0]
    assert first == "*Case 42 · internal only* · its title: `/triage case 42`"
    assert read(summary(view, "").blocks).startswith("*Case 42 · “")
    assert read(root(samples.case_view(case=samples.case(title=title))).blocks).startswith("*Case 42 · “")


@pytest.mark.parametrize("title", ["A week of posts", "hashtag export, 20 Apr – 3 May", "3 accounts and 1 file", "-"])
def test_a_title_of_plain_words_stays_on_an_internal_case(title: str) -> None:
    view = samples.case_view(case=samples.case(sensitivity=Sensitivity.INTERNAL, title=title))
    assert read(root(view).blocks).startswith(f"*Case 42 · “{title}”*")


def test_who_was_handed_a_group_is_kept_from_the_channel_of_an_internal_case() -> None:
    held = Holding("handover", "friends of elif", "U1", samples.AT, "3f" * 32, ("C1",))
    view = samples.case_view(case=samples.case(sensitivity=Sensitivity.INTERNAL), holdings=(held,))
    assert "friends of elif" not in read(root(view).blocks)
    assert "Handed over to “friends of elif”" in read(summary(view, "").blocks)


def test_minute_times_are_called_minute_times() -> None:
    coarse = Dataset("twitter", 1, 1, 0, 0, 60, 60)
    assert "times to the minute" in read(root(samples.case_view(report=samples.report(dataset=coarse))).blocks)


@pytest.mark.parametrize("title", ["<!channel> *x*", "<@U1>", "a" * 5_000, "\u202egnp.exe", "`", "&" * 3_000])
def test_a_hostile_title_is_harmless_and_the_message_fits(title: str) -> None:
    told = root(samples.case_view(case=samples.case(title=title)))
    check_blocks(told.blocks)
    assert "<!" not in read(told.blocks).replace("<!date^1780000000", "")
    assert "<@" not in read(told.blocks)
    assert title[:20] not in told.text


def test_the_biggest_root_fits() -> None:
    many = tuple(samples.line(f"C{number}") for number in range(1, 400))
    told = root(
        samples.case_view(
            clusters=many,
            report=samples.report(
                detector_errors=tuple(DetectorError(f"d{n}", "x" * 500) for n in range(30)),
                layers=tuple(samples.layer(layer=f"layer{n}") for n in range(60)),
            ),
            files=tuple(FileLine(n, "f", 1, "failed", "x" * 900) for n in range(1, 60)),
        )
    )
    check_blocks(told.blocks)
    assert len(told.text) < 4_000
    assert told.blocks[-1]["type"] == "actions"


def test_no_word_of_the_root_calls_anybody_a_bot_or_likely() -> None:
    words = read(root(samples.case_view()).blocks).lower().split()
    assert not {"bot", "bots", "likely"} & set(words)


def test_the_summary_for_one_person_has_the_way_to_the_thread_and_no_buttons() -> None:
    told = summary(samples.case_view(), "https://slack.example/archives/C1/p1")
    assert list(elements(told.blocks)) == []
    assert read(told.blocks).endswith("<https://slack.example/archives/C1/p1|Open the thread>")


def test_groups_without_a_signal_are_counted_apart_unless_they_were_drawn() -> None:
    silent = [samples.line(f"C{number}", Suggestion.NO_SIGNAL, drawn=number == 2) for number in (2, 3, 4)]
    told = read(root(samples.case_view(clusters=(samples.line("C1"), *silent))).blocks)
    assert (
        "*2 groups to judge: 1 coordinated but unclear and 1 without a signal, drawn at random; "
        "2 more without a signal, not drawn for review.*"
    ) in told


def test_a_case_with_nothing_but_silence_asks_for_nothing() -> None:
    view = samples.case_view(clusters=(samples.line("C1", Suggestion.NO_SIGNAL),), votes_wanted=0)
    assert "*1 group without a signal, not drawn for review.*" in read(root(view).blocks)


def test_busy_accounts_and_a_viral_thing_are_told_without_a_name() -> None:
    busy = (
        Busy("account", "loud", 300, 1_000),
        Busy("account", "louder", 100, 1_000),
        Busy("repost", "p1", 900, 1_800),
        Busy("url", "news.example/a", 20, 1_800),
    )
    found = samples.report(busiest=busy)
    told = read(root(samples.case_view(report=found)).blocks)
    assert "the 2 busiest accounts made 40 % of all acts · one thing was shared by 900 of 1,800 accounts" in told
    assert "loud" not in told
    alone = replace(found, layers=(), dataset=replace(found.dataset, rejected_total=0, notes=()))
    assert "\nThe 2 busiest accounts made" in read(root(samples.case_view(report=alone)).blocks)


def test_a_case_without_results_can_be_purged_from_its_menu() -> None:
    def items(view: CaseView) -> list[str]:
        menu = root(view).blocks[-1]["elements"][-1]
        return [one["text"]["text"] for one in menu["options"]]

    assert "Purge… (lead)" in items(samples.case_view(run=None, report=None, clusters=(), votes_wanted=0))
    assert "Purge… (lead)" not in items(samples.case_view())
