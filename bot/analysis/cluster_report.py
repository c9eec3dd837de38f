"""From a judged cluster to its report: findings in words, roles, reasons, the strongest edges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from bot.analysis.judging import Judged
from bot.measures.authors import authors_of, sharers_of
from bot.measures.edges import distinct_pairs, edges_inside
from bot.measures.evidence import acts_of
from bot.measures.exculpatory import facts_of, member_facts
from bot.measures.hits import hits
from bot.measures.reposts import reposts
from bot.measures.roles import roles_of
from bot.measures.tables import accounts_of
from bot.protocols import F64, I32, I64, Context, Detector, EdgeSet, Measurement
from bot.report import ClusterAccount, ClusterEdge, ClusterReport, Dependence, Finding, Role
from bot.reporting import wording
from bot.reporting.canonical import significant

EDGES_SHOWN = 50_000
"""Strongest edges kept with a cluster's report."""


@dataclass(frozen=True, slots=True)
class Busiest:
    """Who gets and who gives most of a group's reposts (HITS): it supports the roles and decides none."""

    targets: frozenset[int]
    carriers: frozenset[int]


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


def _authors(context: Context, found: Sequence[Finding], everyone: I32) -> dict[str, str]:
    """The account of each post that the findings cite, as far as the data tell."""
    cited, names = sorted({post for one in found for post in one.posts}), accounts_of(context).ids
    known = authors_of(context, cited)
    known |= sharers_of(context, [post for post in cited if post not in known], everyone)
    return {post: names[known[post]] for post in cited if known.get(post, -1) >= 0}


def cluster_report(context: Context, judged: Judged, key: str) -> ClusterReport:
    """The report of one judged cluster."""
    group = judged.found.group
    everyone: I32 = np.union1d(group.everyone(), judged.found.peripheral).astype(np.int32)
    inside = [item for item in (edges_inside(item, everyone) for item in context.edge_sets) if len(item.source)]
    names = accounts_of(context).ids
    findings = _findings(context, judged)
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
        findings=findings,
        edges=_edges(context, inside),
        stands_out_by=wording.TOO_FEW if few else judged.found.stands_out_by,
        fingerprint=fingerprint([names[int(account)] for account in group.everyone()]),
        authors=_authors(context, findings, everyone),
    )
