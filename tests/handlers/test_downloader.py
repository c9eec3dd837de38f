import json
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient

from bot.errors import InputError
from bot.triage.desk import Desk
from bot.triage.open_case import WantedFile, open_case
from handlers.downloader import TRIES, Downloader, Look, check_host, check_info
from tests.worlds_of_triage import ALICE, CHANNEL, Clock, post_everything

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
        ("https://evilfiles.slack.com/a.csv", SLACK),
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


class SlackHost:
    """Slack's answers about one file, and the file itself, on loopback; `asked` is (path, Authorization)."""

    def __init__(self) -> None:
        self.status, self.body = 200, b"a,b\n1,2\n"
        self.headers: dict[str, str] = {}
        self.asked: list[tuple[str, str]] = []
        self.address = ""

    def answer(self, path: str) -> tuple[int, Mapping[str, str], bytes]:
        if path.endswith("/files.info"):
            shown = {"id": "F1", "name": "a.csv", "size": 8, "mode": "hosted"}
            file = {**shown, "url_private_download": f"{self.address}/files/F1"}
            return 200, {"Content-Type": "application/json"}, json.dumps({"ok": True, "file": file}).encode()
        return self.status, self.headers, self.body


@pytest.fixture
def slack() -> Iterator[SlackHost]:
    host = SlackHost()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            host.asked.append((self.path, self.headers.get("Authorization") or ""))
            status, headers, body = host.answer(self.path)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 (the name that http.server looks for)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            del format, args

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        host.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield host
        server.shutdown()


def a_table(path: Path, name: str) -> Look:
    del path, name
    return Look("mapped_csv", {}, sure=True)


@pytest.fixture
def downloader(desk: Desk, slack: SlackHost) -> Iterator[Downloader]:
    """A downloader with one wanted file of a case; it takes up to 1,000 bytes."""
    open_case(desk, ALICE, None, title="t", files=[WantedFile("a.csv", "F1", 8)], channel_id=CHANNEL)
    client = WebClient("xoxb-secret", base_url=f"{slack.address}/api/")
    with httpx.Client() as http:
        yield Downloader(desk, client, http, a_table, 1_000)


def kept(desk: Desk) -> list[bytes]:
    return [path.read_bytes() for path in Path(desk.data_dir).rglob("*") if path.is_file()]


def told(desk: Desk) -> list[str]:
    return [one.content["error"] for one in post_everything(desk) if one.content.get("what") == "file_failed"]


def test_a_file_is_fetched_with_the_token_and_stored(desk: Desk, downloader: Downloader, slack: SlackHost) -> None:
    assert downloader.run_once()
    assert kept(desk) == [b"a,b\n1,2\n"]
    assert slack.asked[-1] == ("/files/F1", "Bearer xoxb-secret")
    assert not downloader.run_once()


def test_a_file_that_is_longer_than_slack_said_is_cut_off_and_leaves_nothing(
    desk: Desk, downloader: Downloader, slack: SlackHost
) -> None:
    slack.body = b"x" * 1_001
    assert downloader.run_once()
    assert kept(desk) == []
    assert told(desk) == ["The file has 0 MB or more; the limit is 0 MB."]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_with_the_token(
    desk: Desk, downloader: Downloader, slack: SlackHost, status: int
) -> None:
    slack.status, slack.headers = status, {"Location": f"{slack.address}/elsewhere"}
    assert downloader.run_once()
    assert [path for path, _ in slack.asked] == ["/api/files.info", "/files/F1"]
    assert told(desk) == ["The file was deleted in Slack before I could read it."]


def test_trouble_is_tried_again_later_and_given_up_in_the_end(
    desk: Desk, clock: Clock, downloader: Downloader, slack: SlackHost
) -> None:
    slack.status = 503
    for attempt in range(1, TRIES):
        assert downloader.run_once()
        assert not downloader.run_once(), "not before its time"
        assert (kept(desk), told(desk)) == ([], [])
        clock.forward(seconds=2.0**attempt)
    assert downloader.run_once()
    assert told(desk) == ["Slack did not give me the file."]
