"""The frozen copies as a file: whole, checked, and without accounts that were excluded since."""

import hashlib
import io
import json
import zipfile
from typing import Any

import pytest

from bot.errors import Conflict, NotAllowed
from bot.model import Case
from bot.reporting.canonical import canonical_json
from bot.reporting.held import State
from bot.triage.browse_cases import view_case
from bot.triage.desk import Desk
from bot.triage.export_held import HeldExport, export_held
from bot.triage.hold_evidence import hold_case, release_case
from bot.triage.mark_account import exclude_account
from storage import proof
from tests.worlds_of_triage import (
    ALICE,
    BOB,
    VIEWER,
    Clock,
    cited_case,
    history_of,
    open_file_case,
)


def held_case(desk: Desk) -> Case:
    return hold_case(desk, ALICE, cited_case(desk).id, "cited in a report")


def opened(made: HeldExport) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def place_of(desk: Desk, case: Case, name: str) -> Any:
    with desk.database.reading() as tx:
        return next(desk.data_dir / item.place for item in proof.held_files(tx, case.id) if item.name == name)


def states(made: HeldExport) -> dict[str, State]:
    return {copy.name: copy.state for copy in made.copies}


def test_the_copies_come_as_they_were_frozen_with_who_held_them_when_and_why(desk: Desk, clock: Clock) -> None:
    case = held_case(desk)
    held_at = clock()
    clock.forward(days=3)
    release_case(desk, BOB, case.id)
    made = export_held(desk, BOB, case.id)
    assert made.name == "case-1-held.zip"
    files = opened(made)
    copies = ["hold-1/C1-posts.json", "hold-1/C1-profiles.json", "hold-1/C1-1.png"]
    assert list(files) == [*copies, "manifest.json", "README.md", "SHA256SUMS"]
    assert files["hold-1/C1-posts.json"] == place_of(desk, case, "C1-posts.json").read_bytes()
    listed = [line.split("  ") for line in files["SHA256SUMS"].decode().splitlines()]
    sums = {name: value for value, name in listed}
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name in sums}
    assert set(sums) == {*copies, "manifest.json", "README.md"}
    (hold,) = json.loads(files["manifest.json"])["holds"]
    assert (hold["by"], hold["reason"], hold["frozen_at"], hold["released_at"]) == (
        "UALICE", "cited in a report", held_at, clock(),
    )  # fmt: skip
    assert hold["files"][0] == {
        "name": "hold-1/C1-posts.json", "kind": "posts", "items": 2, "left_out": 0,
        "frozen_sha256": sums["hold-1/C1-posts.json"], "state": "intact",
    }  # fmt: skip
    assert "3 held files, all as they were frozen." in files["README.md"].decode()


def test_a_copy_that_was_changed_or_is_gone_is_named_and_not_given(desk: Desk) -> None:
    case = held_case(desk)
    place_of(desk, case, "C1-posts.json").write_text("{}")
    place_of(desk, case, "C1-1.png").unlink()
    made = export_held(desk, ALICE, case.id)
    assert states(made) == {
        "hold-1/C1-posts.json": State.CHANGED, "hold-1/C1-profiles.json": State.INTACT, "hold-1/C1-1.png": State.GONE,
    }  # fmt: skip
    files = opened(made)
    assert "hold-1/C1-posts.json" not in files
    assert (
        "2 of 3 held files are not as frozen: hold-1/C1-posts.json was changed, hold-1/C1-1.png is gone."
        in files["README.md"].decode()
    )


def test_an_account_that_was_excluded_since_is_left_out_and_the_rest_can_be_checked_entry_by_entry(desk: Desk) -> None:
    case = held_case(desk)
    line = view_case(desk, ALICE, case.id).clusters[0]
    exclude_account(desk, ALICE, line.cluster_id, "a", "a real person")
    made = export_held(desk, ALICE, case.id)
    assert set(states(made).values()) == {State.WITHOUT}
    files = opened(made)
    assert "hold-1/C1-1.png" not in files
    assert b'"a"' not in b"".join(files.values())
    posts, profiles = (json.loads(files[f"hold-1/C1-{kind}.json"])[kind] for kind in ("posts", "profiles"))
    assert (len(posts), len(profiles)) == (1, 3)
    for entry in (*posts, *profiles):
        kept = entry.pop("sha256")
        assert hashlib.sha256(canonical_json(entry).encode()).hexdigest() == kept


def test_each_hold_has_a_folder_and_one_that_came_after_an_exclusion_is_whole(desk: Desk) -> None:
    case = held_case(desk)
    line = view_case(desk, ALICE, case.id).clusters[0]
    exclude_account(desk, ALICE, line.cluster_id, "a", "a real person")
    hold_case(desk, BOB, case.id, "once more")
    found = states(export_held(desk, ALICE, case.id))
    assert {name: state for name, state in found.items() if name.startswith("hold-2/")} == {
        "hold-2/C1-posts.json": State.INTACT, "hold-2/C1-profiles.json": State.INTACT, "hold-2/C1-1.png": State.INTACT,
    }  # fmt: skip


def test_without_a_readable_list_of_profiles_a_picture_of_a_group_with_an_excluded_account_stays_out(
    desk: Desk,
) -> None:
    case = held_case(desk)
    line = view_case(desk, ALICE, case.id).clusters[0]
    exclude_account(desk, ALICE, line.cluster_id, "a", "a real person")
    place_of(desk, case, "C1-profiles.json").write_text("not json")
    assert states(export_held(desk, ALICE, case.id))["hold-1/C1-1.png"] is State.WITHOUT


def test_taking_the_copies_is_an_export_in_the_history(desk: Desk) -> None:
    case = held_case(desk)
    export_held(desk, BOB, case.id)
    (event,) = [event for event in history_of(desk, case) if event.verb == "export"]
    assert (event.user_id, event.detail) == ("UBOB", {"format": "held"})


def test_what_was_never_held_cannot_be_given_and_viewers_get_nothing(desk: Desk) -> None:
    case = open_file_case(desk)
    with pytest.raises(Conflict, match="No evidence of case 1 was held"):
        export_held(desk, ALICE, case.id)
    with pytest.raises(NotAllowed):
        export_held(desk, VIEWER, case.id)
    assert "export" not in [event.verb for event in history_of(desk, case)]
