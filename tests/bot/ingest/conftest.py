"""Reads bytes, text or files through the real intake into a real folder, and gives back what lies there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from bot.ingest.intake import read_files
from bot.ingest.limits import DEFAULT_LIMITS, Limits
from bot.report import Dataset

NOW_MS = 1_780_000_000_000
FORMATS = Path(__file__).parents[2] / "data" / "formats"


@dataclass(frozen=True, slots=True)
class Folder:
    dataset: Dataset
    path: Path

    def _rows(self, name: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = pq.read_table(self.path / f"{name}.parquet").to_pylist()
        return rows

    @property
    def accounts(self) -> list[dict[str, Any]]:
        return self._rows("accounts")

    @property
    def posts(self) -> list[dict[str, Any]]:
        return self._rows("posts")

    @property
    def shares(self) -> list[dict[str, Any]]:
        return self._rows("shares")


Read = Callable[..., Folder]


@pytest.fixture
def formats_folder() -> Path:
    return FORMATS


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """`read(content_or_path, ..., format=, mapping=, limits=)`: str, bytes or paths in, the folder out."""
    count = 0

    def _read(
        *inputs: str | bytes | Path,
        names: tuple[str, ...] = (),
        format: str | None = None,  # noqa: A002 - as in read_files
        mapping: Mapping[str, str] | None = None,
        limits: Limits = DEFAULT_LIMITS,
        now: int = NOW_MS,
    ) -> Folder:
        nonlocal count
        files: list[tuple[Path, str]] = []
        for number, given in enumerate(inputs):
            count += 1
            path = given if isinstance(given, Path) else tmp_path / f"in{count}"
            if not isinstance(given, Path):
                path.write_bytes(given.encode() if isinstance(given, str) else given)
            shown = given.name if isinstance(given, Path) else "file.csv"
            files.append((path, names[number] if names else shown))
        out = tmp_path / f"out{count}"
        dataset = read_files(files, out, format=format, mapping=mapping, limits=limits, now=lambda: now)
        return Folder(dataset, out)

    return _read
