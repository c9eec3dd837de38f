"""What is told of rechecks: what a look saw, that a fresh export is wanted."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.model import AccountState, Sensitivity
from bot.triage.views import CaseView
from handlers import ids
from handlers.blocks.notices.milestone import Content, line_of, said
from handlers.blocks.parts import Block, Message, actions, button, confirm, context, message, section
from handlers.blocks.words import ACCOUNT_STATES, count
from handlers.escaping import code, escape
from handlers.ids import Ref

CHANGES_SHOWN = 10
NAMING = frozenset({"handle", "name"})
"""Changes whose values name the account."""


def recheck_notice(content: Content, view: CaseView) -> Message:
    """What a recheck saw: the plain count first, then what changed."""
    line = line_of(view, int(content["cluster_id"]))
    key = line.key if line else "A group"
    changes: Sequence[Mapping[str, Any]] = content.get("changes") or ()
    total, gone = int(content.get("total") or 0), int(content.get("gone") or 0)
    absent = int(content.get("absent") or 0)
    missing = f", {absent:,} not in the fresh export" if absent else ""
    seen = f"{gone:,} of {count(total, 'account')} gone{missing}, {count(len(changes), 'change')}"
    blocks = [section(f"*Recheck of {key}: {seen}.*")]
    if changes:
        blocks.append(
            section("\n".join(_change(view, index, one) for index, one in enumerate(changes[:CHANGES_SHOWN])))
        )
    if len(changes) > CHANGES_SHOWN:
        blocks.append(context(f"and {len(changes) - CHANGES_SHOWN} more: Accounts lists all"))
    unreached = int(content.get("unreached") or 0)
    note = f"{int(content.get('checked') or 0):,} looked at; {unreached:,} did not answer and count as unchanged. "
    if absent:
        note += "An account that an export lacks may be gone, or may only have been silent. "
    blocks.append(context(note + "A suspension is a weak sign, never a confirmation."))
    blocks.append(recheck_buttons(int(content["recheck_id"]), view.case.id))
    return message(f"Case {view.case.number}: recheck of {key}{missing}, {count(len(changes), 'change')}", blocks)


def data_request(content: Content, view: CaseView) -> Message:
    """A file-only case wants a fresh export."""
    line = line_of(view, int(content["cluster_id"]))
    key = line.key if line else "a group"
    text = (
        f"*A fresh export is wanted for {key}.* This case came from a file, so I cannot look by myself. "
        "Send the same export, made today, in this thread with a mention of me, or press Add data; I compare the two."
    )
    add = actions(
        f"fresh:{content['recheck_id']}", button("Add data", ids.ADD_DATA, Ref(case=view.case.id), style="primary")
    )
    return said(
        view, text, add, recheck_buttons(int(content["recheck_id"]), view.case.id), plain="a fresh export is wanted"
    )


def recheck_buttons(recheck_id: int, case_id: int, channel_id: str = "") -> Block:
    """Snooze, change, stop: this one recheck."""
    ref = Ref(case=case_id, recheck=recheck_id, channel=channel_id)
    sure = confirm("Stop this recheck?", "Only this group; it can be started again with /triage recheck.", "Stop it")
    return actions(
        f"recheck:{recheck_id}",
        button("Snooze a week", ids.RECHECK_SNOOZE, ref),
        button("Change", ids.RECHECK_CHANGE, ref),
        button("Stop", ids.RECHECK_STOP, ref, confirm=sure),
    )


def _change(view: CaseView, index: int, change: Mapping[str, Any]) -> str:
    internal = view.case.sensitivity is Sensitivity.INTERNAL
    who = f"account {index + 1}" if internal else code(str(change["handle"]), 60)
    if internal and change["what"] in NAMING:
        return f"• {who}: {escape(str(change['what']), 80)} changed"
    before, after = (_told(str(change.get(side) or "-")) for side in ("before", "after"))
    return f"• {who}: {escape(str(change['what']), 80)}, {before} → {after}"


def _told(value: str) -> str:
    """A state in words; anything else (a handle, a name) as it came, made harmless."""
    return ACCOUNT_STATES[AccountState(value)] if value in ACCOUNT_STATES else escape(value, 80)
