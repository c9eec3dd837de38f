"""What the modules of `actions`, `views`, `shortcuts` and `events` export, and how each kind is wired to Bolt.

Each act declares the role that it needs (`handlers.rights`).

Listeners never compute: a click that opens a modal shows it at once (a trigger lives three seconds) and fills it;
a click that changes something is acknowledged first and done once per delivery; a submission is saved, then acked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.errors import SlackApiError

from bot.errors import Conflict, NotFound, UserError
from bot.triage.save_intake import first_delivery
from handlers import home
from handlers.blocks import errors
from handlers.blocks.parts import Block, modal, section
from handlers.ids import parse_ref
from handlers.office import Office
from handlers.payloads import Asker, Click, Mention, Submission, parse_click, parse_shortcut, parse_submission
from handlers.rights import Declared, need

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Press(Declared):
    """A click that changes something."""

    action_id: str
    run: Callable[[Office, Click], None]


@dataclass(frozen=True, slots=True)
class Opening(Declared):
    """A click that opens a modal (or, inside one, the next)."""

    action_id: str
    build: Callable[[Office, Click], Block]


@dataclass(frozen=True, slots=True)
class Turning(Declared):
    """A click inside a modal that replaces its content: the next page, another choice."""

    action_id: str
    build: Callable[[Office, Click], Block]


@dataclass(frozen=True, slots=True)
class Submitting(Declared):
    """A submitted modal; what `run` returns is the answer to Slack (None closes the modal)."""

    callback_id: str
    run: Callable[[Office, Submission], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Shortcut(Declared):
    """A message shortcut: `save` comes before the ack, `then` after it."""

    callback_id: str
    save: Callable[[Office, Mention], Callable[[], None]]


@dataclass(frozen=True, slots=True)
class Menu:
    """A three-dots menu: each item changes something or opens a modal; its action id is the reference's `item`."""

    action_id: str
    items: tuple[Press | Opening, ...]


Act = Press | Opening | Turning | Menu


def listen(app: App, office: Office, act: Act) -> None:
    """Register one kind of click."""
    if isinstance(act, Press):
        app.action(act.action_id)(_pressed(office, act))
    elif isinstance(act, Opening):
        app.action(act.action_id)(_opened(office, act))
    elif isinstance(act, Menu):
        app.action(act.action_id)(_chosen(office, act))
    else:
        app.action(act.action_id)(_turned(office, act))


def listen_view(app: App, office: Office, act: Submitting) -> None:
    """Register one modal's submission."""

    def listener(ack: Ack, body: Body) -> None:
        submission = parse_submission(body)
        office.directory.admit(submission.asker.team_id, submission.asker.user_id)
        answer = act.run(office, submission)
        ack(**(answer or {}))
        if submission.ref.home:
            home.publish(office, submission.asker)
        office.wake()

    app.view(act.callback_id)(listener)


def listen_shortcut(app: App, office: Office, act: Shortcut) -> None:
    """Register one message shortcut."""

    def listener(ack: Ack, body: Body) -> None:
        mention = parse_shortcut(body)
        office.directory.admit(mention.asker.team_id, mention.asker.user_id)
        then = act.save(office, mention)
        ack()
        then()
        office.wake()

    app.shortcut({"type": "message_action", "callback_id": act.callback_id})(listener)


def show_modal(office: Office, asker: Asker, build: Callable[[], Block], *, above: bool = False) -> None:
    """Open a modal (`above` another) while the trigger lives, then fill it; what went wrong is said inside it."""
    waiting = modal("", "One moment", [section("Reading …")])
    show = office.client.views_push if above else office.client.views_open
    try:
        opened = show(trigger_id=asker.trigger_id, view=waiting)
    except SlackApiError as error:
        if error.response.get("error") == "exchanged_trigger_id":
            return  # a redelivery of a click whose modal is open already
        if error.response.get("error") in {"expired_trigger_id", "trigger_expired"}:
            raise Conflict("Slack took too long to reach me.", hint="Press it once more.") from error
        raise
    office.client.views_update(view_id=opened["view"]["id"], view=_built(build))


def _built(build: Callable[[], Block]) -> Block:
    try:
        return build()
    except UserError as error:
        return errors.error_view(errors.user_error(error))


def _admitted(office: Office, act: Opening | Turning, click: Click) -> Block:
    need(office, click.asker, act)
    return _from_home(act.build(office, click)) if click.home else act.build(office, click)


def _from_home(view: Block) -> Block:
    """The window remembers that it was opened from the Home tab, which is shown anew once it was submitted."""
    return {**view, "private_metadata": replace(parse_ref(view.get("private_metadata") or ""), home=1).dump()}


def _pressed(office: Office, act: Press) -> Callable[..., None]:
    def listener(ack: Ack, body: Body) -> None:
        ack()
        click = parse_click(body)
        if first_delivery(office.desk, click.asker.team_id, click.key):
            act.run(office, click)
            if click.home:
                home.publish(office, click.asker)
            office.wake()

    return listener


def _opened(office: Office, act: Opening) -> Callable[..., None]:
    def listener(ack: Ack, body: Body) -> None:
        ack()
        click = parse_click(body)
        show_modal(office, click.asker, lambda: _admitted(office, act, click), above=click.view_type == "modal")

    return listener


def _chosen(office: Office, act: Menu) -> Callable[..., None]:
    choices = {
        item.action_id: _pressed(office, item) if isinstance(item, Press) else _opened(office, item)
        for item in act.items
    }

    def listener(ack: Ack, body: Body) -> None:
        item = parse_click(body).ref.item
        if item not in choices:
            raise NotFound("This menu is from an older version.", hint="Open the message again and choose once more.")
        choices[item](ack, body)

    return listener


def _turned(office: Office, act: Turning) -> Callable[..., None]:
    def listener(ack: Ack, body: Body) -> None:
        ack()
        click = parse_click(body)
        office.client.views_update(view_id=click.view_id, view=_built(lambda: _admitted(office, act, click)))

    return listener
