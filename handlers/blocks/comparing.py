"""Compare: the form that asks with what, and two cases side by side with intervals for the differences."""

from collections.abc import Sequence

from bot.reporting.wording import day
from bot.triage.browse_cases import CaseLine
from bot.triage.compare_cases import Beside, CaseSide, ShareBeside
from bot.triage.views import CaseView
from handlers import ids
from handlers.blocks.parts import Block, Message, context, field, message, modal, option, section, select, table
from handlers.blocks.words import HEADINGS, count
from handlers.escaping import escape
from handlers.ids import Ref

MOST_CASES = 100
CAVEAT = (
    "Differences with 95 % intervals (Newcombe), in percentage points. They take accounts for independent draws; those "
    "of one group are not, so the truth is less certain than they say. Nothing here is a finding about any one person."
)


def form(view: CaseView, others: Sequence[CaseLine]) -> Block:
    """With which case, or with which data set that is held to be organic."""
    number = view.case.number
    choices = [
        option(f"{line.case.number}: {line.case.title}"[:75], str(line.case.id))
        for line in others[:MOST_CASES]
        if line.case.id != view.case.id
    ]
    blocks = [
        section(
            f"Case {number} beside other accounts: which kinds of evidence appear there too, and how often. "
            "A good comparison is an ordinary topic of the same platform and month."
        )
    ]
    if choices:
        chosen = select("case", choices, placeholder="Case")
        blocks.append(field("case", "A case that you can see", chosen, optional=True))
    files: Block = {"type": "file_input", "action_id": "files", "max_files": 10}
    hint = "It becomes a case of its own in this channel, so that what is found there can be looked at."
    blocks.append(field("files", "Or accounts that you hold to be organic", files, optional=True, hint=hint))
    ref = Ref(case=view.case.id, channel=view.case.channel_id)
    return modal(ids.COMPARE_SAVE, f"Compare case {number}", blocks, submit="Compare", close="Cancel", ref=ref)


def beside(found: Beside) -> Message:
    """Two cases, row by row."""
    left, right = found.left, found.right
    title = f"Case {left.case.number} beside case {right.case.number}"
    head = ("Accounts", f"Case {left.case.number}", f"Case {right.case.number}", "Difference")
    rows = [_row("in any group", found.clustered, left, right)]
    rows += [_row(HEADINGS.get(row.detector, row.detector), row, left, right) for row in found.by_detector]
    blocks = [
        section("\n".join([f"*{title}*", _side(left), _side(right)])),
        table([head, *rows]),
        *[context(line) for line in (*_unseen(found), *_unlike(found))],
        context(CAVEAT),
        context(_pictures(found)),
    ]
    return message(title, blocks)


def _side(side: CaseSide) -> str:
    days = f", {day(side.first)} – {day(side.last)}" if side.first is not None and side.last is not None else ""
    groups = f"{count(side.groups, 'group')}, {side.review_first} of them to review first"
    return (
        f"*Case {side.case.number}* {escape(side.case.title, 80)}: {count(side.accounts, 'account')}, "
        f"{count(side.posts, 'post')}{days}; {groups}"
    )


def _row(what: str, row: ShareBeside, left: CaseSide, right: CaseSide) -> tuple[str, ...]:
    first = "not looked for" if row.why else _share(row.accounts, left.accounts)
    second = "not looked for" if row.other_why else _share(row.other_accounts, right.accounts)
    return (what, first, second, _difference(row, left, right))


def _difference(row: ShareBeside, left: CaseSide, right: CaseSide) -> str:
    if row.low is None or row.high is None:
        return "cannot be told"
    points = 100 * (row.accounts / left.accounts - row.other_accounts / right.accounts)
    return f"{_signed(points)} ({_signed(100 * row.low)} to {_signed(100 * row.high)})"


def _share(accounts: int, total: int) -> str:
    percent = 100 * accounts / total
    shown = "under 0.1 %" if 0 < percent < 0.05 else f"{percent:.1f} %"
    return f"{accounts:,} of {total:,} ({shown})"


def _signed(points: float) -> str:
    return f"{points:+.1f}".replace("-", "−") if abs(points) >= 0.05 else "0.0"


def _unseen(found: Beside) -> list[str]:
    """What could not be looked for in one of the two, and why: not seen is not absent."""
    lines = [
        f"{HEADINGS.get(row.detector, row.detector)}, in case {side.case.number}: {escape(why, 200)}"
        for row in found.by_detector
        for why, side in ((row.why, found.left), (row.other_why, found.right))
        if why
    ]
    return ["*Not looked for:* " + " · ".join(lines)] if lines else []


def _unlike(found: Beside) -> list[str]:
    """Rows that two versions of one detector made: a difference there may be the program's own."""
    names = [HEADINGS.get(key, key) for key in found.unlike]
    told = "was measured otherwise in one of the two; a difference may come from that. Rerun the older case first."
    return [f"*Another version:* {' · '.join(names)} {told}"] if names else []


def _pictures(found: Beside) -> str:
    if found.sides is None:
        gone = [side.case.number for side in (found.left, found.right) if side.purged]
        return f"No pictures: the raw posts of case {' and '.join(map(str, gone))} have been deleted."
    return "Pictures of both data sets come to you in a direct message."
