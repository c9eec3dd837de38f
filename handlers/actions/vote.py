"""Vote, confirm an earlier vote, my votes."""

from bot.model import RightRole
from bot.triage.audit import audit
from bot.triage.browse_cases import my_votes
from bot.triage.browse_clusters import view_cluster
from bot.triage.record_vote import confirm_vote, may_vote
from handlers import ids
from handlers.acts import Opening, Press
from handlers.blocks import lists, votes
from handlers.blocks.parts import Block
from handlers.office import Office
from handlers.payloads import Click
from handlers.rights import Outsiders


def open_vote(office: Office, click: Click) -> Block:
    """The vote modal of the cluster as it is now."""
    person = office.person(click.asker, click.ref.channel)
    may_vote(office.desk, person, click.ref.cluster)
    view = view_cluster(office.desk, person, click.ref.cluster)
    audit(office.desk, person, "open_vote", view.case.id, {"cluster": view.cluster.key})
    return votes.form(view, office.permalink(view.case.channel_id, view.cluster.card_ts))


def open_mine(office: Office, click: Click) -> Block:
    """What wants this person's vote, the oldest first; from a case's root, of that case."""
    person = office.person_everywhere(click.asker)
    lines = [line for line in my_votes(office.desk, person) if click.ref.case in {0, line.case_id}]
    return lists.votes_wanted(lines, office.desk.now())


def confirm(office: Office, click: Click) -> None:
    """My vote on the earlier version also holds for this one."""
    person, ref = office.person(click.asker, click.ref.channel), click.ref
    confirm_vote(office.desk, person, ref.cluster, ref.version, delivery_key=click.key)


ACTIONS = (
    Opening(ids.VOTE, open_vote, needs=RightRole.ANALYST, outsiders=Outsiders.VOTE),
    Opening(ids.MY_VOTES, open_mine, needs=RightRole.VIEWER, of_case=False),
    Press(ids.CONFIRM_VOTE, confirm, needs=RightRole.ANALYST, outsiders=Outsiders.VOTE),
)
