"""Values for tests of blocks and dialogs: one case with one judged group, changed by keyword."""

from pathlib import Path
from typing import Any

from bot.model import (
    AccountStatus,
    Axis,
    Case,
    CaseStatus,
    Cluster,
    Member,
    Recheck,
    RecheckState,
    Run,
    RunState,
    Sensitivity,
    Verdict,
    VerdictKind,
    Vote,
)
from bot.report import (
    ClusterAccount,
    ClusterReport,
    Dataset,
    EvidencePost,
    FalseAlarmCard,
    Family,
    Finding,
    LayerReport,
    Report,
    Role,
    SampledObject,
    Suggestion,
)
from bot.triage.browse_clusters import AccountsPage, EvidencePair, PairsPage
from bot.triage.views import CaseView, ClusterLine, ClusterView, FileLine, Picture, VoteState

TEAM = "T1"
CHANNEL = "C1TRIAGE"
AT = 1_714_780_800_000
DAY = 86_400_000


RECHECK = Recheck(4, 7, 11, RecheckState.SCHEDULED, "", 0, AT + 5 * DAY, "default", AT, None, "U1")


def case(**changes: Any) -> Case:
    given: dict[str, Any] = {
        "id": 7,
        "team_id": TEAM,
        "number": 42,
        "channel_id": CHANNEL,
        "title": "hashtag export, 20 Apr – 3 May",
        "opened_by": "U1",
        "opened_at": AT,
        "status": CaseStatus.OPEN,
        "sensitivity": Sensitivity.OPEN,
        "thread_ts": "1714780800.000100",
        "raw_posts_expire_at": AT + 90 * DAY,
    }
    return Case(**{**given, **changes})


def run(**changes: Any) -> Run:
    given: dict[str, Any] = {
        "id": 3,
        "case_id": 7,
        "number": 1,
        "state": RunState.DONE,
        "stage": "",
        "done": 0,
        "total": 0,
        "parameters": {},
        "seed": 7,
        "version": "0.1.0",
        "input_sha256": "3f9a" + "0" * 56 + "c21e",
        "created_at": AT,
        "finished_at": AT + 41_000,
        "error": "",
        "attempts": 1,
    }
    return Run(**{**given, **changes})


def finding(detector: str, family: Family | None, sentence: str, bucket: float = 1.0, **changes: Any) -> Finding:
    given: dict[str, Any] = {
        "detector": detector,
        "version": 1,
        "family": family,
        "applicable": True,
        "support": 20,
        "value": 1.0,
        "baseline": 0.1,
        "p_value": 0.01,
        "bucket": bucket,
        "sentence": sentence,
        "caveat": "a fan club does the same",
        "innocent": "",
    }
    return Finding(**{**given, **changes})


def account(number: int, role: Role = Role.AMPLIFIER, **changes: Any) -> ClusterAccount:
    given: dict[str, Any] = {
        "account_id": f"id-{number}",
        "handle": f"handle_{number}",
        "role": role,
        "stability": 1.0,
        "reasons": (f"tied to {number} others",),
    }
    return ClusterAccount(**{**given, **changes})


def cluster_report(**changes: Any) -> ClusterReport:
    given: dict[str, Any] = {
        "id": "C1",
        "version": 1,
        "size": 4,
        "suggestion": Suggestion.REVIEW_FIRST,
        "coordination": 2.1,
        "inauthenticity": 1.2,
        "families": {"F1": 1.5, "F3": 1.0},
        "accounts": (
            account(1, Role.POSTER),
            account(2),
            account(3),
            account(4, exculpatory=("a profile that says it is automated",), stability=0.5),
            account(5, Role.PERIPHERAL),
        ),
        "findings": (
            finding(
                "D1",
                Family.SYNCHRONY,
                "4 accounts reposted the same posts within 60 s of each other.",
                1.5,
                innocent="A fan club looks the same.",
            ),
            finding(
                "D4",
                Family.HISTORY,
                "3 accounts were made on 28–30 Apr.",
                innocent="A wave of sign-ups gives the same.",
            ),
            finding("D7", Family.BEHAVIOUR, "Posters with 6 followers got 341 reposts a post.", 0.7),
            finding("D5", Family.IDENTITY, "2 handles have the same style.", 0.3),
            finding("D8", None, "", 0.0, applicable=False, why_not="faces are switched off"),
        ),
    }
    return ClusterReport(**{**given, **changes})


def members(report: ClusterReport, **marks: AccountStatus) -> tuple[Member, ...]:
    return tuple(
        Member(
            label=f"A{place}",
            account_id=one.account_id,
            handle=one.handle,
            role=one.role.value,
            status=marks.get(f"A{place}", AccountStatus.IN),
            reason="",
            stability=one.stability,
            exculpatory=one.exculpatory,
        )
        for place, one in enumerate(report.accounts, start=1)
    )


def cluster(report: ClusterReport | None = None, **changes: Any) -> Cluster:
    found = report or cluster_report()
    given: dict[str, Any] = {
        "id": 11,
        "case_id": 7,
        "run_id": 3,
        "key": found.id,
        "version": 1,
        "size": found.size,
        "suggestion": found.suggestion,
        "report": found,
        "members": members(found),
        "verdict": None,
        "votes_in": 0,
    }
    return Cluster(**{**given, **changes})


