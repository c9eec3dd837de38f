"""False alarms by language and by age of the account: nobody may be reported more often for what they are."""

from collections import defaultdict
from collections.abc import Iterable

from bot.evaluation.innocents import AGES, OLDEST, Innocents
from bot.evaluation.section import Say, Section, Table, Trials
from bot.evaluation.shares import Share, pooled
from bot.evaluation.worlds import scenario

WORLD = "traps in five languages"
LIMIT = 2.0
LANGUAGES = {"en": "English", "es": "Spanish letters", "uk": "Cyrillic", "ar": "Arabic script", "ja": "Japanese script"}


def strata_rows(trials: Trials) -> list[Innocents]:
    """Counts by stratum over the runs of the world with several languages."""
    scores = scenario(WORLD).scores(trials.laboratory, trials.seeds)
    return [row for score in scores for row in score.innocents]


def worst(rows: Iterable[Innocents]) -> tuple[str, float]:
    """The stratum with the highest rate of reported accounts, as a multiple of the overall rate; ('', 0) if none."""
    held = list(rows)
    found = [("", 0.0)]
    for kind in ("language", "age"):
        names = sorted({row.name for row in held if row.kind == kind})
        overall = pooled(_coordinated(held, kind, names))
        for name in names:
            rate = pooled(_coordinated(held, kind, [name])).rate
            found.append((name, rate / overall.rate if overall.rate else 0.0))
    return max(found, key=lambda row: row[1])


def _coordinated(rows: Iterable[Innocents], kind: str, names: Iterable[str]) -> list[Share]:
    wanted = set(names)
    return [Share(row.coordinated, row.total) for row in rows if row.kind == kind and row.name in wanted]


def _table(rows: list[Innocents], kind: str, names: list[str], title: str) -> Table:
    overall = pooled(_coordinated(rows, kind, names))
    first: dict[str, Share] = defaultdict(Share)
    for row in rows:
        if row.kind == kind:
            first[row.name] += Share(row.review_first, row.total)
    lines = []
    for name in names:
        share = pooled(_coordinated(rows, kind, [name]))
        if not share.total:
            continue
        times = share.rate / overall.rate if overall.rate else 0.0
        lines.append(
            (LANGUAGES.get(name, name), str(share), f"{times:.2f}", "yes" if times > LIMIT else "no", str(first[name]))
        )
    total = pooled(first.values())
    lines.append(("**all**", str(overall), "1.00" if overall.rate else "0.00", "", str(total)))
    return Table(
        title,
        (
            kind,
            "innocent accounts shown as co-ordinated",
            "times the overall rate",
            "over twice the overall rate",
            "under 'review first' (goal: 0)",
        ),
        tuple(lines),
        "how languages and generations behave in life: all generated people follow the same habits, so this shows what "
        "script, community size and age alone do to the detectors.",
        "Innocent crowds that act together count here too: they are the accounts that can be reported at all.",
    )


def _make(trials: Trials, say: Say) -> tuple[Table, ...]:
    say("false alarms by language and age")
    rows = strata_rows(trials)
    ages = [name for _, name in AGES] + [OLDEST]
    return (
        _table(rows, "language", list(LANGUAGES), "By language and script"),
        _table(rows, "age", ages, "By age of the account"),
    )


SECTION = Section(40, "Who is reported by mistake?", _make)
