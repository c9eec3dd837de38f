import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model import AccountStatus, Case, Run, RunState
from bot.triage.browse_cases import view_case
from bot.triage.browse_clusters import view_cluster
from bot.triage.cancel_run import cancel_run
from bot.triage.desk import DatabaseUnavailable, Desk
from bot.triage.mark_account import exclude_account
from bot.triage.open_case import open_case
from bot.triage.start_run import start_run
from bot.worker import Limits, Worker
from tests.slow_pipelines import SmallPipeline, pipeline
from tests.worlds_of_triage import ALICE, CHANNEL, Clock, give_file, post_everything

ROWS = b"object_id,account_id,content_id,timestamp_share\n" + b"".join(
    b"o%d,acc%d,c%d-%d,%d\n" % (thing, account, thing, account, 1_700_000_000 + account)
    for thing in range(4)
    for account in range(5)
)
PATIENCE = 60.0


def a_case(desk: Desk) -> Case:
    case = open_case(desk, ALICE, None, title="t", channel_id=CHANNEL, data_follow=True)
    give_file(desk, case, ROWS)
    return case


def the_run(desk: Desk, case: Case) -> Run:
    run = view_case(desk, ALICE, case.id).run
    assert run is not None
    return run


def until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"never came: {what}"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def sqlite_desk(sqlite_template: Path, tmp_path: Path, clock: Clock) -> Desk:
    import shutil  # noqa: PLC0415 - only here

    from storage.database import connect  # noqa: PLC0415 - only here

    path = tmp_path / "worker.sqlite"
    shutil.copyfile(sqlite_template, path)
    return Desk(connect(f"sqlite:///{path}"), clock, tmp_path / "data")


def test_a_worker_turns_a_file_into_a_case_with_cards(desk: Desk) -> None:
    case = a_case(desk)
    woken: list[int] = []
    assert Worker(desk, pipeline(), wake=lambda: woken.append(1)).run_one()
    run = the_run(desk, case)
    assert (run.state, len(run.input_sha256)) == (RunState.DONE, 64)
    (line,) = view_case(desk, ALICE, case.id).clusters
    view = view_cluster(desk, ALICE, line.cluster_id)
    assert [member.account_id for member in view.cluster.members] == [f"acc{number}" for number in range(5)]
    assert [picture.path.exists() for picture in view.pictures] == [True]
    assert [message.kind for message in post_everything(desk)] == ["root", "picture", "cluster_card"]
    assert woken


def test_a_worker_without_work_says_so(sqlite_desk: Desk) -> None:
    assert not Worker(sqlite_desk, pipeline()).run_one()


def test_a_file_that_cannot_be_used_is_the_runs_answer(sqlite_desk: Desk) -> None:
    case = a_case(sqlite_desk)
    Worker(sqlite_desk, pipeline("refuse")).run_one()
    run = the_run(sqlite_desk, case)
    assert (run.state, run.error, run.hint) == (RunState.FAILED, "The file is empty. (a.csv)", "Export it again.")


def test_a_bug_becomes_a_reference_and_no_stack(sqlite_desk: Desk) -> None:
    case = a_case(sqlite_desk)
    Worker(sqlite_desk, pipeline("break")).run_one()
    run = the_run(sqlite_desk, case)
    assert run.state is RunState.FAILED
    assert run.error.startswith("Something broke on our side (ref ")
    assert "Zero" not in run.error


def test_a_run_that_eats_memory_is_refused_in_words(sqlite_desk: Desk) -> None:
    case = a_case(sqlite_desk)
    Worker(sqlite_desk, pipeline("eat"), Limits(memory_mb=512)).run_one()
    run = the_run(sqlite_desk, case)
    assert (run.state, run.error) == (
        RunState.FAILED,
        "The analysis needed more than the 512 MB of memory that a run may use.",
    )


def test_a_process_that_the_machine_ends_is_told(sqlite_desk: Desk) -> None:
    case = a_case(sqlite_desk)
    Worker(sqlite_desk, pipeline("die")).run_one()
    assert "ended by the machine" in the_run(sqlite_desk, case).error


def test_a_run_that_takes_too_long_is_ended(sqlite_desk: Desk, tmp_path: Path) -> None:
    case = a_case(sqlite_desk)
    seconds = iter(range(0, 10_000_000, 30))
    mark = tmp_path / "pid"
    Worker(sqlite_desk, pipeline("hang", str(mark)), Limits(minutes=1), timer=lambda: next(seconds)).run_one()
    assert "longer than 1 minutes" in the_run(sqlite_desk, case).error
    until(lambda: not mark.exists() or not alive(int(mark.read_text())), "the end of the process")


