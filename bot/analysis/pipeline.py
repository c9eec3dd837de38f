"""What a run is made of: the inputs that travel to the analysing process, and the steps that it takes there."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.analysis.baseline import BaselineRates
from bot.model import Snapshot
from bot.protocols import Engine
from bot.report import Dataset, Report, SharedObject, Suggestion

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total)."""

RESULT = "result.json"
DATA = "data"
PICTURES = "pictures"
PAIRS_A_CLUSTER = 100
OBJECTS_A_PAIR = 3
"""Of a group so many ties (and one of each further account) are kept with posts, each with so many shared things."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """One stored file of a run; `name` is for people, `path` is ours."""

    path: Path
    name: str
    format: str = ""
    mapping: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class PriorCluster:
    """A cluster that the case has already: what a rerun finds is matched with these.

    `signs` are the detectors that its evidence came from, `suggestion` its place; None = not known.
    """

    key: str
    version: int
    account_ids: frozenset[str]
    excluded: frozenset[str] = frozenset()
    signs: frozenset[str] | None = None
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class RunInputs:
    """Everything that the analysing process is told; it can be pickled and holds no connection."""

    purpose: str
    folder: Path
    files: tuple[DataFile, ...]
    handles: tuple[str, ...]
    source: str
    parameters: Mapping[str, Any]
    seed: int
    priors: tuple[PriorCluster, ...] = ()
    watched: tuple[str, ...] = ()
    redraw: str = ""
    data_folder: Path | None = None
    now: int = 0
    before: int = 0
    seen: tuple[Snapshot, ...] = ()
    baseline: BaselineRates | None = None
    protected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """One picture file of a cluster."""

    key: str
    path: Path
    alt: str


@dataclass(frozen=True, slots=True)
class ClusterEvidence:
    """The shared objects that are kept of a cluster."""

    key: str
    pairs: tuple[SharedObject, ...]


@dataclass(frozen=True, slots=True)
class RunResult:
    """What the analysing process leaves behind in `result.json`, clusters already named as the case knows them."""

    report: Report | None = None
    evidence: tuple[ClusterEvidence, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    baseline: tuple[Snapshot, ...] = ()
    input_sha256: str = ""


class Pipeline(Protocol):
    """The steps of an analysis; built by the app, used in the analysing process."""

    def read(self, inputs: RunInputs, folder: Path, progress: Progress) -> Dataset:
        """Read the files, or look the handles up, into the folder's tables."""

    def engine(self, folder: Path) -> Engine:
        """Open the folder's tables."""

    def analyse(self, engine: Engine, dataset: Dataset, inputs: RunInputs, progress: Progress) -> Report:
        """Find and judge the clusters."""

    def pictures(
        self, engine: Engine, report: Report, cluster_id: str, folder: Path, excluded: Collection[str]
    ) -> tuple[tuple[Path, str], ...]:
        """Draw one cluster; gives (path, alternative text) of each picture."""


PipelineFactory = Callable[[], Pipeline]
"""Called in the analysing process: has to be picklable (a module's function, or a partial of one)."""
