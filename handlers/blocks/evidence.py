"""The evidence on a card: what was found, whether it stands for itself, and which innocent crowd gives the same."""

from bot.report import ClusterReport, Finding, Suggestion
from bot.reporting.wording import dependence
from bot.triage.views import ClusterView
from handlers.blocks.words import HEADINGS, count, listed
from handlers.escaping import escape

STRONGEST = 3
DESCRIBING = frozenset({"N1", "N2", "N3"})


def strongest(report: ClusterReport) -> list[Finding]:
    """Findings that apply and say something, the strongest first."""
    told = [finding for finding in report.findings if finding.applicable and finding.sentence and finding.bucket > 0]
    return sorted(told, key=lambda finding: (-finding.bucket, finding.detector))


def shown(report: ClusterReport) -> list[Finding]:
    """The three strongest findings that stand for themselves, then the strongest one that does not."""
    told = strongest(report)
    own = [finding for finding in told if finding.dependence is None][:STRONGEST]
    hedged = [finding for finding in told if finding.dependence is not None]
    return own + hedged[: max(1, STRONGEST - len(own))]


def evidence(view: ClusterView) -> list[str]:
    """The findings that are shown, numbered, each with how often ordinary accounts show the same."""
    return [
        f"*{_heading(number, finding)}* {escape(finding.sentence, 600)}{_elsewhere(view, finding)}{_hedge(finding)}"
        for number, finding in enumerate(shown(view.cluster.report), start=1)
    ]


def _hedge(finding: Finding) -> str:
    """Why a finding is no kind of evidence of its own; nothing where it is one."""
    return f"\n_{words}_" if (words := dependence(finding)) else ""


def _elsewhere(view: ClusterView, finding: Finding) -> str:
    """How often accounts that the team holds to be organic show the same; nothing where that was not measured."""
    organic = view.report.false_alarm_card.baseline if view.report is not None else None
    if not organic or "signs" not in organic or organic["name"] == f"case {view.case.number}":
        return ""
    seen, total = organic["signs"].get(finding.detector, 0), count(organic["accounts"], "account")
    told = f"{seen:,} under such a finding"
    if finding.detector in organic.get("unseen", ()) and not seen:
        told = "it could not be looked for there"
    return f"\n_Among {total} held to be organic ({escape(str(organic['name']), 40)}): {told}._"


def described(report: ClusterReport) -> list[str]:
    """What describes named accounts without weighing anything: objects, creation dates, handles in common."""
    told = [one for one in report.findings if one.applicable and one.sentence and one.detector in DESCRIBING]
    return [escape(one.sentence, 600) for one in sorted(told, key=lambda one: one.detector)]


def _heading(number: int, finding: Finding) -> str:
    """What stands before a sentence, such as `1 Timing.`."""
    about = HEADINGS.get(finding.detector)
    return f"{number} {about}." if about else f"{number}."


def innocent_crowds(report: ClusterReport) -> list[str]:
    """For each piece of evidence the crowd that gives the same, by the numbers that stand before the evidence."""
    numbers: dict[str, list[str]] = {}
    found = shown(report)
    for number, finding in enumerate(found, start=1):
        if finding.innocent:
            numbers.setdefault(finding.innocent, []).append(str(number))
    lines = [f"{listed(places)}: {escape(text, 300)}" for text, places in numbers.items()]
    one_cause = any(finding.dependence for finding in found)
    if report.suggestion is Suggestion.REVIEW_FIRST and len(lines) == STRONGEST and not one_cause:
        lines.append("We know no common innocent cause of all three, but few were tried.")
    return lines
