"""Files closed by Linux itself (landlock): only what Python and this product are made of can still be opened, to read.

The data folder, with its database and its keys, cannot. Needs Linux 5.13 or newer with landlock switched on.
"""

from __future__ import annotations

import ctypes
import os
import sys
import sysconfig
from collections.abc import Iterator

_MAKE, _ADD, _RESTRICT = 444, 445, 446  # these calls have the same numbers on every machine
_ASK_VERSION, _BENEATH = 1, 1
_RUN, _READ, _LIST = 1 << 0, 1 << 2, 1 << 3
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # how many kinds of access each version knows; 16 from the fifth on
_SYSTEM = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib", "/usr/share/zoneinfo", "/etc/ld.so.cache")


class _Rules(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def close_files(system: ctypes.CDLL) -> bool:
    """Close all other files for this process; whether that was done. Signals to others and TCP go with them."""
    version = int(system.syscall(_MAKE, None, 0, _ASK_VERSION))
    if version < 1:
        return False
    rules = _Rules((1 << _RIGHTS.get(version, 16)) - 1, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = int(system.syscall(_MAKE, ctypes.byref(rules), size, 0))
    if ruleset < 0:
        return False
    try:
        for path in _open_to_reading():
            _allow(system, ruleset, path)
        return int(system.syscall(_RESTRICT, ruleset, 0)) == 0
    finally:
        os.close(ruleset)


def _open_to_reading() -> Iterator[str]:
    package = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    ours = [package, *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib"))]
    packed = [path for path in sys.path if path.endswith((".zip", "-packages"))]
    yield from dict.fromkeys(path for path in (*ours, *packed, *_SYSTEM) if os.path.exists(path))


def _allow(system: ctypes.CDLL, ruleset: int, path: str) -> None:
    allowed = _READ | _RUN | (_LIST if os.path.isdir(path) else 0)
    folder = os.open(path, getattr(os, "O_PATH", os.O_RDONLY) | os.O_CLOEXEC)
    try:
        system.syscall(_ADD, ruleset, _BENEATH, ctypes.byref(_Beneath(allowed, folder)), 0)
    finally:
        os.close(folder)
