"""The one way in which this workspace says no: with Slack's own error string."""

from typing import Any


class SlackRefusal(Exception):
    """A request that Slack would answer with ``ok: false``.

    Args:
        error: Slack's error string, for instance ``not_in_channel``.
        messages: the lines of ``response_metadata.messages``.
        status: the HTTP status that carries the refusal.
        extra: further fields of the answer (``needed``, ``provided``, ...).
    """

    def __init__(
        self, error: str, messages: tuple[str, ...] = (), *, status: int = 200, extra: dict[str, Any] | None = None
    ) -> None:
        super().__init__(": ".join([error, *messages]))
        self.error = error
        self.messages = messages
        self.status = status
        self.extra = extra or {}

    def answer(self) -> dict[str, Any]:
        """Return the JSON body that Slack would send."""
        body: dict[str, Any] = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            body["response_metadata"] = {"messages": list(self.messages)}
        if self.error == "invalid_blocks":
            body["errors"] = [message.removeprefix("[ERROR] ") for message in self.messages]
        return body


def missing(*names: str) -> SlackRefusal:
    """Build the refusal for required arguments that were not given."""
    return SlackRefusal("invalid_arguments", tuple(f"[ERROR] missing required field: {name}" for name in names))
