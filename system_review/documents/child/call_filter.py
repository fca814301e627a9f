"""A filter of the system's calls (seccomp): no sockets, no other process, nothing that steps round the other walls.

Written as the short program that Linux runs before each call. Where the machine is none of those whose numbers stand
here, there is no filter: a wrong number would forbid the wrong thing.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from typing import NamedTuple

# The numbers of a call on x86-64 and on arm64; None where that machine has none.
_FORBIDDEN: dict[str, tuple[int | None, int | None]] = {
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242), "sendto": (44, 206), "sendmsg": (46, 211), "sendmmsg": (307, 269),
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "kill": (62, 129), "tkill": (200, 130), "pidfd_open": (434, 434), "pidfd_send_signal": (424, 424),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "io_uring_setup": (425, 425), "bpf": (321, 280), "userfaultfd": (323, 282), "perf_event_open": (298, 241),
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "keyctl": (250, 219), "add_key": (248, 217),
    "request_key": (249, 218), "setsid": (112, 157), "setpgid": (109, 154),
}  # fmt: skip
_CLONE = (56, 220)  # makes threads, which may be, and processes, which may not
_CLONE3 = 435  # its arguments cannot be seen from here: "no such call" makes callers take the older one
_THREAD = 0x00010000

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_OTHER_NUMBERS = 0x40000000  # x86-64 has a second set of numbers from here on

_LOAD, _EQUAL, _AT_LEAST, _HAS_BITS, _ANSWER = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER_AT, _MACHINE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_NOT_PERMITTED, _NO_SUCH_CALL = 1, 38
_SET_SECCOMP, _FILTER = 22, 2


class _Line(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("lines", ctypes.POINTER(_Line)))


class _Step(NamedTuple):
    """One line: what to do, where to go on if it is so and if it is not (lines to skip), and with which value."""

    code: int
    yes: int
    no: int
    value: int


def put(system: ctypes.CDLL) -> bool:
    """Put the filter up for this process; whether it stands."""
    machine = _MACHINES.get(os.uname().machine)
    if machine is None or ctypes.sizeof(ctypes.c_void_p) != 8:
        return False
    steps = list(_steps(*machine))
    lines = (_Line * len(steps))(*[_Line(*step) for step in steps])
    program = _Program(len(steps), lines)
    return int(system.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)) == 0


def _steps(column: int, machine: int) -> Iterable[_Step]:
    refuse, allow = _Step(_ANSWER, 0, 0, _REFUSE | _NOT_PERMITTED), _Step(_ANSWER, 0, 0, _ALLOW)
    yield _Step(_LOAD, 0, 0, _MACHINE_AT)
    yield _Step(_EQUAL, 1, 0, machine)
    yield refuse
    yield _Step(_LOAD, 0, 0, _NUMBER_AT)
    yield _Step(_AT_LEAST, 0, 1, _OTHER_NUMBERS)
    yield refuse
    for numbers in _FORBIDDEN.values():
        if (number := numbers[column]) is not None:
            yield _Step(_EQUAL, 0, 1, number)
            yield refuse
    yield _Step(_EQUAL, 0, 1, _CLONE3)
    yield _Step(_ANSWER, 0, 0, _REFUSE | _NO_SUCH_CALL)
    yield _Step(_EQUAL, 0, 3, _CLONE[column])
    yield _Step(_LOAD, 0, 0, _FIRST_ARGUMENT_AT)
    yield _Step(_HAS_BITS, 1, 0, _THREAD)
    yield refuse
    yield allow
