"""Judges a found cluster: every detector measures it, the results are fused, and that gives its place in the queue."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.analysis.shared_causes import shared_causes
from bot.clustering import Found
from bot.fusion import SMALLEST_SIGN, Axes, Cuts, acts_at_once, backed, bucket, fuse, suggest
from bot.measures.exculpatory import DECLARED, cluster_facts
from bot.measures.tables import accounts_of
from bot.protocols import Context, Detector, Measurement
from bot.report import Dependence, Family, Suggestion
from bot.reporting import wording
from bot.reporting.canonical import significant

RANK = (
    Suggestion.REVIEW_FIRST,
    Suggestion.COORDINATED_UNCLEAR,
    Suggestion.ODD_ACCOUNTS,
    Suggestion.NO_SIGNAL,
)

Failed = Callable[[Detector, Exception], None]
"""Told of a detector that broke."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A cluster with every detector's measurement and bucket, and where that puts it."""

    found: Found
    measured: tuple[tuple[Detector, Measurement, float], ...]
    axes: Axes
    suggestion: Suggestion
    is_backed: bool
    dependent: Mapping[str, Dependence] = field(default_factory=dict)


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
    dependent = shared_causes(context, found, measured)
    weighed = [row for row in measured if dependent.get(row[0].key) is not Dependence.FEW]
    counted = [(item.key, _family(found, item), value) for item, _, value in weighed if item.key not in contrasts]
    facts = cluster_facts(context, found.group)
    axes = fuse(
        [(family, value) for key, family, value in counted if key not in dependent],
        exculpatory=len(facts),
        dependent=[
            *((detector.family, value) for detector, _, value in weighed if detector.key in contrasts),
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
