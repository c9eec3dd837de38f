import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest

from bot.errors import Conflict, InputError, NotAllowed
from bot.model import Case
from bot.recheck import tick
from bot.reporting.held import State
from bot.triage.browse_cases import view_case
from bot.triage.browse_clusters import list_pairs
from bot.triage.desk import DatabaseUnavailable, Desk
from bot.triage.export_held import export_held
from bot.triage.folders import UNFINISHED, sweep_folders
from bot.triage.hold_evidence import digest, hold_case, release_case
from bot.triage.mark_account import exclude_account
from bot.triage.purge_case import purge_case
from storage import proof
from storage.database import Database, Transaction
from storage.proof import HeldFile
from tests.worlds_of_triage import (
    ALICE,
    LEAD,
    VIEWER,
    Clock,
    Interrupted,
    cited_case,
    history_of,
    post_everything,
)


def frozen(desk: Desk, case: Case) -> dict[str, HeldFile]:
    with desk.database.reading() as tx:
        return {item.name: item for item in proof.held_files(tx, case.id)}


def read(desk: Desk, item: HeldFile) -> dict[str, object]:
    found: dict[str, object] = json.loads((desk.data_dir / item.place).read_text())
    return found


def test_posts_profiles_and_pictures_are_copied_with_hash_time_and_source(desk: Desk, clock: Clock) -> None:
    case = cited_case(desk)
    hold_case(desk, ALICE, case.id, "cited in a report")
    found = frozen(desk, case)
    assert {name: (item.kind, item.items) for name, item in found.items()} == {
        "C1-posts.json": ("posts", 2), "C1-profiles.json": ("profiles", 4), "C1-1.png": ("picture", 1),
    }  # fmt: skip
    posts = read(desk, found["C1-posts.json"])
    assert posts["frozen_at"] == clock()
    assert posts["source"] == {
        "format": "mapped_csv",
        "platform": "",
        "files": [{"number": 1, "name": "../../etc/passwd.csv", "sha256": "aa" * 32}],
        "run": 1,
        "input_sha256": "ab" * 32,
    }
    assert {n: digest((desk.data_dir / item.place).read_bytes()) for n, item in found.items()} == {
        n: item.sha256 for n, item in found.items()
    }
    manifest = json.loads(next(Path(desk.data_dir).rglob("manifest.json")).read_text())
    assert {one["name"]: one["sha256"] for one in manifest["files"]} == {n: item.sha256 for n, item in found.items()}


def on_disk(desk: Desk) -> list[str]:
    """Every file and folder under the cases' folder."""
    return sorted(path.name for path in (desk.data_dir / "cases").rglob("*"))


def test_a_purge_while_a_hold_begins_leaves_nothing_on_the_disk(desk: Desk) -> None:
    case = cited_case(desk)
    meanwhile = Interrupted(desk.database.engine, lambda: purge_case(desk, LEAD, case.id, "1"))
    with pytest.raises(Conflict):
        hold_case(replace(desk, database=meanwhile), ALICE, case.id, "cited")
    assert on_disk(desk) == []


def purging_desk(desk: Desk, case: Case, *, at: int) -> Desk:
    """A desk on which a lead purges the case at the n-th look at the clock."""
    looks = count(1)

    def now() -> int:
        if next(looks) == at:
            purge_case(desk, LEAD, case.id, "1")
        return desk.now()

    return replace(desk, now=now)


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_purge_while_copies_are_written_leaves_nothing_and_is_told(desk: Desk, at: int) -> None:
    case = cited_case(desk)
    with pytest.raises(Conflict):
        hold_case(purging_desk(desk, case, at=at), ALICE, case.id, "cited")
    assert on_disk(desk) == []


def test_a_hold_that_fails_leaves_no_copy_and_takes_nothing_else(desk: Desk) -> None:
    case = cited_case(desk)
    before = on_disk(desk)
    with pytest.raises(ConnectionError):
        hold_case(replace(desk, database=Interrupted(desk.database.engine, commits=False)), ALICE, case.id, "cited")
    assert on_disk(desk) == before


