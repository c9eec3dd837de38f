from pathlib import Path

from bot.model import Case
from bot.triage.desk import Desk
from bot.triage.folders import put_back, set_aside, sweep_folders
from bot.triage.purge_case import purge_case
from tests.worlds_of_triage import LEAD, published_case


def stored(desk: Desk, case: Case) -> list[str]:
    """What is on the disk of a case, under any name."""
    return sorted(path.name for path in desk.case_folder(case.id).parent.rglob("*") if path.is_file())


def test_a_folder_that_was_set_aside_comes_back_if_its_case_was_not_purged(desk: Desk) -> None:
    case = published_case(desk)
    before = stored(desk, case)
    assert before != []
    aside = set_aside(desk, case.id)
    assert not desk.case_folder(case.id).exists()
    sweep_folders(desk)
    assert not aside.exists()
    assert stored(desk, case) == before


def test_a_folder_that_was_set_aside_goes_if_its_case_was_purged(desk: Desk) -> None:
    case = published_case(desk)
    aside = desk.case_folder(case.id).with_name(f"{case.id}.purged-left")
    purge_case(desk, LEAD, case.id, "1")
    aside.mkdir()
    (aside / "C1-posts.json").write_text("a text")
    sweep_folders(desk)
    assert stored(desk, case) == []
    assert not aside.exists()


def test_what_came_to_a_case_after_its_purge_goes_when_the_bot_starts(desk: Desk) -> None:
    case = published_case(desk)
    other = published_case(desk)
    purge_case(desk, LEAD, case.id, "1")
    late = desk.run_folder(case.id, 1) / "redraw-1-1"
    late.mkdir(parents=True)
    (late / "C1.png").write_bytes(b"late")
    sweep_folders(desk)
    assert not desk.case_folder(case.id).exists()
    assert desk.case_folder(other.id).exists()


def test_folders_of_no_case_are_left_alone(desk: Desk) -> None:
    for name in ("99.purged-x", "notes.purged-y"):
        (desk.data_dir / "cases" / name).mkdir(parents=True)
    sweep_folders(desk)
    assert sorted(path.name for path in (desk.data_dir / "cases").iterdir()) == ["99.purged-x", "notes.purged-y"]


def test_what_was_written_in_the_meantime_stays_beside_what_comes_back(tmp_path: Path) -> None:
    folder, aside = tmp_path / "1", tmp_path / "1.purged-x"
    for path in (folder / "held" / "new" / "a", aside / "held" / "old" / "a", aside / "1" / "report.json"):
        path.parent.mkdir(parents=True)
        path.write_text("kept")
    put_back(aside, folder)
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert found == ["1/report.json", "held/new/a", "held/old/a"]
    assert not aside.exists()
