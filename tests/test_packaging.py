"""What gets installed is the wheel, so the wheel is what these tests look at."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

Shoal = Callable[..., subprocess.CompletedProcess[str]]


def run(*command: str | Path, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run one of our own programs in a folder, with no setting of this machine."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("SHOAL_", "SLACK_", "PYTHON"))}
    return subprocess.run(  # noqa: S603 - our own programs
        [str(word) for word in command], cwd=cwd, check=check, capture_output=True, text=True, env=kept
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    """Every file in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def shoal(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Shoal:
    """The console script of the wheel, installed into an environment of its own beside the libraries of this one."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", folder, cwd=folder)
    python = folder / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    (site,) = (folder / "lib").glob("python*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")

    def call(*words: str | Path, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
        return run(
            "env", f"NUMBA_CACHE_DIR={folder / 'kernels'}", folder / "bin" / "shoal", *words, cwd=cwd, check=check
        )

    return call


def test_the_wheel_is_called_shoal(wheel: Path) -> None:
    assert wheel.name == "shoal-0.1.0-py3-none-any.whl"


def test_the_wheel_holds_three_packages_and_its_own_facts(names: list[str]) -> None:
    assert {name.split("/")[0] for name in names} == {"bot", "handlers", "storage", "shoal-0.1.0.dist-info"}


@pytest.mark.parametrize(
    "wanted",
    [
        "bot/calibration.toml",
        "bot/manifest.yaml",
        "bot/localslack/page/index.html",
        "bot/localslack/page/js/main.js",
        "bot/demo/data/russian_coord_tweets.csv.gz",
        "storage/migrations/env.py",
        "shoal-0.1.0.dist-info/licenses/LICENSE",
        "shoal-0.1.0.dist-info/licenses/NOTICE",
    ],
)
def test_the_wheel_holds_what_is_no_code(names: list[str], wanted: str) -> None:
    assert wanted in names


def test_every_file_of_the_packages_that_git_knows_is_in_the_wheel(names: list[str]) -> None:
    listed = run("git", "ls-files", "bot", "handlers", "storage", cwd=ROOT, check=False)
    if listed.returncode:
        pytest.skip("this tree is no git repository")
    present = [name for name in listed.stdout.splitlines() if (ROOT / name).exists()]
    assert sorted(set(present) - set(names)) == []


def test_the_wheel_holds_no_test_and_nothing_compiled(names: list[str]) -> None:
    odd = [name for name in names if "test" in name.split("/")[-1] or "/tests/" in name or name.endswith(".pyc")]
    assert odd == []


def test_help_works_from_an_empty_folder(shoal: Shoal, tmp_path: Path) -> None:
    assert "analyze" in shoal("--help", cwd=tmp_path).stdout
    assert list(tmp_path.iterdir()) == []


def test_the_installed_package_is_the_one_that_runs(shoal: Shoal, tmp_path: Path) -> None:
    assert shoal("--version", cwd=tmp_path).stdout == "shoal 0.1.0\n"
    told = shoal("doctor", cwd=tmp_path, check=False).stdout
    assert "names\tfine\tbot, handlers, storage are ours alone" in told


def test_plugins_are_found_in_the_installed_package(shoal: Shoal, tmp_path: Path) -> None:
    assert "coordination\t" in shoal("formats", cwd=tmp_path).stdout
    assert "D1\t" in shoal("detectors", cwd=tmp_path).stdout
    assert "bluesky\t" in shoal("sources", cwd=tmp_path).stdout


def test_migrations_run_from_the_installed_package(shoal: Shoal, tmp_path: Path) -> None:
    assert "up to date now" in shoal("migrate", cwd=tmp_path).stdout
    assert "up to date already" in shoal("migrate", cwd=tmp_path).stdout


def test_an_analysis_runs_from_the_installed_package(shoal: Shoal, tmp_path: Path) -> None:
    lines = ["object_id,account_id,content_id,timestamp_share"]
    lines += [f"o{n},a{i},c{n}-{i},{1_619_000_000 + 86_400 * n + i}" for n in range(6) for i in range(5)]
    (tmp_path / "shares.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = shoal("analyze", "shares.csv", "--out", "result", cwd=tmp_path)
    assert "Read 0 posts, 30 shares, 5 accounts as coordination" in told.stdout
    assert {"report.json", "run.json", "report.html", "edges.parquet"} <= {
        p.name for p in (tmp_path / "result").iterdir()
    }