def vote(user: str, together: Axis | None, seem: Axis | None, **changes: Any) -> Vote:
    given: dict[str, Any] = {
        "id": 1,
        "cluster_id": 11,
        "version": 1,
        "user_id": user,
        "acting_together": together,
        "not_what_they_seem": seem,
        "confidence": "",
        "reasons": (),
        "note": "",
        "at": AT,
    }
    return Vote(**{**given, **changes})


def verdict(kind: VerdictKind = VerdictKind.INAUTHENTIC, **changes: Any) -> Verdict:
    given: dict[str, Any] = {
        "kind": kind,
        "acting_together": Axis.YES,
        "not_what_they_seem": Axis.YES,
        "votes": 2,
        "at": AT,
    }
    return Verdict(**{**given, **changes})


def cluster_view(**changes: Any) -> ClusterView:
    given: dict[str, Any] = {
        "case": case(),
        "cluster": cluster(),
        "state": VoteState(votes_in=1, quorum=2),
        "my_vote": None,
        "my_earlier_vote": None,
        "recheck": None,
        "pictures": (Picture(5, 11, 1, 1, "", "C1: who acted together, A1 to A5", Path("x.png"), "F0123"),),
        "notes": (),
        "total": 3,
        "current": True,
        "closed": False,
        "claimed_by": "",
    }
    return ClusterView(**{**given, **changes})


def line(key: str, suggestion: Suggestion = Suggestion.COORDINATED_UNCLEAR, **changes: Any) -> ClusterLine:
    given: dict[str, Any] = {
        "cluster_id": 10 + int(key[1:]),
        "case_id": 7,
        "case_number": 42,
        "case_title": "hashtag export",
        "channel_id": CHANNEL,
        "key": key,
        "version": 1,
        "size": 12,
        "suggestion": suggestion,
        "state": VoteState(votes_in=0, quorum=2),
        "current": True,
        "waiting_since": AT,
        "card_ts": None,
        "claimed_by": "",
    }
    return ClusterLine(**{**given, **changes})


def layer(**changes: Any) -> LayerReport:
    given: dict[str, Any] = {
        "layer": "repost",
        "window_seconds": 60,
        "objects": 100,
        "events": 1_000,
        "edges_observed": 300,
        "k_star": 3,
        "fdr": 0.01,
        "edges_kept": 40,
        "expected_by_chance": 0.5,
    }
    return LayerReport(**{**given, **changes})


def report(**changes: Any) -> Report:
    given: dict[str, Any] = {
        "shoal": "0.1.0",
        "dataset": Dataset(
            format="twitter",
            accounts=2_504,
            posts=24_318,
            shares=0,
            first=1_713_571_440,
            last=1_714_780_260,
            time_resolution_seconds=1,
            lacks=("likes",),
            rejected_total=212,
        ),
        "parameters": {},
        "seed": 7,
        "layers": (
            layer(window_seconds=10),
            layer(),
            layer(layer="url", window_seconds=300, sampled_objects=(SampledObject("o", 10, 31_000),)),
            layer(layer="url", window_seconds=None),
        ),
        "fdr_union": 0.02,
        "clusters": (),
        "watch": (),
        "accounts": (),
        "false_alarm_card": FalseAlarmCard(30, 0, 0.5, None, ("faces: switched off", "silence: switched off")),
    }
    return Report(**{**given, **changes})


def case_view(**changes: Any) -> CaseView:
    given: dict[str, Any] = {
        "case": case(),
        "run": run(),
        "report": report(),
        "clusters": (line("C1", Suggestion.REVIEW_FIRST), line("C2"), line("C3")),
        "votes_wanted": 4,
        "waiting_since": 1_780_000_000_000,
        "quorum": 2,
        "files": (FileLine(1, "a.csv", 10, "stored"),),
        "missing": "",
        "held": False,
        "rechecks": (),
        "run_count": 1,
    }
    return CaseView(**{**given, **changes})


def accounts_page(**changes: Any) -> AccountsPage:
    found = cluster_report()
    given: dict[str, Any] = {
        "cluster_id": 11,
        "case": case(),
        "key": "C1",
        "total": 5,
        "listed": 5,
        "page": 0,
        "pages": 1,
        "members": members(found),
        "reasons": {one.account_id: one.reasons for one in found.accounts},
    }
    return AccountsPage(**{**given, **changes})


def pairs_page(**changes: Any) -> PairsPage:
    first, second = members(cluster_report())[:2]
    pair = EvidencePair(
        source=first,
        target=second,
        layer="url",
        window_seconds=60,
        weight=5,
        object="https://news.example/a",
        first=EvidencePost("p1", 1_714_000_000, "read this <!channel>"),
        second=EvidencePost("p2", 1_714_000_031, "read this"),
    )
    given: dict[str, Any] = {
        "cluster_id": 11,
        "case": case(),
        "key": "C1",
        "total": 1,
        "page": 0,
        "pages": 1,
        "pairs": (pair,),
        "purged": False,
        "ties": 1,
    }
    return PairsPage(**{**given, **changes})
