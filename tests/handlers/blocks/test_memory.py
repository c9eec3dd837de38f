"""The line on earlier cases: which, how judged, how many saw it otherwise; other channels' cases stay unnamed."""

from bot.model import VerdictKind
from bot.triage.views import SeenBefore
from handlers.blocks.card import card
from handlers.blocks.memory import seen_line
from tests.handlers.samples import cluster_view

AT = 1_767_225_600_000
CONTEXT = "_Context only: it adds nothing to the score._"
DAY = "<!date^1767225600^{date_short}|1 Jan 2026>"


def seen(verdict: VerdictKind = VerdictKind.INAUTHENTIC, *, elsewhere: bool = False, dissent: int = 1) -> SeenBefore:
    return SeenBefore(elsewhere, 12, "C1", verdict, 3, dissent, AT, {"account": 3, "site": 2})


def test_nothing_seen_is_nothing_said() -> None:
    assert seen_line(()) == ""


def test_the_line_names_case_verdict_date_and_dissent() -> None:
    assert seen_line((seen(),)) == (
        "*Seen before:* 3 accounts and 2 sites in C1 of case 12, judged “coordinated inauthentic” on "
        f"{DAY} (3 votes, 1 saw it otherwise). _Context only: it adds nothing to the score._"
    )


def test_an_organic_verdict_speaks_in_favour() -> None:
    assert seen_line((seen(VerdictKind.ORGANIC, dissent=0),)) == (
        f"*Seen before:* 3 accounts and 2 sites in C1 of case 12, judged “organic” on {DAY} (3 votes); that speaks in "
        "this group's favour. _Context only: it adds nothing to the score._"
    )


def test_other_channels_cases_are_not_named() -> None:
    line = seen_line((seen(elsewhere=True), seen(elsewhere=True)))
    assert line == "*Seen before:* in a case that not everybody here can read: ask a lead. " + CONTEXT


def test_the_card_carries_the_line() -> None:
    shown = str(card(cluster_view(seen_before=(seen(),))))
    assert "3 accounts and 2 sites in C1 of case 12" in shown
    assert "Seen before" not in str(card(cluster_view()))
