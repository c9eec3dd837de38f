from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.cli.slack_words import slack_said
from bot.errors import SettingsError
from bot.localslack import LocalSlack


def test_a_refused_token_is_a_problem_of_the_settings(workspace: LocalSlack) -> None:
    with pytest.raises(SettingsError, match="Slack answers invalid_auth"), slack_said():
        WebClient(token="xoxb-gone", base_url=workspace.api_url).auth_test()


def test_an_unreachable_slack_is_a_problem_of_the_settings() -> None:
    with pytest.raises(SettingsError, match="cannot be reached"), slack_said():
        raise URLError("no route")


def test_another_refusal_goes_on_as_it_is(workspace: LocalSlack) -> None:
    client = WebClient(token=workspace.bot_token, base_url=workspace.api_url)
    with pytest.raises(SlackApiError), slack_said():
        client.chat_postMessage(channel="CNOWHERE", text="x")
