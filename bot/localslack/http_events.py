"""Signed HTTP: the same payloads as POST requests, with Slack's signature and retry headers."""

import hashlib
import hmac
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

from bot.localslack.delivery import Attempt, Dispatcher
from bot.localslack.model import JsonDict

OK_STATUS = range(200, 300)


def signature(secret: str, timestamp: str, body: str) -> str:
    """Return Slack's v0 signature of a request."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return f"v0={digest}"


def encode(attempt: Attempt) -> tuple[str, str]:
    """Return content type and body of a payload, which differ by kind."""
    record = attempt.record
    if record.kind == "events_api":
        return "application/json", json.dumps(record.payload)
    form = record.payload if record.kind == "slash_commands" else {"payload": json.dumps(record.payload)}
    return "application/x-www-form-urlencoded", urlencode(form)


@dataclass(slots=True)
class HttpTransport:
    """Posts payloads to the app's request URL; a transport of the dispatcher."""

    url: str
    secret: str
    clock: Callable[[], int]
    dispatcher: Dispatcher
    timeout: float
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(16, "localslack-http"))

    def send(self, attempt: Attempt) -> bool:
        """Post in the background; the answer is the acknowledgement."""
        self._pool.submit(self._post, attempt)
        return True

    def close(self) -> None:
        """Let the requests that run come to their end."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def verify(self) -> bool:
        """Send the ``url_verification`` challenge and compare the answer."""
        body = json.dumps({"type": "url_verification", "challenge": "loopback-challenge", "token": ""})
        try:
            status, text = self._request("application/json", body, {})
        except (OSError, HTTPException):
            return False
        return status in OK_STATUS and "loopback-challenge" in text

    def _post(self, attempt: Attempt) -> None:
        content_type, body = encode(attempt)
        try:
            status, text = self._request(content_type, body, _retry_headers(attempt))
        except TimeoutError:
            self.dispatcher.on_failure(attempt.envelope_id, "timeout")
        except (OSError, HTTPException):
            self.dispatcher.on_failure(attempt.envelope_id, "connection_failed")
        else:
            if status in OK_STATUS:
                self.dispatcher.on_ack(attempt.envelope_id, _answer(text))
            else:
                self.dispatcher.on_failure(attempt.envelope_id, "http_error")

    def _request(self, content_type: str, body: str, headers: dict[str, str]) -> tuple[int, str]:
        parts = urlsplit(self.url)
        timestamp = str(self.clock() // 1000)
        signed = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self.secret, timestamp, body),
            **headers,
        }
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=self.timeout)
        try:
            connection.request("POST", parts.path or "/", body.encode(), signed)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()


def _retry_headers(attempt: Attempt) -> dict[str, str]:
    if not attempt.number:
        return {}
    reason = {"timeout": "http_timeout"}.get(attempt.reason or "", attempt.reason or "unknown_error")
    return {"X-Slack-Retry-Num": str(attempt.number), "X-Slack-Retry-Reason": reason}


def _answer(text: str) -> JsonDict:
    if not text.strip():
        return {}
    try:
        body = json.loads(text)
    except ValueError:
        return {"text": text}
    return body if isinstance(body, dict) else {"text": text}
