"""A package for a platform: ids, addresses, reasons and posts per account, with limits and innocent explanations.

At the end the finished files are searched for accounts that people excluded: one that is still named stops the package.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.errors import Conflict
from bot.report import SharedObject
from bot.reporting.addresses import account_address, post_address
from bot.reporting.archive import zipped
from bot.reporting.canonical import canonical_json, plain
from bot.reporting.cells import Cell, neutral
from bot.reporting.exclusions import Exclusions
from bot.reporting.exported import CaseExport, ExportedCluster
from bot.reporting.exports._tables import moment
from bot.reporting.packages import Named, named_accounts, readme, shares_with, verdict_line

HEADER = (
    "group", "account", "account_id", "address", "handle", "role", "peripheral", "status", "why", "speaks_against",
    "posts", "post_addresses",
)  # fmt: skip
ABOUT = (
    "These accounts are handed over for a look of your own. Nothing in here says who runs an account, and none of it",
    "is a finding about one person: please look at each account by itself before anything is done to it.",
    "",
    "accounts.csv: one row an account. accounts.json: the same with the posts behind it. Accounts marked as peripheral",
    "touch a group by one link and are not counted in it. An empty address: the id has no page.",
)


def render_handover(view: CaseExport, recipient: str) -> bytes:
    """The zip for a platform; `view` holds the groups that are handed over and no others.

    Raises:
        Conflict: a file would still name an account that was excluded.
    """
    title = f"Accounts of case {view.case.number}, for {plain(recipient)}"
    files = {
        "README.md": readme(title, view, view.clusters, ABOUT).encode("utf-8", "replace"),
        "accounts.csv": _table(view),
        "accounts.json": canonical_json(_document(view)).encode("utf-8", "replace"),
    }
    _refuse_excluded(files, view)
    return zipped(files)


def _refuse_excluded(files: Mapping[str, bytes], view: CaseExport) -> None:
    named = {account.account_id for item in view.clusters for account in item.cluster.report.accounts}
    out = Exclusions.together(item.exclusions for item in view.clusters).but(named)
    for name, content in files.items():
        if out.names(content.decode("utf-8-sig")):
            raise Conflict(
                f"{name} would name an account that was excluded, or a post of one: nothing was handed over.",
                "Take the account back, exclude those that are called like it, or hand over the other groups.",
            )


def _table(view: CaseExport) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for item in view.clusters:
        for one in named_accounts(item):
            writer.writerow([neutral(cell) for cell in _row(view, item, one)])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def _row(view: CaseExport, item: ExportedCluster, one: Named) -> Sequence[Cell]:
    source, account_id = view.report.dataset.format, one.member.account_id
    posts = list(dict.fromkeys(post for post, *_ in _posts(item, account_id)))
    pages = [page for post in posts if (page := post_address(source, post))]
    return (
        one.group, one.member.label, account_id, account_address(source, account_id), one.member.handle,
        one.account.role.value, "yes" if one.peripheral else "no", one.member.status.value,
        "; ".join(one.account.reasons), "; ".join(one.account.exculpatory), " ".join(posts), " ".join(pages),
    )  # fmt: skip


def _posts(item: ExportedCluster, account_id: str) -> Iterator[tuple[str, int, str, SharedObject]]:
    """(post id, time, text, what it was shared in) of the account's side of the kept evidence."""
    for share in shares_with(item, account_id):
        post = share.first if share.source == account_id else share.second
        yield post.content_id, post.time, post.text, share


def _document(view: CaseExport) -> dict[str, Any]:
    return {
        "case": view.case.number,
        "data": view.report.dataset.format,
        "groups": [
            {
                "group": item.cluster.key,
                "verdict": verdict_line(item),
                "findings": [plain(one.sentence) for one in item.cluster.report.findings if one.applicable],
                "accounts": [_account(view, item, one) for one in named_accounts(item)],
            }
            for item in view.clusters
        ],
    }


def _account(view: CaseExport, item: ExportedCluster, one: Named) -> dict[str, Any]:
    source, account_id = view.report.dataset.format, one.member.account_id
    labels = {member.account_id: member.label for member in item.cluster.members}
    return {
        "account": one.member.label,
        "account_id": plain(account_id),
        "address": account_address(source, account_id),
        "handle": plain(one.member.handle),
        "role": one.account.role.value,
        "peripheral": one.peripheral,
        "status": one.member.status.value,
        "why": plain(one.account.reasons),
        "speaks_against": plain(one.account.exculpatory),
        "posts": [
            {
                "post": plain(post),
                "address": post_address(source, post),
                "at": moment(second * 1000),
                "text": plain(text),
                "layer": share.layer,
                "object": plain(share.object),
                "together_with": labels.get(share.target if share.source == account_id else share.source, ""),
                "seconds_apart": abs(share.first.time - share.second.time),
            }
            for post, second, text, share in _posts(item, account_id)
        ],
    }
