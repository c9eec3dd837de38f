"""The three-dots menu of a card: note, claim, ask someone, close early, reopen, rechecks; and reasons side by side."""

from collections.abc import Callable
from functools import wraps

from bot.model import RightRole
from bot.triage.annotate import claim_cluster, release_cluster
from bot.triage.audit import audit
from bot.triage.browse_clusters import view_cluster
from bot.triage.views import ClusterView
from handlers import ids
from handlers.acts import Menu, Opening, Press
from handlers.blocks import asking, dispute
from handlers.blocks.parts import Block
from handlers.office import Office
from handlers.payloads import Click


def claim(office: Office, click: Click) -> None:
    """Say that I look at it."""
    claim_cluster(office.desk, office.person(click.asker, click.ref.channel), click.ref.cluster)


def release(office: Office, click: Click) -> None:
    """Say that I no longer look at it."""
    release_cluster(office.desk, office.person(click.asker, click.ref.channel), click.ref.cluster)


def ask_someone(office: Office, click: Click) -> Block:
    """Choose whose view is asked for: a person, or a user group with people in the channel."""
    view = view_cluster(office.desk, office.person(click.asker, click.ref.channel), click.ref.cluster)
    here = office.directory.members(view.case.channel_id)
    groups = [(group, handle, len(people & here)) for group, handle, people in office.directory.groups()]
    return asking.ask_form(view, [found for found in groups if found[2]])


def write_note(office: Office, click: Click) -> Block:
    """Write a note; the form says who will read it."""
    view = view_cluster(office.desk, office.person(click.asker, click.ref.channel), click.ref.cluster)
    return asking.note_form(view, asking.readers(*office.readers(view.case), view.case))


def side_by_side(office: Office, click: Click) -> Block:
    """Who agrees that they act together stands left, who does not stands right; hidden until the quorum."""
    person = office.person(click.asker, click.ref.channel)
    view = view_cluster(office.desk, person, click.ref.cluster)
    audit(office.desk, person, "see_votes", view.case.id, {"cluster": view.cluster.key})
    return dispute.side_by_side(view)


def _form(build: Callable[[ClusterView], Block]) -> Callable[[Office, Click], Block]:
    @wraps(build)
    def opened(office: Office, click: Click) -> Block:
        return build(view_cluster(office.desk, office.person(click.asker, click.ref.channel), click.ref.cluster))

    return opened


ACTIONS = (
    Menu(
        ids.CLUSTER_MENU,
        (
            Press("claim", claim, needs=RightRole.ANALYST),
            Press("release", release, needs=RightRole.ANALYST),
            Opening("note", write_note, needs=RightRole.ANALYST),
            Opening("ask", ask_someone, needs=RightRole.ANALYST),
            Opening("override", _form(asking.override_form), needs=RightRole.LEAD),
            Opening("reopen", _form(dispute.reopen_form), needs=RightRole.LEAD),
            Opening("rechecks", _form(asking.rechecks_form), needs=RightRole.ANALYST),
        ),
    ),
    Press(ids.RELEASE, release, needs=RightRole.ANALYST),
    Opening(ids.THIRD_VIEW, ask_someone, needs=RightRole.ANALYST),
    Opening(ids.REASONS, side_by_side, needs=RightRole.VIEWER),
    Opening(ids.OVERRIDE, _form(asking.override_form), needs=RightRole.LEAD),
    Opening(ids.REOPEN_GROUP, _form(dispute.reopen_form), needs=RightRole.LEAD),
)