def test_a_cancel_ends_the_process(sqlite_desk: Desk, tmp_path: Path) -> None:
    case, mark = a_case(sqlite_desk), tmp_path / "pid"
    worker = Worker(sqlite_desk, pipeline("hang", str(mark)), Limits(beat_seconds=0.05))
    thread = threading.Thread(target=worker.run_one)
    thread.start()
    until(lambda: mark.exists() and mark.read_text(), "the start of the process")
    cancel_run(sqlite_desk, ALICE, case.id)
    thread.join(PATIENCE)
    assert the_run(sqlite_desk, case).state is RunState.CANCELLED
    assert not alive(int(mark.read_text()))
    assert start_run(sqlite_desk, ALICE, case.id).number == 2


def test_a_worker_that_is_stopped_gives_its_run_back(sqlite_desk: Desk, tmp_path: Path) -> None:
    case, mark, stop = a_case(sqlite_desk), tmp_path / "pid", threading.Event()
    thread = threading.Thread(target=Worker(sqlite_desk, pipeline("hang", str(mark))).run_forever, args=(stop,))
    thread.start()
    until(lambda: mark.exists() and mark.read_text(), "the start of the process")
    stop.set()
    thread.join(PATIENCE)
    assert not alive(int(mark.read_text()))
    Worker(sqlite_desk, pipeline()).run_one()
    assert the_run(sqlite_desk, case).state is RunState.DONE


def test_an_exclusion_draws_the_pictures_again(sqlite_desk: Desk) -> None:
    case = a_case(sqlite_desk)
    worker = Worker(sqlite_desk, pipeline())
    worker.run_one()
    (line,) = view_case(sqlite_desk, ALICE, case.id).clusters
    assert exclude_account(sqlite_desk, ALICE, line.cluster_id, "acc2", "r").status is AccountStatus.EXCLUDED
    assert worker.run_one()
    (picture,) = view_cluster(sqlite_desk, ALICE, line.cluster_id).pictures
    assert (picture.alt, picture.path.read_text()) == ("C1 without 1", "acc2")
    assert not worker.run_one()


def test_two_workers_share_the_work_and_do_each_run_once(desk: Desk) -> None:
    cases, stop = [a_case(desk) for _ in range(3)], threading.Event()
    threads = [threading.Thread(target=Worker(desk, pipeline()).run_forever, args=(stop,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    until(lambda: all(the_run(desk, case).state is RunState.DONE for case in cases), "the end of all runs")
    stop.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert [the_run(desk, case).attempts for case in cases] == [1, 1, 1]
    cards = [message.key for message in post_everything(desk) if message.kind == "cluster_card"]
    assert len(cards) == len(set(cards)) == 3


def test_a_worker_outlives_a_database_that_is_away(sqlite_desk: Desk) -> None:
    stop, away = threading.Event(), threading.Event()

    def pipeline_that_is_never_made() -> SmallPipeline:
        raise AssertionError("there is no run")

    def claim_now() -> int:
        if away.is_set():
            stop.set()
        away.set()
        raise DatabaseUnavailable("gone")

    broken = replace(sqlite_desk, now=claim_now)
    worker = Worker(broken, pipeline_that_is_never_made, away_seconds=0.01)
    worker.run_forever(stop)
    assert away.is_set()


KILLED = """
import sys, threading
from pathlib import Path
from bot.triage.desk import Desk
from bot.worker import Limits, Worker
from storage.database import connect
from tests.slow_pipelines import pipeline
from tests.worlds_of_triage import Clock
if __name__ == "__main__":
    url, data, mark = sys.argv[1:]
    Worker(Desk(connect(url), Clock(), Path(data)), pipeline("hang", mark), Limits(beat_seconds=0.1)).run_one()
"""


def test_a_worker_killed_with_9_leaves_nothing_behind_and_another_takes_the_run(
    desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    case, mark, script = a_case(desk), tmp_path / "pid", tmp_path / "killed.py"
    post_everything(desk)
    script.write_text(KILLED)
    url = desk.database.url.render_as_string(hide_password=False)
    words = [sys.executable, str(script), url, str(desk.data_dir), str(mark)]
    process = subprocess.Popen(words, env={**os.environ, "PYTHONPATH": str(Path.cwd())})  # noqa: S603 (our own words)
    until(lambda: mark.exists() and mark.read_text(), "the start of the analysing process")
    os.kill(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)
    until(lambda: not alive(int(mark.read_text())), "the end of the orphaned process")
    assert the_run(desk, case).state is RunState.RUNNING
    worker = Worker(desk, pipeline())
    assert not worker.run_one(), "the lease still holds"
    clock.forward(seconds=61)
    assert worker.run_one()
    run = the_run(desk, case)
    assert (run.state, run.attempts) == (RunState.DONE, 2)
    posted = post_everything(desk)
    assert sorted(message.kind for message in posted) == ["cluster_card", "picture", "root"]
    assert [message.kind for message in posted if message.ts is not None] == ["root"], "the root is edited, not doubled"
