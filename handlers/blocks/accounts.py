"""The accounts of a cluster: why each is in it, what speaks for it, and the team's marks."""

from bot.model import AccountStatus, Member
from bot.triage.browse_clusters import AccountsPage
from handlers import ids
from handlers.blocks.parts import Block, actions, button, context, field, modal, overflow, section, text_input
from handlers.blocks.words import count
from handlers.escaping import code, escape
from handlers.ids import Ref

MARKS = {AccountStatus.IN: "", AccountStatus.EXCLUDED: " · *excluded*", AccountStatus.UNSURE: " · *unsure*"}


def accounts(page: AccountsPage) -> Block:
    """One page of accounts, each with a menu to mark it."""
    beside = page.listed - page.total
    also = f" The list has {beside} more, excluded or at its edge." if beside else ""
    told = f"{page.key}: {count(page.total, 'account')}.{also} Labels are those of the pictures. "
    blocks = [context(told + "An excluded account leaves pictures, exports and rechecks; labels stay.")]
    blocks += [_account(page, member) for member in page.members]
    turn = _turn(page)
    return modal(ids.ACCOUNTS, f"{page.key}: accounts", [*blocks, *turn], ref=_ref(page, page.page))


def reason_form(page: AccountsPage, member: Member, act: str) -> Block:
    """Why an account is to be excluded, doubted or included; it stays the one meant whatever a rerun brings."""
    title, wanted = FORMS[act]
    blocks = [
        section(f"*{member.label}* {code(member.handle or member.account_id, 60)}"),
        field(
            "reason",
            "Reason",
            text_input("reason", placeholder="a declared feed; known to us as a club"),
            optional=not wanted,
        ),
    ]
    ref = Ref(
        case=page.case.id,
        cluster=page.cluster_id,
        page=page.page,
        channel=page.case.channel_id,
        item=f"{act}:{member.account_id}",
    )
    return modal(ids.EXCLUDE_SAVE, title, blocks, submit="Save", close="Cancel", ref=ref)


FORMS = {
    "exclude": ("Exclude an account", True),
    "unsure": ("Mark as unsure", False),
    "include": ("Include again", False),
}


def _account(page: AccountsPage, member: Member) -> Block:
    reasons = page.reasons.get(member.account_id, ())
    who = f"*{member.label}* {code(member.handle or member.account_id, 60)}"
    lines = [f"{who} · {escape(member.role, 20)}{MARKS[member.status]}"]
    if member.stability < 0.7:
        lines[0] += " · loose member"
    if reasons:
        lines.append(escape("; ".join(reasons), 300))
    if member.exculpatory:
        lines.append(f"_Speaks against:_ {escape('; '.join(member.exculpatory), 200)}")
    if member.reason:
        lines.append(f"_Marked because:_ {escape(member.reason, 200)}")
    return section(
        "\n".join(lines), overflow(f"{ids.ACCOUNT_MENU}", _menu(page, member)), block_id=f"account:{member.label}"
    )


def _menu(page: AccountsPage, member: Member) -> list[tuple[str, Ref]]:
    def item(act: str) -> Ref:
        return Ref(cluster=page.cluster_id, page=page.page, channel=page.case.channel_id, item=f"{act}:{member.label}")

    acts = [("Exclude", "exclude"), ("Unsure", "unsure"), ("Include again", "include")]
    now = {AccountStatus.EXCLUDED: "exclude", AccountStatus.UNSURE: "unsure", AccountStatus.IN: "include"}[
        member.status
    ]
    return [(label, item(act)) for label, act in acts if act != now]


def _turn(page: AccountsPage) -> list[Block]:
    elements = []
    if page.page > 0:
        elements.append(button("Back", f"{ids.ACCOUNTS_PAGE}_back", _ref(page, page.page - 1)))
    if page.page + 1 < page.pages:
        elements.append(button("Next", ids.ACCOUNTS_PAGE, _ref(page, page.page + 1)))
    return [actions(f"turn:{page.cluster_id}:{page.page}", *elements)] if elements else []


def _ref(page: AccountsPage, number: int) -> Ref:
    return Ref(case=page.case.id, cluster=page.cluster_id, page=number, channel=page.case.channel_id)
