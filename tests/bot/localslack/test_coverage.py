"""The coverage table in the documentation says what the workspace really does."""

import re
from pathlib import Path

from bot.localslack.manifest import EVENT_SCOPES
from bot.localslack.web_api import all_methods

FOLDER = Path(__file__).parent
TABLE = (FOLDER.parents[2] / "docs" / "localslack.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    section = TABLE.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines][1:]


def named(heading: str) -> list[str]:
    return [row[0].strip("`") for row in rows(heading)]


def test_the_table_names_exactly_the_methods_with_a_route() -> None:
    assert named("Web API") == sorted(all_methods())


def test_the_table_names_exactly_the_events_that_are_sent() -> None:
    assert named("Events") == sorted(EVENT_SCOPES)


def test_every_row_is_supported_or_partial_and_partial_says_what_is_missing() -> None:
    for heading in ("Web API", "Events", "Delivery and interaction"):
        for name, state, missing, _ in rows(heading):
            assert state in {"supported", "partial"}, name
            assert state == "supported" or missing, name


def test_every_test_that_the_table_names_exists() -> None:
    for heading in ("Web API", "Events", "Delivery and interaction"):
        for row in rows(heading):
            files = re.findall(r"`(test_\w+\.py)`", row[3])
            assert files, row[0]
            assert all((FOLDER / name).is_file() for name in files), row[0]


def test_every_method_is_called_in_a_test_that_its_row_names() -> None:
    for name, _, _, tested in rows("Web API"):
        method = name.strip("`").replace(".", "_")
        texts = [(FOLDER / file).read_text(encoding="utf-8") for file in re.findall(r"`(test_\w+\.py)`", tested)]
        assert any(f".{method}(" in text or f".{method})" in text for text in texts), name
