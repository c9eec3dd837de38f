"""The evaluation from the command line."""

from collections.abc import Callable
from pathlib import Path

from bot.cli.application import run

Said = Callable[[], tuple[str, str]]


def test_one_section_is_written_where_one_wants_it(said: Said, empty: Path) -> None:
    page = empty / "page.md"
    assert run(["evaluate", "--out", str(page), "--only", "daily life", "--null-runs", "1", "--seeds", "1"]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Evaluation\n")
    assert "## Daily life only\n" in text
    assert "with seeds 2, and 1 worlds of each size" in text
    out, progress = said()
    assert not out
    assert progress.splitlines()[-1] == f"Written to {page}"


def test_without_the_reference_folder_its_rows_say_not_run(empty: Path) -> None:
    page = empty / "page.md"
    assert run(["evaluate", "--out", str(page), "--only", "computed again", "--reference", str(empty / "none")]) == 0
    assert "| both | not run |" in page.read_text(encoding="utf-8")
