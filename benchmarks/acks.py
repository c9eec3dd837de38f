"""How long acknowledgements take while an analysis runs: 20 commands a second for a minute beside 1 M shares.

The real bot talks to the loopback workspace over Socket Mode. The budget: 99 of 100 within 500 ms, none over 3 s.
"""

import argparse
import csv
import gzip
import io
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from benchmarks.synthetic import shares
from bot.demo.stage import Stage, stage
from bot.localslack import Message

COMMANDS = ("cases", "help", "due", "case 1", "cases mine")


@dataclass(frozen=True, slots=True)
class AckResult:
    """Seconds from sending to acknowledgement, and how many analyses ran meanwhile."""

    commands: int
    median: float
    p99: float
    worst: float
    late: int
    analyses: int


def table(n: int) -> bytes:
    """A gzipped 4-column table of n synthetic shares."""
    target = io.BytesIO()
    with gzip.open(target, "wt", compresslevel=1, newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("object_id", "account_id", "content_id", "timestamp_share"))
        for row, (thing, account, moment) in enumerate(zip(*(column.tolist() for column in shares(n)), strict=True)):
            writer.writerow((f"o{thing}", f"a{account}", f"c{row}", moment))
    return target.getvalue()


def measure(n: int = 1_000_000, *, seconds: int = 60, rate: int = 20) -> AckResult:
    """Upload n shares again and again so that an analysis always runs, and send `rate` commands a second meanwhile."""
    content = table(n)
    with stage(log_level="error") as made:
        first = _upload(made, content)
        made.workspace.wait_for(lambda: _running(made, first), timeout=300, what="a running analysis")
        stop, analyses = threading.Event(), [1]
        feeder = threading.Thread(target=_keep_busy, args=(made, content, stop, analyses), daemon=True)
        feeder.start()
        before = len(made.workspace.lateness().seconds.get("slash_commands", ()))
        _send(made, seconds, rate)
        times = sorted(made.workspace.lateness().seconds["slash_commands"][before:])
        stop.set()
        feeder.join()
    return AckResult(
        commands=len(times),
        median=times[len(times) // 2],
        p99=times[min(len(times) - 1, int(0.99 * len(times)))],
        worst=times[-1],
        late=sum(value > 3.0 for value in times),
        analyses=analyses[0],
    )


def _upload(made: Stage, content: bytes) -> Message:
    return made.people["ben"].say(made.channel, f"{made.bot} shares", files=[("shares.csv.gz", content)])


def _running(made: Stage, after: Message) -> bool:
    roots = [one for one in made.workspace.messages(made.channel) if one.bot_id and one.ts > after.ts]
    return any("Running:" in one.plain for one in roots)


def _keep_busy(made: Stage, content: bytes, stop: threading.Event, analyses: list[int]) -> None:
    while not stop.wait(1.0):
        roots = [one for one in made.workspace.messages(made.channel) if one.bot_id]
        if not any("Running:" in one.plain or "Waiting" in one.plain for one in roots):
            _upload(made, content)
            analyses[0] += 1
            stop.wait(5.0)


def _send(made: Stage, seconds: int, rate: int) -> None:
    people = list(made.people.values())
    with ThreadPoolExecutor(16) as pool:
        started = time.monotonic()
        for number in range(seconds * rate):
            pool.submit(people[number % len(people)].command, made.channel, "/triage", COMMANDS[number % len(COMMANDS)])
            time.sleep(max(0.0, started + (number + 1) / rate - time.monotonic()))


def markdown(result: AckResult) -> str:
    """The row of docs/PERFORMANCE.md."""
    return (
        "| commands | median | p99 | worst | over 3 s | analyses meanwhile |\n|---|---|---|---|---|---|\n"
        f"| {result.commands} | {result.median * 1000:.0f} ms | {result.p99 * 1000:.0f} ms "
        f"| {result.worst * 1000:.0f} ms | {result.late} | {result.analyses} |\n"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shares", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=60)
    chosen = parser.parse_args(arguments)
    print(markdown(measure(chosen.shares, seconds=chosen.seconds)))


if __name__ == "__main__":
    main()
