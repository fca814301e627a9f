"""Lines on which nothing came or went for long are hung up on, and no others."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Iterator

import psutil
import pytest

from system_review.config import quiet_lines

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells when something last came")

LONG = 0.6  # seconds


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def line_to(listener: socket.socket) -> tuple[socket.socket, socket.socket]:
    """The sender's end of a new line, and ours; what was sent over it has come."""
    sender = socket.create_connection(listener.getsockname(), timeout=5)
    ours, _ = listener.accept()
    sender.sendall(b"a")
    assert ours.recv(1) == b"a"
    return sender, ours


def test_a_quiet_line_is_hung_up_and_a_busy_one_is_not(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    quiet, of_quiet = line_to(listener)
    sending, of_sending = line_to(listener)
    fed, of_fed = line_to(listener)
    time.sleep(LONG)
    sending.sendall(b"b")
    of_fed.sendall(b"c")
    time.sleep(0.05)
    assert quiet_lines.hang_up(port, LONG) == 1
    assert quiet.recv(1) == b""
    assert of_quiet.recv(1) == b""
    assert of_sending.recv(1) == b"b"
    assert fed.recv(1) == b"c"
    for one in (quiet, of_quiet, sending, of_sending, fed, of_fed):
        one.close()


def test_lines_to_other_ports_and_the_one_that_listens_are_left_alone(listener: socket.socket) -> None:
    sender, ours = line_to(listener)
    time.sleep(LONG)
    assert quiet_lines.hang_up(sender.getsockname()[1] + 1, LONG) == 0
    assert quiet_lines.hang_up(listener.getsockname()[1], LONG) == 1
    another, accepted = line_to(listener)
    for one in (sender, ours, another, accepted):
        one.close()


def test_every_handle_is_given_back(listener: socket.socket) -> None:
    lines = [line_to(listener) for _ in range(20)]
    before = psutil.Process().num_fds()
    for _ in range(5):
        quiet_lines.hang_up(listener.getsockname()[1], 3600)
    assert psutil.Process().num_fds() == before
    for pair in lines:
        for one in pair:
            one.close()
