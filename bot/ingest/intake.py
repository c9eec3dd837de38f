"""The one way in: streams uploaded files, or records of a live source, into the typed tables of a run's folder."""

import csv
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from bot.errors import InputError
from bot.ingest.choosing import check_width, choose, named
from bot.ingest.decoding import TextLines
from bot.ingest.limits import DEFAULT_LIMITS, Limits
from bot.ingest.opening import parts_of
from bot.ingest.sieve import Known, Sieve, chooses, look, needs_first_look
from bot.ingest.store import Store
from bot.protocols import AccountRecord, Parameters, PostRecord, Reader, Record, ShareBatch
from bot.report import Dataset, Rejected

Progress = Callable[[str, int, int], None]
"""Called with (stage, bytes read, bytes in all)."""

_DAY_MS = 86_400_000
_PROGRESS_ROWS = 20_000


def system_now() -> int:
    """UTC milliseconds of this machine's clock."""
    return time.time_ns() // 1_000_000


def read_files(
    files: Sequence[tuple[Path, str]],
    folder: Path,
    *,
    format: str | None = None,  # noqa: A002 - the word that people type
    mapping: Mapping[str, str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress | None = None,
    now: Callable[[], int] = system_now,
    parameters: Parameters | None = None,
) -> Dataset:
    """Read (path, name for people) files into `folder`; InputError says what, where and what to do.

    `parameters` may choose a part of the data. Where that takes words or names, everything is read once before.
    """

    def read(sieve: Sieve | None) -> Dataset:
        return _read(files, folder, format, mapping or {}, limits, progress, now, sieve)

    return _chosen(read, folder, parameters or Parameters())


def _chosen(read: Callable[[Sieve | None], Dataset], folder: Path, parameters: Parameters) -> Dataset:
    if not chooses(parameters):
        return read(None)
    known = Known()
    if needs_first_look(parameters):
        read(None)
        known = look(folder, parameters)
    return read(Sieve(parameters, known))


def _read(
    files: Sequence[tuple[Path, str]],
    folder: Path,
    format_name: str | None,
    mapping: Mapping[str, str],
    limits: Limits,
    progress: Progress | None,
    now: Callable[[], int],
    sieve: Sieve | None,
) -> Dataset:
    csv.field_size_limit(limits.max_field)
    total = sum(path.stat().st_size for path, _ in files)
    before = 0
    used: list[Reader] = []
    noticed: set[str] = set()
    with Store(folder, (now() + _DAY_MS) // 1000, sieve) as store:
        for path, name in files:
            for lines, position in _texts(path, name, limits, len(used)):
                reader = _reader(lines, format_name, mapping, limits)
                used.append(reader)
                tell = _teller(progress, before, position, total)
                _consume(store, reader, lines, mapping, limits, tell)
                noticed |= lines.noticed
            before += path.stat().st_size
        store.observed.noticed |= noticed
        _refuse_nothing(store, [name for _, name in files])
        return store.finish(_names(used), _promised(used))


def write_records(
    records: Iterable[Record],
    folder: Path,
    *,
    format: str,  # noqa: A002 - the word that people type
    lacks: Sequence[str] = (),
    now: Callable[[], int] = system_now,
    parameters: Parameters | None = None,
) -> Dataset:
    """Write the records of a live source (accounts, posts) as a run's folder; none at all is allowed here."""
    chosen = parameters or Parameters()
    given = list(records) if needs_first_look(chosen) else records

    def write(sieve: Sieve | None) -> Dataset:
        with Store(folder, (now() + _DAY_MS) // 1000, sieve) as store:
            for number, record in enumerate(given, start=1):
                _put(store, record, format, number)
            return store.finish(format, lacks)

    return _chosen(write, folder, chosen)


def _texts(path: Path, name: str, limits: Limits, parts_before: int) -> Iterator[tuple[TextLines, Callable[[], int]]]:
    with ExitStack() as stack:
        for number, part in enumerate(stack.enter_context(parts_of(path, name, limits)), start=parts_before + 1):
            yield TextLines(part.stream, part.name, limits, number), part.position


def _reader(lines: TextLines, format_name: str | None, mapping: Mapping[str, str], limits: Limits) -> Reader:
    head = lines.head()
    if not any(line.strip() for line in head.lines):
        raise InputError("The file holds nothing but blanks.", "Export it again.", lines.name)
    check_width(head, limits)
    if format_name is not None:
        return named(format_name)
    reader, _ = choose(head)
    if mapping and not set(mapping) <= set(reader.mappable):
        return named("mapped_jsonl" if head.lines[0].lstrip()[:1] in {"{", "["} else "mapped_csv")
    return reader


def _consume(
    store: Store,
    reader: Reader,
    lines: TextLines,
    mapping: Mapping[str, str],
    limits: Limits,
    tell: Callable[[], None],
) -> None:
    if reader.batches is not None:
        for batch in reader.batches(lines, mapping):
            if isinstance(batch, ShareBatch):
                store.batch(batch, lines.name)
            else:
                store.reject(batch)
            _check_rows(store, limits, lines)
            tell()
        return
    for number, record in enumerate(reader.read(lines, mapping)):
        _put(store, record, lines.name, lines.at)
        if not number % _PROGRESS_ROWS:
            _check_rows(store, limits, lines)
            tell()


def _put(store: Store, read: Record, file: str, line: int) -> None:
    record = store.chosen(read)
    if record is None:
        return
    if isinstance(record, PostRecord):
        store.post(record, file, line)
    elif isinstance(record, AccountRecord):
        store.account(record, file, line)
    elif isinstance(record, Rejected):
        store.reject(record)
    else:
        store.share(record, file, line)


def _check_rows(store: Store, limits: Limits, lines: TextLines) -> None:
    if store.rows + store.rejected_total > limits.max_rows:
        raise InputError(
            f"The data have more than {limits.max_rows:,} rows.",
            "Split them by date.",
            lines.name,
        )


def _teller(progress: Progress | None, before: int, position: Callable[[], int], total: int) -> Callable[[], None]:
    def tell() -> None:
        if progress is not None:
            progress("reading", min(before + position(), total), total)

    return tell


def _refuse_nothing(store: Store, names: Sequence[str]) -> None:
    if store.rows or len(store.book) or store.sieve is not None:
        return
    where = ", ".join(names)
    if store.rejected_total:
        first = store.first_rejected()
        raise InputError(
            f"None of the {store.rejected_total:,} rows could be read. Line {first.line}: {first.reason}.",
            "Check that the columns hold what their names say.",
            where,
        )
    raise InputError("The file has column names and no rows.", "Export it again with posts or accounts in it.", where)


def _names(used: Sequence[Reader]) -> str:
    return "+".join(dict.fromkeys(reader.name for reader in used))


def _promised(used: Sequence[Reader]) -> tuple[str, ...]:
    """What none of the formats holds."""
    return tuple(sorted(set.intersection(*(set(reader.lacks) for reader in used))))
