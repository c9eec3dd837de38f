import json
from pathlib import Path

import pytest

from bot.errors import InputError, NotAllowed
from bot.model import Case
from bot.recheck import tick
from bot.reporting.held import State
from bot.triage.browse_cases import view_case
from bot.triage.browse_clusters import list_pairs
from bot.triage.desk import Desk
from bot.triage.export_held import export_held
from bot.triage.hold_evidence import digest, hold_case, release_case
from bot.triage.mark_account import exclude_account
from storage import proof
from storage.proof import HeldFile
from tests.worlds_of_triage import (
    ALICE,
    VIEWER,
    Clock,
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
