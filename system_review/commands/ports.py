"""Finding a port that nobody listens at, and keeping it until the web server has it."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from system_review.commands.causes import FORBIDDEN
from system_review.config.addresses import Listening
from system_review.errors import Refused, Why

TRIES = 50


@dataclass(frozen=True, slots=True)
class Port:
    """A port that is ours, at an address of this computer."""

    host: str
    number: int

    @property
    def near(self) -> str:
        """The address by which this computer itself reaches it."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - not listened at here


@contextmanager
def free_port(wanted: Listening, *, only_this: bool) -> Iterator[Port]:
    """The first port from that wanted on that is free, kept for the web server meanwhile. Raises `Refused`.

    With `only_this` none but that: a proxy would send people to whoever has it.
    """
    first = wanted.port
    last = first + 1 if only_this else min(first + TRIES, 65536)
    for number in range(first, last):
        with ExitStack() as kept:
            try:
                kept.enter_context(_kept(wanted.host, number))
            except OSError as problem:
                if problem.errno in FORBIDDEN and os.name == "posix":
                    why = Why("Port {port} needs an administrator: take one from 1024 on", port=number)
                    raise Refused(why) from problem
                if problem.errno == errno.EADDRNOTAVAIL:
                    said = "This computer has no address {host}: name one of its own with --host"
                    raise Refused(Why(said, host=wanted.host)) from problem
                continue
            yield Port(wanted.host, number)
            return
    if only_this:
        said = "Port {port} is in use: end what listens there, or name another with --port and in the proxy"
        raise Refused(Why(said, port=first))
    said = "Every port from {first} to {last} is in use: name another with --port"
    raise Refused(Why(said, first=first, last=last - 1))


@contextmanager
def _kept(host: str, number: int) -> Iterator[None]:
    """Hold the port. Raises `OSError` if somebody else has it, in either of the families that "localhost" can mean."""
    if socket.has_ipv6 and host == "127.0.0.1":
        _try(socket.AF_INET6, "::1", number)
    ours = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    with ours:
        _share_nothing(ours)
        ours.bind((host, number))
        if sys.platform == "linux":
            # From here on a look like ours fails at this port, while the web server, which shares ports with
            # sockets that share them too, can still listen at it.
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        else:
            ours.close()
        yield


def _try(family: socket.AddressFamily, host: str, number: int) -> None:
    with socket.socket(family, socket.SOCK_STREAM) as look:
        _share_nothing(look)
        try:
            look.bind((host, number))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                raise
            # this computer has no such address: nobody can be listening there


def _share_nothing(look: socket.socket) -> None:
    """Fail where somebody listens; do not fail for connections of an earlier server that are still closing."""
    if os.name == "posix":
        look.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    elif sys.platform == "win32":
        look.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
