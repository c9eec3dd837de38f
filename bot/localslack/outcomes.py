"""What a person is told once the app acknowledged, or did not."""

from dataclasses import dataclass, field

from bot.localslack import answers, modals
from bot.localslack.delivery import Answer
from bot.localslack.model import JsonDict, Message, View
from bot.localslack.refusal import SlackRefusal
from bot.localslack.world import World


@dataclass(frozen=True, slots=True)
class ActionResult:
    """What came of a click or a shortcut."""

    acked: bool
    error: str | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class CommandResult:
    """What came of a slash command; ``text`` and ``blocks`` are those of the acknowledgement."""

    acked: bool
    error: str | None = None
    seconds: float = 0.0
    text: str = ""
    blocks: tuple[JsonDict, ...] = ()
    response_type: str = "ephemeral"
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class SubmissionResult:
    """What came of a submitted modal."""

    acked: bool
    error: str | None = None
    seconds: float = 0.0
    action: str | None = None
    errors: dict[str, str] = field(default_factory=dict)
    view: View | None = None


_SENTENCES = {
    "operation_timeout": "{what} failed: the app did not answer within 3 seconds.",
    "dispatch_failed": "{what} failed: the app is not connected or answered with an error.",
    "messages_tab_disabled": "Sending messages to this app has been turned off.",
    "is_archived": "This channel is archived.",
    "not_in_channel": "You are not in this channel: join it first.",
    "name_taken": "There is a channel of that name already.",
    "invalid_name_specials": "A channel's name has small letters, digits, - and _ only.",
    "invalid_command": "{what} is not a command of this workspace.",
}


def sentence(error: str, what: str) -> str:
    """Say in words what went wrong."""
    return _SENTENCES.get(error, "{what} failed: {error}.").format(what=what, error=error.replace("_", " "))


def _complain(world: World, user: str, error: str, what: str, channel: str | None = None) -> None:
    body: JsonDict = {"error": error, "message": sentence(error, what)}
    world.feed.publish("app_error", body | ({"channel": channel} if channel else {}), [user])


def after_command(world: World, user: str, channel: str, name: str, answer: Answer) -> CommandResult:
    """Show the answer to a command, or that there was none."""
    if not answer.acked:
        _complain(world, user, answer.error or "", name, channel)
        return CommandResult(acked=False, error=answer.error, seconds=answer.seconds)
    try:
        message = answers.command_answer(world, user, channel, answer)
    except SlackRefusal as refusal:
        _complain(world, user, refusal.error, name, channel)
        return CommandResult(acked=True, error=refusal.error, seconds=answer.seconds)
    return CommandResult(
        acked=True,
        seconds=answer.seconds,
        text=message.text if message else "",
        blocks=message.blocks if message else (),
        response_type=str(answer.payload.get("response_type") or "ephemeral"),
        message=message,
    )


def after_action(world: World, user: str, what: str, answer: Answer, channel: str | None = None) -> ActionResult:
    """Note that a click was taken, or tell the person that it was not."""
    if not answer.acked:
        _complain(world, user, answer.error or "", what, channel)
    return ActionResult(answer.acked, answer.error, answer.seconds)


def after_submission(world: World, view: View, answer: Answer) -> SubmissionResult:
    """Do with the modal what the app asked for."""
    if not answer.acked:
        _complain(world, view.user, answer.error or "", view.title)
        return SubmissionResult(acked=False, error=answer.error, seconds=answer.seconds)
    current = world.state.views.get(view.id)
    if current is None:
        return SubmissionResult(acked=True, seconds=answer.seconds)
    try:
        action, shown = answers.submission_answer(world, current, answer)
    except SlackRefusal as refusal:
        _complain(world, view.user, refusal.error, view.title)
        return SubmissionResult(acked=True, error=refusal.error, seconds=answer.seconds)
    errors = dict(shown.errors) if shown and action == "errors" else {}
    return SubmissionResult(acked=True, seconds=answer.seconds, action=action, errors=errors, view=shown)


def local_errors(world: World, view: View, errors: dict[str, str]) -> SubmissionResult:
    """Refuse a submission in the client, before the app is asked."""
    return SubmissionResult(acked=True, action="errors", errors=errors, view=modals.set_errors(world, view, errors))
