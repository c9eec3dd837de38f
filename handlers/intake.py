"""From a request to a case: read it, save it as it came, and after the ack open the case."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.errors import InputError, NotAllowed, UserError
from bot.ingest.handles import PREFIXES, parse_handles
from bot.model import Case, Intake, RightRole, Sensitivity
from bot.triage.open_case import WantedFile, open_case
from bot.triage.preferences import preferences
from bot.triage.save_intake import SavedIntake, dismiss_intake, pending_intakes, save_intake
from handlers import replies
from handlers.blocks import errors
from handlers.blocks.words import count
from handlers.office import Office
from handlers.payloads import Asker
from handlers.rights import Declared

PROBLEMS_TOLD = 5
TITLE_LIMIT = 60
EXAMPLE = "For example: /triage @alice.bsky.social x:bob @carol@example.social, or /triage upload."


OPENS = Declared(needs=RightRole.ANALYST, of_case=False)
"""Accounts after /triage, in a mention or a shortcut, and files with a mention, open a case."""


class NotInvited(UserError):
    """The bot is not in a private channel; the request is kept until it is."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asked for: accounts as `platform:handle`, files, a title, whether it stays internal."""

    handles: tuple[str, ...] = ()
    files: tuple[WantedFile, ...] = ()
    title: str = ""
    internal: bool = False

    def summary(self) -> str:
        """`3 accounts and 1 file`."""
        parts = [count(len(self.handles), "account")] if self.handles else []
        return " and ".join(parts + ([count(len(self.files), "file")] if self.files else []))


def read_request(
    office: Office,
    asker: Asker,
    text: str,
    files: Sequence[WantedFile] = (),
    *,
    title: str = "",
    platform: str = "",
    internal: bool = False,
) -> Request:
    """Parse handles and check the files' sizes; nothing is saved yet.

    Raises:
        InputError: no account, a handle nobody can place, a Slack person, a file over the limit.
    """
    default = preferences(office.desk, asker.team_id, asker.channel_id).default_platform
    handles = _handles(text, platform or default)
    if not handles and not files:
        raise InputError("There is no account and no file in this.", hint=EXAMPLE)
    for file in files:
        check_size(file.name, file.size, office.options.max_upload_bytes)
    return Request(handles, tuple(files), title.strip(), internal or office.options.internal_only)


def _handles(text: str, platform: str) -> tuple[str, ...]:
    """Accounts as `platform:name`; one thing that cannot be placed stops the whole request, so that nothing is lost."""
    parsed = parse_handles(text, default_platform=platform or None)
    if parsed.problems:
        told = [problem.partition(" Write for example")[0] for problem in parsed.problems[:PROBLEMS_TOLD]]
        raise InputError(" ".join(told), hint=EXAMPLE, where="handles")
    return tuple(f"{handle.platform}:{handle.name}" for handle in parsed.handles)


def accounts_in(text: str) -> str:
    """The words of a sentence that name an account: people write around them."""
    return " ".join(word for word in text.split() if _names_account(word))


def _names_account(word: str) -> bool:
    bare = word.strip("<>()[].,;!?\"'")
    prefix, colon, rest = bare.partition(":")
    return "@" in bare or "://" in bare or bool(colon and rest and prefix.lower() in PREFIXES)


def check_size(name: str, size: int, limit: int) -> None:
    """Refuse a file over the limit before a byte of it is fetched."""
    if size > limit:
        raise InputError(
            f"{name} has {size / 1e6:,.0f} MB; the limit is {limit / 1e6:,.0f} MB.",
            hint="Compress it (gz), split it, or run `shoal open FILE` on the machine where it lies.",
        )


def keep(office: Office, asker: Asker, kind: str, text: str, request: Request, key: str) -> SavedIntake:
    """The one short INSERT before the ack."""
    office.directory.admit(asker.team_id, asker.user_id)
    return save_intake(
        office.desk,
        team_id=asker.team_id,
        channel_id=asker.channel_id,
        user_id=asker.user_id,
        kind=kind,
        text=text,
        payload={**asdict(request), "thread_ts": asker.thread_ts, "response_url": asker.response_url},
        delivery_key=key,
    )


