"""Addresses of the cited posts and of the accounts, one a line, for archiving tools.

Ids without a page are told in comment lines at the end, which archiving tools pass over (they begin with `#`).
"""

from collections.abc import Iterable, Iterator

from bot.reporting.addresses import account_address, post_address
from bot.reporting.exported import CaseExport, ExportFormat, members_of

POSTS_OF = frozenset({"repost", "reply"})
"""Layers whose objects are posts themselves."""


def render(view: CaseExport) -> bytes:
    """The list; the same address once."""
    source = view.report.dataset.format
    accounts = _unique(account_id for item in view.clusters for account_id in members_of(item))
    posts = _unique(_cited(view))
    found = [account_address(source, one) for one in accounts], [post_address(source, one) for one in posts]
    lines = list(dict.fromkeys(address for part in found for address in part if address))
    without = [part.count(None) for part in found]
    if any(without):
        lines.append(
            f"# {without[0]} of {len(accounts)} accounts and {without[1]} of {len(posts)} cited posts have no address: "
            "their ids are hashed, or nobody said of which platform they are."
        )
    if view.case.raw_purged_at is not None:
        lines.append("# Raw posts have expired: only posts whose evidence was held are cited here.")
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _cited(view: CaseExport) -> Iterator[str]:
    for item in view.clusters:
        for share in item.shared:
            yield from (share.first.content_id, share.second.content_id)
            if share.layer in POSTS_OF:
                yield share.object


def _unique(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))


EXPORT = ExportFormat("Addresses of cited posts and accounts, one a line", "urls.txt", render)
