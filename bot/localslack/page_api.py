"""The page and its JSON API, under a random token: what a person's browser reads and does."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.localslack import acts, membership, page_state, posting, uploads
from bot.localslack.model import File, JsonDict
from bot.localslack.outcomes import sentence
from bot.localslack.page_acts import ask_app
from bot.localslack.page_forms import Form, read_form
from bot.localslack.refusal import SlackRefusal, missing
from bot.localslack.shapes import file_json
from bot.localslack.world import World

Control = tuple[str, Callable[[], str | None]]
PAGE_FOLDER = Path(__file__).parent / "page"
INLINE_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
KEEP_ALIVE_SECONDS = 15.0
SECURITY_HEADERS = {
    "content-security-policy": (
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}
Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class PageApi:
    """The routes of the page."""

    world: World
    controls: tuple[Control, ...]

    def route(self) -> Mount:
        """Return everything below the token."""
        reads = {
            "/": self.index,
            "/api/state": self.state,
            "/api/channels/{id}/messages": self.messages,
            "/api/channels/{id}/threads/{ts}": self.thread,
            "/api/home": self.home,
            "/api/files/{id}": self.file,
            "/api/files/{id}/info": self.file_info,
            "/api/stream": self.stream,
        }
        writes = {
            "/api/channels/{id}/messages": self.say,
            "/api/channels/{id}/messages/{ts}/{act}": self.change,
            "/api/channels": self.create_channel,
            "/api/channels/{id}/{act}": self.membership,
            "/api/files": self.upload,
            "/api/reaction": self.reaction,
            "/api/im": self.direct,
            "/api/control/{index:int}": self.control,
            "/api/{kind}": self.ask,
        }
        routes = [Route(path, _answering(handler), methods=["GET"]) for path, handler in reads.items()]
        routes += [Route(path, _answering(handler), methods=["POST"]) for path, handler in writes.items()]
        static = Mount("/static", _WithHeaders(directory=PAGE_FOLDER, check_dir=False))
        return Mount(f"/{self.world.identity.page_token}", routes=[*routes, static])

    def _user(self, name: str | None) -> str:
        people = [user for user in self.world.state.users.values() if not user.is_bot]
        if name is None and people:
            return people[0].id
        if name not in {user.id for user in people}:
            raise SlackRefusal("user_not_found")
        return str(name)

    def _reader(self, request: Request) -> str:
        return self._user(request.query_params.get("user"))

    # --- reads -----------------------------------------------------------------------------------------------

    async def index(self, _request: Request) -> Response:
        """Return the page."""
        return Response((PAGE_FOLDER / "index.html").read_bytes(), media_type="text/html")

    async def state(self, request: Request) -> Response:
        """Return the workspace for a person; a page loaded anew (``fresh``) makes ephemerals vanish, as in Slack."""
        user = self._reader(request)
        if request.query_params.get("fresh") == "1":
            acts.reload(self.world, user)
        with self.world.state.lock:
            return _ok(page_state.workspace(self.world, user, [label for label, _ in self.controls]))

    async def messages(self, request: Request) -> Response:
        """Return a channel's messages."""
        limit, before = int(request.query_params.get("limit", "200")), request.query_params.get("before")
        with self.world.state.change():
            user = self._reader(request)
            return _ok(page_state.channel_messages(self.world, request.path_params["id"], user, limit, before))

    async def thread(self, request: Request) -> Response:
        """Return a thread."""
        place = request.path_params
        with self.world.state.lock:
            return _ok(page_state.thread_messages(self.world, place["id"], place["ts"], self._reader(request)))

    async def home(self, request: Request) -> Response:
        """Open the Home tab."""
        view = acts.open_home(self.world, self._reader(request))
        return _ok({"view": page_state.page_view(self.world, view)})

    def _seen_file(self, request: Request) -> File:
        file = self.world.state.files.get(request.path_params["id"])
        user = self._reader(request)
        if file is None or not (uploads.may_see(self.world, file, user) or self._shown_in_blocks(file)):
            raise SlackRefusal("file_not_found", status=404)
        return file

    def _shown_in_blocks(self, file: File) -> bool:
        """Whether it is a picture of the app that is referred to by image blocks, not shared by itself."""
        return file.user == self.world.bot and not file.channels and file.mimetype in INLINE_TYPES

    async def file(self, request: Request) -> Response:
        """Return the bytes of a file; only pictures are shown in place."""
        file = self._seen_file(request)
        if file.mimetype in INLINE_TYPES:
            return Response(self.world.state.contents[file.id], media_type=file.mimetype)
        name = file.name.encode("ascii", "replace").decode().replace('"', "").replace("\\", "")
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(self.world.state.contents[file.id], media_type="application/octet-stream", headers=headers)

    async def file_info(self, request: Request) -> Response:
        """Return what is known of a file."""
        return _ok({"file": file_json(self._seen_file(request))})

    async def stream(self, request: Request) -> Response:
        """Send live changes for as long as the browser listens."""
        return StreamingResponse(live(self.world, self._reader(request)), media_type="text/event-stream")

    # --- acts ------------------------------------------------------------------------------------------------

    async def say(self, request: Request) -> Response:
        """Post a message with files."""
        form = await read_form(request)
        user = self._user(form.get("user"))
        thread, broadcast = form.get("thread_ts") or None, form.get("broadcast") == "1"
        files = _store(self.world, user, form)
        place = request.path_params["id"]
        message = acts.say(self.world, user, place, form.get("text") or "", thread, files, broadcast=broadcast)
        return _ok({"message": posting.page_message(self.world, message)})

    async def change(self, request: Request) -> Response:
        """Edit or delete an own message."""
        body, place = await read_body(request), request.path_params
        user = self._user(body.get("user"))
        if place["act"] == "edit":
            message = acts.edit(self.world, user, place["id"], place["ts"], str(body.get("text") or ""))
            return _ok({"message": posting.page_message(self.world, message)})
        if place["act"] != "delete":
            raise SlackRefusal("unknown_act", status=404)
        acts.delete(self.world, user, place["id"], place["ts"])
        return _ok({})

    async def membership(self, request: Request) -> Response:
        """Join, leave, invite."""
        body, place = await read_body(request), request.path_params
        user = self._user(body.get("user"))
        channel = posting.seen_channel(self.world, place["id"], user)
        if place["act"] == "join" and not channel.is_private:
            membership.join(self.world, channel, user)
        elif place["act"] == "leave":
            membership.leave(self.world, channel, user)
        elif place["act"] == "invite":
            acts.invite(self.world, user, channel.id, str(body.get("invitee")))
        else:
            raise SlackRefusal("unknown_act", status=404)
        return _ok({})

    async def create_channel(self, request: Request) -> Response:
        """Create a channel with its creator as the first member."""
        body = await read_body(request)
        user = self._user(body.get("user"))
        name = str(body.get("name") or "")
        channel = membership.create(self.world, name, user, [user], private=bool(body.get("private")))
        return _ok({"channel": membership.page_channel(self.world, channel, user)})

    async def direct(self, request: Request) -> Response:
        """Open a direct message."""
        body = await read_body(request)
        user, other = self._user(body.get("user")), str(body.get("other"))
        if other not in self.world.state.users:
            raise SlackRefusal("user_not_found")
        channel, _ = membership.open_im(self.world, user, other)
        return _ok({"channel": membership.page_channel(self.world, channel, user)})

    async def upload(self, request: Request) -> Response:
        """Take files for a form of the app."""
        form = await read_form(request)
        files = _store(self.world, self._user(form.get("user")), form)
        if not files:
            raise missing("file")
        return _ok({"files": [file_json(file) for file in files]})

    async def reaction(self, request: Request) -> Response:
        """Add or take back a reaction."""
        body = await read_body(request)
        user, name = self._user(body.get("user")), str(body.get("name") or "")
        place = str(body.get("channel")), str(body.get("ts"))
        acts.react(self.world, user, *place, name, remove=bool(body.get("remove")))
        return _ok({})

    async def control(self, request: Request) -> Response:
        """Run one of the demo's own buttons."""
        index = request.path_params["index"]
        if index >= len(self.controls):
            raise SlackRefusal("unknown_control", status=404)
        result = await run_in_threadpool(self.controls[index][1])
        self.world.feed.publish("clock", {"now": self.world.clock()})
        return _ok({"result": result})

    async def ask(self, request: Request) -> Response:
        """Pass on what the app has to answer: commands, clicks, submissions, shortcuts."""
        body = await read_body(request)
        return _ok(await ask_app(self.world, request.path_params["kind"], self._user(body.get("user")), body))


