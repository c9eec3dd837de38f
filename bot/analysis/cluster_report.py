"""From a found cluster to its report: measured, fused, roles given, ordered in the queue, labelled."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from bot.analysis.shared_causes import shared_causes
from bot.clustering import Found
from bot.fusion import SMALLEST_SIGN, Axes, Cuts, acts_at_once, backed, bucket, fuse, suggest
from bot.measures.edges import distinct_pairs, edges_inside
from bot.measures.evidence import acts_of
from bot.measures.exculpatory import DECLARED, cluster_facts, facts_of, member_facts
from bot.measures.hits import hits
from bot.measures.reposts import reposts
from bot.measures.roles import roles_of
from bot.measures.tables import accounts_of
from bot.protocols import F64, I32, I64, Context, Detector, EdgeSet, Measurement
from bot.report import ClusterAccount, ClusterEdge, ClusterReport, Dependence, Family, Finding, Role, Suggestion
from bot.reporting import wording
from bot.reporting.canonical import significant

EDGES_SHOWN = 50_000
"""Strongest edges kept with a cluster's report."""
RANK = (
    Suggestion.REVIEW_FIRST,
    Suggestion.COORDINATED_UNCLEAR,
    Suggestion.ODD_ACCOUNTS,
    Suggestion.NO_SIGNAL,
)

Failed = Callable[[Detector, Exception], None]


@dataclass(frozen=True, slots=True)
class Judged:
    """A cluster with every detector's measurement and bucket, and where that puts it."""

    found: Found
    measured: tuple[tuple[Detector, Measurement, float], ...]
    axes: Axes
    suggestion: Suggestion
    is_backed: bool
    dependent: Mapping[str, Dependence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Busiest:
    """Who gets and who gives most of a group's reposts (HITS): it supports the roles and decides none."""

    targets: frozenset[int]
    carriers: frozenset[int]


def _measure(context: Context, found: Found, detector: Detector, failed: Failed) -> Measurement | None:
    """One detector on one cluster; None if it does not measure groups or broke."""
    if detector.measure is None or (detector.only_named and not found.group.named):
        return None
    missing = sorted(detector.needs & context.lacks)
    if missing:
        return Measurement(applicable=False, why_not=wording.NEEDS.get(missing[0], f"the data lack {missing[0]}"))
    try:
        return detector.measure(context, found.group)
    except Exception as error:  # noqa: BLE001 - one broken detector becomes a visible line
        failed(detector, error)
        return None


def _held(context: Context, found: Found, detector: Detector, value: float) -> float:
    """Timing counts for next to nothing where the rate among what was left is over the limit."""
    loose = found.rate is not None and found.rate > context.parameters.fdr
    return min(value, SMALLEST_SIGN) if loose and detector.key == "D1" else value


def _family(found: Found, detector: Detector) -> Family:
    """Response out of proportion is what ties an audience together: there it counts as coordination."""
    return Family.SYNCHRONY if found.audience and detector.key == "D7" else detector.family


def judge(
    context: Context,
    found: Found,
    detectors: Sequence[Detector],
    calibration: Mapping[str, Cuts],
    failed: Failed,
) -> Judged:
    """Measure a cluster with every detector and fuse the results."""
    results = [(detector, _measure(context, found, detector, failed)) for detector in detectors]
    measured = tuple(
        (detector, result, _held(context, found, detector, bucket(calibration.get(detector.key), result)))
        for detector, result in results
        if result is not None
    )
    contrasts = {key for key, cuts in calibration.items() if cuts.contrast}
    counted = [(item.key, _family(found, item), value) for item, _, value in measured if item.key not in contrasts]
    dependent = shared_causes(context, found, measured)
    facts = cluster_facts(context, found.group)
    axes = fuse(
        [(family, value) for key, family, value in counted if key not in dependent],
        exculpatory=len(facts),
        dependent=[
            *((detector.family, value) for detector, _, value in measured if detector.key in contrasts),
            *((family, value) for key, family, value in counted if key in dependent),
        ],
    )
    first = found.timed and acts_at_once(counted) and not DECLARED & set(facts)
    ceiling = Suggestion.REVIEW_FIRST if first else Suggestion.COORDINATED_UNCLEAR
    return Judged(
        found=found,
        measured=measured,
        axes=axes,
        suggestion=suggest(axes, len(found.group.everyone()), ceiling=ceiling),
        is_backed=backed(axes, {detector.key: value for detector, _, value in measured}),
        dependent=dependent,
    )


def worth_showing(row: Judged) -> bool:
    """A cluster of slow co-sharing alone is shown only with a second detector on another basis behind it."""
    return row.found.timed or row.is_backed


def put_in_order(rows: Sequence[Judged], context: Context) -> list[Judged]:
    """By suggestion, then both axes together, then size, then the smallest account id."""
    names = accounts_of(context).ids
    return sorted(
        rows,
        key=lambda row: (
            RANK.index(row.suggestion),
            -(significant(row.axes.coordination + row.axes.inauthenticity) or 0.0),
            -len(row.found.group.everyone()),
            names[int(row.found.group.core[0])].encode("utf-8", "surrogatepass"),
        ),
    )


def fingerprint(account_ids: Sequence[str]) -> str:
    """A hash of the members, whatever their order: the same for the same people."""
    digest = blake2b(digest_size=16)
    for account_id in sorted(account_ids):
        digest.update(account_id.encode("utf-8", "surrogatepass") + b"\x00")
    return digest.hexdigest()


def _rounded(value: float | None) -> float | None:
    return None if value is None else significant(value)


def _plain(value: object) -> object:
    """A number of a measurement as a plain value, floats to 6 significant digits."""
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (bool, str, type(None))):
        return value
    if isinstance(value, (int, np.integer)):
        return int(value)
    return significant(float(value)) if isinstance(value, (float, np.floating)) else str(value)


