"""Real data sets by their folder inside the one that was given: read once, analysed with the default settings."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.analysis.analyse import analyse
from bot.engine.local import LocalEngine
from bot.errors import InputError
from bot.evaluation import twibot
from bot.evaluation.reference import russian_file
from bot.evaluation.section import Trials
from bot.evaluation.textrates import own_texts
from bot.ingest.intake import read_files, write_records
from bot.protocols import Parameters, Posts
from bot.report import Dataset, Report

CONTROLS = ("organic/twint_fsl", "organic/python_twitter_v1", "organic/twibot20_sample")
TAKEDOWNS = ("io/rna_0621",)
SHIPPED = "russian_coord_tweets.csv.gz"
DATA_FILES = frozenset({".csv", ".json", ".jsonl", ".gz"})


def files_of(place: Path) -> list[tuple[Path, str]]:
    """Data files of a folder (or the file itself) with their names, by path."""
    found = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.suffix in DATA_FILES)
    return [(path, path.name) for path in found]


def read_into(folder: Path, files: Sequence[tuple[Path, str]]) -> Dataset:
    """Read real files into a run's folder."""
    users = twibot.users_in(files[0][0].parent) if files else []
    if users:
        return write_records(twibot.accounts_of(users), folder, format="TwiBot-20 sample", lacks=("posts", "times"))
    return read_files(files, folder)


def texts_of(place: Path) -> list[tuple[int, str]]:
    """(author, normalised text) of a real set's own posts."""
    if users := twibot.users_in(place):
        return twibot.own_texts_of(users)
    return own_texts(posts_of(place))


def posts_of(place: Path) -> Posts:
    """The posts of a real set."""
    with TemporaryDirectory() as name:
        read_files(files_of(place), Path(name))
        with LocalEngine(Path(name), threads=1) as engine:
            return engine.posts()


def report_on_files(files: Sequence[tuple[Path, str]]) -> Report:
    """Read real files and analyse them with the default parameters; one thread."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        dataset = read_into(folder, files)
        with LocalEngine(folder, threads=1) as engine:
            return analyse(engine, dataset, Parameters())


def report_of(trials: Trials, place: str) -> Report | str:
    """The report on one real set, or why there is none: '' where it is not there, else what the reader says."""
    path = russian_file() if place == SHIPPED else trials.data / place if trials.data else None
    if path is None or not path.exists():
        return ""

    def build() -> Report | str:
        try:
            return report_on_files(files_of(path))
        except InputError as error:
            return " ".join(error.text.split())

    return trials.laboratory.once(f"real set {place}", build)
