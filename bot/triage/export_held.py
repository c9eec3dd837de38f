"""Gives the frozen copies of a case as one file, each checked against the digest that was kept when it was frozen.

A copy that is no longer what it was is named and left out. Accounts that were excluded since leave the copies too,
with what names them: every pair and profile has a digest of its own, so the others can still be checked one by one.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import Conflict
from bot.model import Case, Person, RightRole
from bot.report import SharedObject
from bot.reporting.archive import zipped
from bot.reporting.canonical import canonical_json, plain
from bot.reporting.exclusions import Exclusions
from bot.reporting.held import Copy, State, held_readme
from bot.triage.access import need_role, see_case
from bot.triage.desk import Desk
from bot.triage.hold_evidence import digest
from bot.triage.set_aside import names_out
from storage import clusters, journal, marks, proof
from storage.codec import decode
from storage.proof import HeldFile, Hold

HELD = "held"
"""The name of this export beside the formats."""


@dataclass(frozen=True, slots=True)
class HeldExport:
    """The finished zip, and what was found of each copy."""

    case: Case
    name: str
    content: bytes
    copies: tuple[Copy, ...]


def export_held(desk: Desk, person: Person, case_id: int) -> HeldExport:
    """Everything that was ever frozen of a case; audited as an export."""
    need_role(person, RightRole.ANALYST, "export a case")
    with desk.database.transaction() as tx:
        case = see_case(tx, person, case_id)
        holds = proof.holds(tx, case.id)
        if not any(hold.files for hold in holds):
            raise Conflict(
                f"No evidence of case {case.number} was held.",
                f"Hold it first, for example: hold {case.number} cited in our report",
            )
        groups = {head.id: head.key for head in clusters.heads(tx, [case.id])}
        out = _Out(groups, marks.excluded(tx, case.id))
        detail = {"format": HELD}
        journal.record(tx, case.team_id, person.user_id, "export", case_id=case.id, detail=detail, at=desk.now())
    found = [one for number, hold in enumerate(holds, start=1) for one in _checked(desk, f"hold-{number}", hold, out)]
    copies = tuple(copy for copy, _ in found)
    manifest = {"case": case.number, "holds": [_listed(number, *pair) for number, pair in _numbered(holds, copies)]}
    files = {copy.name: content for copy, content in found if content is not None}
    files["manifest.json"] = canonical_json(manifest).encode()
    files["README.md"] = held_readme(case.number, copies).encode()
    files["SHA256SUMS"] = "".join(f"{digest(content)}  {name}\n" for name, content in files.items()).encode()
    return HeldExport(case, f"case-{case.number}-held.zip", zipped(files), copies)


@dataclass(frozen=True, slots=True)
class _Out:
    """The case's groups by their keys, and who is excluded from which."""

    groups: Mapping[int, str]
    excluded: Mapping[int, Mapping[str, frozenset[str]]]

    def of(self, key: str, known: frozenset[str]) -> Mapping[str, frozenset[str]]:
        """{account: handles} of those excluded from a group of this key, or from another if they were not in this."""
        own = {cluster_id for cluster_id, name in self.groups.items() if name == key}
        found = names_out(self.excluded, own, known)
        return {str(plain(account)): handles for account, handles in found.items()}


def _checked(desk: Desk, folder: str, hold: Hold, out: _Out) -> Iterator[tuple[Copy, bytes | None]]:
    """Each copy of a hold with what may be given of it."""
    read = [(item, _read(desk, item)) for item in hold.files]
    named = {item.name.split("-")[0]: _accounts(item, content) for item, content in read if item.kind == "profiles"}
    for item, content in read:
        key = item.name.split("-")[0]
        known = named.get(key)
        accounts = out.of(key, known or frozenset())
        if item.kind == "picture":
            yield _picture(
                f"{folder}/{item.name}", item, content, withheld=not (known or accounts.keys()).isdisjoint(accounts)
            )
        else:
            yield _entries(f"{folder}/{item.name}", item, content, accounts)


def _picture(name: str, item: HeldFile, content: bytes | None, *, withheld: bool) -> tuple[Copy, bytes | None]:
    state = _state(item, content)
    if state is not State.INTACT or not withheld:
        return Copy(name, item.kind, item.items, item.sha256, state), content if state is State.INTACT else None
    return Copy(name, item.kind, 0, item.sha256, State.WITHOUT, item.items), None


def _entries(
    name: str, item: HeldFile, content: bytes | None, accounts: Mapping[str, frozenset[str]]
) -> tuple[Copy, bytes | None]:
    """The copy without entries that name them: an entry cannot be cut, its digest is of the whole of it."""
    state = _state(item, content)
    if content is None or state is not State.INTACT:
        return Copy(name, item.kind, item.items, item.sha256, state), None
    document = json.loads(content)
    pairs = [decode(SharedObject, entry["pair"]) for entry in document[item.kind] if "pair" in entry]
    out = Exclusions(accounts, pairs)
    entries = [entry for entry in document[item.kind] if _keeps(out, entry)]
    left_out = len(document[item.kind]) - len(entries)
    if not left_out:
        return Copy(name, item.kind, item.items, item.sha256, State.INTACT), content
    given = canonical_json({**document, item.kind: entries}).encode()
    return Copy(name, item.kind, len(entries), item.sha256, State.WITHOUT, left_out), given


def _state(item: HeldFile, content: bytes | None) -> State:
    if content is None:
        return State.GONE
    return State.INTACT if digest(content) == item.sha256 else State.CHANGED


def _keeps(out: Exclusions, entry: Mapping[str, Any]) -> bool:
    if "pair" not in entry:
        return entry["account_id"] not in out.accounts and out.same(entry)
    pair = decode(SharedObject, entry["pair"])
    return out.shared([pair]) == (pair,)


def _read(desk: Desk, item: HeldFile) -> bytes | None:
    path = desk.data_dir / item.place
    return path.read_bytes() if path.is_file() else None


def _accounts(item: HeldFile, content: bytes | None) -> frozenset[str] | None:
    """The accounts of a list of profiles; None where the list is not what it was: then nobody knows."""
    if content is None or digest(content) != item.sha256:
        return None
    return frozenset(str(entry["account_id"]) for entry in json.loads(content)["profiles"])


def _numbered(holds: tuple[Hold, ...], copies: tuple[Copy, ...]) -> Iterator[tuple[int, tuple[Hold, list[Copy]]]]:
    for number, hold in enumerate(holds, start=1):
        yield number, (hold, [copy for copy in copies if copy.name.startswith(f"hold-{number}/")])


def _listed(number: int, hold: Hold, copies: list[Copy]) -> dict[str, Any]:
    """A hold as the manifest tells it; times are UTC milliseconds."""
    return {
        "hold": number,
        "frozen_at": hold.at,
        "by": hold.user_id,
        "reason": plain(hold.reason),
        "released_at": hold.released_at,
        "files": [
            {
                "name": copy.name, "kind": copy.kind, "items": copy.items, "left_out": copy.left_out,
                "frozen_sha256": copy.sha256, "state": copy.state.value,
            }
            for copy in copies
        ],
    }  # fmt: skip
