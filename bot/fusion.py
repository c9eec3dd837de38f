"""From findings to two axes and a place in the queue. One rule, stated here and nowhere else.

Each detector gives a bucket of log10 likelihood ratio out of calibration.toml; a family is its largest bucket plus a
quarter of the rest, capped; coordination adds up F1 and F2, inauthenticity F3 to F6 less what speaks against it.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from bot.protocols import Measurement
from bot.report import Dependence, Family, Suggestion

LEVELS = (0.0, 0.3, 0.7, 1.0, 1.5)
FAMILY_CAP = 1.5
SHARE_OF_REST = 0.25
EXCULPATORY = 0.7
COORDINATION = (Family.SYNCHRONY, Family.CONTENT)
INAUTHENTICITY = (Family.HISTORY, Family.IDENTITY, Family.BEHAVIOUR, Family.DRIFT)
SLOW = frozenset({"D1b", "D3"})
"""Detectors of rare things in common over days: never enough for "review first", beside weak timing either."""
TOGETHER = ("D4", "D5", "D7", "D14")
"""What the public of one account, or newcomers whomever they came for, show together; the first stands for all."""
MORE_THAN_NEW = 0.7
"""The bucket from which on an audience (D14) has more in common than being new: three features beside its dates."""
LEAST_SHARE = 0.2
SMALLEST_SIGN = 0.3
"""A family below this does not count as one that agrees."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """Cut-points of one detector's statistic, and where they come from.

    `measured` is the smoothed log10 likelihood ratio at each cut on generated worlds, as far as it was measured.
    A `contrast` of style follows from what accounts share: it counts on its axis, and is no kind of its own.
    """

    cuts: tuple[float, ...]
    cap: float
    n_control: int
    n_positive: int
    origin: str
    statistic: str = ""
    note: str = ""
    measured: tuple[float, ...] = ()
    contrast: bool = False


@dataclass(frozen=True, slots=True)
class Axes:
    """Both axes, and the families behind them; families without evidence are left out.

    `kinds` counts the families that reach the smallest sign without contrasts of style and without what another kind
    explains.
    """

    families: Mapping[str, float]
    coordination: float
    inauthenticity: float
    kinds: int


def load_calibration() -> dict[str, Cuts]:
    """The bundled cut-points by detector key."""
    table = tomllib.loads(files("bot").joinpath("calibration.toml").read_text(encoding="utf-8"))
    return {
        key: Cuts(
            cuts=tuple(float(cut) for cut in row["cuts"]),
            cap=float(row["cap"]),
            n_control=int(row["n_control"]),
            n_positive=int(row["n_positive"]),
            origin=str(row["origin"]),
            statistic=str(row["statistic"]),
            note=str(row.get("note", "")),
            measured=tuple(float(ratio) for ratio in row.get("measured", ())),
            contrast=bool(row.get("contrast", False)),
        )
        for key, row in table.items()
    }


def bucket(cuts: Cuts | None, measurement: Measurement) -> float:
    """The bucket of one measurement; absence, not applicable and uncalibrated detectors give nought."""
    if cuts is None or not measurement.applicable or measurement.statistic is None:
        return 0.0
    level = LEVELS[sum(measurement.statistic >= cut for cut in cuts.cuts)]
    return min(level, cuts.cap)


def family_score(buckets: Sequence[float]) -> float:
    """The largest bucket plus a quarter of the rest, capped."""
    if not buckets:
        return 0.0
    best = max(buckets)
    return min(FAMILY_CAP, best + SHARE_OF_REST * (sum(buckets) - best))


def _scores(buckets: Sequence[tuple[Family, float]]) -> dict[Family, float]:
    return {family: family_score([value for own, value in buckets if own is family]) for family in Family}


def fuse(
    buckets: Sequence[tuple[Family, float]], exculpatory: int = 0, dependent: Sequence[tuple[Family, float]] = ()
) -> Axes:
    """Both axes out of (family, bucket) pairs; each exculpatory fact takes .7 off the inauthenticity axis.

    `dependent` ones count on their axis, but are no kind of evidence of their own.
    """
    scores = _scores([*buckets, *dependent])
    raw = sum(scores[family] for family in INAUTHENTICITY)
    return Axes(
        families={family.value: score for family, score in scores.items() if score > 0},
        coordination=sum(scores[family] for family in COORDINATION),
        inauthenticity=max(0.0, raw - EXCULPATORY * exculpatory),
        kinds=sum(score >= SMALLEST_SIGN for score in _scores(buckets).values()),
    )


def suggest(axes: Axes, accounts: int, *, ceiling: Suggestion = Suggestion.REVIEW_FIRST) -> Suggestion:
    """A cluster's place in the queue.

    "Review first" needs both axes at one or more, three kinds of evidence that agree, and five accounts. `ceiling` is
    `COORDINATED_UNCLEAR` for clusters whose coordination rests on slow co-sharing.
    """
    together, odd = axes.coordination >= 1.0 - 1e-9, axes.inauthenticity >= 1.0 - 1e-9
    if together and odd and axes.kinds >= 3 and accounts >= 5 and ceiling is Suggestion.REVIEW_FIRST:
        return Suggestion.REVIEW_FIRST
    if together:
        return Suggestion.COORDINATED_UNCLEAR
    return Suggestion.ODD_ACCOUNTS if odd else Suggestion.NO_SIGNAL


def explained(
    buckets: Mapping[str, float], *, one_account: bool, followed: bool, newcomers: bool, same_texts: bool
) -> dict[str, Dependence]:
    """Detectors whose finding has the same cause as another one's: no kinds of evidence of their own.

    `one_account`: nearly all reposts in common are of one account's posts. Then accounts made in the same days, named
    alike, alike as an audience, and the response that they give to this account are one kind: it has a public, and a
    public may be as new as its star. `newcomers`: the accounts made in the same days began to act within a month. A new
    band or an event draws people in days, too, who give it a response beyond its size, have no followers yet and
    nothing in their profiles: an audience (D14) has to have more than that in common to be a kind of its own.
    `followed`: those who are boosted have followers enough for the group to be their public; where they have not, no
    public explains the response. `same_texts`: what ties the group in time are the same texts; that they are nearly the
    same is the same fact.
    """
    seen = {key for key, value in buckets.items() if value >= SMALLEST_SIGN}
    public = [key for key in TOGETHER if key in seen] if one_account and followed else []
    own_kind = {"D14": buckets.get("D14", 0.0) >= MORE_THAN_NEW, "D7": not followed}
    new = {key for key in TOGETHER if key in seen and not own_kind.get(key, False)}
    arrived = [key for key in TOGETHER if key in new] if newcomers else []
    return {
        **dict.fromkeys(arrived[1:], Dependence.NEWCOMERS),
        **dict.fromkeys(public[1:], Dependence.ONE_PUBLIC),
        **({"D2": Dependence.SAME_TEXTS} if same_texts else {}),
    }


def about_the_group(measurement: Measurement, accounts: int) -> bool:
    """Whether a finding rests on at least a fifth of a group's accounts: three of eighty say nothing about the rest."""
    return len(measurement.accounts) >= LEAST_SHARE * accounts


def acts_at_once(buckets: Sequence[tuple[str, Family, float]]) -> bool:
    """Whether a group acts together by more than rare things in common over days.

    Of (detector, family, bucket) without contrasts of style: what is left of coordination without slow co-sharing has
    to reach one by itself. A class that posts its tasks' pages meets within a minute now and then, too.
    """
    rest = [(family, value) for key, family, value in buckets if key not in SLOW]
    return fuse(rest).coordination >= 1.0 - 1e-9


def backed(axes: Axes, buckets: Mapping[str, float]) -> bool:
    """Whether a cluster of slow co-sharing has a second detector on another basis behind it."""
    other_basis = any(buckets.get(key, 0.0) >= SMALLEST_SIGN for key in ("D2", "D3"))
    return other_basis or any(axes.families.get(family.value, 0.0) >= SMALLEST_SIGN for family in INAUTHENTICITY)
