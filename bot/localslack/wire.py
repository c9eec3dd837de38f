"""The HTTP side that apps talk to: Web API, response URLs, file bytes, Socket Mode connections."""

import asyncio
import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from bot.localslack import gate, multipart, uploads
from bot.localslack.answers import use_response_url
from bot.localslack.model import File, JsonDict
from bot.localslack.refusal import SlackRefusal
from bot.localslack.web_api.call import Method
from bot.localslack.wire_cut import cut
from bot.localslack.world import World


def bearer(request: Request) -> str:
    """Return the token of the Authorization header."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def basic(request: Request) -> JsonDict:
    """Return the client id and secret of HTTP Basic authentication, as arguments."""
    kind, _, encoded = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return {}
    client_id, _, secret = base64.b64decode(encoded).decode().partition(":")
    return {"client_id": client_id, "client_secret": secret}


async def read_args(request: Request) -> JsonDict:
    """Return the arguments of a call from query, form or JSON."""
    args: JsonDict = dict(request.query_params)
    body = await request.body()
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        parsed = json.loads(body or b"{}")
        if not isinstance(parsed, dict):
            raise SlackRefusal("json_not_object")
        return args | parsed
    if kind.startswith("multipart/form-data"):
        return args | {
            part.name: part.content.decode() for part in multipart.parse(kind, body) if part.filename is None
        }
    return args | dict(parse_qsl(body.decode(), keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Wire:
    """The routes for apps."""

    world: World
    methods: Mapping[str, Method]

    def routes(self) -> list[BaseRoute]:
        """List the routes."""
        return [
            Route("/api/{method}", self.call, methods=["GET", "POST"]),
            Route("/upload/v1/{secret}/{file}", self.upload, methods=["POST", "PUT"]),
            Route("/files-pri/{name}/{rest:path}", self.download),
            Route("/actions/{team}/{name}", self.respond, methods=["POST"]),
            WebSocketRoute("/link/", self.link),
        ]

    async def call(self, request: Request) -> Response:
        """Answer one call of the Web API."""
        name = request.path_params["method"]
        try:
            args = basic(request) | await read_args(request)
        except ValueError:
            return JSONResponse({"ok": False, "error": "invalid_json"})
        except SlackRefusal as refusal:
            return JSONResponse(refusal.answer())
        token = bearer(request) or str(args.pop("token", "") or "")
        fault = gate.armed_fault(self.world, name)
        if fault is not None and fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        reply = gate.answer(self.world, self.methods, name, args, token, fault)
        if reply.drop:
            return cut(request)
        return JSONResponse(reply.body, reply.status, headers=dict(reply.headers))

    async def _struck(self, request: Request, name: str) -> Response | None:
        """Return the trouble that a transfer of bytes runs into, if a fault is armed for it."""
        fault = gate.armed_fault(self.world, name)
        if fault is None:
            return None
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
            return None
        if fault.kind == "drop_answer":
            return cut(request)
        if fault.kind == "ratelimited":
            return PlainTextResponse("ratelimited", 429, headers={"Retry-After": str(fault.retry_after)})
        return PlainTextResponse(fault.kind, 500)

    async def upload(self, request: Request) -> Response:
        """Take the bytes of a reserved file, raw or as a form."""
        if struck := await self._struck(request, "files.upload"):
            return struck
        file = self._file(request.path_params["file"], request.path_params["secret"])
        if file is None or file.complete:
            return PlainTextResponse("not found", 404)
        content = await request.body()
        kind = request.headers.get("content-type", "")
        if kind.startswith("multipart/form-data"):
            content = next((part.content for part in multipart.parse(kind, content) if part.filename is not None), b"")
        if len(content) != file.size:
            return PlainTextResponse(f"expected {file.size} bytes, got {len(content)}", 400)
        uploads.store(self.world, file, content)
        return PlainTextResponse(f"OK - {len(content)}")

    def _file(self, file_id: str, secret: str) -> File | None:
        file = self.world.state.files.get(file_id)
        return file if file is not None and file.url_private.endswith(f"/{secret}") else None

    async def download(self, request: Request) -> Response:
        """Give the bytes of a file to the bot; others get the login page that Slack sends, with status 200."""
        world = self.world
        if struck := await self._struck(request, "files.download"):
            return struck
        _, _, file_id = request.path_params["name"].rpartition("-")
        file = self._file(file_id, request.path_params["rest"].removeprefix("download/"))
        if bearer(request) != world.identity.bot_token or "files:read" not in world.manifest.scopes:
            return Response("<!DOCTYPE html><html><body>Sign in</body></html>", media_type="text/html")
        if file is None or not file.complete or not uploads.may_see(world, file, world.bot):
            return PlainTextResponse("not found", 404)
        headers = {"content-disposition": "attachment"}
        return Response(world.state.contents[file.id], media_type=file.mimetype, headers=headers)

    async def respond(self, request: Request) -> Response:
        """Take a message for a response URL."""
        try:
            body = json.loads(await request.body())
            use_response_url(self.world, request.path_params["name"], body)
        except ValueError:
            return PlainTextResponse("invalid_payload", 400)
        except SlackRefusal as refusal:
            if refusal.status == 200:
                return JSONResponse(refusal.answer(), 400)
            return PlainTextResponse(refusal.error, refusal.status)
        return PlainTextResponse("ok")

    async def link(self, websocket: WebSocket) -> None:
        """Run one Socket Mode connection."""
        await self.world.sockets.serve(websocket, self.world.dispatcher)
