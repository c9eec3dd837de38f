"""What is told of the case as a whole: closed and reopened, who may see it, the end of its raw posts."""

from collections.abc import Mapping

from bot.reporting import wording
from bot.triage.views import CaseView
from handlers.blocks.notices.milestone import Build, Content, said
from handlers.blocks.parts import Message
from handlers.blocks.peoples_words import in_channel
from handlers.blocks.words import count, listed
from handlers.escaping import mention


def closed(content: Content, view: CaseView) -> Message:
    """The case was closed."""
    reason = f" Reason: {in_channel(view.case, str(content['reason']), 400)}." if content.get("reason") else ""
    return said(
        view,
        f"{mention(str(content['by']))} closed the case.{reason} Rechecks go on; Reopen is on the first message.",
        plain="closed",
    )


def reopened(content: Content, view: CaseView) -> Message:
    """The case was opened again."""
    return said(view, f"{mention(str(content['by']))} reopened the case.", plain="reopened")


def retention_warning(content: Content, view: CaseView) -> Message:
    """Raw posts will be deleted soon."""
    day = wording.day(int(content["expires_at"]) / 1000)
    rest = "Verdicts, votes and numbers stay. Hold evidence keeps what is cited."
    text = f"*Raw posts of this case are deleted on {day}.* {rest}"
    return said(view, text, plain=f"raw posts are deleted on {day}")


def purged(content: Content, view: CaseView) -> Message:
    """Raw posts were deleted; the uploads in Slack are for people to delete."""
    files = len(content.get("slack_file_ids") or ())
    rest = f" Still in Slack: {count(files, 'upload')}; whoever sent one can delete it." if files else ""
    return said(
        view,
        f"Raw posts of this case were deleted. Verdicts, votes and numbers stay.{rest}",
        plain="raw posts were deleted",
    )


def made_internal(content: Content, view: CaseView) -> Message:
    """The case became internal only."""
    text = (
        f"{mention(str(content['by']))} made the case internal only: handles, posts and files stay out of the channel, "
        "so does what people wrote, and people of other organisations no longer read it. "
    )
    left = [_left(sender, numbers) for sender, numbers in _uploads(content)]
    text += f"What people posted here themselves, they have to delete{': ' if left else ''}{'; '.join(left)}."
    return said(view, text, plain="internal only")


def _uploads(content: Content) -> list[tuple[str, list[int]]]:
    """The uploads that may still stand in the channel, by who sent them ('' = not known)."""
    found: dict[str, list[int]] = {}
    for one in content.get("uploads") or ():
        found.setdefault(str(one["by"]), []).append(int(one["number"]))
    return list(found.items())


def _left(sender: str, numbers: list[int]) -> str:
    """`file 1 and file 2, from @olga`; a file's own name could be a handle."""
    told = listed([f"file {number}" for number in numbers])
    return f"{told}, from {mention(sender)}" if sender else told


def made_open(content: Content, view: CaseView) -> Message:
    """The case became open to its channel."""
    text = f"{mention(str(content['by']))} opened the case to the channel: cards may name accounts again."
    return said(view, text, plain="open to the channel")


WHAT: Mapping[str, Build] = {
    "closed": closed,
    "reopened": reopened,
    "retention_warning": retention_warning,
    "purged": purged,
    "made_internal_only": made_internal,
    "made_open": made_open,
}
