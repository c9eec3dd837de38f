from typing import Any

import httpx
import pytest

from bot.errors import SettingsError
from bot.sources._safety import MAX_ANSWER, OneHost, OtherHost, TooLong, checked_base


def test_requests_to_the_base_address_are_sent(appview: Any) -> None:
    appview.answer("x", {"a": 1})
    with httpx.Client(transport=OneHost(appview.address)) as client:
        assert client.get(f"{appview.address}/xrpc/x").json() == {"a": 1}


@pytest.mark.parametrize("other", ["http://127.0.0.1:1/", "https://127.0.0.1/", "http://localhost/", "http://[::1]/"])
def test_other_hosts_ports_and_schemes_are_refused_unsent(appview: Any, other: str) -> None:
    with httpx.Client(transport=OneHost(appview.address)) as client, pytest.raises(OtherHost):
        client.get(other)
    assert appview.asked == []


def test_an_answer_longer_than_any_page_is_dropped(appview: Any) -> None:
    appview.answer("x", b" " * (MAX_ANSWER + 1))
    with httpx.Client(transport=OneHost(appview.address)) as client, pytest.raises(TooLong):
        client.get(f"{appview.address}/xrpc/x")


@pytest.mark.parametrize("base", ["https://a.example/", "http://127.0.0.1:80", "http://localhost:8", "http://[::1]:8"])
def test_https_and_this_machine_are_allowed(base: str) -> None:
    assert checked_base(base, "X") == base.rstrip("/")


@pytest.mark.parametrize("base", ["http://10.0.0.1", "http://a.example", "https://", "https://u@a.example", "x", ""])
def test_everything_else_is_a_setting_to_put_right(base: str) -> None:
    with pytest.raises(SettingsError, match="X must be an https address"):
        checked_base(base, "X")
