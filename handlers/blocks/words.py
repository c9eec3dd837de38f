"""Fixed words for suggestions, verdicts, axes and states; whole sentences are made from these in the builders."""

from datetime import UTC, datetime

from bot.model import AccountState, Axis, Recheck, RecheckState, RunState
from bot.report import Role, Suggestion
from handlers.escaping import escape

COUNTED = {
    Suggestion.REVIEW_FIRST: "review first",
    Suggestion.COORDINATED_UNCLEAR: "coordinated but unclear",
    Suggestion.ODD_ACCOUNTS: "odd accounts",
    Suggestion.NO_SIGNAL: "without a signal, drawn at random",
}
PLACE = {
    Suggestion.REVIEW_FIRST: "at least three kinds of signal agree",
    Suggestion.COORDINATED_UNCLEAR: "they act together; little says that they are not who they seem",
    Suggestion.ODD_ACCOUNTS: "odd accounts, and little says that they act together",
    Suggestion.NO_SIGNAL: "nothing here stands out from chance",
}
AXES = {Axis.NO: "no", Axis.UNSURE: "unsure", Axis.YES: "yes"}
STAGES = {
    RunState.WAITING: "waiting for a worker",
    RunState.RUNNING: "running",
    RunState.DONE: "done",
    RunState.FAILED: "failed",
    RunState.CANCELLED: "cancelled",
}
RECHECKS = {
    RecheckState.SCHEDULED: "scheduled",
    RecheckState.RUNNING: "running",
    RecheckState.WAITING_FOR_DATA: "waiting for a fresh export",
    RecheckState.STOPPED: "stopped",
}
HEADINGS = {
    "D1": "Timing",
    "D1b": "Rare links",
    "D2": "Words",
    "D3": "Outlets",
    "D4": "Made together",
    "D5": "Names",
    "D6": "Silence before",
    "D7": "Response",
    "D8": "Profile pictures",
    "D9": "Rhythm",
    "D10": "Scripts",
    "D10b": "Form",
    "D11": "Changes",
    "D12": "Imitation",
    "D14": "Audience",
}
"""What a piece of evidence is about, by detector; a detector that is not listed goes without."""
ACCOUNT_STATES = {
    AccountState.ACTIVE: "active",
    AccountState.PROTECTED: "protected",
    AccountState.LIMITED: "limited",
    AccountState.SUSPENDED: "suspended",
    AccountState.TAKEN_DOWN: "taken down",
    AccountState.DELETED: "deleted",
    AccountState.DEACTIVATED: "switched off by its owner",
    AccountState.RENAMED: "renamed",
    AccountState.HANDLE_REUSED: "handle used by another account",
    AccountState.MOVED: "moved",
    AccountState.AMBIGUOUS: "not clear",
    AccountState.UNKNOWN: "not known",
}
ROLES = {
    Role.POSTER: ("poster", "posters"),
    Role.AMPLIFIER: ("amplifier", "amplifiers"),
    Role.MEMBER: ("member", "members"),
    Role.PERIPHERAL: ("account by one link", "accounts by one link"),
}


LAYERS = {
    "object": "the same object",
    "repost": "the same repost",
    "url": "the same link",
    "domain": "the same domain",
    "hashtag": "the same hashtags",
    "text": "the same text",
    "media": "the same picture",
    "reply": "replies to the same post",
    "mention": "the same mentions",
    "similar": "nearly the same text",
}


def count(number: int, one: str, many: str = "") -> str:
    """`1 account`, `2,504 accounts`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def short_digest(sha256: str) -> str:
    """The two ends of a SHA-256, enough to compare by eye."""
    return f"{sha256[:4]}…{sha256[-4:]}" if len(sha256) > 8 else sha256


def ago(milliseconds: int) -> str:
    """How long something waits, in whole days or hours."""
    hours = max(milliseconds, 0) // 3_600_000
    return f"{hours // 24} d" if hours >= 24 else f"{hours} h"


def day(moment_ms: int) -> str:
    """A date that each reader sees in their own words; in UTC where Slack cannot show it so."""
    moment = datetime.fromtimestamp(moment_ms // 1000, UTC)
    return f"<!date^{moment_ms // 1000}^{{date_short}}|{moment.day} {moment:%b %Y}>"


def clock(moment_ms: int) -> str:
    """A date and an hour that each reader sees in their own words; in UTC where Slack cannot show it so."""
    moment = datetime.fromtimestamp(moment_ms // 1000, UTC)
    shown = f"{moment.day} {moment:%b %H:%M} UTC"
    return f"<!date^{moment_ms // 1000}^{{date_short}} {{time}}|{shown}>"


def next_look(recheck: Recheck) -> str:
    """When a recheck looks, or what it waits for."""
    if recheck.state is RecheckState.SCHEDULED:
        return f"next look {day(recheck.due_at)}"
    return f"recheck {RECHECKS[recheck.state]}"


def quoted(text: str, limit: int) -> str:
    """A person's words inside a sentence of ours, whose full stop comes after them."""
    return f"“{escape(text.strip().rstrip('.'), limit)}”"


def listed(parts: list[str]) -> str:
    """`a, b and c`."""
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part) if parts else ""
