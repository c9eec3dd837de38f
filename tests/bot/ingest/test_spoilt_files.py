"""Files that were damaged on their way: whatever comes, a person gets data or a sentence, never a crash."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.errors import InputError
from bot.ingest.choosing import readers

FORMATS = Path(__file__).parents[2] / "data" / "formats"
SAMPLES = sorted(path for name in readers() for path in (FORMATS / name).iterdir())
INSERTS = (b'"', b",", b"\n", b"\r", b"\0", b"{", b"}", b"[", b"]", b"null", b"\\ud800", b"1e999", b"-1", b"9" * 30)
Read = Callable[..., Any]


def _spoilt(content: bytes, draw: random.Random) -> bytes:
    data = bytearray(content[:20_000])
    for _ in range(draw.choice((1, 2, 5, 30))):
        at = draw.randrange(len(data)) if data else 0
        kind = draw.randrange(4)
        if kind == 0 and data:
            data[at] = draw.randrange(256)
        elif kind == 1:
            data[at:at] = draw.choice(INSERTS)
        elif kind == 2:
            del data[at : at + draw.randrange(1, 40)]
        elif draw.random() < 0.3:
            del data[at:]
    return bytes(data)


@pytest.mark.parametrize("path", SAMPLES, ids=[f"{path.parent.name}/{path.name}" for path in SAMPLES])
def test_a_spoilt_file_gives_data_or_a_sentence_with_a_hint(read: Read, path: Path) -> None:
    draw = random.Random(path.name)  # noqa: S311 - test data
    problems: list[InputError] = []
    for _ in range(8):
        given = draw.choice((None, path.parent.name, draw.choice(sorted(readers()))))
        try:
            folder = read(_spoilt(path.read_bytes(), draw), format=given)
        except InputError as error:
            problems.append(error)
        else:
            assert folder.dataset.accounts == len(folder.accounts)
            assert folder.dataset.shares == len(folder.shares)
    assert all(problem.hint and problem.text[-1] in ".?" for problem in problems)
