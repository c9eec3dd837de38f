"""Bluesky through its public API: profiles, recent posts, and what the API says of accounts that are gone.

The `atproto` SDK speaks the protocol; answers are taken as JSON, because one odd record of somebody's own client must
not spoil a page. Errors of `app.bsky.actor.getProfile` that tell an account's state: `AccountTakedown` (the message
tells a temporary suspension), `AccountDeactivated`, and `InvalidRequest: Profile not found`.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NoReturn

from bot.errors import NotFound, SourceError
from bot.measures.bluesky import account_of, feed_post
from bot.model import AccountState
from bot.protocols import AccountRecord, PostRecord
from bot.sources._plugin import SourcePlugin
from bot.sources._safety import OneHost, checked_base

if TYPE_CHECKING:
    from atproto import Client
    from atproto_client.exceptions import RequestErrorBase
    from atproto_client.models.base import ParamsModelBase

PUBLIC_API: Final = "https://public.api.bsky.app"
_PAGE: Final = 100
_STATES: Final[dict[str, AccountState]] = {
    "AccountTakedown": AccountState.TAKEN_DOWN,
    "RepoTakendown": AccountState.TAKEN_DOWN,
    "AccountSuspended": AccountState.SUSPENDED,
    "RepoSuspended": AccountState.SUSPENDED,
    "AccountDeactivated": AccountState.DEACTIVATED,
    "RepoDeactivated": AccountState.DEACTIVATED,
}
_NOT_THERE: Final = ("profile not found", "unable to resolve handle", "could not find", "actor not found")


class BlueskySource:
    """Asks one AppView; made without asking anything."""

    platform = "bluesky"

    def __init__(self, base_url: str = PUBLIC_API, timeout: float = 15.0) -> None:
        self._base_url = checked_base(base_url, "The address of Bluesky's API")
        self._timeout = timeout
        self._client: Client | None = None

    def profile(self, handle_or_id: str) -> AccountRecord:
        """The account now. A DID that is gone gives status `deleted`; a handle that nobody has raises NotFound."""
        from atproto import models  # noqa: PLC0415 - two seconds of models that only a look needs

        try:
            answer = self._ask(
                "app.bsky.actor.getProfile", models.AppBskyActorGetProfile.Params(actor=_actor(handle_or_id))
            )
        except _Refused as refused:
            return self._gone(handle_or_id, refused)
        return account_of(answer)

    def resolve(self, handle: str) -> str:
        """The DID behind a handle; NotFound where nobody has it."""
        from atproto import models  # noqa: PLC0415 - as above

        try:
            answer = self._ask(
                "com.atproto.identity.resolveHandle",
                models.ComAtprotoIdentityResolveHandle.Params(handle=_actor(handle)),
            )
        except _Refused as refused:
            _raise_unless_absent(refused)
            raise _unknown(handle) from refused
        did = answer.get("did")
        if not isinstance(did, str):
            raise SourceError("Bluesky answered without an account id.")
        return did

    def recent_posts(self, account_id: str, limit: int) -> list[PostRecord]:
        """The newest posts and reposts, newest first, page by page; [] for an account that shows none."""
        posts: dict[str, PostRecord] = {}
        cursor: str | None = None
        while len(posts) < limit:
            try:
                entries, cursor = self._page(account_id, min(_PAGE, limit), cursor)
            except _Refused as refused:
                if not posts and (refused.state is not None or refused.absent):
                    return []
                raise SourceError(f"Bluesky answered: {refused}") from refused
            before = len(posts)
            for entry in entries:
                if (post := _post(entry)) is not None:
                    posts.setdefault(post.content_id, post)
            if not cursor or len(posts) == before:
                break  # the last page, or a server that goes round in circles
        newest = sorted(posts.values(), key=lambda post: (-post.time, post.content_id))
        return newest[:limit]

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.request.close()

    def _page(self, account_id: str, limit: int, cursor: str | None) -> tuple[list[Any], str | None]:
        from atproto import models  # noqa: PLC0415 - as above

        answer = self._ask(
            "app.bsky.feed.getAuthorFeed",
            models.AppBskyFeedGetAuthorFeed.Params(actor=_actor(account_id), limit=limit, cursor=cursor),
        )
        entries, following = answer.get("feed"), answer.get("cursor")
        if not isinstance(entries, list):
            raise SourceError("Bluesky answered without a list of posts.")
        return entries, following if isinstance(following, str) else None

    def _gone(self, handle_or_id: str, refused: "_Refused") -> AccountRecord:
        """What a refusal says of the account."""
        is_id = handle_or_id.startswith("did:")
        if refused.state is not None:
            account_id = handle_or_id if is_id else self._id_of(handle_or_id)
            return AccountRecord(account_id, handle="" if is_id else handle_or_id, status=refused.state)
        _raise_unless_absent(refused)
        if is_id:
            return AccountRecord(handle_or_id, status=AccountState.DELETED)
        raise _unknown(handle_or_id) from refused

    def _id_of(self, handle: str) -> str:
        """The id of an account that is hidden; the handle itself where even that is not told."""
        try:
            return self.resolve(handle)
        except NotFound:
            return handle

    def _ask(self, method: str, params: "ParamsModelBase") -> Mapping[str, Any]:
        from atproto_client.exceptions import RequestErrorBase  # noqa: PLC0415 - as above
        from httpx import HTTPError  # noqa: PLC0415 - as above

        try:
            content = self._connected().invoke_query(method, params=params, output_encoding="application/json").content
        except RequestErrorBase as error:
            _translate(error)
        except HTTPError as error:
            raise SourceError(f"Bluesky could not be asked: {error or type(error).__name__}") from error
        except ValueError as error:
            raise SourceError("Bluesky answered something that is not JSON.") from error
        if not isinstance(content, dict):
            raise SourceError("Bluesky answered in a form that we do not know.")
        return content

    def _connected(self) -> "Client":
        if self._client is None:
            from atproto import Client, Request  # noqa: PLC0415 - as above

            request = Request(timeout=self._timeout, transport=OneHost(self._base_url), trust_env=False)
            self._client = Client(base_url=self._base_url, request=request)
        return self._client


class _Refused(Exception):
    """The API answered with an error that may tell an account's state."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}" if message else name)
        lowered = message.lower()
        self.state = _STATES.get(name)
        if self.state == AccountState.TAKEN_DOWN and "temporar" in lowered:
            self.state = AccountState.SUSPENDED
        self.absent = any(words in lowered for words in _NOT_THERE)


