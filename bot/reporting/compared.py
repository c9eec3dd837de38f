"""Two data sets in pictures: when their accounts were made, how they grew, when, in which forms and scripts they post.

All accounts of both, not groups of them. Nobody is named; only the columns that are drawn are read.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.measures.formats import script_of, signature
from bot.measures.keyed import keyed_hash
from bot.measures.texts import normalise
from bot.protocols import I64, PostKind
from bot.reporting.habits import MOST_FORMS, form_label
from bot.reporting.panels import style
from bot.reporting.panels.dates import DAY, bins, date_axis
from bot.reporting.panels.forms import Forms, FormShare, draw_forms
from bot.reporting.panels.growth import draw_growth
from bot.reporting.panels.hours import draw_hours, fullest_share
from bot.reporting.panels.scripts import Writing, draw_scripts
from bot.reporting.plots import figure_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SAMPLE = 20_000
"""Posts of each data set whose text is read, by keyed hash."""
CAVEAT = "Whole data sets beside each other, not groups; contrasts between them say nothing about any person."


@dataclass(frozen=True, slots=True)
class Habit:
    """What is drawn of one data set; times in unix seconds."""

    name: str
    created: I64
    accounts: int
    times: I64
    noun: str
    writing: Writing
    forms: Counter[tuple[int, int, int, int, str]]
    own: int
    sampled: bool


def render_comparison(left: tuple[str, Path], right: tuple[str, Path], folder: Path) -> tuple[tuple[Path, str], ...]:
    """Draw both (name, folder of tables); gives (path, alternative text) of each picture."""
    one, two = (read_habit(name, tables) for name, tables in (left, right))
    title = f"{one.name} beside {two.name}"
    made = (
        ("accounts", _accounts(title, one, two), _alt_accounts(one, two)),
        ("habits", _habits(title, one, two), _alt_habits(one, two)),
    )
    found = []
    for what, figure, alt in made:
        path = folder / f"{title.lower().replace(' ', '-')}-{what}.png"
        figure.savefig(path, format="png", metadata={"Software": None})
        found.append((path, alt))
    return tuple(found)


def read_habit(name: str, folder: Path) -> Habit:
    """Read the columns that are drawn."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy, and this module is loaded with the exports

    accounts = pq.read_table(folder / "accounts.parquet", columns=["created", "acted"])
    acted = np.array(accounts["acted"].to_pylist(), dtype=bool)
    created = accounts["created"].fill_null(-1).to_numpy()[acted]
    posts = pq.read_table(folder / "posts.parquet", columns=["time", "kind"])
    times, noun = posts["time"].fill_null(-1).to_numpy(), "posts"
    kinds = posts["kind"].to_numpy()
    if not len(times):
        shares = pq.read_table(folder / "shares.parquet", columns=["time"])
        times, noun = shares["time"].to_numpy(), "shares"
    rows = np.flatnonzero(np.isin(kinds, (int(PostKind.ORIGINAL), int(PostKind.QUOTE))))
    chosen = _sample(rows)
    columns = ["time", "text", "media", "hashtags", "urls", "language"]
    texts = pq.read_table(folder / "posts.parquet", columns=columns).take(chosen).to_pylist() if len(chosen) else []
    return Habit(
        name=name,
        created=np.asarray(created, dtype=np.int64),
        accounts=int(acted.sum()),
        times=np.asarray(times, dtype=np.int64),
        noun=noun,
        writing=_writing(texts),
        forms=_forms(texts),
        own=len(chosen),
        sampled=len(chosen) < len(rows),
    )


def _sample(rows: I64) -> I64:
    if len(rows) <= SAMPLE:
        return rows
    hashes = keyed_hash(0, "compared", 0, "posts", np.zeros(1, dtype=np.uint64), rows.astype(np.uint64))
    return np.sort(rows[np.argsort(hashes, kind="stable")[:SAMPLE]])


def _writing(posts: Sequence[dict[str, object]]) -> Writing:
    found = [(post["time"], script_of(normalise(str(post["text"] or "")))) for post in posts]
    lettered = [(time, script) for time, script in found if script and time is not None]
    times = np.array([time for time, _ in lettered], dtype=np.int64)
    return Writing(times, tuple(script for _, script in lettered))


def _forms(posts: Sequence[dict[str, object]]) -> Counter[tuple[int, int, int, int, str]]:
    def many(post: dict[str, object], name: str) -> int:
        value = post[name]
        return len(value) if isinstance(value, list) else 0

    return Counter(
        signature(
            str(post["text"] or ""), many(post, "media"), many(post, "hashtags"), many(post, "urls"),
            str(post["language"] or ""),
        )
        for post in posts
    )  # fmt: skip


def _accounts(title: str, one: Habit, two: Habit) -> "Figure":
    figure = figure_of(f"{title} · their accounts")
    _made(figure.add_axes((0.07, 0.57, 0.9, 0.3)), one, two)
    draw_growth(figure.add_axes((0.07, 0.1, 0.9, 0.33)), [(one.name, one.created), (two.name, two.created)])
    figure.text(0.02, 0.015, CAVEAT, fontsize=style.SMALL_SIZE, color=style.QUIET)
    return figure


