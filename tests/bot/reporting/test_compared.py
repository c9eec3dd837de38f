"""Pictures of two data sets: nobody is named, what is not in the data is said, the same data give the same bytes."""

from pathlib import Path

from bot.ingest.intake import write_records
from bot.protocols import PostRecord, ShareRecord
from bot.reporting.compared import read_habit, render_comparison
from tests.bot.worlds import crowd, swarm

LATER = 10**13


def tables(folder: Path, records: object) -> Path:
    write_records(records, folder, format="x", now=lambda: LATER)  # type: ignore[arg-type]
    return folder


def test_two_pictures_with_alternative_texts_that_say_what_is_seen(tmp_path: Path) -> None:
    one = tables(tmp_path / "one", [*crowd(people=60), *swarm()])
    two = tables(tmp_path / "two", crowd(seed=2, people=40))
    drawn = render_comparison(("Case 4", one), ("Case 7", two), tmp_path)
    assert [path.name for path, _ in drawn] == ["case-4-beside-case-7-accounts.png", "case-4-beside-case-7-habits.png"]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path, _ in drawn)
    assert "On its fullest day Case 4 gained" in drawn[0][1]
    assert "Case 4: latin 100 %" in drawn[1][1]
    assert "person" not in "".join(alt for _, alt in drawn)
    first = [path.read_bytes() for path, _ in drawn]
    assert [path.read_bytes() for path, _ in render_comparison(("Case 4", one), ("Case 7", two), tmp_path)] == first


def test_data_without_dates_and_texts_are_drawn_as_such(tmp_path: Path) -> None:
    shares = [ShareRecord("object", f"o{n % 3}", f"a{n % 4}", f"c{n}", 1_700_000_000 + n) for n in range(20)]
    bare = tables(tmp_path / "bare", shares)
    posts = tables(tmp_path / "posts", [PostRecord("p", "a", 1_700_000_000)])
    drawn = render_comparison(("Case 1", bare), ("Case 2", posts), tmp_path)
    assert "Case 1 has no creation dates." in drawn[0][1]
    assert "Case 1: no texts of its own" in drawn[1][1]
    assert (read_habit("Case 1", bare).noun, len(read_habit("Case 1", bare).times)) == ("shares", 20)
