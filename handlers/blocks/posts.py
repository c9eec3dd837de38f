"""The posts behind a cluster: pairs side by side, with what they shared and how many seconds lie between them."""

from datetime import UTC, datetime

from bot.analysis.pipeline import OBJECTS_A_PAIR, PAIRS_A_CLUSTER
from bot.model import Member
from bot.report import BOOST, EvidencePost
from bot.triage.browse_clusters import EvidencePair, PairsPage
from handlers import ids
from handlers.blocks.parts import Block, actions, button, context, divider, modal, section
from handlers.blocks.words import count, day
from handlers.escaping import code, defanged_link, escape
from handlers.ids import Ref

TEXT_SHOWN = 280
LINKS = frozenset({"url", "domain"})
TEXTS = frozenset({"text", "similar"})


def pairs(page: PairsPage) -> Block:
    """One page of pairs."""
    blocks = [context(f"{_what(page)} Links are dead on purpose. Reading this is recorded.")]
    blocks.append(context(_kept(page)))
    if page.purged:
        blocks.append(section("The raw posts of this case have been deleted; what is left are counts and verdicts."))
    for pair in page.pairs:
        blocks += [_side_by_side(pair), context(_shared(pair)), divider()]
    if not page.pairs and not page.purged:
        blocks.append(section("No two accounts of this group shared an act that was kept as evidence."))
    blocks.append(_turn(page))
    return modal(ids.POSTS, f"{page.key}: the posts", blocks, ref=_ref(page, page.page))


def _what(page: PairsPage) -> str:
    shown = f" · page {page.page + 1} of {page.pages}" if page.pages > 1 else ""
    acts = count(page.total, "shared act")
    return f"{page.key}: {acts} behind {count(page.ties, 'tie')}, the rarest by chance first{shown}."


def _kept(page: PairsPage) -> str:
    """What is not here, and why: nobody should take these posts for all there are."""
    rest = "; all ties are here."
    if page.ties >= PAIRS_A_CLUSTER:
        rest = ", and one tie of each further account; other ties are in exports, without posts."
    lines = [f"Kept of a group: its {PAIRS_A_CLUSTER} strongest ties, {OBJECTS_A_PAIR} shared things each{rest}"]
    if page.left_out:
        lines.append(f"{count(page.left_out, 'act')} of accounts that were excluded left out.")
    if page.case.held_by:
        lines.append("Held: not deleted until it is released.")
    elif page.case.raw_posts_expire_at is not None and not page.purged:
        lines.append(f"Deleted {day(page.case.raw_posts_expire_at)} unless held.")
    return " ".join(lines)


def _side_by_side(pair: EvidencePair) -> Block:
    fields = [_side(pair.source, pair.first), _side(pair.target, pair.second)]
    return {"type": "section", "fields": [{"type": "mrkdwn", "text": text} for text in fields]}


def _side(member: Member, post: EvidencePost) -> str:
    moment = datetime.fromtimestamp(post.time, UTC).strftime("%-d %b %Y %H:%M:%S")
    text = escape(post.text, TEXT_SHOWN) if post.text else "_no text in the data_"
    who = f"*{member.label}* {code(member.handle or member.account_id, 60)}"
    return f"{who}\n{moment} UTC\n{text}\n{code(post.content_id, 60)}"


def _shared(pair: EvidencePair) -> str:
    if pair.layer == BOOST:
        return (
            f"*Reposted {pair.seconds_apart:,} s later* · of {pair.source.label}'s posts, {pair.target.label} "
            f"reposted {pair.weight:,} here"
        )
    shown = _object(pair)
    window = f" within {pair.window_seconds} s" if pair.window_seconds is not None else " over days"
    times = count(pair.weight, "object")
    return f"*{pair.seconds_apart:,} s apart* · {shown} · these two share {times}{window}"


def _object(pair: EvidencePair) -> str:
    """What both acted on; of a text only a fingerprint is kept beside the posts themselves."""
    if pair.layer in LINKS:
        return f"{pair.layer} {defanged_link(pair.object)}"
    if pair.layer in TEXTS:
        return "the same words, or nearly"
    return f"{escape(pair.layer, 40)} {code(pair.object, 120)}"


def _turn(page: PairsPage) -> Block:
    elements = []
    if page.page > 0:
        elements.append(button("Back", f"{ids.POSTS_PAGE}_back", _ref(page, page.page - 1)))
    if page.page + 1 < page.pages:
        elements.append(button("Next", ids.POSTS_PAGE, _ref(page, page.page + 1)))
    elements.append(button("Send me the CSV", ids.POSTS_CSV, _ref(page, page.page)))
    return actions(f"turn:{page.cluster_id}:{page.page}", *elements)


def _ref(page: PairsPage, number: int) -> Ref:
    return Ref(case=page.case.id, cluster=page.cluster_id, page=number, channel=page.case.channel_id)
