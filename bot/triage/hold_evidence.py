"""Holds a case: what it cites is copied with its hash, time and source, and nothing of it expires until released.

The copies outlive the raw posts: after a release those expire in time, while pairs, profiles and pictures that were
frozen stay until the case is purged (docs/adr/0011).
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.analysis.pipeline import DATA
from bot.errors import Conflict, InputError
from bot.model import AccountStatus, Case, Member, Person, RightRole, Run
from bot.report import SharedObject
from bot.reporting.addresses import account_address, platform, post_address
from bot.reporting.canonical import canonical_json, plain
from bot.reporting.exclusions import Exclusions
from bot.triage import announce
from bot.triage.access import need_role, see_case
from bot.triage.desk import DatabaseUnavailable, Desk
from bot.triage.folders import HELD, UNFINISHED, discard
from bot.triage.set_aside import evidence_of, exclusions_of
from storage import cases, clusters, drawings, journal, proof, runs
from storage.clusters import Head
from storage.codec import encode
from storage.database import Transaction
from storage.proof import HeldFile


@dataclass(frozen=True, slots=True)
class _Cited:
    """What a cluster cites: its pairs, its members, its pictures' places, and whom people excluded."""

    head: Head
    pairs: tuple[SharedObject, ...]
    members: tuple[Member, ...]
    pictures: tuple[str, ...]
    exclusions: Exclusions


def hold_case(desk: Desk, person: Person, case_id: int, reason: str) -> Case:
    """Freeze what the case cites, and keep its raw posts beyond their date, with a reason."""
    need_role(person, RightRole.ANALYST, "hold evidence")
    if not reason.strip():
        raise InputError("Why is the evidence held?", "Write one sentence: it stays in the history.", where="reason")
    with desk.database.reading() as tx:
        case = _may_hold(tx, person, case_id, lock=False)
        shown = cases.shown_run(tx, case.id)
        run = runs.get(tx, shown) if shown is not None else None
        report = runs.report(tx, shown) if shown is not None else None
        cited = _cited(tx, case)
    source = _source(case, run, report.dataset.format if report is not None else case.source)
    folder = desk.case_folder(case.id) / HELD / desk.new_token()
    with _all_or_nothing(desk, person, case.id, folder):
        frozen = _freeze(desk, case, run, cited, source, folder)
        return _record(desk, person, case.id, reason.strip(), frozen)


def _record(desk: Desk, person: Person, case_id: int, reason: str, frozen: Sequence[HeldFile]) -> Case:
    """Keep that it is held, unless it may not be any more."""
    with desk.database.transaction() as tx:
        case = _may_hold(tx, person, case_id, lock=True)
        proof.add_hold(tx, case.team_id, case.id, person.user_id, reason, frozen, desk.now())
        changed = cases.change(tx, case.id, held_by=person.user_id)
        counts = _counts(frozen)
        detail = {"reason": reason, "files": len(frozen), **counts}
        journal.record(tx, case.team_id, person.user_id, "held", case_id=case.id, detail=detail, at=desk.now())
        said = {"by": person.user_id, "reason": reason, **counts}
        _tell(tx, desk, changed, "held", said)
        return changed


def release_case(desk: Desk, person: Person, case_id: int) -> Case:
    """Let raw posts expire after all, with a warning before as if nobody had been warned; frozen copies stay."""
    need_role(person, RightRole.ANALYST, "release evidence")
    with desk.database.transaction() as tx:
        case = see_case(tx, person, case_id, lock=True)
        if not case.held_by:
            raise Conflict("The evidence of this case is not held.", "Nothing has to be done.")
        proof.release(tx, case.id, desk.now())
        changed = cases.change(tx, case.id, held_by="", raw_warned_at=None)
        journal.record(tx, case.team_id, person.user_id, "released", case_id=case.id, detail={}, at=desk.now())
        _tell(tx, desk, changed, "released", {"by": person.user_id, "reason": ""})
        return changed


def _may_hold(tx: Transaction, person: Person, case_id: int, *, lock: bool) -> Case:
    case = see_case(tx, person, case_id, lock=lock)
    if case.raw_purged_at is not None:
        raise Conflict(
            "The raw posts of this case have expired already.", "Findings, votes and pictures are still here."
        )
    return case


def _cited(tx: Transaction, case: Case) -> tuple[_Cited, ...]:
    return tuple(_cited_by(tx, head) for head in clusters.heads(tx, [case.id]) if head.current)


def _cited_by(tx: Transaction, head: Head) -> _Cited:
    out = exclusions_of(tx, head)
    pairs, _ = evidence_of(tx, head, out)
    members = clusters.members(tx, head.id, head.report_id)
    return _Cited(head, pairs, members, tuple(row.place for row in drawings.newest(tx, head.report_id)), out)


