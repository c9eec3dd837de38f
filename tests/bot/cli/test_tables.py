import re

import pytest

from bot.cli.tables import print_table


def test_a_piped_table_has_a_tab_between_cells(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("a", "b"), [("1", "two words"), ("3", "x\ty")])
    assert capsys.readouterr().out == "a\tb\n1\ttwo words\n3\tx y\n"


def test_a_table_for_people_is_aligned(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    print_table(("name", "b"), [("x", "[red]"), ("longer", "2")])
    shown = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in capsys.readouterr().out.splitlines()]
    first, second = (line for line in shown if line.split()[:1] in (["x"], ["longer"]))
    assert first.index("[red]") == second.index("2")


def test_a_cell_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("a",), [("\x1b[2J",)])
    assert "\x1b" not in capsys.readouterr().out
