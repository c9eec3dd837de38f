"""Somebody joined a channel: the bot itself (kept requests start), or a person (an outsider can read cases now).

Or left it: what they could read there ends at once, not when what is known of the channel's members grows old.
"""

from typing import Any

from slack_bolt import App

from bot.triage.save_intake import first_delivery, readable_cases
from handlers import intake
from handlers.blocks.words import count
from handlers.escaping import mention
from handlers.office import Office
from handlers.payloads import asker_of


def register(app: App, office: Office) -> None:
    """Listen to member_joined_channel and member_left_channel."""

    def listener(body: dict[str, Any]) -> None:
        joined(office, body)

    def gone(body: dict[str, Any]) -> None:
        office.directory.forget(asker_of(body).channel_id)

    app.event("member_joined_channel")(listener)
    app.event("member_left_channel")(gone)


def joined(office: Office, body: dict[str, Any]) -> None:
    """Take up what waited for an invitation; say it when an outsider can read cases."""
    asker = asker_of(body)
    office.directory.forget(asker.channel_id)
    if asker.user_id == office.bot_user_id:
        intake.take_up(office, asker.channel_id)
        office.wake()
        return
    opened, internal = readable_cases(office.desk, asker.team_id, asker.channel_id)
    if not opened + internal or not office.directory.outsider(asker.team_id, asker.user_id):
        return
    if first_delivery(office.desk, asker.team_id, f"event:{body.get('event_id', '')}"):
        text = _warning(asker.user_id, opened, internal)
        office.client.chat_postMessage(channel=asker.channel_id, text=text, unfurl_links=False, unfurl_media=False)


def _warning(user_id: str, opened: int, internal: int) -> str:
    """What an outsider can read and what not, before somebody wonders."""
    can = f"can now read {count(opened, 'case')} in" if opened else "can read no case of"
    text = f"{mention(user_id)} is of another organisation and {can} this channel."
    if internal:
        return f"{text} {count(internal, 'case')} {'is' if internal == 1 else 'are'} internal only: not for them."
    return f"{text} “Internal only”, in the menu of a case's first message, keeps it from them."