def _translate(error: "RequestErrorBase") -> NoReturn:
    """Tell refusals (the account's state) from failures (nobody answered), which never change a state."""
    from atproto_client.exceptions import InvokeTimeoutError, RateLimitExceededError  # noqa: PLC0415 - as above
    from atproto_client.models.common import XrpcError  # noqa: PLC0415 - as above

    if isinstance(error, RateLimitExceededError):
        wait = error.retry_after
        text = "Bluesky asks us to slow down" + (f"; ask again in {wait:.0f} s." if wait is not None else ".")
        raise SourceError(text, retry_after=wait) from error
    if isinstance(error, InvokeTimeoutError):
        raise SourceError("Bluesky did not answer in time.") from error
    if error.response is None:
        raise SourceError("Bluesky could not be reached.") from error
    content = error.response.content
    if error.response.status_code in {400, 404} and isinstance(content, XrpcError):
        raise _Refused(content.error, content.message or "") from error
    raise SourceError(f"Bluesky answered with status {error.response.status_code}.") from error


def _raise_unless_absent(refused: _Refused) -> None:
    if not refused.absent:
        raise SourceError(f"Bluesky answered: {refused}") from refused


def _unknown(handle: str) -> NotFound:
    return NotFound(
        f"Bluesky knows no account '{handle}'.",
        "Check the spelling; the handle is the whole name with its dots, such as alice.bsky.social.",
    )


def _actor(handle_or_id: str) -> str:
    return handle_or_id.removeprefix("@").strip()


def _post(entry: object) -> PostRecord | None:
    """The entry's post; None for one without an address or a time."""
    if not isinstance(entry, dict):
        return None
    try:
        return feed_post(entry)
    except ValueError:
        return None


SOURCE: Final = SourcePlugin(
    platform="bluesky",
    title="Bluesky (public API, no account needed)",
    base_url=PUBLIC_API,
    lacks=("clients",),
    limits="One request for a profile and one for each 100 posts; the public API allows about 3,000 in 5 minutes.",
    make=BlueskySource,
)
