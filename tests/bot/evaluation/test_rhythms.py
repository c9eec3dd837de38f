from pathlib import Path

from bot.engine.local import LocalEngine
from bot.evaluation.rhythms import evenness
from bot.evaluation.shares import Share
from bot.ingest.intake import write_records
from bot.protocols import AccountRecord, PostRecord

START = 1_700_000_000


def test_a_clock_is_even_never_rests_and_is_told_from_a_person(tmp_path: Path) -> None:
    clock = [PostRecord(f"c{n}", "clock", START + 3600 * n) for n in range(80)]
    person = [PostRecord(f"p{n}", "person", START + 86_400 * n + (n * n * 37) % 7200) for n in range(80)]
    few = [PostRecord(f"f{n}", "few", START + 60 * n) for n in range(20)]
    accounts = [AccountRecord(name) for name in ("clock", "person", "few")]
    write_records([*accounts, *clock, *person, *few], tmp_path, format="generated")
    with LocalEngine(tmp_path, threads=1) as engine:
        found = evenness(engine.posts())
    assert found.sleepless == Share(1, 2)
    assert found.values[0] == -1.0
    assert len(found.values) == 2
