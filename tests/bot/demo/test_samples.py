import csv
import gzip

from bot.demo.clock import DAY_MS, MovableClock
from bot.demo.samples import fresh_export, generated_posts
from bot.evaluation.planted import demo_world


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(gzip.decompress(content).decode().splitlines()))


def test_the_generated_case_is_the_same_file_every_time() -> None:
    assert generated_posts() == generated_posts()


def test_a_fresh_export_lacks_the_accounts_that_are_gone_and_nobody_else() -> None:
    world = demo_world()
    before = {row["account_id"] for row in _rows(generated_posts(world))}
    after = {row["account_id"] for row in _rows(fresh_export(world, 12))}
    assert len(before - after) == 12
    assert after < before
    assert before - after <= world.network("swarm", "amplifier")


def test_the_clock_moves_forward_by_whole_days() -> None:
    clock = MovableClock()
    before = clock()
    assert clock.advance(days=21) - before >= 21 * DAY_MS
    assert clock.days_added == 21
