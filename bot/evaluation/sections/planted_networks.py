"""Planted networks and traps: precision of 'review first', recall and roles per network, false alarms on innocents."""

from collections import Counter
from collections.abc import Sequence

from bot.evaluation.causes import in_words
from bot.evaluation.section import Say, Section, Table, Trials
from bot.evaluation.shares import pooled
from bot.evaluation.trials import NetworkScore, TrialScore
from bot.evaluation.worlds import SCENARIOS, Scenario

Done = Sequence[tuple[Scenario, list[TrialScore]]]


def _make(trials: Trials, say: Say) -> tuple[Table, ...]:
    done = []
    for scenario in SCENARIOS:
        say(f"planted networks: {scenario.name}")
        done.append((scenario, scenario.scores(trials.laboratory, trials.seeds)))
    return (_worlds(done), _networks(done), _crowds(done))


def _worlds(done: Done) -> Table:
    rows = [_world(scenario.name, scenario.what, scores) for scenario, scores in done]
    rows.append(_world("**all**", "", [score for _, scores in done for score in scores]))
    return Table(
        "Worlds",
        (
            "world",
            "what is in it",
            "runs",
            "clusters in 'review first'",
            "planted among the accounts there",
            "innocent accounts there",
            "made to act together, among all accounts shown as co-ordinated",
        ),
        tuple(rows),
        "how real campaigns differ from generated ones; the background is generated too, and people have habits that "
        "no generator has.",
        "Batches act within 45 seconds of each other; each account takes part in 35 % of the boosts (participation "
        ".35) unless said otherwise. A cell reads: count of total (share; 95 % interval).",
    )


def _world(name: str, what: str, scores: Sequence[TrialScore]) -> tuple[str, ...]:
    return (
        name,
        what,
        str(len(scores)),
        str(sum(score.review_first for score in scores)),
        str(pooled(score.precision for score in scores)),
        str(pooled(score.trapped for score in scores)),
        str(pooled(score.together for score in scores)),
    )


def _networks(done: Done) -> Table:
    rows = []
    for scenario, scores in done:
        for network in sorted({item.network for score in scores for item in score.networks}):
            items = [item for score in scores for item in score.networks if item.network == network]
            rows.append((scenario.name, network.replace("_", " "), *_network(items)))
    return Table(
        "Planted networks",
        ("world", "network", "accounts found", "under 'review first'", "what kept the others out", "roles right"),
        tuple(rows),
        "networks of another size, rhythm or skill than those planted; see the power curves for where finding ends.",
        "Found means: in a cluster marked 'review first' or 'coordinated, authenticity unclear', by more than one tie. "
        "Roles (poster, amplifier) are compared for the accounts found.",
    )


def _network(items: Sequence[NetworkScore]) -> tuple[str, ...]:
    causes, confusions = Counter[str](), Counter[str]()
    for item in items:
        causes.update(item.causes)
        confusions.update(item.confusions)
    wrong = f" ({in_words(confusions)})" if confusions else ""
    return (
        str(pooled(item.recall for item in items)),
        str(pooled(item.recall_review_first for item in items)),
        in_words(causes) or "–",
        f"{pooled(item.roles for item in items)}{wrong}",
    )


def _crowds(done: Done) -> Table:
    counts: dict[str, Counter[str]] = {}
    for _, scores in done:
        for item in (row for score in scores for row in score.innocents if row.kind == "crowd"):
            own = counts.setdefault(item.name, Counter())
            own.update(total=item.total, coordinated=item.coordinated, first=item.review_first)
    rows = [
        (
            name.replace("_", " ") or "ordinary people",
            f"{own['total']:,}",
            f"{own['coordinated']:,}",
            f"{own['first']:,}",
        )
        for name, own in sorted(counts.items())
    ]
    return Table(
        "Innocent crowds",
        ("crowd", "accounts in all runs", "in any co-ordinated cluster", "under 'review first' (goal: 0)"),
        tuple(rows),
        "crowds that are not generated here. Fan clubs, newsrooms and viewers of a live event do act together: to be "
        "shown as 'coordinated, authenticity unclear' is right for them, to be put first is not.",
    )


SECTION = Section(10, "Planted networks in organic traffic", _make)
