"""The ASGI application of HTTP mode: Bolt is synchronous, so each request runs in a thread of its own."""

from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

LONGEST_BODY = 1_000_000


def asgi(app: App) -> Starlette:
    """Routes: POST /slack/events for everything that Slack sends, GET /health."""

    async def receive(request: Request) -> Response:
        if int(request.headers.get("content-length") or 0) > LONGEST_BODY:
            return PlainTextResponse("too long", status_code=413)
        body = await request.body()
        answer = await run_in_threadpool(lambda: app.dispatch(to_bolt_request(request, body)))
        return to_starlette_response(answer)

    async def health(_request: Request) -> Response:
        return PlainTextResponse("ok")

    return Starlette(routes=[Route("/slack/events", receive, methods=["POST"]), Route("/health", health)])
