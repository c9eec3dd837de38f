import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import Conflict
from bot.model import Case
from bot.recheck import tick
from bot.triage.browse_cases import view_case
from bot.triage.browse_clusters import list_pairs
from bot.triage.desk import Desk
from bot.triage.hold_evidence import hold_case, release_case
from bot.triage.retention import purge_expired
from bot.triage.save_intake import first_delivery
from bot.triage.start_run import start_run
from tests.worlds_of_triage import (
    ALICE,
    DAY_MS,
    START_MS,
    Clock,
    cluster,
    open_file_case,
    post_everything,
    publish,
    report,
    shared,
    take,
)


def old_case(desk: Desk) -> tuple[Case, Path]:
    """A case with an upload, tables, a result with texts, a picture and a report."""
    case = open_file_case(desk)
    claim = take(desk)
    publish(desk, claim, report(cluster("C1", "abcd")), evidence=[shared("a", "b")], pictures=True)
    folder = claim.inputs.folder
    (folder / "data").mkdir()
    for name in ("data/posts.parquet", "result.json", "report.json"):
        (folder / name).write_text("x")
    post_everything(desk)
    return case, folder


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def said(desk: Desk) -> list[str]:
    return [message.content["what"] for message in post_everything(desk) if message.kind == "notice"]


def test_a_case_is_warned_once_fourteen_days_before(desk: Desk, clock: Clock) -> None:
    old_case(desk)
    clock.forward(days=75)
    assert tick(desk, {}).warned == 0
    clock.forward(days=1)
    assert tick(desk, {}).warned == 1
    (message,) = [item for item in post_everything(desk) if item.kind == "notice"]
    assert message.content["expires_at"] == START_MS + 90 * DAY_MS
    assert tick(desk, {}).warned == 0


def test_on_the_day_raw_posts_go_and_findings_stay(desk: Desk, clock: Clock) -> None:
    case, folder = old_case(desk)
    assert files(folder) == ["1", "data/posts.parquet", "pictures/C1.png", "report.json", "result.json"]
    clock.forward(days=76)
    tick(desk, {})
    clock.forward(days=14)
    assert tick(desk, {}).purged == 1
    assert files(folder) == ["pictures/C1.png", "report.json"]
    assert said(desk) == ["retention_warning", "purged"]
    view = view_case(desk, ALICE, case.id)
    assert (view.case.raw_purged_at, len(view.clusters)) == (clock(), 1)
    page = list_pairs(desk, ALICE, view.clusters[0].cluster_id)
    assert (page.total, page.purged) == (0, True)
    assert tick(desk, {}).purged == 0


def test_evidence_that_is_held_at_the_last_moment_stays(desk: Desk, clock: Clock) -> None:
    """Somebody presses Hold while another expired case is being emptied, before this one's turn comes."""
    first, _ = old_case(desk)
    case, folder = old_case(desk)
    clock.forward(days=76)
    tick(desk, {})
    clock.forward(days=14)
    before, asked = files(folder), itertools.count(1)

    def now() -> int:
        if next(asked) == 3:
            hold_case(desk, ALICE, case.id, "cited in a report")
        return clock()

    assert purge_expired(replace(desk, now=now)) == 1
    assert view_case(desk, ALICE, first.id).case.raw_purged_at == clock()
    assert set(before) <= set(files(folder))
    view = view_case(desk, ALICE, case.id)
    assert (view.case.raw_purged_at, list_pairs(desk, ALICE, view.clusters[0].cluster_id).total) == (None, 1)


def test_held_evidence_stays_until_it_is_released(desk: Desk, clock: Clock) -> None:
    case, folder = old_case(desk)
    hold_case(desk, ALICE, case.id, "cited in a report")
    assert view_case(desk, ALICE, case.id).held
    clock.forward(days=200)
    for _ in range(2):
        result = tick(desk, {})
        assert (result.warned, result.purged) == (0, 0)
        clock.forward(days=2)
    release_case(desk, ALICE, case.id)
    tick(desk, {})
    clock.forward(days=1)
    tick(desk, {})
    assert "result.json" not in files(folder)


def test_what_has_expired_cannot_be_held_or_run_again(desk: Desk, clock: Clock) -> None:
    case, _ = old_case(desk)
    for _ in range(2):
        clock.forward(days=91)
        tick(desk, {})
    with pytest.raises(Conflict, match="expired already"):
        hold_case(desk, ALICE, case.id, "r")
    with pytest.raises(Conflict, match="have expired"):
        start_run(desk, ALICE, case.id)


def test_after_a_long_absence_the_warning_comes_first(desk: Desk, clock: Clock) -> None:
    old_case(desk)
    clock.forward(days=120)
    result = tick(desk, {})
    assert (result.warned, result.purged) == (1, 0)
    clock.forward(days=1)
    assert tick(desk, {}).purged == 1


def test_a_purge_that_was_cut_short_is_finished(desk: Desk, clock: Clock) -> None:
    _, folder = old_case(desk)
    clock.forward(days=77)
    tick(desk, {})
    (folder / "result.json").unlink()
    clock.forward(days=14)
    assert tick(desk, {}).purged == 1
    assert files(folder) == ["pictures/C1.png", "report.json"]


def test_keys_of_deliveries_are_kept_for_a_week(desk: Desk, clock: Clock) -> None:
    first_delivery(desk, "T1", "click-1")
    clock.forward(days=6)
    tick(desk, {})
    assert not first_delivery(desk, "T1", "click-1")
    clock.forward(days=2)
    tick(desk, {})
    assert first_delivery(desk, "T1", "click-1")