def _made(axes: "Axes", one: Habit, two: Habit) -> None:
    """Accounts made per day (or longer): the first as bars, the second over it as a line of the same total."""
    known, usual = (side.created[side.created >= 0] / DAY for side in (one, two))
    if not len(known):
        style.title(axes, "Accounts made")
        style.say_instead(axes, f"{one.name}: creation dates are not in the data")
        return
    edges, word = bins(np.concatenate([known, usual]))
    unknown = len(one.created) - len(known)
    style.title(axes, f"Accounts made, by {word}" + (f" ({unknown:,} of {one.name} not known)" if unknown else ""))
    axes.bar(
        edges[:-1], np.histogram(known, edges)[0], np.diff(edges),
        align="edge", color=style.BAR, label=f"{one.name}: {len(known):,} accounts", zorder=2,
    )  # fmt: skip
    if len(usual):
        scaled = np.histogram(usual, edges)[0] * (len(known) / len(usual))
        words = f"{two.name}: {len(usual):,} accounts, scaled to as many"
        axes.stairs(scaled, edges, color=style.INK, linewidth=1.8, label=words, zorder=3)
    else:
        axes.plot([], [], color="white", label=f"{two.name}: creation dates are not in the data")
    date_axis(axes)
    axes.grid(axis="y", color=style.GRID, zorder=0)
    axes.legend(frameon=False, fontsize=style.SMALL_SIZE, labelcolor=style.INK, loc="upper left")
    style.quiet_frame(axes)


def _habits(title: str, one: Habit, two: Habit) -> "Figure":
    figure = figure_of(f"{title} · how they write, and when", (12.0, 11.0))
    top = max(fullest_share(side.times) for side in (one, two))
    for left, side in ((0.07, one), (0.56, two)):
        scripts = figure.add_axes((left, 0.735, 0.41, 0.17))
        draw_scripts(scripts, side.writing)
        hours = figure.add_axes((left, 0.45, 0.37, 0.17))
        draw_hours(hours, side.times, side.noun, share_of=top)
        for axes in (scripts, hours):
            axes.set_title(
                f"{side.name}: {_lower(axes.get_title(loc='left'))}", fontsize=14, color=style.INK, loc="left"
            )
    forms = figure.add_axes((0.32, 0.115, 0.65, 0.25))
    draw_forms(forms, _beside(one, two), names=(one.name, two.name))
    style.title(forms, "Most common forms of their own posts")
    figure.text(0.02, 0.012, CAVEAT, fontsize=style.SMALL_SIZE, color=style.QUIET)
    return figure


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _beside(one: Habit, two: Habit) -> Forms:
    """The most common forms of both, in turn of their larger share."""
    both = set(one.forms) | set(two.forms)

    def larger(form: tuple[int, int, int, int, str]) -> float:
        return max(one.forms[form] / max(one.own, 1), two.forms[form] / max(two.own, 1))

    best = sorted(both, key=lambda form: (-larger(form), form))[:MOST_FORMS]
    pictures = any(form[0] for form in both)
    tongues = len({form[4] for form in best}) > 1
    shares = tuple(
        FormShare(
            form_label(form, pictures=pictures, language=tongues),
            one.forms[form] / max(one.own, 1),
            two.forms[form] / max(two.own, 1),
        )
        for form in best
    )
    return Forms(shares, one.own, two.own, sampled=one.sampled or two.sampled)


def _alt_accounts(one: Habit, two: Habit) -> str:
    return (
        f"When the accounts of {one.name} ({one.accounts:,}) and of {two.name} ({two.accounts:,}) were made: per day "
        f"or longer, with {two.name} over it as a line; and below, the share of each that existed at each time. "
        f"{_fullest(one)} {_fullest(two)}"
    )


def _fullest(side: Habit) -> str:
    """The one figure that the picture shows at a glance."""
    days = side.created[side.created >= 0] // DAY
    if not len(days):
        return f"{side.name} has no creation dates."
    counts = np.unique(days, return_counts=True)[1]
    return f"On its fullest day {side.name} gained {int(counts.max()):,} of {len(days):,} accounts."


def _alt_habits(one: Habit, two: Habit) -> str:
    def scripts(side: Habit) -> str:
        counts = Counter(side.writing.scripts).most_common(3)
        told = ", ".join(f"{name} {style.percent(number / len(side.writing.scripts))}" for name, number in counts)
        return f"{side.name}: {told or 'no texts of its own'}"

    return (
        f"How {one.name} and {two.name} write, and when: scripts of their own posts over time ({scripts(one)}; "
        f"{scripts(two)}), {one.noun} by hour and weekday in UTC, "
        "as percent of each data set in the same colours, and the most common forms of their own posts."
    )
