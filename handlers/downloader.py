"""Fetches wanted files from Slack into the case's folder; the only process with the token does this.

Size and type are checked before a byte is fetched. The token goes to the configured host and files.slack.com alone,
redirects are refused, the stream is cut at the limit, and a file that is gone gets a clear sentence.
"""

import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import InputError, LeaseLost, UserError
from bot.triage.desk import Desk
from bot.triage.store_file import FileClaim, claim_file, fail_file, store_file
from handlers.announcer import retry_after

FILES_HOST = "files.slack.com"
POLL_SECONDS = 0.3
TRIES = 6
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
GONE = frozenset({"file_not_found", "file_deleted", "access_denied"})
NOT_DATA = frozenset({"pdf", "png", "jpg", "jpeg", "gif", "mp4", "mov", "docx", "xlsx", "pptx", "exe", "rar", "7z"})

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Look:
    """What the first lines of a file say: its format, its columns, and whether that is certain."""

    format: str
    mapping: Mapping[str, str]
    sure: bool


@dataclass(frozen=True, slots=True)
class Downloader:
    """One loop that takes wanted files one by one."""

    desk: Desk
    client: WebClient
    http: httpx.Client
    look: Callable[[Path, str], Look]
    limit_bytes: int

    def run_forever(self, stop: threading.Event, wake: threading.Event, done: Callable[[], None]) -> None:
        """Fetch until told to stop."""
        while not stop.is_set():
            if self.run_once():
                done()
            else:
                wake.wait(POLL_SECONDS)
                wake.clear()

    def run_once(self) -> bool:
        """Fetch one file; False if none was wanted."""
        claim = claim_file(self.desk)
        if claim is None:
            return False
        try:
            self._take(claim)
        except UserError as error:
            claim.path.unlink(missing_ok=True)
            fail_file(self.desk, claim, error.text, error.hint)
        except LeaseLost:
            _log.info("download_taken_over", case=claim.case.number)
        except (SlackApiError, httpx.HTTPError, OSError) as error:
            self._later(claim, error)
        return True

    def _take(self, claim: FileClaim) -> None:
        info = self._ask(claim.file.slack_file_id or "")
        check_info(info, self.limit_bytes)
        size, digest = self._fetch(str(info["url_private_download"]), claim.path)
        look = self.look(claim.path, claim.file.name)
        store_file(self.desk, claim, size=size, sha256=digest, format=look.format, mapping=look.mapping, sure=look.sure)

    def _ask(self, file_id: str) -> Mapping[str, Any]:
        try:
            info: Mapping[str, Any] = self.client.files_info(file=file_id)["file"]
        except SlackApiError as error:
            if error.response.get("error") in GONE:
                raise _gone() from error
            raise
        return info

    def _fetch(self, url: str, path: Path) -> tuple[int, str]:
        check_host(url, self.client.base_url)
        digest, size = hashlib.sha256(), 0
        headers = {"Authorization": f"Bearer {self.client.token}"}
        with self.http.stream("GET", url, headers=headers, follow_redirects=False) as answer, path.open("wb") as out:
            if answer.status_code in {301, 302, 303, 307, 308, 404, 410}:
                raise _gone()
            answer.raise_for_status()
            for chunk in answer.iter_bytes(1 << 18):
                size += len(chunk)
                if size > self.limit_bytes:
                    raise _too_large(size, self.limit_bytes)
                digest.update(chunk)
                out.write(chunk)
        return size, digest.hexdigest()

    def _later(self, claim: FileClaim, error: Exception) -> None:
        claim.path.unlink(missing_ok=True)
        _log.warning("download_failed", error=type(error).__name__, attempts=claim.attempts)
        last = claim.attempts >= TRIES
        wait = retry_after(error) if isinstance(error, SlackApiError) else 2.0**claim.attempts
        fail_file(
            self.desk,
            claim,
            "Slack did not give me the file.",
            "Send it again; if that does not help, ask who runs Shoal to look at the log.",
            retry_at=None if last else self.desk.now() + int(wait * 1000),
        )


def check_info(info: Mapping[str, Any], limit: int) -> None:
    """Refuse what is gone, lies elsewhere, is too large, empty, or no table, before it is fetched."""
    if info.get("mode") in {"tombstone", "hidden_by_limit"}:
        raise _gone()
    if info.get("is_external") or info.get("mode") == "external" or not info.get("url_private_download"):
        raise InputError(
            "This file lies outside Slack; I follow no such links.", hint="Download it and upload it here."
        )
    size = int(info.get("size") or 0)
    if size == 0:
        raise InputError("The file is empty (0 bytes).", hint="Export it again and send it once more.")
    if size > limit:
        raise _too_large(size, limit)
    ending = Path(str(info.get("name") or "")).suffix.lower().lstrip(".")
    if ending in NOT_DATA:
        raise InputError(f"A .{ending} file is no table of posts.", hint="Send CSV or JSONL, plain, gz or zip.")


def check_host(url: str, api_url: str) -> None:
    """The token goes to the configured API host and to files.slack.com only, never in the clear over a network."""
    asked, ours = urlsplit(url), urlsplit(api_url)
    encrypted = asked.scheme == "https" or (asked.hostname in LOOPBACK and ours.hostname in LOOPBACK)
    known = (asked.hostname, asked.port) == (ours.hostname, ours.port) or asked.hostname == FILES_HOST
    if not (encrypted and known) or asked.username:
        raise InputError(
            "This file lies outside Slack; I follow no such links.", hint="Download it and upload it here."
        )


def _gone() -> InputError:
    return InputError(
        "The file was deleted in Slack before I could read it.",
        hint="Send it again in this thread with a mention of me, and leave it until its line says stored.",
    )


def _too_large(size: int, limit: int) -> InputError:
    return InputError(
        f"The file has {size / 1e6:,.0f} MB or more; the limit is {limit / 1e6:,.0f} MB.",
        hint="Compress it (gz), split it, or run `shoal open FILE` on the machine where it lies.",
    )
