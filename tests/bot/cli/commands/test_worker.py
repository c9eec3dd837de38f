import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]


def test_a_worker_starts_without_a_token_and_ends_politely(empty: Path) -> None:
    environment = {**os.environ, "SHOAL_DATA_DIR": str(empty / "data"), "PYTHONPATH": str(ROOT)}
    worker = subprocess.Popen(
        [sys.executable, "-m", "bot", "worker"], cwd=empty, env=environment, stdout=subprocess.PIPE
    )
    assert worker.stdout is not None
    assert b"waiting for runs" in worker.stdout.readline()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=30) == 0
    worker.stdout.close()
    assert (empty / "data" / "shoal.db").is_file()
