import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from bot.cli.summary import SHOWN, print_summary
from bot.report import (
    ClusterReport,
    Dataset,
    DetectorError,
    FalseAlarmCard,
    Finding,
    LayerReport,
    Report,
    Suggestion,
)

SEEN = Finding("D1", 1, None, True, 5, 1.0, None, None, 1.0, "5 accounts [did] the same.", "", "")
UNSEEN = replace(SEEN, support=0, sentence="Looked for, nothing seen.")
UNASKED = replace(SEEN, applicable=False, sentence="Faces: could not be looked for.")
CLUSTER = ClusterReport("C1", 1, 5, Suggestion.REVIEW_FIRST, 1.5, 0.5, {}, (), (SEEN, UNSEEN, UNASKED))
REPORT = Report(
    "0.1.0", Dataset("twint", 1234, 99, 5, 1, 2, 1, (), (), 3), {}, 7, (), None, (CLUSTER,), (), (),
    FalseAlarmCard(30, 0, 0.0, None, ()), (),
)  # fmt: skip


@pytest.fixture
def told() -> Callable[..., str]:
    """What is printed of a report, on a wide terminal."""

    def tell(report: Report, out: Path | None = None) -> str:
        stream = io.StringIO()
        print_summary(Console(file=stream, width=200, markup=False, highlight=False, emoji=False), report, out)
        return stream.getvalue()

    return tell


def test_what_was_read_is_told_first(told: Callable[..., str]) -> None:
    first = told(REPORT).splitlines()[0]
    assert first == "Read 99 posts, 5 shares, 1,234 accounts as twint; 3 lines not read."


def test_one_account_is_not_counted_in_the_plural(told: Callable[..., str]) -> None:
    one = replace(REPORT, dataset=replace(REPORT.dataset, accounts=1, posts=1, shares=0, rejected_total=1))
    assert told(one).startswith("Read 1 post, 0 shares, 1 account as twint; 1 line not read.")


def test_an_innocent_crowd_stands_under_each_piece_of_evidence(told: Callable[..., str]) -> None:
    seen = replace(SEEN, innocent="A fan club looks the same.")
    lines = [
        line.strip() for line in told(replace(REPORT, clusters=(replace(CLUSTER, findings=(seen,)),))).splitlines()
    ]
    assert lines[lines.index("5 accounts [did] the same.") + 1] == "A fan club looks the same."


def test_a_cluster_has_its_place_and_two_axes_in_words(told: Callable[..., str]) -> None:
    row = next(line for line in told(REPORT).splitlines() if "Review first" in line)
    assert row.split("  ")[0].strip() in {"", "C1"}
    assert "strong" in row
    assert "weak" in row


def test_what_was_seen_and_what_could_not_be_asked_are_told(told: Callable[..., str]) -> None:
    text = told(REPORT)
    assert "5 accounts [did] the same." in text
    assert "Faces: could not be looked for." in text
    assert "nothing seen" not in text


def test_nothing_found_is_said(told: Callable[..., str]) -> None:
    assert "No group stands out in these data." in told(replace(REPORT, clusters=()))


def test_where_nothing_was_found_it_says_how_strong_it_would_have_had_to_be(told: Callable[..., str]) -> None:
    cells = (
        LayerReport("url", 10, 9, 9, 1, 3, 0.0, 0, 0.1),
        LayerReport("url", 60, 9, 9, 1, None, None, 0, 0.1),
        LayerReport("url", 300, 9, 9, 1, None, None, 0, 0.1),
        LayerReport("reply", 10, 0, 0, 0, None, None, 0, None, (), "no replies"),
    )
    text = told(replace(REPORT, clusters=(), layers=cells))
    assert (
        "Looked for accounts that linked to the same pages; to be seen, two would have had to do so "
        "3 times within 10 s; more often than these data hold within 60, 300 s." in text
    )
    assert "reply" not in text


def test_data_without_times_say_that_nothing_could_be_compared(told: Callable[..., str]) -> None:
    assert "Nothing in them could be compared in time." in told(replace(REPORT, clusters=()))


def test_of_very_many_groups_the_rest_is_counted(told: Callable[..., str]) -> None:
    many = tuple(replace(CLUSTER, id=f"C{number}") for number in range(1, SHOWN + 4))
    assert "3 more are in report.json" in told(replace(REPORT, clusters=many))


def test_a_detector_that_broke_is_named(told: Callable[..., str]) -> None:
    broken = replace(REPORT, detector_errors=(DetectorError("D5", "ValueError in measure"),))
    assert "D5 could not run: ValueError in measure" in told(broken)


def test_the_page_to_open_is_named(told: Callable[..., str]) -> None:
    assert "Written to result: report.html is the page to open." in told(REPORT, Path("result"))
    assert "Written to" not in told(REPORT)


def test_a_handle_in_a_sentence_cannot_steer_the_terminal(told: Callable[..., str]) -> None:
    nasty = replace(CLUSTER, findings=(replace(SEEN, sentence="\x1b[2Jgone"),))
    assert "\x1b" not in told(replace(REPORT, clusters=(nasty,)))
