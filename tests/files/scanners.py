"""A real clamd that knows two signatures of ours, and servers that only pretend to be one."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from _tools import SCANNER_CURE, clamd

from system_review.files.scanning import answers
from tests.missing import missing_but_optional

HARMFUL = b"System Review, a line that only our own signature calls harmful"
# The file that every scanner knows, in two parts, so that none finds it in this one.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_STARTS_IN = 60  # seconds


@contextmanager
def real_scanner(folder: Path) -> Iterator[str]:
    """The address of a clamd of our own; the test is skipped, loudly, where there is none."""
    program = clamd()
    if program is None:
        missing_but_optional("no ClamAV (clamd)", SCANNER_CURE)
    port = _free_port()
    signatures = folder / "signatures"
    signatures.mkdir()
    (signatures / "own.ndb").write_text(
        f"SystemReview.Test:0:*:{HARMFUL.hex()}\nEicar-Test-Signature:0:*:{EICAR.hex()}\n", encoding="ascii"
    )
    settings = folder / "clamd.conf"
    settings.write_text(
        f"Foreground yes\nTCPSocket {port}\nTCPAddr 127.0.0.1\nDatabaseDirectory {signatures}\n"
        f"LogFile {folder / 'log'}\nStreamMaxLength 1M\nMaxThreads 2\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [program, "--config-file", str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"tcp://127.0.0.1:{port}"
        until = time.monotonic() + _STARTS_IN
        while not answers(address, seconds=1):
            assert process.poll() is None and time.monotonic() < until, (folder / "log").read_text(errors="replace")
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def pretended(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """The address of a server that does `answer` with everybody who connects, each in a thread."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)

        def listen() -> None:
            while not ended.is_set():
                with contextlib.suppress(TimeoutError):
                    connection, _ = server.accept()
                    threading.Thread(target=_serve, args=(connection,), daemon=True).start()

        def _serve(connection: socket.socket) -> None:
            with connection, contextlib.suppress(OSError):
                answer(connection)

        listening = threading.Thread(target=listen, daemon=True)
        listening.start()
        try:
            yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        finally:
            ended.set()
            listening.join(5)


def taken_in(connection: socket.socket) -> bytes:
    """What is sent as INSTREAM, to its end."""
    stream = connection.makefile("rb")
    assert stream.read(10) == b"zINSTREAM\0"
    data = b""
    while length := int.from_bytes(stream.read(4), "big"):
        data += stream.read(length)
    return data


def says(words: bytes) -> Callable[[socket.socket], None]:
    """A server that takes a file in and answers this."""

    def answer(connection: socket.socket) -> None:
        taken_in(connection)
        connection.sendall(words)

    return answer
