import re
from pathlib import Path

import pytest

from bot.evaluation.book import INTRODUCTION, found_sections, write_book
from bot.evaluation.section import Trials

PAGE = (Path(__file__).parents[3] / "docs" / "EVALUATION.md").read_text(encoding="utf-8")


def titles_of(page: str) -> list[str]:
    return [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]


def test_the_written_page_comes_from_the_present_sections() -> None:
    assert titles_of(PAGE) == [section.title for section in found_sections()]


def test_the_written_page_has_the_present_introduction_and_limits_under_every_table() -> None:
    assert PAGE.startswith(INTRODUCTION)
    assert PAGE.count("\n### ") == PAGE.count("\n*Cannot show:* ") > 10


def test_the_written_page_names_no_folder_of_the_machine_it_was_made_on() -> None:
    assert re.findall(r"(?<![\w:/)<])/\w+/\w+", PAGE) == []


def test_only_wanted_sections_are_written(trials: Trials, tmp_path: Path) -> None:
    said: list[str] = []
    write_book(trials, tmp_path / "page.md", said.append, only="daily life")
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert titles_of(page) == ["Daily life only"]
    assert "with seeds 2, 4, and 1 worlds of each size" in page
    assert said == ["nothing planted: 300 people", "nothing planted: 1500 people"]


def test_the_same_trials_make_the_same_page(trials: Trials, tmp_path: Path) -> None:
    for name in ("one.md", "two.md"):
        write_book(trials, tmp_path / name, lambda _: None, only="planted")
    assert (tmp_path / "one.md").read_bytes() == (tmp_path / "two.md").read_bytes()


@pytest.mark.parametrize("section", found_sections(), ids=lambda section: section.title)
def test_a_title_is_plain(section: object) -> None:
    title = getattr(section, "title", "")
    assert title[0].isupper()
    assert "D1" not in title
