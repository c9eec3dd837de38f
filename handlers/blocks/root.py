"""The root message: a status card that says what is to be judged, what the data are, and how it could be wrong."""

from datetime import UTC, datetime

from bot.model import Case, CaseStatus, Run, RunState, Sensitivity
from bot.report import FalseAlarmCard, Report, Suggestion
from bot.reporting import wording
from bot.reporting.doubts import in_organic_crowds, not_looked_for
from bot.reporting.judgements import VERDICTS
from bot.triage.views import CaseView, ClusterLine, FileLine
from handlers import ids
from handlers.blocks import proofs
from handlers.blocks.parts import Block, Message, actions, button, confirm, context, message, overflow, section
from handlers.blocks.peoples_words import plain_words, withheld
from handlers.blocks.rerunning import in_short
from handlers.blocks.words import COUNTED, LAYERS, count, day, listed, short_digest
from handlers.escaping import escape
from handlers.ids import Ref

BAR = 20
MUCH = 0.2
"""Share of all acts, or of the active accounts, from which on busy accounts and viral things are told."""
INSIDE = (("created", "creation dates"), ("handles", "handle style"), ("followers", "engagement"))


def root(view: CaseView, *, alone: bool = False) -> Message:
    """The status card of a case; it holds no handle, and neither does its notification text.

    `alone`: one person who may read the case reads it, and not the channel.
    """
    if view.purge is not None:
        return proofs.purged_root(view, view.purge)
    headline, kept_out = _headline(view), withheld(view.case) and not alone
    blocks = [section(f"{_title(view.case, kept_out=kept_out)}\n{headline}")]
    blocks += [context(line) for line in _waiting(view)]
    if view.report is not None:
        blocks.append(section("\n".join(_data(view.report))))
    files = [line for line in map(_file_line, view.files) if line]
    if files:
        blocks.append(context(" · ".join(files)))
    blocks += [context(line) for line in proofs.holding_lines(view.holdings, named=not kept_out)]
    blocks.append(context(_footer(view)))
    blocks.append(_buttons(view))
    plain = f"Case {view.case.number}: {_plain_state(view)}"
    return message(plain, blocks)


def summary(view: CaseView, link: str) -> Message:
    """The same for one person who asked, without buttons, with the way to the thread."""
    whole = root(view, alone=True)
    way = [context(f"<{link}|Open the thread>")] if link else []
    return message(whole.text, [*whole.blocks[:-1], *way])


def _title(case: Case, *, kept_out: bool) -> str:
    """Number and title; one that may name an account is told by `/triage case N`, to those who may read the case."""
    if kept_out and not plain_words(case.title):
        return f"*Case {case.number} · internal only* · its title: `/triage case {case.number}`"
    return f"*Case {case.number} · “{escape(case.title, 120)}”*"


def _headline(view: CaseView) -> str:
    run = view.run
    if view.case.status is CaseStatus.CLOSED:
        return f"*Closed.* {_verdicts(view)} Nothing more is asked; it can be reopened."
    if run is not None and run.state is not RunState.DONE:
        before = f"\nFrom the run before: {_groups(view)}. {_verdicts(view)}" if view.report is not None else ""
        return _unfinished(run) + before
    if view.missing:
        return f"*Not started yet.* {escape(view.missing, 600)}"
    if view.report is None:
        return "*Waiting for the files.* They are being fetched."
    return f"*{_groups(view)}.* {_verdicts(view)} Shoal does not say who runs an account."


def _unfinished(run: Run) -> str:
    if run.state is RunState.FAILED:
        return f"*The analysis did not finish.* {escape(run.error, 300)} What was uploaded is kept."
    if run.state is RunState.CANCELLED:
        return "*The analysis was cancelled.* What was uploaded is kept; Rerun starts it again."
    return _progress(run)


def _plain_state(view: CaseView) -> str:
    run = view.run
    if view.case.status is CaseStatus.CLOSED:
        return "closed"
    if run is not None and run.state is not RunState.DONE:
        return f"analysis {run.state.value}"
    return _groups(view) if view.report is not None else "waiting for data"


