"""The door of the Web API: token, scope, rate and faults are checked before a method runs; every call is logged."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.localslack.faults import METHOD_FAULTS, Fault
from bot.localslack.model import JsonDict
from bot.localslack.refusal import SlackRefusal
from bot.localslack.web_api.call import Call, Method
from bot.localslack.world import Request, World

_APP_SCOPES = frozenset({"connections:write"})


@dataclass(frozen=True, slots=True)
class Reply:
    """The HTTP answer to a call; ``drop`` means that the connection is cut instead."""

    status: int
    body: JsonDict
    headers: Mapping[str, str]
    drop: bool = False


def armed_fault(world: World, name: str) -> Fault | None:
    """Return the fault that this call runs into, if any."""
    return world.faults.take(name, METHOD_FAULTS)


def answer(
    world: World, methods: Mapping[str, Method], name: str, args: JsonDict, token: str, fault: Fault | None
) -> Reply:
    """Run one call and log it."""
    try:
        if fault is not None:
            _strike(fault)
        body = _run(world, methods, name, args, token)
        reply = Reply(200, {"ok": True, **body}, {}, drop=fault is not None and fault.kind == "drop_answer")
        messages: tuple[str, ...] = ()
    except SlackRefusal as refusal:
        messages = refusal.messages
        reply = _refused(refusal)
    with world.state.change():
        error = None if reply.body.get("ok") else str(reply.body.get("error"))
        world.requests.append(Request(name, args, token, reply.status, error, messages, world.clock()))
    return reply


def _strike(fault: Fault) -> None:
    if fault.kind == "ratelimited":
        raise SlackRefusal("ratelimited", status=429, extra={"retry_after": fault.retry_after})
    if fault.kind == "http_500":
        raise SlackRefusal("internal_error", status=500)
    if fault.kind == "error":
        raise SlackRefusal(fault.error)


def _run(world: World, methods: Mapping[str, Method], name: str, args: JsonDict, token: str) -> JsonDict:
    method = methods.get(name)
    if method is None:
        raise SlackRefusal("unknown_method", extra={"req_method": name})
    _check_token(world, method, token)
    if wait := world.rates.wait_for_method(name, method.tier):
        raise SlackRefusal("ratelimited", status=429, extra={"retry_after": wait})
    with world.state.lock:
        return method.run(Call(world, args))


def _refused(refusal: SlackRefusal) -> Reply:
    body = refusal.answer()
    wait = body.pop("retry_after", None)
    headers = {} if wait is None else {"Retry-After": str(wait)}
    return Reply(refusal.status, body, headers)


def _check_token(world: World, method: Method, token: str) -> None:
    identity = world.identity
    if method.caller == "none":
        return
    if not token:
        raise SlackRefusal("not_authed")
    if token not in {identity.bot_token, identity.app_token}:
        raise SlackRefusal("invalid_auth")
    wanted = identity.app_token if method.caller == "app" else identity.bot_token
    if token != wanted and method.name != "auth.test":
        raise SlackRefusal("not_allowed_token_type")
    held = _APP_SCOPES if method.caller == "app" else world.manifest.scopes
    if method.scopes and not held.intersection(method.scopes):
        needed = ",".join(method.scopes)
        raise SlackRefusal("missing_scope", extra={"needed": needed, "provided": ",".join(sorted(held))})
