from collections.abc import Callable
from pathlib import Path

import pytest

import bot.demo
from bot.cli.application import run

Said = Callable[[], tuple[str, str]]


@pytest.mark.parametrize("code", [0, 1])
def test_the_exit_code_is_that_of_the_demo(monkeypatch: pytest.MonkeyPatch, shares: Path, code: int) -> None:
    asked: list[tuple[bool, int, Path | None]] = []

    def run_demo(*, play: bool, port: int, data: Path | None) -> int:
        asked.append((play, port, data))
        return code

    monkeypatch.setattr(bot.demo, "run_demo", run_demo)
    assert run(["demo", "--play", "--port", "8080", "--data", str(shares)]) == code
    assert asked == [(True, 8080, shares)]


def test_a_missing_data_set_is_said_before_anything_starts(said: Said) -> None:
    assert run(["demo", "--data", "/nowhere.csv"]) == 1
    assert "There is no such file." in said()[1]
