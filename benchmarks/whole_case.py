"""A whole case in the real bot: 348,608 posts of 23,750 accounts, from the upload to the last card in the thread.

The size is that of a published takedown. The content is generated, since the archive's own file cannot ship: a
community, three networks of posters with amplifiers by the hundred or thousand, and one whose amplifiers act once each.
The bot talks to the loopback workspace over Socket Mode and analyses in a process of its own. The budget: 60 s, 3 GB.
"""

import argparse
import gzip
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import measured
from benchmarks.measured import Cost
from bot.demo.stage import Stage, stage
from bot.evaluation import networks
from bot.evaluation.planted import Planted, finish, organic_world, write_csv
from bot.evaluation.population import daily_times
from storage import outbox

POSTS, ACCOUNTS = 348_608, 23_750
SWARMS = (2_000, 1_000, 500)
SINGLE_USE = 4_000
POSTERS = 9
ALLOWED_SECONDS = 1800.0


def world(seed: int = 5) -> Planted:
    """Exactly as many accounts and posts as the budget names."""
    people = ACCOUNTS - sum(SWARMS) - SINGLE_USE - POSTERS * (len(SWARMS) + 1)
    made, ids = organic_world(seed, people=people, days=21, posts_each=10.0)
    for number in SWARMS:
        networks.plant_posters(made, f"swarm of {number}", posters=POSTERS, amplifiers=number)
    networks.plant_posters(made, "single use", posters=POSTERS, amplifiers=SINGLE_USE, single_use=True)
    while (missing := POSTS - len(made.posts)) > 0:
        authors = made.rng.choice(np.array(ids), missing)
        for author, moment in zip(authors.tolist(), daily_times(made.rng, made.days, missing, 0).tolist(), strict=True):
            made.post(author, moment, text=made.say(author))
    whole = finish(made)
    return Planted(whole.accounts, whole.posts[:POSTS], whole.truth)


def export(folder: Path) -> Path:
    """The file that is dropped into the channel, made once."""
    path = folder / "whole_case.csv.gz"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        plain, packed = folder / "whole_case.csv", folder / "whole_case.part"
        write_csv(world(), plain)
        with plain.open("rb") as source, gzip.open(packed, "wb", compresslevel=6) as target:
            shutil.copyfileobj(source, target)
        plain.unlink()
        packed.rename(path)
    return path


def run(path: Path) -> dict[str, Any]:
    """Drop the file into the channel of a running bot and wait until the root and every card stand."""
    with stage(log_level="error") as made:
        content, started = path.read_bytes(), time.perf_counter()
        made.people["ben"].say(made.channel, f"{made.bot} the whole case", files=[(path.name, content)])
        made.workspace.wait_for(lambda: _finished(made), timeout=ALLOWED_SECONDS, what="all cards of the case")
        seconds = time.perf_counter() - started
        root = next(message for message in made.workspace.messages(made.channel) if _judged(message.plain))
        cards = len(made.workspace.thread(made.channel, root.ts)) - 1
        problems = list(made.workspace.problems)
    if problems:
        raise AssertionError(f"the workspace refused: {problems}")
    worker_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    return {"seconds": seconds, "cards": cards, "worker_mb": worker_mb}


def _finished(made: Stage) -> bool:
    if not any(_judged(message.plain) for message in made.workspace.messages(made.channel)):
        return False
    with made.application.desk.database.reading() as tx:
        return outbox.waiting(tx) == 0


def _judged(root: str) -> bool:
    return "the whole case" in root and "to judge" in root


def measure(folder: Path) -> Cost:
    """One run in a fresh process; `found` has the seconds, `wall` also the start and the end of bot and workspace."""
    path = export(folder)
    cost = measured.run("whole case", [sys.executable, "-m", __spec__.name, "--case", str(path)], ALLOWED_SECONDS)
    if cost is None:
        raise AssertionError("the whole case did not finish")
    return cost


def markdown(cost: Cost) -> str:
    """The row of docs/PERFORMANCE.md."""
    return (
        "| posts | accounts | upload to last card | messages in the thread | CPU s | bot, workspace MB | worker MB |\n"
        "|---:|---:|---:|---:|---:|---:|---:|\n"
        f"| {POSTS:,} | {ACCOUNTS:,} | {cost.found['seconds']:.0f} s | {cost.found['cards']} | {cost.cpu:.0f} "
        f"| {cost.peak_mb:,.0f} | {cost.found['worker_mb']:,.0f} |\n"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print; with --case, be the measured process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "shoal-benchmarks")
    parser.add_argument("--case", type=Path, help="the file to drop into the channel; prints the costs as JSON")
    chosen = parser.parse_args(arguments)
    if chosen.case:
        measured.report(lambda: run(chosen.case))
    else:
        sys.stdout.write(markdown(measure(chosen.folder)))


if __name__ == "__main__":
    main()
