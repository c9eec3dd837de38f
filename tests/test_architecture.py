import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINTER = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """The contracts of this repository, run on the packages in `folder`."""
    command = [*LINTER, "--config", str(ROOT / "importlinter.toml"), "--no-cache"]
    return subprocess.run(  # noqa: S603 - our own interpreter
        command, cwd=folder, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(folder), "PATH": ""}
    )


def modules_after(statement: str, folder: Path) -> set[str]:
    """What a fresh interpreter has loaded after a statement."""
    program = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The packages in a folder of their own, to plant something in."""
    for package in ("bot", "handlers", "storage"):
        for source in (ROOT / package).rglob("*.py"):
            target = tmp_path / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    return tmp_path


def test_every_import_contract_is_kept() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("module", "statement", "contract"),
    [
        ("bot/measures/planted.py", "import bot.engine", "Imports point down"),
        ("bot/detectors/planted.py", "import random", "Analysis does no I/O and rolls no dice"),
        ("bot/detectors/planted.py", "import bot.detectors.d4_creation", "Detectors do not know each other"),
        ("bot/analysis/planted.py", "import storage.cases", "An analysis touches no database"),
        ("bot/triage/planted.py", "import sqlalchemy", "SQL stays in storage"),
        ("bot/triage/planted.py", "import slack_sdk", "Slack stays in handlers"),
        ("handlers/planted.py", "import storage.cases", "Handlers ask triage, not storage"),
        ("handlers/planted.py", "import bot.config", "Settings are read once, at the top"),
        ("bot/localslack/planted.py", "import bot.errors", "The Slack double knows nothing of the bot"),
        ("bot/triage/planted.py", "import bot.localslack", "Only the demo starts the Slack double"),
        ("bot/cli/commands/planted.py", "import bot.cli.commands.run", "Commands of the command line"),
        ("bot/planted.py", "", "Every module of bot has a layer"),
    ],
)
def test_a_planted_violation_breaks_its_contract(copied: Path, module: str, statement: str, contract: str) -> None:
    (copied / module).write_text(f'"""Planted."""\n\n{statement}\n', encoding="utf-8")
    done = lint(copied)
    assert done.returncode != 0
    broken = [line for line in done.stdout.splitlines() if line.endswith("BROKEN")]
    assert any(line.startswith(contract) for line in broken), done.stdout


def test_help_loads_no_heavy_library(tmp_path: Path) -> None:
    loaded = modules_after("from bot.cli.application import application\napplication()", tmp_path)
    assert "typer" in loaded
    assert not loaded & {
        "numpy",
        "duckdb",
        "numba",
        "matplotlib",
        "networkx",
        "slack_sdk",
        "sqlalchemy",
        "scipy",
        "pyarrow",
    }


def test_the_process_that_talks_to_slack_loads_no_number_cruncher(tmp_path: Path) -> None:
    loaded = modules_after("import bot.app", tmp_path)
    assert "slack_bolt" in loaded
    assert not loaded & {"numba", "matplotlib", "duckdb", "scipy", "networkx"}


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "manager", "base", "core", "misc"}
    names = {path.stem for package in ("bot", "handlers", "storage") for path in (ROOT / package).rglob("*.py")}
    assert not names & vague