class _WithHeaders(StaticFiles):
    def file_response(self, *args: object, **kwargs: object) -> Response:
        """Return a file of the page with the security headers."""
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers.update(SECURITY_HEADERS)
        return response


async def read_body(request: Request) -> JsonDict:
    """Return the JSON object of a request.

    Raises:
        ValueError: it holds none.
    """
    body = json.loads(await request.body() or b"{}")
    if not isinstance(body, dict):
        raise ValueError("an object is wanted")  # noqa: TRY004  a malformed request, like unreadable JSON
    return body


def _store(world: World, user: str, form: Form) -> list[File]:
    return [uploads.add(world, user, name, content) for name, content in form.files]


def _ok(body: JsonDict) -> Response:
    return JSONResponse({"ok": True, **body})


def _answering(handler: Handler) -> Handler:
    async def answer(request: Request) -> Response:
        try:
            response = await handler(request)
        except SlackRefusal as refusal:
            what = "/".join(request.url.path.split("/")[3:4]) or "This"
            body = {**refusal.answer(), "message": sentence(refusal.error, what)}
            response = JSONResponse(body, refusal.status)
        except (ValueError, LookupError) as error:
            response = JSONResponse({"ok": False, "error": "bad_request", "message": str(error)}, 400)
        response.headers.update(SECURITY_HEADERS)
        return response

    return answer


async def live(world: World, user: str) -> AsyncIterator[str]:
    """Yield a person's changes as Server-Sent Events until the workspace stops."""
    loop, queue = asyncio.get_running_loop(), asyncio.Queue[JsonDict]()

    def listen(item: JsonDict) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(queue.put_nowait, item)

    unsubscribe = world.feed.subscribe(user, listen)
    yield ": connected\n\n"
    try:
        while True:
            try:
                item = await asyncio.wait_for(queue.get(), KEEP_ALIVE_SECONDS)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            if item["kind"] == "closed":
                return
            yield f"data: {json.dumps(item)}\n\n"
    finally:
        unsubscribe()
