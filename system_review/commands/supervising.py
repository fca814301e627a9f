"""The process that supervises: prepares in a child, finds a port, runs the web server, tells when it answers.

The worker that does what waits is kept by `keeping_worker`.

It never imports Django, so that it stays small, and so that Django is imported once on the way to the first page.
Written for Linux, macOS and Windows; tried on Linux.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from system_review.commands import starting, static_files, wholeness
from system_review.commands.keeping_worker import CHILD, ROOT, WorkerKeeper
from system_review.commands.ports import Port, free_port
from system_review.commands.saying import result, say, say_as_json
from system_review.commands.waking import Waking
from system_review.config import addresses, environment
from system_review.config.addresses import Listening

CONNECTIONS = 512  # open at once; an idle one counts too. Each has a thread while something is sent on it
PATIENCE = 20  # seconds that requests in progress are given when the server ends; without any, it ends at once
FIRST_LOOK = 0.02  # seconds between two looks whether the server answers
LOCKED_OUT = "If somebody cannot sign in, “system-review sign-in-link EMAIL” prints a link that lets them in, once."


def serve(wanted: Listening, *, example: bool) -> int:
    """Serve until a signal ends it; the exit code. Prints one line when the server answers."""
    signal.signal(signal.SIGTERM, _end)
    if environment.log()[0] == "json":
        say_as_json()
    is_for_others = addresses.is_for_others(addresses.base_url())
    try:
        folder, _ = starting.look()
        with wholeness.watched(folder, environment.database(folder)):
            if code := _prepared(example):
                return code
            with free_port(wanted, only_this=is_for_others or not wanted.is_here) as found:
                if found.number != wanted.port:
                    say(f"Port {wanted.port} is in use; System Review takes {found.number} instead.")
                return _supervise(found, has_others=is_for_others or starting.look()[1].has_others)
    except KeyboardInterrupt:
        return 0


def application(target: str) -> Callable[..., Any]:
    """What the web process loads. Its own import, since granian's would put the current folder on Python's path."""
    from system_review.config.wsgi import application as wsgi

    return wsgi


def _end(number: int, frame: object) -> None:
    raise SystemExit(0)


def _prepared(example: bool) -> int:
    """Prepare what is missing, in a child since it needs Django; 0, or the exit code of the child that failed."""
    folder, standing = starting.look()
    ready = standing.is_ready and static_files.are_current(folder)
    if ready and (standing.has_example or not example):
        return 0
    starting.refuse_unasked(standing)
    options = ["prepare", "--quietly", *(["--example"] if example else []), "--data", str(folder)]
    command = [sys.executable, "-c", CHILD, str(ROOT), *options]
    return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode


def _supervise(port: Port, *, has_others: bool) -> int:
    # Where others come by a proxy, nobody is signed in by what stands in a log.
    token = "" if addresses.is_for_others(addresses.base_url()) else secrets.token_urlsafe(32)
    os.environ.update(
        SYSTEM_REVIEW_RUN=secrets.token_hex(16),
        SYSTEM_REVIEW_SIGN_IN_TOKEN=token,
        SYSTEM_REVIEW_PORT=str(port.number),
        SYSTEM_REVIEW_SUPERVISED="1",
    )
    server = _server(port)
    server.main_loop_interrupt = Waking()
    server.on_startup(lambda: _end_with_the_terminal(server))
    keeper = WorkerKeeper()
    beside = LOCKED_OUT if has_others else ""
    threading.Thread(target=_tell_when_ready, args=(server, port, token, keeper, beside), daemon=True).start()
    try:
        with contextlib.suppress(SystemExit):  # granian's code is 1 also when Ctrl+C reached the web process first
            server.serve(target_loader=application)
    finally:
        keeper.end()
    if server.interrupt_signal:
        return 0
    say("The web server ended by itself. Run “system-review check”, and start again.")
    return 1


def _server(port: Port) -> Any:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces

    return Granian(
        "system_review.config.wsgi:application",
        address=port.host,
        port=port.number,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=1,
        blocking_threads=CONNECTIONS,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        log_enabled=False,
    )


def _end_with_the_terminal(server: Any) -> None:
    """Closing the terminal window ends the server, unless whoever started it asked otherwise (nohup)."""
    hang_up = getattr(signal, "SIGHUP", None)
    if hang_up is not None:
        signal.signal(hang_up, server.signal_handler_interrupt)


def _tell_when_ready(server: Any, port: Port, token: str, keeper: WorkerKeeper, beside: str) -> None:
    """Print the address once the server answers a page, and `beside` where that is not ""; then have a worker started.

    Until the web process is forked, this thread only sleeps.
    """
    while not server.wrks:
        time.sleep(FIRST_LOOK)
    while not server.interrupt_signal:
        if _answers(port):
            result(f"System Review is running: {_where(port, token)} (Ctrl+C ends it)")
            sys.stdout.flush()
            if beside:
                say(beside)
            keeper.start()
            return
        time.sleep(FIRST_LOOK)


def _where(port: Port, token: str) -> str:
    """What to open: with the link's token on a computer of one's own, else the address that a proxy answers."""
    if token:
        return f"open http://localhost:{port.number}/sign-in/{token}/"
    return f"{addresses.base_url()}, by a proxy to port {port.number} of {port.host}"


def _answers(port: Port) -> bool:
    import http.client

    connection = http.client.HTTPConnection(port.near, port.number, timeout=10)
    try:
        connection.request("GET", "/sign-in/", headers={"Host": f"localhost:{port.number}"})
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
