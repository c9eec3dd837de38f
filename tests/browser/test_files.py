"""Facts about the page's own files, which need no browser."""

import re
from pathlib import Path

import pytest

import bot.localslack

FOLDER = Path(bot.localslack.__file__).parent / "page"
SCRIPTS = sorted((FOLDER / "js").glob("*.js"))
ALL = [*SCRIPTS, *sorted((FOLDER / "css").glob("*.css")), FOLDER / "index.html"]
HTML_FROM_TEXT = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function")


def named(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_no_script_makes_html_or_code_out_of_text(path: Path) -> None:
    assert HTML_FROM_TEXT.findall(path.read_text()) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_a_script_is_short_and_says_why_it_exists(path: Path) -> None:
    lines = path.read_text().splitlines()
    assert len(lines) < 300
    assert lines[0].startswith("// ")


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_every_import_of_a_script_exists(path: Path) -> None:
    for names, target in re.findall(r'^import \{([^}]*)\} from "\./([\w.]+)";', path.read_text(), re.MULTILINE):
        source = (FOLDER / "js" / target).read_text()
        for name in (part.strip() for part in names.split(",")):
            assert re.search(rf"export (async )?(const|function|class) {name}\b", source), f"{target} has no {name}"
            assert len(re.findall(rf"\b{name}\b", path.read_text())) > 1, f"{path.name} does not use {name}"


@pytest.mark.parametrize("path", ALL, ids=named)
def test_no_file_names_an_address_outside(path: Path) -> None:
    addresses = re.findall(r"https?://[\w.]+", path.read_text())
    assert [a for a in addresses if a != "http://www.w3.org"] == []


def test_the_document_holds_no_code_and_no_style_of_its_own() -> None:
    text = (FOLDER / "index.html").read_text()
    assert re.findall(r"\son\w+=|style=|<style|<script(?![^>]*src=)", text) == []
