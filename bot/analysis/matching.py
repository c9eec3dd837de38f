"""Gives a rerun's clusters the names that people know: votes stay bound to versions, so a name never wanders."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.analysis.differences import signs
from bot.analysis.pipeline import PriorCluster
from bot.report import ClusterReport, Report

SMALLEST_OVERLAP = 0.5
"""A cluster is the one it was if it shares at least half of the smaller of the two, and two accounts or more."""


def rename(report: Report, priors: Sequence[PriorCluster]) -> Report:
    """The report with each cluster under its known key and version; new ones get keys that were never used."""
    if not priors:
        return report
    pairs = _pairs(report.clusters, priors)
    unused = max((int(prior.key[1:]) for prior in priors), default=0) + 1
    renamed, names = [], {}
    for cluster in report.clusters:
        prior = pairs.get(cluster.id)
        if prior is None and cluster.id != "C0":
            renamed.append(replace(cluster, id=f"C{unused}", version=1))
            unused += 1
        elif prior is None:
            renamed.append(cluster)
        else:
            same = _accounts(cluster) == prior.account_ids and _stands_as_before(cluster, prior)
            renamed.append(replace(cluster, id=prior.key, version=prior.version + (not same)))
        names[cluster.id] = renamed[-1].id
    named = [_with_named_neighbours(cluster, names) for cluster in renamed]
    return replace(report, clusters=tuple(sorted(named, key=lambda cluster: int(cluster.id[1:]))))


def _with_named_neighbours(cluster: ClusterReport, names: Mapping[str, str]) -> ClusterReport:
    return replace(cluster, neighbours=tuple(replace(item, id=names[item.id]) for item in cluster.neighbours))


def _pairs(clusters: Sequence[ClusterReport], priors: Sequence[PriorCluster]) -> dict[str, PriorCluster]:
    named = {cluster.id: prior for cluster in clusters for prior in priors if cluster.id == prior.key == "C0"}
    candidates = [
        (-shared, cluster.id, prior.key, prior)
        for cluster in clusters
        for prior in priors
        if "C0" not in {cluster.id, prior.key} and (shared := _overlap(cluster, prior))
    ]
    taken: set[str] = set()
    for _, cluster_id, key, prior in sorted(candidates, key=lambda item: item[:3]):
        if cluster_id not in named and key not in taken:
            named[cluster_id] = prior
            taken.add(key)
    return named


def _overlap(cluster: ClusterReport, prior: PriorCluster) -> int:
    """How many accounts both have, or 0 if that is not enough to call them the same."""
    accounts = _accounts(cluster)
    shared = len(accounts & prior.account_ids)
    smaller = min(len(accounts), len(prior.account_ids))
    return shared if shared >= max(2, SMALLEST_OVERLAP * smaller) else 0


def _stands_as_before(cluster: ClusterReport, prior: PriorCluster) -> bool:
    """Whether people who voted on the prior saw the same kinds of evidence and the same place in the queue."""
    seen = prior.signs is None or signs(cluster).keys() == prior.signs
    return seen and prior.suggestion in {None, cluster.suggestion}


def _accounts(cluster: ClusterReport) -> frozenset[str]:
    return frozenset(account.account_id for account in cluster.accounts)
