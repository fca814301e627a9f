"""Keeping a worker under the process that supervises: started after the first page, and again when it dies. No Django.

It has a session of its own, so that Ctrl+C in the terminal reaches it by way of us alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

CHILD = "import sys; sys.path.insert(0, sys.argv.pop(1)); from system_review.commands import main; sys.exit(main())"
ROOT = Path(__file__).resolve().parents[2]
LATER = 1.0  # seconds after the first page, which is to come first
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds before a worker that died is replaced
LIVED = 60.0  # seconds after which a worker's death is no sign that the next will die as well
PATIENCE = 17.0  # seconds that it may take to end: a letter that is being handed over is waited for


class WorkerKeeper:
    """Keeps one worker running from `start` to `end`."""

    def __init__(self) -> None:
        self._ending = threading.Event()
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, daemon=True)

    def start(self) -> None:
        """Start the first worker, a moment later."""
        self._thread.start()

    def end(self) -> None:
        """End the worker, and start no other."""
        with self._lock:
            self._ending.set()
            worker = self._worker
        if worker is not None:
            worker.terminate()
            try:
                worker.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()

    def _keep(self) -> None:
        pause = LATER
        while not self._ending.wait(pause):
            began = time.monotonic()
            worker = self._begin()
            if worker is None:
                return
            worker.wait()
            lived = time.monotonic() - began
            pause = SHORTEST_PAUSE if lived > LIVED else min(max(pause, SHORTEST_PAUSE) * 2, LONGEST_PAUSE)

    def _begin(self) -> subprocess.Popen[bytes] | None:
        command = [sys.executable, "-c", CHILD, str(ROOT), "worker", "--under", str(os.getpid())]
        with self._lock:
            if self._ending.is_set():
                return None
            self._worker = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
            )
            return self._worker
