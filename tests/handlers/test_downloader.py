from typing import Any

import pytest

from bot.errors import InputError
from handlers.downloader import check_host, check_info

SLACK = "https://slack.com/api/"
LOCAL = "http://127.0.0.1:8040/api/"


@pytest.mark.parametrize(
    ("url", "api"),
    [
        ("https://files.slack.com/files-pri/T1-F1/download/a.csv", SLACK),
        ("https://slack.com/files/a.csv", SLACK),
        ("http://127.0.0.1:8040/files/F1", LOCAL),
    ],
)
def test_the_token_goes_to_slack(url: str, api: str) -> None:
    check_host(url, api)


@pytest.mark.parametrize(
    ("url", "api"),
    [
        ("https://evil.example/a.csv", SLACK),
        ("http://files.slack.com/a.csv", SLACK),
        ("https://files.slack.com.evil.example/a.csv", SLACK),
        ("https://evil.example@files.slack.com/a.csv", SLACK),
        ("https://slack.com:8443/a.csv", SLACK),
        ("http://127.0.0.1:9999/files/F1", LOCAL),
        ("http://127.0.0.1:8040/files/F1", SLACK),
        ("file:///etc/passwd", SLACK),
        ("", SLACK),
    ],
)
def test_the_token_goes_nowhere_else(url: str, api: str) -> None:
    with pytest.raises(InputError, match="lies outside Slack"):
        check_host(url, api)


def info(**changes: Any) -> dict[str, Any]:
    return {"name": "a.csv", "size": 10, "mode": "hosted", "url_private_download": "https://x", **changes}


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl.gz", "a.zip", "noending", "a.TXT"])
def test_a_table_is_let_in(name: str) -> None:
    check_info(info(name=name), 100)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"size": 0}, "The file is empty (0 bytes)."),
        ({"size": 2_000_000_000}, "The file has 2,000 MB or more; the limit is 0 MB."),
        ({"mode": "tombstone"}, "The file was deleted in Slack before I could read it."),
        ({"mode": "external"}, "This file lies outside Slack; I follow no such links."),
        ({"is_external": True}, "This file lies outside Slack; I follow no such links."),
        ({"url_private_download": ""}, "This file lies outside Slack; I follow no such links."),
        ({"name": "cat.PNG"}, "A .png file is no table of posts."),
        ({"name": "book.xlsx"}, "A .xlsx file is no table of posts."),
    ],
)
def test_what_cannot_be_used_is_refused_before_it_is_fetched(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        check_info(info(**changes), 100)
    assert caught.value.text == sentence
    assert caught.value.hint