def test_copies_of_a_hold_of_which_nobody_knows_whether_it_was_kept_are_judged_at_the_next_start(desk: Desk) -> None:
    case = cited_case(desk)
    before = on_disk(desk)
    for kept in (False, True):
        database = Unsure(desk.database.engine, kept)
        with pytest.raises(DatabaseUnavailable):
            hold_case(replace(desk, database=database), ALICE, case.id, "cited")
    marks = list(desk.data_dir.rglob(UNFINISHED))
    assert len(marks) == 2
    sweep_folders(desk)
    assert len(list(desk.data_dir.rglob(UNFINISHED))) == 2, "they may be being written now"
    for mark in marks:
        os.utime(mark, (0, 0))
    sweep_folders(desk)
    assert [copy.state for copy in export_held(desk, ALICE, case.id).copies] == [State.INTACT] * 3
    assert len(on_disk(desk)) == len(before) + len(["held", "its token", "manifest.json"]) + 3


@dataclass(frozen=True, slots=True)
class Unsure(Database):
    """A database that goes away while it commits, and may have done so."""

    kept: bool

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Run one transaction that ends in the dark."""
        with suppress(LookupError), Database.transaction(self) as tx:
            yield tx
            tx.session.flush()
            if not self.kept:
                raise LookupError
        raise DatabaseUnavailable("the connection is gone")


def test_an_excluded_account_is_not_frozen(desk: Desk) -> None:
    case = cited_case(desk)
    line = view_case(desk, ALICE, case.id).clusters[0]
    exclude_account(desk, ALICE, line.cluster_id, "a", "a real person")
    hold_case(desk, ALICE, case.id, "cited")
    found = frozen(desk, case)
    assert (found["C1-posts.json"].items, found["C1-profiles.json"].items) == (1, 3)
    assert '"a"' not in (desk.data_dir / found["C1-profiles.json"].place).read_text()


def test_what_was_frozen_outlives_the_raw_posts_of_a_released_case(desk: Desk, clock: Clock) -> None:
    case = cited_case(desk)
    hold_case(desk, ALICE, case.id, "cited")
    release_case(desk, ALICE, case.id)
    clock.forward(days=91)
    tick(desk, {})
    clock.forward(days=1)
    assert tick(desk, {}).purged == 1
    assert [copy.state for copy in export_held(desk, ALICE, case.id).copies] == [State.INTACT] * 3
    page = list_pairs(desk, ALICE, view_case(desk, ALICE, case.id).clusters[0].cluster_id)
    assert (page.total, page.purged) == (2, True)


def test_after_a_release_the_warning_comes_anew(desk: Desk, clock: Clock) -> None:
    case = cited_case(desk)
    clock.forward(days=80)
    assert tick(desk, {}).warned == 1
    hold_case(desk, ALICE, case.id, "cited")
    clock.forward(days=100)
    release_case(desk, ALICE, case.id)
    result = tick(desk, {})
    assert (result.warned, result.purged) == (1, 0)


def test_the_reason_is_told_and_stays_in_the_history(desk: Desk) -> None:
    case = cited_case(desk)
    hold_case(desk, ALICE, case.id, "  cited in a report ")
    (said,) = [one.content for one in post_everything(desk) if one.content.get("what") == "held"]
    assert (said["reason"], said["posts"], said["profiles"], said["picture"]) == ("cited in a report", 2, 4, 1)
    assert "cited in a report" in [event.detail.get("reason") for event in history_of(desk, case)]


def test_a_hold_wants_a_reason_and_an_analyst(desk: Desk) -> None:
    case = cited_case(desk)
    with pytest.raises(InputError, match=r"Why is the evidence held\?"):
        hold_case(desk, ALICE, case.id, " ")
    with pytest.raises(NotAllowed):
        hold_case(desk, VIEWER, case.id, "cited")
