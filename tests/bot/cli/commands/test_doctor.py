from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.application import run

Said = Callable[[], tuple[str, str]]


def states(table: str) -> dict[str, str]:
    return {row.split("\t")[0]: row.split("\t")[1] for row in table.splitlines()[1:]}


def test_a_fresh_machine_is_ready_and_stays_as_it_was(empty: Path, said: Said) -> None:
    assert run(["doctor"]) == 0
    out, _ = said()
    assert list(states(out)) == ["versions", "names", "settings", "data folder", "database", "kernels", "Slack"]
    assert "wrong" not in states(out).values()
    assert list(empty.iterdir()) == []


def test_wrong_settings_are_lines_and_the_rest_is_still_checked(
    empty: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOAL_QUORUM", "many")
    assert run(["doctor"]) == 1
    out, err = said()
    assert states(out) == {"versions": "fine", "names": "fine", "settings": "wrong", "kernels": states(out)["kernels"]}
    assert err.startswith("Error: Not ready: settings.\nHint: ")
    assert list(empty.iterdir()) == []


def test_a_data_folder_that_others_may_look_into_is_refused(empty: Path, said: Said) -> None:
    (empty / "var").mkdir()
    (empty / "var").chmod(0o755)
    assert run(["doctor"]) == 1
    assert "chmod 700 var" in said()[0]


def test_the_folder_that_a_first_use_makes_passes(empty: Path, said: Said) -> None:
    assert run(["migrate"]) == 0
    assert (empty / "var" / "shoal.db").is_file()
    said()
    assert run(["doctor"]) == 0
    assert states(said()[0])["database"] == "fine"