def carry_out(office: Office, intake: Intake) -> Case | None:
    """Open the case of a saved request, or tell why not; it is kept where only an invitation is missing."""
    asker = Asker(
        intake.team_id,
        intake.user_id,
        intake.channel_id,
        str(intake.payload.get("thread_ts") or ""),
        response_url=str(intake.payload.get("response_url") or ""),
    )
    try:
        return _open(office, asker, intake)
    except NotInvited as error:
        replies.answer(office.client, asker, errors.user_error(error, intake.text))
    except UserError as error:
        dismiss_intake(office.desk, intake.id, error.text)
        replies.answer(office.client, asker, errors.user_error(error, intake.text))
    return None


def take_up(office: Office, channel_id: str = "") -> int:
    """Open what was saved and never opened: after a crash, or once the bot was invited. Returns how many."""
    waiting = [one for one in pending_intakes(office.desk) if not channel_id or one.channel_id == channel_id]
    return sum(carry_out(office, intake) is not None for intake in waiting)


def request_of(payload: Mapping[str, Any]) -> Request:
    """The request inside a saved intake."""
    files = tuple(WantedFile(one["name"], one["slack_file_id"], int(one["size"])) for one in payload.get("files") or ())
    return Request(
        tuple(payload.get("handles") or ()), files, str(payload.get("title") or ""), bool(payload.get("internal"))
    )


def _open(office: Office, asker: Asker, intake: Intake) -> Case:
    enter_channel(office, intake.channel_id)
    person = office.person(asker)
    if intake.channel_id not in person.channels:
        raise NotAllowed("You are not in that channel, or cases may not live there.", hint="Ask in a channel of yours.")
    request = request_of(intake.payload)
    case = open_case(
        office.desk,
        person,
        intake.id,
        title=request.title or default_title(request),
        handles=request.handles,
        files=request.files,
        source=source_for(office, request.handles),
        sensitivity=Sensitivity.INTERNAL if request.internal else None,
        parameters=office.options.parameters,
    )
    office.wake()
    return case


def title_of(words: str) -> str:
    """A message's own words as a title, if they are few and none of them could be a handle, an address or a number."""
    plain = " ".join(words.split())
    harmless = re.fullmatch(r"[^\W\d_]+(?:[ ,'’-]{1,2}[^\W\d_]+){1,9}[.!]?", plain)
    return plain if harmless and len(plain) <= TITLE_LIMIT else ""


def default_title(request: Request) -> str:
    """A title that names nobody: a file's name could be a handle, so it is not used."""
    return request.summary() or "case"


def source_for(office: Office, handles: Sequence[str]) -> str:
    """The live source, where all accounts are on one platform that has one."""
    platforms = {handle.partition(":")[0] for handle in handles}
    return platforms.pop() if len(platforms) == 1 and platforms <= office.options.sources else ""


def enter_channel(office: Office, channel_id: str) -> None:
    """Make sure that the bot can write there: it joins a public channel, and asks for an invitation to a private one.

    Raises:
        NotInvited: a private channel; the request stays saved.
        InputError: a direct message.
    """
    try:
        channel = office.client.conversations_info(channel=channel_id)["channel"]
    except SlackApiError as error:
        if error.response.get("error") in {"channel_not_found", "missing_scope"}:
            raise _not_invited() from error
        raise
    if channel.get("is_im") or channel.get("is_mpim"):
        raise InputError("A case lives in a channel, so that a team can judge it.", hint="Ask in a channel.")
    if channel.get("is_member"):
        return
    if channel.get("is_private"):
        raise _not_invited()
    office.client.conversations_join(channel=channel_id)
    office.directory.forget(channel_id)


def _not_invited() -> NotInvited:
    return NotInvited(
        "I am not in this channel, so I cannot post the case.",
        hint="Invite me with /invite @Shoal: your request is kept and starts then.",
    )