@contextmanager
def _all_or_nothing(desk: Desk, person: Person, case_id: int, folder: Path) -> Iterator[None]:
    """A folder for copies that is gone again if they are not held; until they are it is marked (`sweep_folders`)."""
    mark = folder / UNFINISHED
    try:
        folder.mkdir(parents=True)
        mark.touch()
        yield
    except DatabaseUnavailable:
        raise  # perhaps it was committed: nobody knows until the database answers
    except BaseException as error:
        discard(folder)
        if isinstance(error, FileNotFoundError):  # a purge took the folder away: then that is told
            with desk.database.reading() as tx:
                _may_hold(tx, person, case_id, lock=False)
        raise
    mark.unlink(missing_ok=True)


def _freeze(
    desk: Desk, case: Case, run: Run | None, cited: Sequence[_Cited], source: Mapping[str, Any], folder: Path
) -> list[HeldFile]:
    """Copy everything into a folder of its own, with a manifest; gives the rows that say what is where."""
    profiles = _profiles(desk, case, run, cited)
    frozen = [
        _write(desk, item.head, folder / name, kind, count, content)
        for item in cited
        for name, kind, count, content in _files(desk, item, source, profiles)
    ]
    listed = [{"name": item.name, "kind": item.kind, "items": item.items, "sha256": item.sha256} for item in frozen]
    manifest = {"case": case.number, "frozen_at": desk.now(), "source": source, "files": listed}
    (folder / "manifest.json").write_text(canonical_json(manifest), encoding="utf-8")
    return frozen


def _files(
    desk: Desk, item: _Cited, source: Mapping[str, Any], profiles: Mapping[str, Any]
) -> Iterator[tuple[str, str, int, bytes]]:
    """(name, kind, how many items, content) of what one cluster cites, nobody excluded."""
    where, key = str(source["format"]), item.head.key
    pairs = [_pair(encode(pair), where) for pair in item.pairs]
    kept = [member for member in item.members if member.status is not AccountStatus.EXCLUDED]
    people = [item.exclusions.value(_profile(one, where, profiles)) for one in kept]
    for name, kind, entries in (("posts", "posts", pairs), ("profiles", "profiles", people)):
        document = {"group": key, "version": item.head.version, "source": source, "frozen_at": desk.now()}
        listed = [{"sha256": digest(canonical_json(entry).encode()), **entry} for entry in entries]
        yield f"{key}-{name}.json", kind, len(entries), canonical_json({**document, kind: listed}).encode()
    for number, place in enumerate(item.pictures, start=1):
        path = desk.data_dir / place
        if path.is_file():
            yield f"{key}-{number}.png", "picture", 1, path.read_bytes()


def _source(case: Case, run: Run | None, data_format: str) -> dict[str, Any]:
    """Where the cited things are from: the files as people named them, or the platform that was asked."""
    named = [{"number": one.number, "name": plain(one.name), "sha256": one.sha256} for one in case.files]
    return {
        "format": data_format,
        "platform": platform(data_format),
        "files": named,
        "run": run.number if run is not None else 0,
        "input_sha256": run.input_sha256 if run is not None else "",
    }


def _pair(pair: Mapping[str, Any], where: str) -> dict[str, Any]:
    posts = {
        side: {**pair[side], "address": post_address(where, pair[side]["content_id"])} for side in ("first", "second")
    }
    return {"pair": plain({**pair, **posts})}


def _profile(member: Member, where: str, profiles: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "label": member.label,
        "account_id": plain(member.account_id),
        "handle": plain(member.handle),
        "address": account_address(where, member.account_id),
        "role": member.role,
        "speaks_against": plain(member.exculpatory),
        "profile": plain(profiles.get(member.account_id, {})),
    }


def _profiles(desk: Desk, case: Case, run: Run | None, cited: Sequence[_Cited]) -> dict[str, Any]:
    """The accounts' rows as they were read, by id; without tables there are none."""
    table = desk.run_folder(case.id, run.number) / DATA / "accounts.parquet" if run is not None else Path()
    wanted = sorted({member.account_id for item in cited for member in item.members})
    if not table.is_file() or not wanted:
        return {}
    from pyarrow import parquet  # noqa: PLC0415 - heavy, and only a hold reads tables outside of a worker

    rows = parquet.read_table(table, filters=[("account_id", "in", wanted)]).to_pylist()
    return {str(row["account_id"]): {name: row[name] for name in sorted(row)} for row in rows}


def _write(desk: Desk, head: Head, path: Path, kind: str, items: int, content: bytes) -> HeldFile:
    path.write_bytes(content)
    place = path.relative_to(desk.data_dir).as_posix()
    return HeldFile(head.report_id, path.name, kind, items, len(content), digest(content), place)


def _counts(frozen: Sequence[HeldFile]) -> dict[str, int]:
    return {kind: sum(one.items for one in frozen if one.kind == kind) for kind in ("posts", "profiles", "picture")}


def _tell(tx: Transaction, desk: Desk, case: Case, what: str, content: Mapping[str, Any]) -> None:
    count = len(journal.events(tx, case.team_id, case.id))
    announce.notice(tx, case, what, count, desk.now(), **content)
    announce.root(tx, case, desk.now())


def digest(content: bytes) -> str:
    """The SHA-256 that is kept of a frozen file, and of each entry in it."""
    return hashlib.sha256(content).hexdigest()
