"""Planted networks and traps: precision of 'review first', recall and roles per network, false alarms on innocents."""

from collections.abc import Callable, Sequence

from bot.evaluation.intervals import said
from bot.evaluation.section import Section, Table, Trials
from bot.evaluation.trials import Share, TrialScore, pooled, run_trials
from bot.evaluation.worlds import SCENARIOS


def _said(share: Share) -> str:
    return said(share.hits, share.total)


def _make(trials: Trials, say: Callable[[str], None]) -> tuple[Table, ...]:
    done: list[tuple[str, str, list[TrialScore]]] = []
    for scenario in SCENARIOS:
        say(f"planted networks: {scenario.name}")
        done.append((scenario.name, scenario.what, run_trials(scenario.make, trials.seeds)))
    return (_worlds(done), _networks(done))


def _worlds(done: Sequence[tuple[str, str, list[TrialScore]]]) -> Table:
    rows = [
        (
            name,
            what,
            str(len(scores)),
            _said(pooled(score.precision for score in scores)),
            _said(pooled(score.precision_coordinated for score in scores)),
            str(sum(score.review_first for score in scores)),
            _said(pooled(score.trapped for score in scores)),
        )
        for name, what, scores in done
    ]
    total = [score for _, _, scores in done for score in scores]
    rows.append(
        (
            "**all**",
            "",
            str(len(total)),
            _said(pooled(score.precision for score in total)),
            _said(pooled(score.precision_coordinated for score in total)),
            str(sum(score.review_first for score in total)),
            _said(pooled(score.trapped for score in total)),
        )
    )
    return Table(
        "Worlds",
        (
            "world",
            "what is in it",
            "runs",
            "planted among accounts in 'review first'",
            "planted among accounts in 'review first' or 'coordinated, unclear'",
            "clusters 'review first'",
            "innocent accounts in 'review first'",
        ),
        tuple(rows),
        "how real campaigns differ from generated ones; the background is generated too, and people of flesh and blood "
        "have habits that no generator has.",
    )


def _networks(done: Sequence[tuple[str, str, list[TrialScore]]]) -> Table:
    rows = []
    for name, _, scores in done:
        for network in sorted({item.network for score in scores for item in score.networks}):
            items = [item for score in scores for item in score.networks if item.network == network]
            recall, first = pooled(item.recall for item in items), pooled(item.recall_review_first for item in items)
            rows.append((name, network, _said(recall), _said(first), _said(pooled(item.roles for item in items))))
    return Table(
        "Planted networks",
        ("world", "network", "accounts found as coordinated", "of them under 'review first'", "roles right"),
        tuple(rows),
        "networks of another size, rhythm or skill than those planted; see the power curves for where recall ends.",
    )


SECTION = Section(1, "Planted networks in organic traffic", _make)
