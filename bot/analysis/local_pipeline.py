"""The pipeline of this machine: ingest, the local engine, the analysis, the pictures. Heavy parts load on first use."""

import csv
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.analysis.pipeline import DataFile, Progress, RunInputs
from bot.errors import InputError, SourceError, UserError
from bot.ingest.albums import only_pictures
from bot.ingest.limits import DEFAULT_LIMITS, Limits
from bot.protocols import Engine, Parameters, Record, Source
from bot.report import Dataset, Rejected, Report

if TYPE_CHECKING:
    from bot.sources._public import Policy

POSTS_AN_ACCOUNT = 200
FETCHED = "fetched"
"""Folder of a case in which fetched profile pictures lie."""
_PICTURES_HINT = "Add the file that the pictures belong to; they are named after its accounts' ids or handles."
_KNOWN = frozenset(item.name for item in fields(Parameters))


@dataclass(frozen=True, slots=True)
class LocalPipeline:
    """Reads with `bot.ingest`, counts with the local engine; `sources` make live sources by platform, when needed.

    With `fetch_avatars` the pictures that profiles name are fetched from whom the `policy` allows.
    """

    sources: Mapping[str, Callable[[], Source]] = field(default_factory=dict)
    limits: Limits = DEFAULT_LIMITS
    memory_mb: int = 1024
    threads: int = 2
    posts_an_account: int = POSTS_AN_ACCOUNT
    fetch_avatars: bool = False
    policy: "Policy | None" = None

    def read(self, inputs: RunInputs, folder: Path, progress: Progress) -> Dataset:
        """Read the files; without files, look the handles up at their source. Profile pictures come last."""
        tables = [file for file in inputs.files if not only_pictures(file.path)]
        albums = [file for file in inputs.files if file not in tables]
        if albums and not tables and not inputs.source:
            raise InputError("These are profile pictures; the posts or accounts are missing.", _PICTURES_HINT)
        dataset = self._tables(inputs, tables, folder, progress)
        if inputs.purpose == "compare":
            return dataset
        if not albums:
            return self._with_fetched(dataset, folder, inputs, progress) if self.fetch_avatars else dataset
        from bot.ingest.avatars import read_avatars  # noqa: PLC0415 - a face detector may load with it

        newest = albums[-1]
        return read_avatars(newest.path, folder, name=newest.name, progress=progress).told_in(dataset)

    def _with_fetched(self, dataset: Dataset, folder: Path, inputs: RunInputs, progress: Progress) -> Dataset:
        """Fetch the pictures that profiles name; they are kept beside the case's runs, and expire with them."""
        from bot.ingest.avatars import addresses_of_avatars, write_avatars  # noqa: PLC0415 - as above
        from bot.sources._pictures import Fetched, PictureFetcher  # noqa: PLC0415 - as above
        from bot.sources._public import Policy  # noqa: PLC0415 - as above

        wanted, outcome = addresses_of_avatars(folder), Fetched()
        if not wanted:
            return dataset
        fetcher = PictureFetcher(inputs.folder.parent / FETCHED, self.policy or Policy())
        read = write_avatars(fetcher.fetch(wanted, progress, outcome), folder)
        for item in read.rejected:
            outcome.got -= 1
            outcome.missed[item.reason] += 1
        return replace(dataset, notes=(*dataset.notes, outcome.told)) if outcome.told else dataset

    def _tables(self, inputs: RunInputs, files: Sequence[DataFile], folder: Path, progress: Progress) -> Dataset:
        from bot.ingest import intake  # noqa: PLC0415 - heavy, and of no use to the process that listens

        csv.field_size_limit(self.limits.max_field)
        chosen = parameters_of(inputs) if inputs.purpose != "compare" else None  # a look at accounts takes everything
        if not files:
            records = self._records(inputs, progress)
            lacks = _lacks_of(inputs.source)
            return intake.write_records(
                records, folder, format=inputs.source, lacks=lacks, now=lambda: inputs.now, parameters=chosen
            )
        formats = {file.format for file in files}
        mapping = {name: column for file in files for name, column in (file.mapping or {}).items()}
        return intake.read_files(
            [(file.path, file.name) for file in files],
            folder,
            format=formats.pop() if len(formats) == 1 and formats != {""} else None,
            mapping=mapping,
            limits=self.limits,
            progress=progress,
            now=lambda: inputs.now,
            parameters=chosen,
        )

    def engine(self, folder: Path) -> Engine:
        """Open the local engine."""
        from bot.engine.local import LocalEngine  # noqa: PLC0415 - the same

        return LocalEngine(folder, self.memory_mb, self.threads)

    def analyse(self, engine: Engine, dataset: Dataset, inputs: RunInputs, progress: Progress) -> Report:
        """Run the detectors, clustering and fusion; the named accounts get C0."""
        from bot.analysis.analyse import analyse  # noqa: PLC0415 - the same

        named = [handle.partition(":")[2] for handle in inputs.handles]
        return analyse(
            engine,
            dataset,
            parameters_of(inputs),
            named=named,
            baseline=inputs.baseline,
            snapshots=inputs.seen,
            protected=inputs.protected,
            progress=progress,
        )

    def pictures(
        self, engine: Engine, report: Report, cluster_id: str, folder: Path, excluded: Collection[str]
    ) -> tuple[tuple[Path, str], ...]:
        """Draw one cluster."""
        from bot.reporting.plots import picture_alt, render_cluster_pictures  # noqa: PLC0415 - the same

        cluster = next(item for item in report.clusters if item.id == cluster_id)
        paths = render_cluster_pictures(engine, report, cluster_id, folder, excluded)
        return tuple((path, picture_alt(cluster, path, excluded)) for path in paths)

    def _records(self, inputs: RunInputs, progress: Progress) -> Iterator[Record]:
        if inputs.source not in self.sources:
            raise InputError(
                f"No source is set up for {inputs.source or 'these accounts'}.", "Add a file with their posts instead."
            )
        source, found = self.sources[inputs.source](), 0
        for number, handle in enumerate(inputs.handles, start=1):
            platform, _, name = handle.partition(":")
            progress("looking up the accounts", number - 1, len(inputs.handles))
            if platform != inputs.source:
                yield Rejected(platform, number, f"no source for {platform}")
                continue
            for record in self._of(source, name, number):
                found += not isinstance(record, Rejected)
                yield record
        if not found:
            raise InputError(
                "None of these accounts could be found.", "Check the spelling, for example bsky:alice.bsky.social."
            )

    def _of(self, source: Source, name: str, number: int) -> Iterator[Record]:
        try:
            account = source.profile(name)
            posts = source.recent_posts(account.account_id, self.posts_an_account) if account.status == "active" else []
        except UserError as error:
            yield Rejected(source.platform, number, error.text)
            return
        except SourceError as error:
            yield Rejected(source.platform, number, f"the platform did not answer ({error})")
            return
        yield account
        yield from posts


def _lacks_of(platform: str) -> tuple[str, ...]:
    """What a live source never tells, by its plugin."""
    from bot import sources  # noqa: PLC0415 - as above
    from bot.registry import discover  # noqa: PLC0415 - as above

    found: tuple[str, ...] = discover(sources, "SOURCE")[platform].lacks
    return found


def parameters_of(inputs: RunInputs) -> Parameters:
    """The run's stored parameters as the analysis wants them; keys that are not its own are left out."""
    chosen: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in inputs.parameters.items()
        if name in _KNOWN
    }
    return Parameters(**{**chosen, "seed": inputs.seed})
