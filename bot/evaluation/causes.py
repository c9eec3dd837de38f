"""Why planted accounts were missed or put last, read from the report: so that a miss names its cause."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from bot.clustering import BY_SLOW
from bot.fusion import SMALLEST_SIGN, load_calibration
from bot.measures.exculpatory import DECLARED
from bot.report import ClusterReport, Family, Role, Suggestion

NO_CLUSTER = "in no cluster"
ONE_TIE = "tied to its cluster by one pair only"
SLOW_ONLY = "in a cluster of rare links over days, which is never put first"
WEAK_TIMING = "in a cluster whose timing is too weak without its rare links over days"
DECLARED_GROUP = "in a cluster of which half or more say in their profile what it is"
FEWEST = 5
INAUTHENTIC = (Family.HISTORY, Family.IDENTITY, Family.BEHAVIOUR, Family.DRIFT)
WORDS = {
    Family.SYNCHRONY: "timing",
    Family.CONTENT: "texts",
    Family.HISTORY: "history",
    Family.IDENTITY: "names",
    Family.BEHAVIOUR: "response",
    Family.DRIFT: "drift",
}


def why_not_first(clusters: Sequence[ClusterReport], accounts: Collection[str]) -> Iterator[str]:
    """One reason for each account that is not counted under 'review first'."""
    homes = {account.account_id: (cluster, account.role) for cluster in clusters for account in cluster.accounts}
    for account_id in accounts:
        if account_id not in homes:
            yield NO_CLUSTER
            continue
        cluster, role = homes[account_id]
        yield ONE_TIE if role is Role.PERIPHERAL else short_of(cluster)


def short_of(cluster: ClusterReport) -> str:
    """What a cluster lacks for 'review first', by the rule of fusion."""
    agreeing = [family for family in Family if _agrees(cluster, family)]
    slow = cluster.stands_out_by == BY_SLOW
    named = ", ".join(WORDS[family] for family in agreeing) or "nothing"
    if cluster.coordination < 1.0:
        return f"in a cluster too weak on acting together ({named})"
    if not set(agreeing) & set(INAUTHENTIC):
        return SLOW_ONLY if slow else f"in a cluster that acts together, but nothing odd was found ({named})"
    if cluster.inauthenticity < 1.0:
        level = f"{cluster.inauthenticity:g} of the 1 that is asked"
        return f"in a cluster that acts together, but is odd by {level} ({named})"
    if len(agreeing) < 3:
        return f"in a cluster with {len(agreeing)} of the 3 kinds of evidence that are asked ({named})"
    return "in 'review first'" if cluster.suggestion is Suggestion.REVIEW_FIRST else _held(cluster, slow=slow)


def _held(cluster: ClusterReport, *, slow: bool) -> str:
    """Why a cluster with both axes and three kinds of evidence is not put first."""
    if slow:
        return SLOW_ONLY
    if _declares_itself(cluster):
        return DECLARED_GROUP
    return "in a cluster of fewer than five accounts" if cluster.size < FEWEST else WEAK_TIMING


def _agrees(cluster: ClusterReport, family: Family) -> bool:
    """Whether a family counts as one of the kinds: contrasts of style alone, and what depends on others, do not."""
    contrasts = {key for key, cuts in load_calibration().items() if cuts.contrast}
    seen = [item for item in cluster.findings if item.family is family and item.bucket > 0]
    hedged = {item.detector for item in seen if item.dependence}
    counted = {item.detector for item in seen}
    return cluster.families.get(family.value, 0.0) >= SMALLEST_SIGN and not (counted and counted <= contrasts | hedged)


def _declares_itself(cluster: ClusterReport) -> bool:
    counted = [account for account in cluster.accounts if account.role is not Role.PERIPHERAL]
    said = Counter(fact for account in counted for fact in account.exculpatory)
    return any(2 * said[fact] >= len(counted) for fact in DECLARED)


def role_confusions(truth: Mapping[str, str], shown: Mapping[str, Role]) -> Counter[str]:
    """Wrong roles: 'amplifier shown as member' and how often."""
    return Counter(
        f"{role} shown as {shown[account_id].value}"
        for account_id, role in truth.items()
        if shown[account_id].value != role
    )


def in_words(causes: Mapping[str, int], most: int = 3) -> str:
    """The most frequent causes with their counts; '' if there is none."""
    ordered = sorted(causes.items(), key=lambda row: (-row[1], row[0]))
    return "; ".join(f"{number:,} {cause}" for cause, number in ordered[:most])
