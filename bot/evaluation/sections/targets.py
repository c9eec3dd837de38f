"""What was aimed at, whether it was reached, and why not: the first table of the page."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.causes import in_words
from bot.evaluation.realsets import CONTROLS, report_of
from bot.evaluation.section import NOT_RUN, Say, Section, Table, Trials
from bot.evaluation.sections.nulls import SIZES, quiet_scores
from bot.evaluation.sections.reproduction import parity
from bot.evaluation.sections.strata import LIMIT, strata_rows, worst
from bot.evaluation.shares import Share, pooled
from bot.evaluation.trials import NetworkScore, TrialScore, clusters_of
from bot.evaluation.worlds import SCENARIOS
from bot.report import Suggestion

PRECISION, RECALL, ROLES = 0.98, 0.9, 0.95
EXPERTS = ("experts", "experts among 20,000")
ONCE = "single use"
BROKEN = "detectors that broke: "


@dataclass(frozen=True, slots=True)
class Network:
    """One planted network of one world, over all its runs."""

    world: str
    name: str
    items: tuple[NetworkScore, ...]

    def share(self, of: Callable[[NetworkScore], Share]) -> Share:
        """One of its shares, pooled."""
        return pooled(of(item) for item in self.items)

    def words(self) -> str:
        """World and network, once if they are called the same."""
        name = self.name.replace("_", " ")
        return self.world if name == self.world else f"{self.world} ({name})"

    def causes(self) -> str:
        """What kept members out, in words."""
        counts = Counter[str]()
        for item in self.items:
            counts.update(item.causes)
        return in_words(counts, 2)


def _networks(done: dict[str, list[TrialScore]]) -> list[Network]:
    found = []
    for world, scores in done.items():
        for name in sorted({item.network for score in scores for item in score.networks}):
            items = (item for score in scores for item in score.networks if item.network == name)
            found.append(Network(world, name, tuple(items)))
    return found


def _row(target: str, reached: bool | None, figure: str, cause: str = "") -> tuple[str, ...]:  # noqa: FBT001
    said = {True: "yes", False: "**no**", None: NOT_RUN}[reached]
    return (target, said, figure, cause if reached is False else "–")


def _each(
    target: str, networks: Sequence[Network], of: Callable[[NetworkScore], Share], least: float
) -> tuple[str, ...]:
    """A target that every network has to reach by itself; misses are named with their cause."""
    low = [network for network in networks if network.share(of).rate < least]
    figure = f"{len(networks) - len(low)} of {len(networks)} networks"
    if networks:
        worst_of = min(networks, key=lambda network: network.share(of).rate)
        figure += f"; lowest: {worst_of.words()}, {worst_of.share(of)}"
    cause = " · ".join(f"{network.words()}: {network.causes()}" for network in low)
    return _row(target, not low, figure, cause)


def _recall(item: NetworkScore) -> Share:
    return item.recall


def _first(item: NetworkScore) -> Share:
    return item.recall_review_first


def _network_rows(networks: Sequence[Network]) -> list[tuple[str, ...]]:
    experts = [network for network in networks if network.world in EXPERTS]
    once = [network for network in networks if network.world == ONCE]
    others = [network for network in networks if network.world not in {*EXPERTS, ONCE}]
    roles = pooled(network.share(lambda item: item.roles) for network in networks)
    wrong = Counter[str]()
    for network in networks:
        for item in network.items:
            wrong.update(item.confusions)
    return [
        _each("Hand-run experts: 90 % found as co-ordinated, or better", experts, _recall, RECALL),
        _each(
            "Every other network (swarms at participation .35): 90 % found as co-ordinated, or better",
            others,
            _recall,
            RECALL,
        ),
        _each("Each of these networks: 90 % of it under 'review first'", others, _first, RECALL),
        _each("Amplifiers that act once each: 90 % found as co-ordinated, or better", once, _recall, RECALL),
        _row(
            "Roles (poster, amplifier) right for 95 % of the planted accounts found",
            roles.rate >= ROLES,
            str(roles),
            in_words(wrong),
        ),
    ]


def _precision_rows(scores: Sequence[TrialScore]) -> list[tuple[str, ...]]:
    precision, trapped = pooled(item.precision for item in scores), pooled(item.trapped for item in scores)
    crowds = Counter[str]()
    for score in scores:
        crowds.update(score.alarms)
    return [
        _row(
            "Of the accounts in 'review first', 98 % or more are planted",
            precision.rate >= PRECISION,
            str(precision),
            in_words(crowds),
        ),
        _row("No account of an innocent crowd in 'review first'", not trapped.hits, str(trapped), in_words(crowds)),
    ]


def _null_row(trials: Trials) -> tuple[str, ...]:
    scores = [score for people in SIZES for score in quiet_scores(trials, people)]
    share = Share(sum(score.review_first > 0 for score in scores), len(scores))
    return _row("Nothing planted: no 'review first' in any run", not share.hits, f"{share} runs", "see the table")


def _organic_row(trials: Trials) -> tuple[str, ...]:
    target = "Real ordinary accounts: no 'review first'"
    reports = [report for report in (report_of(trials, place) for place in CONTROLS) if not isinstance(report, str)]
    if not reports:
        return _row(target, None, NOT_RUN)
    first = sum(c.suggestion is Suggestion.REVIEW_FIRST for report in reports for c in clusters_of(report))
    return _row(target, not first, f"{first} clusters in {len(reports)} sets", "see the table of real sets")


def _strata_row(trials: Trials) -> tuple[str, ...]:
    name, times = worst(strata_rows(trials))
    figure = f"at most {times:.2f} times ({name})" if name else "nobody was reported"
    return _row(
        "No language or age group reported over twice as often as all innocent accounts", times <= LIMIT, figure, name
    )


def _parity_row(trials: Trials) -> tuple[str, ...]:
    target, found = "Edges of the two other tools come out exactly", parity(trials)
    same = sum(item.same for item in found)
    return _row(target, same == len(found) if found else None, f"{same} of {len(found)} files" if found else NOT_RUN)


def _remarks(scores: Iterable[TrialScore]) -> str:
    """Detectors that broke in any run."""
    broken = sorted({line for score in scores for line in score.broken})
    return BROKEN + "; ".join(broken) if broken else ""


def _make(trials: Trials, say: Say) -> tuple[Table, ...]:
    done = {}
    for scenario in SCENARIOS:
        say(f"targets: {scenario.name}")
        done[scenario.name] = scenario.scores(trials.laboratory, trials.seeds)
    say("targets: nothing planted, real sets, other tools")
    scores = [score for own in done.values() for score in own]
    rows = [
        *_precision_rows(scores),
        *_network_rows(_networks(done)),
        _null_row(trials),
        _organic_row(trials),
        _strata_row(trials),
        _parity_row(trials),
    ]
    return (
        Table(
            "What was aimed at",
            ("target", "reached", "figure", "cause, if missed"),
            tuple(rows),
            "how the detectors do on campaigns of another make than the planted ones; the sections below say for each "
            "table what it leaves open.",
            "A target that was missed stands here with its cause, read from the reports: numbers are accounts, over "
            f"all runs. {_remarks(scores)}".strip(),
        ),
    )


SECTION = Section(0, "Targets", _make)
