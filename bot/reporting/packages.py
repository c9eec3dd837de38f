"""What every package that leaves the house is made of: which accounts it may name, its posts, its README."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.model import Member
from bot.report import ClusterAccount, Role, SharedObject
from bot.reporting.exported import CaseExport, ExportedCluster, members_of
from bot.reporting.judgements import EXCLUDED, VERDICTS, answers, limits


@dataclass(frozen=True, slots=True)
class Named:
    """An account of a group, with its reasons and what speaks against."""

    group: str
    member: Member
    account: ClusterAccount

    @property
    def peripheral(self) -> bool:
        """Whether it only touches the group, by one link."""
        return self.account.role is Role.PERIPHERAL


def named_accounts(item: ExportedCluster) -> Iterator[Named]:
    """The accounts of a group that may be named, in the order of their labels."""
    seen = {account.account_id: account for account in item.cluster.report.accounts}
    for account_id, member in members_of(item).items():
        yield Named(item.cluster.key, member, seen[account_id])


def shares_with(item: ExportedCluster, account_id: str) -> list[SharedObject]:
    """The kept evidence in which an account takes part."""
    return [share for share in item.shared if account_id in {share.source, share.target}]


def verdict_line(item: ExportedCluster) -> str:
    """How the team judged a group, with the numbers of votes on each answer; names nobody."""
    verdict = item.cluster.verdict
    if verdict is None:
        return f"{item.cluster.key}: no verdict."
    early = " A lead decided early." if verdict.override_by else ""
    return f"{item.cluster.key}: {VERDICTS[verdict.kind]}.{early} {dissent(item)}"


def dissent(item: ExportedCluster) -> str:
    """The split of the votes that count on the present version: dissent is never left out."""
    newest = {vote.user_id: vote for vote in item.votes if vote.version == item.cluster.version}
    told = [answers(vote) for vote in newest.values()]
    parts = [
        f"{question}: " + ", ".join(f"{sum(one[place] == word for one in told)} {word}" for word in WORDS)
        for place, question in enumerate(("acting together", "not what they seem"))
    ]
    return f"Votes: {len(told)}. " + "; ".join(parts) + "."


WORDS = ("yes", "unsure", "no", "cannot judge")


def innocent_lines(items: Sequence[ExportedCluster]) -> list[str]:
    """The innocent crowds that could look like these groups."""
    told = (
        f"{item.cluster.key}: {finding.innocent}"
        for item in items
        for finding in item.cluster.report.findings
        if finding.applicable and finding.innocent and finding.bucket > 0
    )
    return list(dict.fromkeys(told)) or ["None is known for what was seen; that is no proof."]


def readme(title: str, view: CaseExport, items: Sequence[ExportedCluster], about: Sequence[str]) -> str:
    """The README of a package: what it is, the verdicts with dissent, innocent explanations, limits."""
    excluded = ", ".join(f"{item.cluster.key} {item.excluded}" for item in items)
    lines = [
        f"# {title}", "", *about, "",
        "## How people judged these groups", "", *[f"- {verdict_line(item)}" for item in items],
        "", "## An innocent crowd could look like this", "", *[f"- {line}" for line in innocent_lines(items)],
        "", "## Limits", "", *[f"- {line}" for line in limits(view.report)],
        f"- {EXCLUDED} Excluded: {excluded}.",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"
