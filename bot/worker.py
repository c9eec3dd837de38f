"""Does the runs: claims one by lease, lets a process of its own analyse it, and saves what that process found.

The process can be killed for taking too long, for a cancel, or by the machine for want of memory; this one stays
responsive. If this one dies, the analysing process notices and ends, and another worker takes the run up again.
"""

import multiprocessing
import secrets
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Self

import structlog

from bot.analysis.pipeline import PipelineFactory, RunInputs
from bot.analysis.process import Told, analyse_here, resident_mb, too_much_memory
from bot.analysis.run_analysis import drawn_pictures, read_result
from bot.errors import Cancelled, LeaseLost
from bot.triage.desk import DatabaseUnavailable, Desk
from bot.triage.recheck_by_export import recheck_by_export
from bot.triage.redraw import RedrawClaim, claim_redraw, save_redraw
from bot.triage.save_results import save_results
from bot.triage.take_run import RunClaim, claim_run, fail_run, give_back, keep_run, report_progress, stop_run

POLL_SECONDS = 0.5
IDLE_SECONDS = 0.5
AWAY_SECONDS = 5.0

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may use: minutes, megabytes (0 = no limit), and how often its lease is renewed."""

    minutes: int = 60
    memory_mb: int = 3072
    lease_ms: int = 60_000
    beat_seconds: float = 5.0


@dataclass(frozen=True, slots=True)
class Worker:
    """Takes runs and redraws, one at a time; several may work on one database, on one machine or many.

    `factory` makes the pipeline in the analysing process, so it has to be picklable; `timer` counts elapsed seconds.
    """

    desk: Desk
    factory: PipelineFactory
    limits: Limits = Limits()
    timer: Callable[[], float] = time.monotonic
    wake: Callable[[], None] = lambda: None
    away_seconds: float = AWAY_SECONDS

    def run_forever(self, stop: threading.Event) -> None:
        """Work until told to stop; what is at hand then is given back."""
        while not stop.is_set():
            try:
                worked = self.run_one(stop)
            except DatabaseUnavailable as error:
                _log.warning("waiting for the database", error=str(error))
                stop.wait(self.away_seconds)
                continue
            if not worked:
                stop.wait(IDLE_SECONDS)

    def run_one(self, stop: threading.Event | None = None) -> bool:
        """Do one run or one redraw, if there is one."""
        stopping = stop or threading.Event()
        claim = claim_run(self.desk, lease_ms=self.limits.lease_ms)
        if claim is not None:
            self.wake()
            self._do(claim, stopping)
            self.wake()
            return True
        redraw = claim_redraw(self.desk)
        if redraw is not None:
            self._redraw(redraw)
            self.wake()
        return redraw is not None

    def _do(self, claim: RunClaim, stop: threading.Event) -> None:
        try:
            told = self._watch(claim, stop)
            self._save(claim, told)
        except Cancelled:
            stop_run(self.desk, claim)
        except LeaseLost:
            _log.warning("lease lost", case=claim.case.number, run=claim.run.number)
        except Exception as error:  # noqa: BLE001 (one job: what broke becomes a visible line, never silence)
            self._broken(claim, repr(error), error)

    def _save(self, claim: RunClaim, told: Told | None) -> None:
        if told is None:
            give_back(self.desk, claim)
        elif told.kind == "refused":
            fail_run(self.desk, claim, told.stage, told.hint)
        elif told.kind == "broken":
            self._broken(claim, told.trace, None)
        elif claim.run.purpose == "compare":
            recheck_by_export(self.desk, claim, read_result(claim.inputs.folder))
        else:
            folder = claim.inputs.folder
            save_results(self.desk, claim, read_result(folder), drawn_pictures(folder))

    def _broken(self, claim: RunClaim, trace: str, error: Exception | None) -> None:
        reference = secrets.token_hex(3)
        _log.error("run failed", ref=reference, case=claim.case.number, trace=trace, exc_info=error)
        with suppress(LeaseLost):
            fail_run(
                self.desk,
                claim,
                f"Something broke on our side (ref {reference}).",
                "Rerun it, or pass the reference on.",
            )

    def _watch(self, claim: RunClaim, stop: threading.Event) -> Told | None:
        """Let the analysing process work; gives what it said last, or None if we are told to stop."""
        started = beaten = self.timer()
        with _Child(self.factory, claim.inputs, self.limits.memory_mb) as child:
            while not stop.is_set():
                told = child.hear(POLL_SECONDS)
                if told is not None and told.kind != "progress":
                    return told
                now = self.timer()
                if told is not None:
                    report_progress(self.desk, claim, told.stage, told.done, told.total, lease_ms=self.limits.lease_ms)
                    self.wake()
                elif not child.alive():
                    return self._vanished(child)
                if 0 < self.limits.memory_mb < child.resident_mb():
                    return too_much_memory(self.limits.memory_mb)
                if now - started > self.limits.minutes * 60:
                    hint = "Try with fewer rows (split them by date), or raise SHOAL_RUN_MINUTES."
                    return Told("refused", f"The analysis took longer than {self.limits.minutes} minutes.", hint=hint)
                if now - beaten > self.limits.beat_seconds or told is not None:
                    keep_run(self.desk, claim, lease_ms=self.limits.lease_ms)
                    beaten = now
        return None

    def _vanished(self, child: "_Child") -> Told:
        last = child.hear(0.0)
        if last is not None:
            return last
        text = "The analysis was ended by the machine, most likely for want of memory."
        return Told("refused", text, hint="Try with fewer rows (split them by date), or on a bigger machine.")

    def _redraw(self, claim: RedrawClaim) -> None:
        if claim.inputs is None:
            save_redraw(self.desk, claim, ())
            return
        with _Child(self.factory, claim.inputs, self.limits.memory_mb) as child:
            told = child.wait(self.limits.minutes * 60)
        with suppress(LeaseLost):
            if told is not None and told.kind == "done":
                save_redraw(self.desk, claim, drawn_pictures(claim.inputs.folder))
            else:
                _log.error("redraw failed", cluster=claim.redraw.cluster_id, trace=told.trace if told else "")
                save_redraw(self.desk, claim, ())


class _Child:
    """The analysing process and the line to it; leaving the block ends it, whatever it is doing."""

    def __init__(self, factory: PipelineFactory, inputs: RunInputs, memory_mb: int) -> None:
        shutil.rmtree(inputs.folder / "data", ignore_errors=True)  # what an earlier attempt left half done
        context: SpawnContext = multiprocessing.get_context("spawn")
        self._line: Connection
        self._line, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(
            target=analyse_here, args=(theirs, factory, inputs, memory_mb), name="analysis", daemon=True
        )
        self._process.start()
        theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        self._line.close()

    def hear(self, seconds: float) -> Told | None:
        """The newest word within that time: progress that was overtaken is dropped."""
        told: Told | None = None
        with suppress(EOFError, OSError):
            while self._line.poll(seconds if told is None else 0.0):
                told = self._line.recv()
                if told is not None and told.kind != "progress":
                    break
        return told

    def wait(self, seconds: float) -> Told | None:
        """The last word, within that time."""
        told = self.hear(seconds)
        while told is not None and told.kind == "progress":
            told = self.hear(seconds)
        return told

    def resident_mb(self) -> int:
        """Megabytes that it uses."""
        return resident_mb(self._process.pid)

    def alive(self) -> bool:
        """Whether it is still there."""
        return self._process.is_alive()
