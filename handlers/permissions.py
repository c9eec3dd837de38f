"""docs/permissions.md out of the acts' own declarations: who may see and do what.

`python -m handlers.permissions` prints the page; a test holds the file against it, and others try each cell.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

import handlers.actions
import handlers.shortcuts
import handlers.views
from bot.model import RightRole
from bot.registry import discover
from bot.reporting.export_case import export_formats
from handlers import intake
from handlers.acts import Menu, Opening, Press, Shortcut, Submitting, Turning
from handlers.command import Command
from handlers.events import home
from handlers.rights import Declared, Outsiders
from handlers.sending import BESIDE
from handlers.slash import find_commands

HEAD = """# Who may see and do what

Generated from what each command, button, form and export declares (`make docs`); every cell is tried in a workspace.

- **viewer, analyst, lead** are members of the case's channel; the settings `SHOAL_ANALYST_GROUP` and
  `SHOAL_LEAD_GROUP` name the Slack user groups. Without them everybody of the team is a lead.
- **outsider** is a person of another organisation in a shared channel, whatever group they are in. *open cases* means
  that they may for cases that are not internal only; *if allowed* that a lead has to set `outsiders_vote` to yes. A
  case that is **internal only** does not exist for them: they get the answer that a wrong number gets.
- **not in the channel** and **other team**: *no case* means that a case of that channel (or team) does not exist for
  them either, and *own cases* that the act works on nothing but what they may see themselves.
- Membership and groups are asked from Slack at the time of the act and kept for a minute at most. What a button or a
  form carries is never taken as a right.
- A case that is internal only keeps handles, posts, files and what people wrote out of the channel: they stand in
  windows that one person opens, and in files that are sent to one person. Looks and exports are recorded
  (`export N audit`, for leads).
"""
KINDS = {
    Command: "Subcommands of /triage",
    Press: "Buttons and menu items",
    Opening: "Buttons and menu items",
    Turning: "Buttons and menu items",
    Submitting: "Forms, when they are sent",
    Shortcut: "Message shortcuts",
}
ORDER = (RightRole.VIEWER, RightRole.ANALYST, RightRole.LEAD)
COLUMNS = ("viewer", "analyst", "lead", "outsider", "not in the channel", "other team")


@dataclass(frozen=True, slots=True)
class Line:
    """One act that somebody may do or not: its group on the page, its name, what it does, its rights."""

    kind: str
    name: str
    what: str
    rights: Declared
    act: object = None


def lines() -> tuple[Line, ...]:
    """Every act, in the order of the page."""
    return (*_commands(), *_clicks(), *_forms(), *_exports(), *_pages())


def cells(rights: Declared) -> tuple[str, ...]:
    """What each column says."""
    known = ["yes" if ORDER.index(role) >= ORDER.index(rights.needs) else "no" for role in ORDER]
    outside = {Outsiders.READ: "open cases", Outsiders.VOTE: "if allowed", Outsiders.NEVER: "no"}
    elsewhere = "no case" if rights.of_case else "own cases"
    return (*known, outside[rights.for_outsiders()], elsewhere, elsewhere)


def page() -> str:
    """The whole page."""
    found = lines()
    parts = [HEAD]
    for kind in dict.fromkeys(line.kind for line in found):
        parts.append(f"## {kind}\n\n| | {' | '.join(COLUMNS)} |\n|---|{'---|' * len(COLUMNS)}")
        parts[-1] += "".join(f"\n{_row(line)}" for line in found if line.kind == kind) + "\n"
    return "\n".join(parts)


def _row(line: Line) -> str:
    return f"| `{line.name.replace('|', chr(92) + '|')}` {line.what} | {' | '.join(cells(line.rights))} |"


def _commands() -> Iterator[Line]:
    for command in find_commands().values():
        reading = command.usage if command.changes is None else command.name
        yield Line(KINDS[Command], reading, command.summary, command, command)
        if command.changes is not None:
            changing = replace(command, needs=command.changes, outsiders=None)
            yield Line(KINDS[Command], command.usage, "To change something.", changing, command)
    yield Line(KINDS[Command], "@account ...", "Accounts, files: after /triage or with a mention.", intake.OPENS)


def _clicks() -> Iterator[Line]:
    for acts in discover(handlers.actions, "ACTIONS").values():
        for act in acts:
            if isinstance(act, Menu):
                for item in act.items:
                    yield _of(item, f"{act.action_id} {item.action_id}")
            else:
                yield _of(act, act.action_id)


def _of(act: Press | Opening | Turning, name: str) -> Line:
    does = act.run if isinstance(act, Press) else act.build
    return Line(KINDS[type(act)], name, _first(does), act, act)


def _forms() -> Iterator[Line]:
    for views in discover(handlers.views, "VIEWS").values():
        for view in views:
            yield Line(KINDS[Submitting], view.callback_id, _first(view.run), view, view)
    for shortcuts in discover(handlers.shortcuts, "SHORTCUTS").values():
        for shortcut in shortcuts:
            yield Line(KINDS[Shortcut], shortcut.callback_id, _first(shortcut.save), shortcut, shortcut)


def _exports() -> Iterator[Line]:
    rights = find_commands()["export"]
    for name, found in export_formats().items():
        yield Line("Exports", f"export N {name}", f"{found.title}.", rights, name)
    for name, beside in BESIDE.items():
        yield Line("Exports", f"export N {name}", f"{beside.title}.", replace(rights, needs=beside.needs), name)


def _pages() -> Iterator[Line]:
    yield Line("Pages", "App Home", "Votes, cases, rechecks, disagreements of the person.", home.NEEDS)


def _first(does: object) -> str:
    return (does.__doc__ or "").strip().split("\n")[0]


if __name__ == "__main__":
    sys.stdout.write(page())
