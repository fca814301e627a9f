"""Has a signal heard at once, whichever thread of the process it reaches.

Python acts on signals in its first thread alone, and that one sleeps in the web process; the system may hand a signal
to any other, and then nobody is woken. So whatever arrives is written to a pair of sockets, and a thread that reads
there nudges the first one.
"""

from __future__ import annotations

import signal
import socket
import threading
import time

TIMES, EVERY = 20, 0.1  # seconds: a nudge may come just before the first thread begins to sleep


def at_once() -> None:
    """Have signals heard from now on. Call it in the first thread; where there is no such signal it does nothing."""
    nudge = getattr(signal, "SIGURG", None)  # which nobody uses: no line here sends urgent bytes
    if nudge is None:
        return
    ear, mouth = socket.socketpair()
    mouth.setblocking(False)
    signal.signal(nudge, lambda number, frame: None)
    signal.set_wakeup_fd(mouth.fileno(), warn_on_full_buffer=False)
    first = threading.main_thread().ident or 0
    threading.Thread(target=_listen, args=(ear, mouth, nudge, first), daemon=True, name="hearing").start()


def _listen(ear: socket.socket, mouth: socket.socket, nudge: int, first: int) -> None:
    """Nudge the first thread whenever a signal came. `mouth` is held here so that nobody closes it."""
    while came := ear.recv(64):
        if set(came) == {nudge}:
            continue
        for _ in range(TIMES):
            signal.pthread_kill(first, nudge)
            time.sleep(EVERY)
