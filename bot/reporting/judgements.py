"""What the team's verdicts are called, and what every file that leaves the house says of itself."""

from bot.model import Verdict, VerdictKind, Vote
from bot.report import Report
from bot.reporting.doubts import by_coincidence, in_organic_crowds

VERDICTS = {
    VerdictKind.INAUTHENTIC: "coordinated inauthentic",
    VerdictKind.UNCLEAR: "coordinated, authenticity unclear",
    VerdictKind.ODD: "odd accounts",
    VerdictKind.ORGANIC: "organic",
    VerdictKind.INCONCLUSIVE: "inconclusive",
    VerdictKind.DISPUTED: "disputed",
}
CAUTION = (
    "A group is a place in a queue for people to judge. Nothing in here says who runs an account, and nothing in here "
    "is a finding about any one person."
)
EXCLUDED = "Accounts that the team excluded are in no table; how many they were is told."
UNCALIBRATED = "Strengths are words, not odds: nobody has measured how often a group like this one turns out innocent."


def standing(verdict: Verdict | None, votes_in: int) -> str:
    """Where the team stands on a group, in one sentence."""
    if verdict is None:
        return f"No verdict yet; votes: {votes_in}"
    early = ", closed early by a lead" if verdict.override_by else ""
    return f"Verdict: {VERDICTS[verdict.kind]}{early}; votes: {verdict.votes}"


def limits(report: Report) -> list[str]:
    """How these results could be wrong, and what was not looked at."""
    lines = [
        CAUTION,
        f"By coincidence: {by_coincidence(report.false_alarm_card)}",
        f"In organic crowds: {in_organic_crowds(report.false_alarm_card)}",
        UNCALIBRATED,
    ]
    lacking = [*report.dataset.lacks, *report.false_alarm_card.not_applicable]
    if lacking:
        lines.append(f"Not in the data or not looked for: {'; '.join(lacking)}.")
    if report.dataset.rejected_total:
        lines.append(f"Rows that could not be read: {report.dataset.rejected_total:,}.")
    lines += [f"{error.detector} could not run: {error.reason}" for error in report.detector_errors]
    return lines


def answers(vote: Vote) -> tuple[str, str]:
    """The two answers of a vote in words."""
    together = vote.acting_together.value if vote.acting_together else "cannot judge"
    seem = vote.not_what_they_seem.value if vote.not_what_they_seem else "cannot judge"
    return together, seem
