"""The slow half of `_house`: making `.venv`, filling it from a lock file, and what is made from its packages."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import _python
from _house import FONT_MAKER, LOCALE, PYTHON, ROOT, UNFINISHED, VENV, Stop, surroundings

ABOUT = {"run": "about half a minute", "dev": "about a minute"}
PIP = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
NO_NETWORK = re.compile(
    r"NewConnectionError|ConnectTimeoutError|ReadTimeoutError|ConnectionResetError|NameResolutionError|ProxyError"
    r"|SSLError|Temporary failure in name resolution|Network is unreachable|Max retries exceeded"
)


@contextmanager
def alone() -> Iterator[int | None]:
    """Wait until no other set-up runs in this folder. Hands out the file that our children hold open meanwhile.

    They hold it so that a set-up that was killed is not taken for ended while its pip still writes. Where files
    cannot be locked (some network drives) it goes on without.
    """
    with Path(__file__).open("rb") as file:
        try:
            told = False
            while not _locked(file.fileno()):
                if not told:
                    print("Another set-up runs in this folder; waiting for it ...", file=sys.stderr)
                told = True
                time.sleep(0.2)
        except OSError:
            yield None
        else:
            yield file.fileno()


def _locked(handle: int) -> bool:
    if os.name == "nt":
        import msvcrt

        os.lseek(handle, 1 << 20, os.SEEK_SET)  # behind the file's end: Windows locks bytes, and others read this file
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except PermissionError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def make(packages: str, lock: int | None) -> None:
    """Make or mend `.venv` with that set. Raises `Stop`; a killed set-up is begun anew by the next one."""
    previous = signal.signal(signal.SIGTERM, _terminated)
    try:
        print(f"Setting up System Review in .venv (once, {ABOUT[packages]}) ...", file=sys.stderr)
        _make_venv(lock)
        _install(packages, lock)
        _make_from_packages(packages, lock)
        UNFINISHED.unlink(missing_ok=True)
    except OSError as problem:
        raise Stop(f"The set-up cannot write {problem.filename or VENV}: {problem.strerror}.") from problem
    finally:
        signal.signal(signal.SIGTERM, previous)


def _terminated(number: int, frame: object) -> None:
    raise SystemExit(128 + number)  # an exception, so that the child at work is ended too


def _make_venv(lock: int | None) -> None:
    if UNFINISHED.exists() or not _was_made_here() or not _python.will_do(str(PYTHON), "pip"):
        base = _python_with_venv()
        if VENV.exists():
            shutil.rmtree(VENV)
        VENV.mkdir()
        UNFINISHED.touch()
        done = _child([base, "-m", "venv", str(VENV)], lock)
        if done.returncode:
            raise Stop(f"{base} could not make .venv:\n{done.stdout.strip()}")
    UNFINISHED.touch()


def _was_made_here() -> bool:
    """True if `.venv` was made in this very folder: its programs name the folder, and stop working after a move."""
    told = VENV / "pyvenv.cfg"
    return told.exists() and told.read_text(encoding="utf-8").rstrip().endswith(str(VENV))


def _python_with_venv() -> str:
    """A Python that can make environments: the one that we run in, unless its distribution took that out of it."""
    ours = getattr(sys, "_base_executable", None) or sys.executable
    others = [path for path in _python.candidates() if VENV not in Path(path).parents]
    for path in [ours, *others]:
        if _python.will_do(path, "ensurepip, venv"):
            return path
    raise Stop(
        "This Python cannot make environments: its distribution keeps that in a package of its own.\n"
        f"On Debian and Ubuntu: apt install python{sys.version_info.major}.{sys.version_info.minor}-venv"
    )


def _install(packages: str, lock: int | None) -> None:
    print("  fetching and installing packages", file=sys.stderr)
    locked = ["--only-binary", ":all:", "--require-hashes", "-r", str(ROOT / "requirements" / f"{packages}.txt")]
    itself = ["--no-index", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    for what in (locked, itself):
        done = _child([str(PYTHON), *PIP, *what], lock)
        if done.returncode > 0:
            UNFINISHED.unlink(missing_ok=True)  # pip ended in order: the next set-up can go on from here
        if done.returncode:
            raise Stop(_why_not_installed(done.stdout))


def _why_not_installed(said: str) -> str:
    if NO_NETWORK.search(said):
        return (
            "The packages could not be fetched: the package index cannot be reached from here. "
            "Look at the network, and at pip's proxy and certificate settings; then run this again."
        )
    return f"The packages could not be installed. pip said:\n{said.strip()}"


def _make_from_packages(packages: str, lock: int | None) -> None:
    if FONT_MAKER.exists():
        print("  making the web fonts", file=sys.stderr)
        _made(["-m", "system_review.ui.fonts"], lock)
    if packages == "dev" and LOCALE.is_dir() and any(LOCALE.glob("*/LC_MESSAGES/*.po")):
        print("  compiling translations", file=sys.stderr)
        _made(["-m", "babel.messages.frontend", "compile", "-D", "django", "-d", str(LOCALE)], lock)


def _made(arguments: list[str], lock: int | None) -> None:
    done = _child([str(PYTHON), *arguments], lock)
    if done.returncode:
        raise Stop(f"The step {' '.join(arguments)} failed:\n{done.stdout.strip()}")


def _child(command: list[str], lock: int | None) -> subprocess.CompletedProcess[str]:
    """Run a step to its end, quietly; what it said is in the answer."""
    holding = (lock,) if lock is not None and os.name != "nt" else ()
    return subprocess.run(
        command,
        cwd=ROOT,
        env=surroundings(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        pass_fds=holding,
    )