def finding(context: Context, detector: Detector, result: Measurement, value: float) -> Finding:
    """One measurement as a finding, its sentence included; all numbers are rounded here."""
    names = accounts_of(context).ids
    return Finding(
        detector=detector.key,
        version=detector.version,
        family=detector.family,
        applicable=result.applicable,
        support=result.support,
        value=_rounded(result.value),
        baseline=_rounded(result.baseline),
        p_value=_rounded(result.p_value),
        bucket=value,
        sentence=wording.sentence(detector, result),
        caveat=wording.caveat(detector, result),
        innocent=wording.innocent(detector, result),
        disarm=detector.disarm if result.applicable and result.support else (),
        accounts=tuple(names[account] for account in result.accounts),
        posts=result.posts,
        numbers={name: _plain(item) for name, item in sorted(result.numbers.items())},
        why_not=result.why_not,
    )


def _findings(context: Context, judged: Judged) -> tuple[Finding, ...]:
    """Strongest first; what was seen before what was not, what could not be looked for last."""
    rows = sorted(
        enumerate(judged.measured),
        key=lambda row: (not row[1][1].applicable, row[1][1].support == 0, -row[1][2], row[0]),
    )
    return tuple(
        _hedged(finding(context, detector, result, value), judged.dependent.get(detector.key))
        for _, (detector, result, value) in rows
    )


def _hedged(told: Finding, why: Dependence | None) -> Finding:
    """A finding that is no kind of evidence of its own says so, and why."""
    return (
        told if why is None else replace(told, caveat=f"{told.caveat} {wording.DEPENDS[why]}".strip(), dependence=why)
    )


def _edges(context: Context, inside: Sequence[EdgeSet]) -> tuple[ClusterEdge, ...]:
    """The strongest kept edges of a cluster, by layer, window and accounts."""
    if not inside:
        return ()
    names = accounts_of(context).ids
    surprise, source, target, weight = (
        np.concatenate([getattr(item, column) for item in inside])
        for column in ("surprise", "source", "target", "weight")
    )
    place = np.repeat(np.arange(len(inside)), [len(item.source) for item in inside])
    shown = _strongest(surprise, (weight, target, source, place))
    shown = shown[np.lexsort((target[shown], source[shown], place[shown]))]
    return tuple(
        ClusterEdge(
            names[int(source[row])],
            names[int(target[row])],
            inside[place[row]].layer,
            inside[place[row]].window,
            int(weight[row]),
            _rounded(float(surprise[row])) or 0.0,
        )
        for row in shown
    )


