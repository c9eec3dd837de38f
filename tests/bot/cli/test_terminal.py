import io
import sys

import pytest

from bot.cli.terminal import output, printable, progress_bar


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\r", "\u202e", "\u200b", "\x9b"])
def test_signs_that_steer_a_terminal_are_replaced(sign: str) -> None:
    assert printable(f"a{sign}b") == "a�b"


def test_writing_of_all_languages_is_left_alone() -> None:
    assert printable("żółw 日本 العربية 🐟\t-") == "żółw 日本 العربية 🐟\t-"


def test_brackets_in_data_are_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    output().print("[bold]x[/bold] :fish:")
    assert capsys.readouterr().out == "[bold]x[/bold] :fish:\n"


def test_without_a_terminal_the_bar_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar() as progress:
        progress("reading", 1, 2)
    assert capsys.readouterr() == ("", "")


class Screen(io.StringIO):
    """Text that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_the_bar_shows_the_stage_on_stderr(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar() as progress:
        progress("reading [x]", 1, 2)
    assert "reading [x]" in screen.getvalue()
    assert capsys.readouterr().out == ""
