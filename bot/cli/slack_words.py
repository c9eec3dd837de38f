"""What Slack answers at the start, as a person can act on it."""

import contextlib
from collections.abc import Iterator
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from bot.errors import SettingsError

TOKEN_ERRORS = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type"}
)


@contextlib.contextmanager
def slack_said() -> Iterator[None]:
    """Turn a refused token or an unreachable Slack into a SettingsError; anything else goes on as it is."""
    try:
        yield
    except SlackApiError as error:
        answer = str(error.response.get("error", ""))
        if answer not in TOKEN_ERRORS:
            raise
        raise SettingsError([f"SLACK_BOT_TOKEN or SLACK_APP_TOKEN: Slack answers {answer}"]) from error
    except URLError as error:
        raise SettingsError([f"SLACK_API_URL: Slack cannot be reached ({error.reason})"]) from error
