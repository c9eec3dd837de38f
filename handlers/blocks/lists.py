"""Lists that one person reads: clusters, cases, rechecks, lines that were not read, single accounts, the Home tab."""

from collections.abc import Sequence

from bot.model import CaseStatus
from bot.report import AccountReport, Rejected, Report
from bot.reporting import wording
from bot.reporting.judgements import VERDICTS
from bot.reporting.wording import SUGGESTIONS
from bot.triage.browse_cases import CaseLine, DueLine
from bot.triage.views import CaseView, ClusterLine, Preferences
from handlers import ids
from handlers.blocks.parts import Block, Message, button, context, message, modal, section
from handlers.blocks.words import STAGES, ago, count
from handlers.escaping import escape
from handlers.ids import Ref

SHOWN = 20
MOST_ALONE = 40


def cases(lines: Sequence[CaseLine], which: str) -> Message:
    """`cases open`, `mine`, `flagged`."""
    told = f"{count(len(lines), 'case')} ({which})"
    if not lines:
        return message(told, [section(f"No case here ({escape(which, 20)}). Open one: `/triage upload`.")])
    rows = [
        section("\n".join(map(case_line, lines[start : start + 10]))) for start in range(0, min(len(lines), 50), 10)
    ]
    return message(told, [section(f"*{told}*"), *rows])


def case_line(line: CaseLine) -> str:
    """A case in one line."""
    case = line.case
    parts = [f"*{case.number}* {escape(case.title, 80)}", f"<#{case.channel_id}>"]
    parts.append("closed" if case.status is CaseStatus.CLOSED else _stage(line))
    if line.votes_wanted:
        parts.append(f"{count(line.votes_wanted, 'vote')} wanted")
    if line.disputed:
        parts.append(f"{line.disputed} disputed")
    return " · ".join(parts)


def _stage(line: CaseLine) -> str:
    if line.run is None:
        return "waiting for data"
    return f"run {STAGES[line.run.state]}, {count(line.clusters, 'group')}"


def due(lines: Sequence[DueLine], now: int) -> Message:
    """Rechecks, the next one first."""
    if not lines:
        text = "No recheck is scheduled."
        return message(text, [section(f"{text} They start with a verdict, or by hand: `/triage recheck 4 weekly`.")])
    text = "\n".join(due_line(line, now) for line in lines[:SHOWN])
    return message(f"{count(len(lines), 'recheck')} scheduled", [section(f"*{count(len(lines), 'recheck')}*\n{text}")])


def due_line(line: DueLine, now: int) -> str:
    """A recheck in one line."""
    when = line.recheck.due_at
    told = f"in {ago(when - now)}" if when > now else "due now"
    source = line.recheck.source or "a fresh export is asked for"
    return f"• case {line.case_number}, {line.key} ({count(line.size, 'account')}): {told}, {escape(source, 60)}"


def votes_wanted(lines: Sequence[ClusterLine], now: int) -> Block:
    """The modal behind "My votes": the oldest first, each with its Vote button."""
    blocks: list[Block] = [wanted(line, now) for line in lines[:SHOWN]]
    return modal(ids.MY_VOTES, "My votes", blocks or [section("Nothing here wants your vote.")])


def wanted(line: ClusterLine, now: int) -> Block:
    """A group that wants a vote, with its button."""
    text = (
        f"*{line.key}* of case {line.case_number}, {escape(line.case_title, 80)}\n{count(line.size, 'account')} · "
        f"{SUGGESTIONS[line.suggestion]} · waits {ago(now - line.waiting_since)}"
    )
    return section(text, button("Vote", ids.VOTE, _ref(line)), block_id=f"wanted:{line.cluster_id}")


def more_clusters(view: CaseView) -> Block:
    """Every present cluster with its Vote button: the rest of the table."""
    lines = [line for line in view.clusters if line.current]
    return modal(ids.MORE_CLUSTERS, f"Case {view.case.number}: groups", [_cluster(line) for line in lines[:100]])


def _cluster(line: ClusterLine) -> Block:
    verdict = VERDICTS[line.state.verdict.kind] if line.state.verdict is not None else "no verdict yet"
    votes = f"{line.state.votes_in} of {line.state.quorum} votes"
    text = f"*{line.key}* · {count(line.size, 'account')} · {SUGGESTIONS[line.suggestion]}\n{votes} · {verdict}"
    return section(text, button("Vote", ids.VOTE, _ref(line)), block_id=f"line:{line.cluster_id}")


def rejected(rows: Sequence[Rejected], total: int) -> Block:
    """Lines that could not be read, with their reasons."""
    shown = [f"• file {escape(row.file, 60)}, line {row.line:,}: {escape(row.reason, 160)}" for row in rows[:60]]
    blocks = [section(f"*{count(total, 'line')} not read.* The rest was. Shown: {len(shown)}.")]
    blocks += [section("\n".join(shown[start : start + 10])) for start in range(0, len(shown), 10)]
    return modal("", "Lines not read", blocks)


def alone(report: Report) -> Block:
    """Accounts outside the groups that stand out by themselves, each with what was seen and what looks the same."""
    shown = report.accounts[:MOST_ALONE]
    rest = "" if len(shown) == report.accounts_total else f" Shown: {len(shown)}; an export has the others."
    blocks = [section(f"*{wording.alone(report.accounts_total)}* {wording.ALONE_NOTE}{rest}")]
    blocks += [section(_one_alone(account)) for account in shown]
    return modal("", "Accounts outside", blocks)


def _one_alone(account: AccountReport) -> str:
    name = f"@{account.handle}" if account.handle else account.account_id
    told = [f"• {escape(one.sentence, 400)} _{escape(one.innocent, 200)}_" for one in account.findings]
    return "\n".join([f"*{escape(name, 80)}*", *told])


def preferences(chosen: Preferences) -> Message:
    """What the team has chosen."""
    text = "\n".join((
        "*Settings of this team*",
        f"• quorum: {chosen.quorum} votes",
        f"• retention_days: {chosen.retention_days}",
        f"• default_platform: {chosen.default_platform or 'none, a bare @handle is asked about'}",
        f"• outsiders_vote: {'yes' if chosen.outsiders_vote else 'no'}",
        f"• sensitivity: {chosen.sensitivity.value}",
        "*Settings of this channel*",
        f"• digest_hour: {_hour(chosen)}",
        f"• quiet_hours: {chosen.quiet_hours or 'off'} (what can wait is told after them)",
        f"• timezone: {chosen.timezone}",
    ))  # fmt: skip
    return message(
        "Settings of this team", [section(text), context("A lead changes one with: `/triage settings quorum 3`")]
    )


def _hour(chosen: Preferences) -> str:
    return "off" if chosen.digest_hour is None else f"{chosen.digest_hour} o'clock, one message a day of what waits"


def _ref(line: ClusterLine) -> Ref:
    return Ref(case=line.case_id, cluster=line.cluster_id, version=line.version, channel=line.channel_id)
