"""The analysing process: does one run under a memory limit, tells its parent how far it is, ends if the parent dies."""

import os
import resource
import sys
import threading
import traceback
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection

from bot.analysis.pipeline import PipelineFactory, RunInputs
from bot.analysis.run_analysis import run_analysis
from bot.errors import UserError

FINISHED = 0
ORPHANED = 70


@dataclass(frozen=True, slots=True)
class Told:
    """What the analysing process says: `kind` is progress, done, refused (a person can put it right) or broken."""

    kind: str
    stage: str = ""
    done: int = 0
    total: int = 0
    hint: str = ""
    trace: str = ""


def too_much_memory(memory_mb: int) -> Told:
    """What people read when a run wants more memory than it may use."""
    return Told(
        "refused",
        stage=f"The analysis needed more than the {memory_mb:,} MB of memory that a run may use.",
        hint="Try with fewer rows (split them by date), or raise SHOAL_RUN_MEMORY_MB.",
    )


def resident_mb(pid: int | None) -> int:
    """Megabytes of memory that a process really uses (0 where the system does not tell)."""
    with suppress(OSError), open(f"/proc/{pid}/statm", encoding="ascii") as file:  # noqa: PTH123 (no file on disk)
        return int(file.read().split()[1]) * resource.getpagesize() >> 20
    return 0


def analyse_here(connection: Connection, factory: PipelineFactory, inputs: RunInputs, memory_mb: int) -> None:
    """Run the analysis in this process and tell the parent the outcome over `connection`."""
    _limit_memory(memory_mb)
    threading.Thread(target=_end_with_parent, args=(connection,), daemon=True).start()
    inputs.folder.mkdir(parents=True, exist_ok=True)
    teller = _Teller(connection)
    try:
        run_analysis(factory(), inputs, teller.progress)
    except UserError as error:
        place = f" ({error.where})" if error.where else ""
        told = Told("refused", stage=f"{error.text}{place}", hint=error.hint)
    except MemoryError:
        told = too_much_memory(memory_mb)
    except Exception as error:  # noqa: BLE001 (one job: what broke becomes a line of the result)
        told = Told("broken", stage=type(error).__name__, trace=traceback.format_exc())
    else:
        told = Told("done")
    connection.send(told)
    connection.close()
    sys.stdout.flush()
    os._exit(FINISHED)  # libraries' threads must not keep a finished process alive


class _Teller:
    """Passes progress on when it says something new: another stage, or another hundredth."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last = ("", -1)

    def progress(self, stage: str, done: int, total: int) -> None:
        said = (stage, 100 * done // total if total > 0 else 0)
        if said != self._last:
            self._last = said
            self._connection.send(Told("progress", stage, done, total))


def _limit_memory(memory_mb: int) -> None:
    if memory_mb <= 0:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    # Libraries and threads reserve address space that they never use, hence twice; the parent watches the real use.
    wanted = 2 * memory_mb * (1 << 20) + _address_space()
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


def _address_space() -> int:
    """Bytes of address space that this process has already: libraries reserve much and use little."""
    with suppress(OSError), open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 (no file on disk)
        return int(file.read().split()[0]) * resource.getpagesize()
    return 0


def _end_with_parent(connection: Connection) -> None:
    with suppress(EOFError, OSError):
        connection.recv()
    os._exit(ORPHANED)
