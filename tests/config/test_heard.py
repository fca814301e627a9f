"""The signal to end is heard whichever thread of a process it reaches."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no signals to threads there")

# The first thread sleeps as that of the server does; the signal is sent to another one.
PROCESS = """
import signal, sys, threading, time
from system_review.config import heard

ended = threading.Event()
signal.signal(signal.SIGTERM, lambda number, frame: ended.set())
if sys.argv[1] == "heard":
    heard.at_once()
sent = threading.Thread(
    target=lambda: (time.sleep(0.3), signal.pthread_kill(threading.get_ident(), signal.SIGTERM), time.sleep(30)),
    daemon=True,
)
sent.start()
sleeping = threading.Lock()
sleeping.acquire()
watch = threading.Thread(target=lambda: (ended.wait(), sleeping.release()), daemon=True)
watch.start()
sleeping.acquire()  # without a time, so that nothing but a signal wakes it
print("ended")
"""


def process(how: str, seconds: float) -> str:
    """What it says within so many seconds; "" where it was not woken."""
    try:
        done = subprocess.run([sys.executable, "-c", PROCESS, how], capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return ""
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_signal_to_another_thread_is_heard_at_once() -> None:
    assert process("heard", 5) == "ended"


def test_without_it_the_first_thread_sleeps_on() -> None:
    assert process("not", 2) == ""
