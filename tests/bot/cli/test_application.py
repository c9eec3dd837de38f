import pytest

from bot import __version__
from bot.cli.application import run


def test_help_lists_the_commands_under_headings(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    told = capsys.readouterr().out
    for word in ("With Slack", "On files", "Set-up and plugins", "analyze", "edges", "doctor", "demo"):
        assert word in told


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"shoal {__version__}\n"


@pytest.mark.parametrize(
    "line",
    [
        ["fly"],
        ["--colour"],
        ["analyze"],
        ["analyze", "a.csv", "--seed", "many"],
        ["analyze", "a.csv", "--engine", "abacus"],
        ["analyze", "a.csv", "--layers", "likes"],
        ["analyze", "a.csv", "--map", "time"],
        ["edges", "a.csv", "--layer", "url", "--window", "60"],
        ["edges", "a.csv", "--layer", "url", "--window", "60", "--out", "x", "--weight", "kilos"],
        ["export", "0", "--format", "csv", "--out", "x"],
        ["demo", "--port", "70000"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2_and_said_on_stderr(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(line) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "Usage: shoal" in told.err


def test_wrong_input_is_1_and_said_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyze", "/nowhere/a.csv"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("Error: /nowhere/a.csv: There is no such file.\nHint: ")


def test_our_own_fault_is_3(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.inputs.Path.is_dir", lambda _: 1 / 0)
    assert run(["analyze", "a.csv"]) == 3
    assert "Something broke on our side (ref " in capsys.readouterr().err
