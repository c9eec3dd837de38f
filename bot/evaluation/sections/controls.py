"""Real controls and a real takedown, from a folder that is given; they can't ship with the project."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.engine.local import LocalEngine
from bot.errors import InputError
from bot.evaluation.section import NOT_RUN, Section, Table, Trials
from bot.ingest.intake import read_files
from bot.protocols import Parameters
from bot.report import Report
from bot.triage.analyse import analyse

CONTROLS = ("organic/twint_fsl", "organic/python_twitter_v1", "organic/twibot20_sample")
TAKEDOWNS = ("io/rna_0621", "coordination/russian_coord_tweets.csv")
DATA_FILES = frozenset({".csv", ".json", ".jsonl", ".gz"})


def _files(place: Path) -> list[tuple[Path, str]]:
    found = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.suffix in DATA_FILES)
    return [(path, path.name) for path in found]


def report_on_files(files: Sequence[tuple[Path, str]]) -> Report:
    """Read real files and analyse them with the default parameters."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        dataset = read_files(files, folder)
        with LocalEngine(folder) as engine:
            return analyse(engine, dataset, Parameters())


def _row(data: Path | None, place: str) -> tuple[str, ...]:
    if data is None or not (data / place).exists():
        return (place, *(NOT_RUN,) * 5)
    try:
        report = report_on_files(_files(data / place))
    except InputError as error:
        return (place, "could not be read", error.text.replace("\n", " ")[:120], "", "", "")
    clusters = [cluster for cluster in report.clusters if cluster.id != "C0"]
    kinds = Counter(cluster.suggestion.value for cluster in clusters)
    detectors = Counter(item.detector for cluster in clusters for item in cluster.findings if item.bucket > 0)
    size = f"{report.dataset.accounts:,} accounts, {report.dataset.posts or report.dataset.shares:,} rows"
    said = ", ".join(f"{name.replace('_', ' ')}: {number}" for name, number in sorted(kinds.items())) or "none"
    evidence = ", ".join(f"{name} in {number}" for name, number in sorted(detectors.items())) or "none"
    alarms = f"{report.false_alarm_card.null_alarms} in {report.false_alarm_card.null_runs}"
    return (place, size, str(kinds["review_first"]), said, evidence, alarms)


def _make(trials: Trials, say: Callable[[str], None]) -> tuple[Table, ...]:
    columns = ("set", "size", "'review first'", "clusters", "detectors with evidence", "alarms in time-shuffled copies")
    tables = []
    for title, places, limits in (
        ("Organic controls (goal: 0 'review first')", CONTROLS, "crowds that these few sets do not hold."),
        (
            "Known operations",
            TAKEDOWNS,
            "what the platform knew besides: these exports hold no logins, and times to the minute or no texts.",
        ),
    ):
        say(title)
        tables.append(Table(title, columns, tuple(_row(trials.data, place) for place in places), limits))
    return tuple(tables)


SECTION = Section(4, "Real sets", _make)
