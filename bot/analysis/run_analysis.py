"""The analysis itself, as the analysing process runs it: files in, `result.json`, `report.json` and pictures out.

It touches no database: what it found becomes visible when the worker saves the result.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bot.analysis.account_changes import EXPORT, short_digest
from bot.analysis.evidence import gather_evidence
from bot.analysis.matching import rename
from bot.analysis.pipeline import DATA, PICTURES, RESULT, DrawnPicture, Pipeline, Progress, RunInputs, RunResult
from bot.model import AccountState, Snapshot
from bot.protocols import Engine
from bot.report import Report
from bot.reporting.report_json import report_json
from storage.codec import decode, encode

MOST_PICTURES = 6
_CHUNK = 1 << 20


def run_analysis(pipeline: Pipeline, inputs: RunInputs, progress: Progress) -> None:
    """Do what the run is for, and leave the result in its folder."""
    if inputs.redraw:
        _redraw(pipeline, inputs, progress)
        return
    data = inputs.folder / DATA
    dataset = pipeline.read(inputs, data, progress)
    with _opened(pipeline, data) as engine:
        if inputs.purpose == "compare":
            before = _before(pipeline, inputs)
            result = RunResult(snapshots=_snapshots(engine, inputs, inputs.now), baseline=before)
        else:
            report = rename(pipeline.analyse(engine, dataset, inputs, progress), inputs.priors)
            result = _finish(pipeline, engine, report, inputs, progress)
    write_result(inputs.folder, replace(result, input_sha256=_fingerprint(inputs)))


@contextmanager
def _opened(pipeline: Pipeline, folder: Path) -> Iterator[Engine]:
    """The engine over a folder's tables; closed afterwards, where it has something to close."""
    engine = pipeline.engine(folder)
    try:
        yield engine
    finally:
        close: Callable[[], None] | None = getattr(engine, "close", None)
        if close is not None:
            close()


def write_result(folder: Path, result: RunResult) -> None:
    """Write the result so that a reader sees all of it or nothing."""
    unfinished = folder / f"{RESULT}.part"
    unfinished.write_text(json.dumps(encode(result)), encoding="utf-8")
    unfinished.replace(folder / RESULT)


def read_result(folder: Path) -> RunResult:
    """Read what the analysing process has left."""
    return decode(RunResult, json.loads((folder / RESULT).read_text(encoding="utf-8")))


def drawn_pictures(folder: Path) -> tuple[DrawnPicture, ...]:
    """The pictures that the analysing process has listed in its folder."""
    listed = folder / PICTURES / "pictures.json"
    if not listed.exists():
        return ()
    rows = json.loads(listed.read_text(encoding="utf-8"))
    return tuple(DrawnPicture(row["key"], folder / PICTURES / row["name"], row["alt"]) for row in rows)


def _finish(pipeline: Pipeline, engine: Engine, report: Report, inputs: RunInputs, progress: Progress) -> RunResult:
    excluded = {prior.key: prior.excluded for prior in inputs.priors}
    (inputs.folder / "report.json").write_text(report_json(report), encoding="utf-8")
    wanted = [cluster.id for cluster in report.clusters][:MOST_PICTURES]
    _draw(pipeline, engine, report, wanted, excluded, inputs.folder / PICTURES, progress)
    progress("gathering the posts", 0, 1)
    return RunResult(report, gather_evidence(engine, report))


def _redraw(pipeline: Pipeline, inputs: RunInputs, progress: Progress) -> None:
    data = inputs.data_folder or inputs.folder / DATA
    report = read_result(data.parent).report
    if report is None:
        return
    excluded = {prior.key: prior.excluded for prior in inputs.priors}
    with _opened(pipeline, data) as engine:
        _draw(pipeline, engine, report, [inputs.redraw], excluded, inputs.folder / PICTURES, progress)


def _draw(
    pipeline: Pipeline,
    engine: Engine,
    report: Report,
    keys: Iterable[str],
    excluded: dict[str, frozenset[str]],
    folder: Path,
    progress: Progress,
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    listed, wanted = [], list(keys)
    for number, key in enumerate(wanted):
        progress("drawing", number, len(wanted))
        for path, alt in pipeline.pictures(engine, report, key, folder, excluded.get(key, frozenset())):
            listed.append({"key": key, "name": path.name, "alt": alt})
    (folder / "pictures.json").write_text(json.dumps(listed), encoding="utf-8")


def _before(pipeline: Pipeline, inputs: RunInputs) -> tuple[Snapshot, ...]:
    """What the case's own data said of the watched accounts, where they are still kept."""
    if inputs.data_folder is None or not inputs.data_folder.is_dir():
        return ()
    with _opened(pipeline, inputs.data_folder) as engine:
        return _snapshots(engine, inputs, inputs.before)


def _snapshots(engine: Engine, inputs: RunInputs, at: int) -> tuple[Snapshot, ...]:
    """What an export says of the watched accounts that are in it."""
    accounts, watched = engine.accounts(), set(inputs.watched)
    return tuple(
        Snapshot(
            account_id=account_id,
            handle=accounts.handle[row],
            name=accounts.name[row],
            state=AccountState.ACTIVE,
            bio_hash=short_digest(accounts.bio[row]),
            avatar_hash=short_digest(accounts.avatar[row]),
            created=_known(int(accounts.created[row])),
            followers=_known(int(accounts.followers[row])),
            posts_total=_known(int(accounts.posts_total[row])),
            source=EXPORT,
            at=at,
        )
        for row, account_id in enumerate(accounts.ids)
        if account_id in watched and accounts.acted[row]
    )


def _known(number: int) -> int | None:
    return number if number >= 0 else None


def _fingerprint(inputs: RunInputs) -> str:
    """SHA-256 over the inputs: the files' bytes in order, or the handles."""
    total = hashlib.sha256()
    for file in inputs.files:
        with file.path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                total.update(chunk)
    if not inputs.files:
        total.update("\n".join(inputs.handles).encode())
    return total.hexdigest()
