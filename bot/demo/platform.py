"""A platform on loopback that answers like Bluesky's public API, so that the demo's live source and rechecks are real.

Profiles, author feeds and handle resolution of the generated village; accounts are suspended, switched off or renamed
as the demo's clock moves. Shapes follow the public lexicons app.bsky.actor.getProfile, app.bsky.feed.getAuthorFeed and
com.atproto.identity.resolveHandle.
"""

import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.demo.village import DAY, Village
from bot.protocols import AccountRecord, PostRecord

CID = "bafyreib2rxk3rh6kzwq7xyl6ok3b6x3yd6u7b5v7xzyfh2p3dvyg5x2k4e"


class LoopbackPlatform:
    """Serves a village on 127.0.0.1 in a thread of its own; `now` in UTC milliseconds."""

    def __init__(self, village: Village, now: Callable[[], int]) -> None:
        self._village = village
        self._now = now
        self._opening = now()
        self._socket = socket.create_server(("127.0.0.1", 0))
        routes = [
            Route("/xrpc/app.bsky.actor.getProfile", self._profile),
            Route("/xrpc/app.bsky.feed.getAuthorFeed", self._feed),
            Route("/xrpc/com.atproto.identity.resolveHandle", self._resolve),
        ]
        config = uvicorn.Config(Starlette(routes=routes), log_level="error", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    @property
    def address(self) -> str:
        """Base address for the source's setting."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def start(self) -> None:
        """Begin to serve; connections are queued from the first moment."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving."""
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._socket.close()

    def _handle(self, did: str) -> str:
        fate = self._village.fates.get(did)
        account = self._village.accounts[did]
        return fate.handle if fate and fate.handle and self._days() >= fate.day else account.handle

    def _days(self) -> float:
        return (self._now() - self._opening) / 1000 / DAY

    def _find(self, actor: str) -> str | None:
        if actor in self._village.accounts:
            return actor
        return next((did for did in self._village.accounts if self._handle(did) == actor.lower()), None)

    def _refusal(self, did: str | None) -> JSONResponse | None:
        if did is None:
            return _error("InvalidRequest", "Profile not found")
        fate = self._village.fates.get(did)
        if fate and fate.state and self._days() >= fate.day:
            if fate.state == "suspended":
                return _error("AccountTakedown", "Account has been suspended")
            return _error("AccountDeactivated", "Account is deactivated")
        return None

    def _profile(self, request: Request) -> JSONResponse:
        did = self._find(request.query_params.get("actor", ""))
        refusal = self._refusal(did)
        if refusal is not None or did is None:
            return refusal or _error("InvalidRequest", "Profile not found")
        return JSONResponse(
            _profile(self._village.accounts[did], self._handle(did), len(self._village.posts.get(did, ())))
        )

    def _feed(self, request: Request) -> JSONResponse:
        did = self._find(request.query_params.get("actor", ""))
        refusal = self._refusal(did)
        if refusal is not None or did is None:
            return refusal or _error("InvalidRequest", "Profile not found")
        start, limit = int(request.query_params.get("cursor", "0")), int(request.query_params.get("limit", "50"))
        posts = self._village.posts.get(did, [])
        answer: dict[str, Any] = {"feed": [self._item(post) for post in posts[start : start + limit]]}
        if start + limit < len(posts):
            answer["cursor"] = str(start + limit)
        return JSONResponse(answer)

    def _resolve(self, request: Request) -> JSONResponse:
        did = self._find(request.query_params.get("handle", ""))
        return _error("InvalidRequest", "Unable to resolve handle") if did is None else JSONResponse({"did": did})

    def _item(self, post: PostRecord) -> dict[str, Any]:
        if post.repost_of is None:
            return {"post": self._post(post)}
        author = {"did": post.account_id, "handle": self._handle(post.account_id)}
        reason = {"$type": "app.bsky.feed.defs#reasonRepost", "by": author, "indexedAt": _iso(post.time)}
        return {"post": self._post(self._village.by_content[post.repost_of]), "reason": reason}

    def _post(self, post: PostRecord) -> dict[str, Any]:
        return {
            "uri": post.content_id,
            "cid": CID,
            "author": {"did": post.account_id, "handle": self._handle(post.account_id)},
            "record": {
                "$type": "app.bsky.feed.post",
                "text": post.text,
                "createdAt": _iso(post.time),
                "langs": ["en"],
                "facets": [_link(post.text, url) for url in post.urls],
            },
            "indexedAt": _iso(post.time),
            "replyCount": 0,
            "repostCount": 0,
            "likeCount": 0,
        }


def _link(text: str, url: str) -> dict[str, Any]:
    end = len(text.encode())
    feature = {"$type": "app.bsky.richtext.facet#link", "uri": url}
    return {"index": {"byteStart": 0, "byteEnd": end}, "features": [feature]}


def _profile(account: AccountRecord, handle: str, posts: int) -> dict[str, Any]:
    return {
        "$type": "app.bsky.actor.defs#profileViewDetailed",
        "did": account.account_id,
        "handle": handle,
        "displayName": account.name,
        "description": account.bio or "",
        "followersCount": account.followers or 0,
        "followsCount": account.following or 0,
        "postsCount": posts,
        "createdAt": _iso(account.created or 0),
        "indexedAt": _iso(account.created or 0),
        "labels": [],
    }


def _error(name: str, message: str) -> JSONResponse:
    return JSONResponse({"error": name, "message": message}, status_code=400)


def _iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
