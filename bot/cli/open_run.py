"""What `shoal open` does: a case without an upload, analysed by this very process."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from slack_sdk import WebClient

from bot.app import worker_of
from bot.cli.environment import open_desk, settings
from bot.cli.inputs import readable_files
from bot.cli.slack_words import slack_said
from bot.config import Settings
from bot.errors import InputError, SettingsError
from bot.ingest.choosing import named
from bot.ingest.recognising import recognise
from bot.model import Case, Person, RightRole, Run, RunState
from bot.reporting.wording import counted
from bot.triage.browse_cases import view_case
from bot.triage.desk import Desk
from bot.triage.open_case import open_case
from bot.triage.operator import CONSOLE
from bot.triage.store_file import add_local_file, store_file
from bot.worker import Worker

CHANNEL = re.compile(r"[CG][A-Z0-9]{5,}")
TITLE = "1 file"  # a name could be a handle, and a title is read by the whole channel


def open_and_analyse(file: Path, channel: str, format_name: str | None, mapping: Mapping[str, str]) -> tuple[int, str]:
    """Open a case in the channel and analyse it; give its number and a sentence on what was found.

    Raises:
        InputError: the channel is no id, the file cannot be read, or its columns are unclear.
        SettingsError: Slack does not take the token, so the team is not known.
    """
    ((path, name),) = readable_files([file])
    if not CHANNEL.fullmatch(channel):
        hint = "Copy it from the channel's details in Slack; it begins with C."
        raise InputError("This is no channel id.", hint=hint, where=channel)
    chosen = settings()
    layout = _columns(path, name, format_name, mapping)
    with open_desk() as desk:
        person = _console(chosen, channel)
        case = open_case(desk, person, None, title=TITLE, channel_id=channel, data_follow=True)
        run = _store(desk, case, path, name, *layout)
        return case.number, _work(desk, worker_of(chosen, desk), person, case, run)


def _columns(
    path: Path, name: str, format_name: str | None, mapping: Mapping[str, str]
) -> tuple[str, Mapping[str, str]]:
    if format_name is not None:
        return named(format_name).name, mapping
    found = recognise([(path, name)])
    if not (found.sure or mapping):
        raise InputError("It is not clear what the columns hold.", "Say it with --map FIELD=COLUMN.", name)
    return found.format, {**found.mapping, **mapping}


def _console(chosen: Settings, channel: str) -> Person:
    """The console's person in the team of the token; whoever holds the bot's token may post where the bot may."""
    if not chosen.slack_bot_token:
        raise SettingsError(["SLACK_BOT_TOKEN is missing: it tells which team the channel belongs to"])
    with slack_said():
        answer = WebClient(token=chosen.slack_bot_token, base_url=chosen.slack_api_url).auth_test()
    return Person(str(answer["team_id"]), CONSOLE, RightRole.LEAD, frozenset({channel}))


def _store(desk: Desk, case: Case, path: Path, name: str, format_name: str, mapping: Mapping[str, str]) -> Run:
    claim = add_local_file(desk, case.id, name, path)
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    run = store_file(desk, claim, size=path.stat().st_size, sha256=digest, format=format_name, mapping=mapping)
    if run is None:
        raise InputError("The case waits for something else.", "Look at it in Slack.", f"case {case.number}")
    return run


def _work(desk: Desk, worker: Worker, person: Person, case: Case, run: Run) -> str:
    """Work until nothing waits; another worker may have taken this run, which is as good."""
    while worker.run_one():
        pass
    view = view_case(desk, person, case.id)
    state = view.run.state if view.run is not None else RunState.WAITING
    if view.run is not None and state is RunState.FAILED:
        raise InputError(view.run.error, "Put it right and open it again.", f"case {case.number}")
    if state is not RunState.DONE:
        return f"run {run.number} is {state.value} elsewhere."
    return f"{counted(len([line for line in view.clusters if line.key != 'C0']), 'group')} found."
