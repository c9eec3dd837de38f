"""The names under which accounts appear in the channel and in pictures: A1, A2 ..., never a handle."""

from bot.report import ClusterReport


def labels(cluster: ClusterReport) -> dict[str, str]:
    """{account id: label}, in the order of the cluster's accounts; an exclusion later renames nobody."""
    return {account.account_id: f"A{number}" for number, account in enumerate(cluster.accounts, start=1)}