def _strongest(surprise: F64, then_by: tuple[NDArray[np.int32 | np.int64], ...]) -> I64:
    """Rows of the edges that a report shows: all, or the most surprising, equal ones by the other keys (last first)."""
    rows = np.arange(len(surprise))
    if len(rows) <= EDGES_SHOWN:
        return rows
    rows = rows[surprise >= np.partition(surprise, -EDGES_SHOWN)[-EDGES_SHOWN]]
    order = np.lexsort((*(key[rows] for key in then_by), -surprise[rows]))
    strongest: I64 = rows[order[:EDGES_SHOWN]]
    return strongest


def _ties(inside: Sequence[EdgeSet]) -> dict[int, int]:
    """How many distinct others of the cluster each account is tied to."""
    codes = distinct_pairs(inside)
    accounts, counts = np.unique(np.concatenate([codes >> 32, codes & 0xFFFFFFFF]), return_counts=True)
    return dict(zip(accounts.tolist(), counts.tolist(), strict=True))


def _busiest(context: Context, members: I32) -> Busiest:
    weighed = hits(reposts(context), members)
    return Busiest(frozenset(weighed.targets().tolist()), frozenset(weighed.carriers().tolist()))


def _reasons(account: int, role: Role, ties: Mapping[int, int], judged: Judged, busiest: Busiest) -> tuple[str, ...]:
    """Why an account is in the cluster: its ties, its place among the reposts, and the findings that rest on it."""
    lines = [wording.tied_to(ties[account])] if ties.get(account) else []
    lines += [wording.ATTACHED] if role is Role.POSTER and not ties.get(account) else []
    lines += [wording.AUTHORITY] if role is Role.POSTER and account in busiest.targets else []
    lines += [wording.HUB] if role is Role.AMPLIFIER and account in busiest.carriers else []
    lines += [
        detector.name
        for detector, result, value in judged.measured
        if value > 0 and account in result.accounts and detector.key != "D1"
    ]
    return tuple(lines)


def _accounts(context: Context, judged: Judged, inside: Sequence[EdgeSet]) -> tuple[ClusterAccount, ...]:
    """Posters first, then amplifiers, members and the rim; by account id inside a role."""
    group = judged.found.group
    roles: dict[int, tuple[Role, float]] = {int(account): (Role.POSTER, 1.0) for account in group.posters}
    core_roles = (
        (Role.AMPLIFIER,) * len(group.core)
        if judged.found.audience
        else roles_of(acts_of(context, group.core, tuple(inside)))
    )
    for account, role, stability in zip(group.core, core_roles, judged.found.stability, strict=True):
        roles[int(account)] = (role, float(stability))
    for account in judged.found.peripheral:
        roles[int(account)] = (Role.PERIPHERAL, 1.0)
    ties, order = _ties(inside), list(Role)
    busiest = _busiest(context, group.everyone())
    table = accounts_of(context)
    facts = member_facts(context, group)
    return tuple(
        ClusterAccount(
            account_id=table.ids[account],
            handle=table.handle[account],
            role=role,
            stability=_rounded(stability) or 0.0,
            reasons=_reasons(account, role, ties, judged, busiest),
            exculpatory=facts.get(account) or facts_of(context, account),
        )
        for account, (role, stability) in sorted(roles.items(), key=lambda row: (order.index(row[1][0]), row[0]))
    )


def cluster_report(context: Context, judged: Judged, key: str) -> ClusterReport:
    """The report of one judged cluster."""
    group = judged.found.group
    everyone: I32 = np.union1d(group.everyone(), judged.found.peripheral).astype(np.int32)
    inside = [item for item in (edges_inside(item, everyone) for item in context.edge_sets) if len(item.source)]
    names = accounts_of(context).ids
    few = key == "C0" and not any(value > 0 for _, _, value in judged.measured)
    return ClusterReport(
        id=key,
        version=1,
        size=len(group.everyone()),
        suggestion=judged.suggestion,
        coordination=_rounded(judged.axes.coordination) or 0.0,
        inauthenticity=_rounded(judged.axes.inauthenticity) or 0.0,
        families={family: _rounded(score) or 0.0 for family, score in judged.axes.families.items()},
        accounts=_accounts(context, judged, inside),
        findings=_findings(context, judged),
        edges=_edges(context, inside),
        stands_out_by=wording.TOO_FEW if few else judged.found.stands_out_by,
        fingerprint=fingerprint([names[int(account)] for account in group.everyone()]),
    )
