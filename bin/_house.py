"""Makes `.venv` what the lock files say, or does nothing. Standard library alone, Python 3.11 or newer.

`.venv` holds one of two sets of packages: "run" (what the product needs) or "dev" (that, and what testing it needs).
What was made is written down in `.venv/.set-up`; while that is still true, `set_up` costs a few milliseconds.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / ".set-up"
UNFINISHED = VENV / ".being-set-up"  # there while packages are put in: found later, it tells of a killed set-up
FONT_MAKER = ROOT / "system_review" / "ui" / "fonts.py"
FONTS = ROOT / "system_review" / "ui" / "static" / "ui" / "fonts"
LOCALE = ROOT / "system_review" / "locale"

# A person's own settings for pip that say how to reach a package index are kept; those that change what is installed
# where (PIP_TARGET, PIP_USER, PIP_CONSTRAINT and so on) are not for this environment.
REACHING = {
    "PIP_CACHE_DIR", "PIP_CERT", "PIP_CLIENT_CERT", "PIP_CONFIG_FILE", "PIP_DEFAULT_TIMEOUT", "PIP_EXTRA_INDEX_URL",
    "PIP_FIND_LINKS", "PIP_INDEX_URL", "PIP_KEYRING_PROVIDER", "PIP_NO_CACHE_DIR", "PIP_NO_INDEX", "PIP_PROXY",
    "PIP_RETRIES", "PIP_TIMEOUT", "PIP_TRUSTED_HOST",
}  # fmt: skip
# Left behind by other projects, these would change what Python or Django does here.
FOREIGN = {
    "DJANGO_SETTINGS_MODULE", "PYTHONHOME", "PYTHONOPTIMIZE", "PYTHONPATH", "PYTHONPLATLIBDIR", "PYTHONSTARTUP",
    "PYTHONWARNINGS", "VIRTUAL_ENV", "VIRTUAL_ENV_PROMPT", "__PYVENV_LAUNCHER__",
}  # fmt: skip


class Stop(Exception):
    """A sentence for the person at the keyboard; the script ends with it."""


def run(main: Callable[[list[str]], int]) -> None:
    """Run a script's `main` with its arguments and end with its exit code, 1 with one sentence, or 130 on Ctrl+C."""
    try:
        code = main(sys.argv[1:])
    except Stop as stop:
        print(stop, file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        code = 130
    sys.exit(code)


def surroundings() -> dict[str, str]:
    """The environment for everything that we start: the person's own, less what would break it."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in FOREIGN and (not name.startswith("PIP_") or name in REACHING)
    }


def neutral_surroundings() -> dict[str, str]:
    """The same for tests, checks and measurements: they never see a person's own database, data folder or settings.

    Python keeps what it compiled, whatever the person has it do: tests start hundreds of processes of ours.
    """
    own = ("DATABASE_URL", "SYSTEM_REVIEW_", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in surroundings().items() if not name.startswith(own)}


def become(command: list[str], env: dict[str, str]) -> int:
    """Turn into that command, so that no process of ours stays behind it. On Windows: run it and return its code."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name != "nt":
        os.execve(command[0], command, env)
    import subprocess

    try:
        return subprocess.call(command, env=env)
    except KeyboardInterrupt:
        return 130


def set_up(packages: str) -> None:
    """Make `.venv` current with the set "run" or "dev". Raises `Stop` with what to do if that cannot be."""
    if is_current(packages):
        return
    import _set_up  # here, since what it imports would double the time of doing nothing

    with _set_up.alone() as lock:
        if not is_current(packages):  # somebody else may have done it while we waited
            _set_up.make(packages, lock)
            STAMP.write_text(f"{packages} {_mark(packages)}\n", encoding="utf-8")


def is_current(packages: str) -> bool:
    """True if `.venv` holds at least that set, just as the lock files say, and what is made from packages is there."""
    try:
        made, mark = STAMP.read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return False
    if packages == "dev" and made != "dev":
        return False
    return (
        mark == _mark(made) and PYTHON.exists() and _fonts_are_there() and not (made == "dev" and _translations_wait())
    )


def _mark(packages: str) -> str:
    """A checksum of everything that a set-up follows from; the folder too, for `.venv` does not survive a move."""
    project = (ROOT / "pyproject.toml").read_bytes().split(b"\n[tool.", 1)[0]
    sum_ = zlib.crc32(f"{ROOT} {packages}".encode())
    for content in (project, _bytes(ROOT / "requirements" / f"{packages}.txt"), _bytes(FONT_MAKER)):
        sum_ = zlib.crc32(content, sum_)
    return f"{sum_:08x}"


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _fonts_are_there() -> bool:
    return not FONT_MAKER.exists() or (FONTS.is_dir() and any(FONTS.glob("*.woff2")))


def _translations_wait() -> bool:
    """True if a translation was changed after it was last compiled."""
    for source in LOCALE.glob("*/LC_MESSAGES/*.po") if LOCALE.is_dir() else ():
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            return True
    return False