def _progress(run: Run) -> str:
    if run.state is RunState.WAITING:
        return "*Waiting for a worker.*"
    stage = escape(run.stage, 60) or "starting"
    if run.total <= 0:
        return f"*Running:* {stage}"
    filled = min(BAR * run.done // run.total, BAR)
    return f"*Running:* {stage}\n{'▰' * filled}{'▱' * (BAR - filled)} {100 * run.done // run.total} %"


def _groups(view: CaseView) -> str:
    groups = [line for line in view.clusters if line.current and line.key != "C0"]
    named = any(line.key == "C0" for line in view.clusters)
    if not groups:
        return "The accounts you named, to judge" if named else "No group stands out from chance"
    asked = [line for line in groups if line.suggestion is not Suggestion.NO_SIGNAL or line.drawn]
    kinds = [(sum(line.suggestion is kind for line in asked), COUNTED[kind]) for kind in Suggestion]
    parts = [f"{number} {word}" for number, word in kinds if number]
    also = " and the accounts you named" if named else ""
    rest = len(groups) - len(asked)
    if not asked:
        before = "The accounts you named, to judge; " if named else ""
        return f"{before}{count(rest, 'group')} without a signal, not drawn for review"
    told = f"{count(len(asked), 'group')}{also} to judge: {listed(parts)}"
    return f"{told}; {rest:,} more without a signal, not drawn for review" if rest else told


def _verdicts(view: CaseView) -> str:
    with_verdict = [line for line in view.clusters if line.state.verdict is not None]
    if not with_verdict:
        return "No verdict yet."
    parts = [_verdict(line) for line in with_verdict[:8]]
    more = f" and {len(with_verdict) - 8} more" if len(with_verdict) > 8 else ""
    return f"Verdicts: {'; '.join(parts)}{more}."


def _verdict(line: ClusterLine) -> str:
    kind = line.state.verdict.kind if line.state.verdict is not None else None
    return f"{line.key} {VERDICTS[kind]}" if kind is not None else line.key


def _waiting(view: CaseView) -> list[str]:
    if view.votes_wanted <= 0 or view.case.status is CaseStatus.CLOSED:
        return []
    wanted = count(view.votes_wanted, "vote")
    return [f"{wanted} wanted from this channel · the oldest waits since {day(view.waiting_since)}"]


def _data(report: Report) -> list[str]:
    data = report.dataset
    span = f" · {_day(data.first)} – {_day(data.last)} UTC" if data.first is not None and data.last is not None else ""
    what = count(data.posts, "post") if data.posts else count(data.shares, "share")
    unit = "second" if data.time_resolution_seconds < 60 else "minute"
    lines = [f"*Data* {what} · {count(data.accounts, 'account')}{span} · times to the {unit}"]
    lines.append(f"*Looked for* {_looked_for(report)}")
    missed = not_looked_for(report)
    if missed:
        lines.append(f"*Could not look for* {escape(' · '.join(missed), 900)}")
    if report.accounts_total:
        lines.append(f"*Besides* {wording.alone(report.accounts_total)} No verdict; see ⋯ › Accounts outside")
    chosen = in_short(report.parameters)
    if chosen:
        lines.append(f"*Chosen for this run* {' · '.join(chosen)}")
    lines.append(f"*Could be wrong because* {_wrong(report.false_alarm_card)}")
    notes = _notes(report)
    return [*lines, notes] if notes else lines


def _looked_for(report: Report) -> str:
    timed = [cell for cell in report.layers if cell.window_seconds is not None and not cell.not_applicable]
    names = list(dict.fromkeys(LAYERS.get(cell.layer, escape(cell.layer, 40)) for cell in timed))
    windows = sorted({cell.window_seconds for cell in timed if cell.window_seconds is not None})
    parts = [f"{listed(names)} within {', '.join(map(str, windows))} s"] if names else []
    if any(cell.window_seconds is None for cell in report.layers):
        parts.append("rare things in common over days")
    inside = [word for lacking, word in INSIDE if lacking not in report.dataset.lacks]
    return "; ".join([*parts, f"{listed([*inside, 'roles'])} inside groups"])


def _wrong(card: FalseAlarmCard) -> str:
    chance = "By coincidence: not measured; the data hold no times to shuffle."
    if card.null_runs:
        copies = count(card.null_runs, "time-shuffled copy", "time-shuffled copies")
        chance = f"By coincidence: {count(card.null_alarms, 'group')} in {copies} of this data."
    if card.baseline is None:
        return f"{chance} In organic crowds: _not measured; choose a comparison set_"
    return f"{chance} In organic crowds: {escape(in_organic_crowds(card), 200)}"


def _notes(report: Report) -> str:
    parts = []
    if report.dataset.rejected_total:
        parts.append(f"{count(report.dataset.rejected_total, 'line')} not read (reasons under ⋯)")
    parts += [escape(note, 300) for note in report.dataset.notes]
    sampled = sum(len(cell.sampled_objects) for cell in report.layers)
    if sampled:
        parts.append(f"{count(sampled, 'very popular object')} sampled")
    parts += _striking(report)
    told = " · ".join(parts)
    return told[:1].upper() + told[1:]


def _striking(report: Report) -> list[str]:
    """Hyperactive accounts and viral things, where they are behind much of the data; nobody is named."""
    accounts = [item for item in report.busiest if item.kind == "account"]
    objects = [item for item in report.busiest if item.kind != "account"]
    acts = sum(item.count for item in accounts)
    told = []
    if accounts and acts >= MUCH * accounts[0].of:
        told.append(f"the {count(len(accounts), 'busiest account')} made {100 * acts // accounts[0].of} % of all acts")
    most = max(objects, key=lambda item: item.count / item.of, default=None)
    if most is not None and most.count >= MUCH * most.of:
        told.append(f"one thing was shared by {most.count:,} of {most.of:,} accounts")
    return told


def _file_line(line: FileLine) -> str:
    state, number = line.state, line.number
    if state == "wanted":
        return f"file {number} is being fetched"
    if state == "unclear":
        return f"file {number} waits for its columns"
    if state == "failed":
        return f"file {number} could not be used: {escape(line.error, 200)}"
    return ""


def _footer(view: CaseView) -> str:
    run, parts = view.run, []
    if run is not None:
        parts.append(f"Run {run.number}")
        if run.finished_at is not None:
            parts.append(f"{max(run.finished_at - run.created_at, 0) // 1000} s")
        digest = f", input sha256 {short_digest(run.input_sha256)}" if run.input_sha256 else ""
        parts.append(f"shoal {escape(run.version, 20)}, seed {run.seed}{digest}")
    if view.case.sensitivity is Sensitivity.INTERNAL:
        parts.append("internal only")
    if view.held:
        parts.append("evidence held")
    elif view.case.raw_purged_at is not None:
        parts.append("raw posts were deleted")
    elif view.case.raw_posts_expire_at is not None:
        parts.append(f"raw posts deleted {wording.day(view.case.raw_posts_expire_at // 1000)}")
    return f"_{' · '.join(parts)}_" if parts else "_opened_"


def _buttons(view: CaseView) -> Block:
    case = view.case
    ref = Ref(case=case.id)
    elements: list[Block] = []
    if view.run is not None and view.run.state in {RunState.WAITING, RunState.RUNNING}:
        stop = confirm("Cancel the analysis?", "What was uploaded is kept; it can be started again.", "Cancel it")
        return actions(f"case:{case.id}", button("Cancel", ids.CANCEL_RUN, ref, confirm=stop), _menu(view))
    if case.status is CaseStatus.OPEN and view.votes_wanted:
        elements.append(button("My votes", ids.MY_VOTES, ref, style="primary"))
    if case.status is CaseStatus.OPEN:
        elements.append(button("Add data", ids.ADD_DATA, ref))
        if view.run is not None:
            elements.append(button("Rerun…", ids.RERUN, ref))
    if view.report is not None:
        elements.append(button("Compare…", ids.COMPARE, ref))
        elements.append(button("Export…", ids.EXPORT, ref))
        elements.append(button("History", ids.HISTORY, ref))
    if any(line.current and proofs.may_leave(line.state.verdict) for line in view.clusters):
        elements.append(button("Hand over", ids.HAND_OVER, ref))
    return actions(f"case:{case.id}", *elements, _menu(view))


def _menu(view: CaseView) -> Block:
    def item(name: str) -> Ref:
        return Ref(case=view.case.id, item=name)

    closed = view.case.status is CaseStatus.CLOSED
    choices: list[tuple[str, Ref]] = [("Reopen", item("reopen")) if closed else ("Close", item("close"))]
    choices.append(("Release evidence", item("release")) if view.held else ("Hold evidence", item("hold")))
    internal = view.case.sensitivity is Sensitivity.INTERNAL
    choices.append(("Open to the channel (lead)", item("open")) if internal else ("Internal only", item("internal")))
    if view.report is not None and view.report.dataset.rejected_total:
        choices.append(("Lines not read", item("rejected")))
    if view.report is not None and view.report.accounts_total:
        choices.append(("Accounts outside", item("alone")))
    if view.report is None:
        choices.append(("Purge… (lead)", item("purge")))  # with results it is under Export…
    return overflow(ids.CASE_MENU, choices)


def _day(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%-d %b %Y %H:%M")
