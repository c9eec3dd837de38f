"""What is told of files and runs: could not be read, broke off, done, found nothing."""

from collections.abc import Mapping

from bot.triage.views import CaseView
from handlers import ids
from handlers.blocks.notices.milestone import Build, Content, said
from handlers.blocks.parts import Message, actions, button, context, section
from handlers.blocks.rerunning import changes_in_words
from handlers.blocks.words import count, listed
from handlers.escaping import escape, mention
from handlers.ids import Ref


def file_failed(content: Content, view: CaseView) -> Message:
    """A file could not be fetched or read."""
    text = f"*File {int(content['number'])} could not be used.* {escape(str(content['error']), 500)}"
    hint = str(content.get("hint") or "")
    more = [context(escape(hint, 500))] if hint else []
    again = actions(
        f"again:{view.case.id}:{content['number']}", button("Add data", ids.ADD_DATA, Ref(case=view.case.id))
    )
    return said(view, text, *more, again, plain=f"file {int(content['number'])} could not be used")


def confirm_columns(content: Content, view: CaseView) -> Message:
    """A file's columns have to be confirmed before anything is read."""
    number = int(content["file_number"])
    text = f"*I am not sure what the columns of file {number} are.* Confirm them, then the analysis starts."
    ref = Ref(case=view.case.id, page=number)
    return said(
        view,
        text,
        actions(f"columns:{view.case.id}:{number}", button("Confirm columns", ids.COLUMNS, ref, style="primary")),
        plain=f"the columns of file {number} have to be confirmed",
    )


def run_failed(content: Content, view: CaseView) -> Message:
    """The analysis broke off."""
    hint = str(content.get("hint") or "")
    text = f"*The analysis did not finish.* {escape(str(content['error']), 500)} What was uploaded is kept."
    return said(view, text, *([context(escape(hint, 500))] if hint else []), plain="the analysis did not finish")


def run_cancelled(content: Content, view: CaseView) -> Message:
    """Someone cancelled the analysis."""
    by = f" by {mention(str(content['by']))}" if content.get("by") else ""
    return said(view, f"The analysis was cancelled{by}. What was uploaded is kept.", plain="the analysis was cancelled")


def rerun_done(content: Content, view: CaseView) -> Message:
    """What a rerun changed, counted; votes never extend by themselves."""
    parts = [
        f"{count(len(content.get(name) or ()), 'group')} {word}"
        for name, word in (("new", "new"), ("changed", "changed"), ("gone", "no longer found"))
        if content.get(name)
    ]
    told = listed(parts) if parts else "the same groups as before"
    text = f"*The rerun is done:* {told}. Votes on an earlier version stay with it; the cards ask whether to confirm."
    lines = [f"*{one['key']}:* {' · '.join(changes_in_words(one))}" for one in content.get("differences") or ()]
    if content.get("gone"):
        lines.append(f"*No longer found:* {', '.join(content['gone'][:20])}. Their votes and cards stay, and say so.")
    more = [section("\n".join(lines))] if lines else []
    look = button("What changed", ids.WHAT_CHANGED, Ref(case=view.case.id))
    more.append(actions(f"changed:{content['run_id']}", look))
    return said(view, text, *more, plain=f"the rerun is done: {told}")


def comparison_set(content: Content, view: CaseView) -> Message:
    """This data set was uploaded to compare another case with."""
    number = int(content["number"])
    text = (
        f"*Uploaded by {mention(str(content['by']))} to compare case {number} with.* Its accounts are held to be "
        "organic until somebody finds otherwise: what is found here says how often ordinary accounts show the same. "
        "Press the button once the analysis is done."
    )
    ref = Ref(case=int(content["other_id"]), item=str(view.case.id))
    act = actions(f"compare:{view.case.id}:{number}", button(f"Compare case {number} with this", ids.COMPARE_NOW, ref))
    return said(view, text, act, plain=f"a data set to compare case {number} with")


def no_cluster(content: Content, view: CaseView) -> Message:
    """Nothing was found: what was looked for, and how strong coordination would have had to be."""
    del content
    report = view.report
    cells = (
        [cell for cell in report.layers if cell.window_seconds is not None and not cell.not_applicable]
        if report
        else []
    )
    least = [cell.k_star for cell in cells if cell.k_star is not None]
    seen = "No number of shared acts in these data would have been told apart from chance: they are too few."
    if least:
        shortest = min(cell.window_seconds or 0 for cell in cells)
        seen = (
            f"To be seen, three accounts would have had to do the same thing within {shortest} s "
            f"at least {min(least)} times each."
        )
    looked = f"{count(len(cells), 'layer and window', 'layers and windows')} were looked at."
    text = f"*No group stands out from chance.* {looked} {seen}"
    return said(view, text, plain="no group stands out from chance")


WHAT: Mapping[str, Build] = {
    "file_failed": file_failed,
    "run_failed": run_failed,
    "run_cancelled": run_cancelled,
    "rerun_done": rerun_done,
    "comparison_set": comparison_set,
    "no_cluster": no_cluster,
}
