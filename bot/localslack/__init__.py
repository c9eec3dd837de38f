"""A Slack workspace on loopback, at the wire: the real slack-bolt and slack-sdk talk to it unmodified.

It serves the demo and all tests, and knows nothing of the app that is installed in it.
"""

from bot.localslack.clock import ManualClock, SystemClock
from bot.localslack.model import File, Message, View
from bot.localslack.outcomes import ActionResult, CommandResult, SubmissionResult
from bot.localslack.people import Person
from bot.localslack.refusal import SlackRefusal
from bot.localslack.workspace import LocalSlack

__all__ = [
    "ActionResult",
    "CommandResult",
    "File",
    "LocalSlack",
    "ManualClock",
    "Message",
    "Person",
    "SlackRefusal",
    "SubmissionResult",
    "SystemClock",
    "View",
]
