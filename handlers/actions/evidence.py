"""See the posts, Accounts, Why not a fan club?, Show more: reading, page by page."""

from bot.model import RightRole
from bot.triage.browse_cases import view_case
from bot.triage.browse_clusters import list_accounts, list_pairs, view_cluster
from handlers import ids, sending
from handlers.acts import Opening, Press, Turning
from handlers.blocks import accounts, innocence, lists, posts
from handlers.blocks.parts import Block
from handlers.office import Office
from handlers.payloads import Click

PAGE = 20


def see_posts(office: Office, click: Click) -> Block:
    """A page of pairs."""
    person = office.person(click.asker, click.ref.channel)
    return posts.pairs(list_pairs(office.desk, person, click.ref.cluster, page=click.ref.page))


def send_posts(office: Office, click: Click) -> None:
    """All pairs as a CSV, to the person alone."""
    person = office.person(click.asker, click.ref.channel)
    sending.send_pairs(office, person, click.ref.cluster)


def see_accounts(office: Office, click: Click) -> Block:
    """A page of accounts."""
    person = office.person(click.asker, click.ref.channel)
    return accounts.accounts(list_accounts(office.desk, person, click.ref.cluster, page=click.ref.page, size=PAGE))


def ask_reason(office: Office, click: Click) -> Block:
    """Why this account is excluded, doubted or included."""
    act, _, label = click.ref.item.partition(":")
    person = office.person(click.asker, click.ref.channel)
    page, member = sending.find_member(office, person, click.ref.cluster, label)
    return accounts.reason_form(page, member, act)


def see_innocence(office: Office, click: Click) -> Block:
    """Innocent causes."""
    return innocence.fan_club(
        view_cluster(office.desk, office.person(click.asker, click.ref.channel), click.ref.cluster)
    )


def see_more(office: Office, click: Click) -> Block:
    """All clusters of the case."""
    return lists.more_clusters(view_case(office.desk, office.person(click.asker, click.ref.channel), click.ref.case))


ACTIONS = (
    Opening(ids.POSTS, see_posts, needs=RightRole.VIEWER),
    Turning(ids.POSTS_PAGE, see_posts, needs=RightRole.VIEWER),
    Turning(f"{ids.POSTS_PAGE}_back", see_posts, needs=RightRole.VIEWER),
    Press(ids.POSTS_CSV, send_posts, needs=RightRole.ANALYST),
    Opening(ids.ACCOUNTS, see_accounts, needs=RightRole.VIEWER),
    Turning(ids.ACCOUNTS_PAGE, see_accounts, needs=RightRole.VIEWER),
    Turning(f"{ids.ACCOUNTS_PAGE}_back", see_accounts, needs=RightRole.VIEWER),
    Opening(ids.ACCOUNT_MENU, ask_reason, needs=RightRole.ANALYST),
    Opening(ids.FAN_CLUB, see_innocence, needs=RightRole.VIEWER),
    Opening(ids.MORE_CLUSTERS, see_more, needs=RightRole.VIEWER),
)
