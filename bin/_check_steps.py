"""The steps of bin/check: what each is called and what it runs."""

from __future__ import annotations

import subprocess
import tempfile
import time

import _tree
from _house import BIN, PYTHON, ROOT, neutral_surroundings

SETTINGS = ["--settings", "system_review.config.settings"]
FIXES = [["ruff", "check", "--fix", "--quiet"], ["ruff", "format", "--quiet"]]
STEPS = {
    "format": ["ruff", "format", "--check"],
    "lint": ["ruff", "check"],
    "types": ["mypy"],
    "directions between rooms": ["lint-imports", "--no-logo"],
    "templates": ["djlint", "system_review", "--lint", "--quiet"],
    "missing migrations": ["python", "-m", "django", "makemigrations", "--check", "--dry-run", *SETTINGS],
}


def run(*, fix: bool) -> int:
    """Run every step and say how each went; 1 if any failed. With `fix`, put right first what can be."""
    for command in FIXES if fix else []:
        _ran(command)
    failed = [name for name, command in STEPS.items() if not _step(name, command)]
    began = time.monotonic()
    problems = _tree.problems()
    _say("the tree", not problems, began, "\n".join(problems))
    failed += ["the tree"] * bool(problems)
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def _step(name: str, command: list[str]) -> bool:
    began = time.monotonic()
    done = _ran(command)
    _say(name, done.returncode == 0, began, done.stdout.strip())
    return done.returncode == 0


def _ran(command: list[str]) -> subprocess.CompletedProcess[str]:
    program = str(PYTHON) if command[0] == "python" else str(BIN / command[0])
    with tempfile.TemporaryDirectory(prefix="sr-check-") as data:  # no step looks at a person's own reviews
        return subprocess.run(
            [program, *command[1:]],
            cwd=ROOT,
            env={**neutral_surroundings(), "SYSTEM_REVIEW_DATA": data},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )


def _say(name: str, well: bool, began: float, said: str) -> None:
    print(f"{'ok' if well else 'FAILED':6}  {time.monotonic() - began:5.1f} s  {name}", flush=True)
    if not well:
        print("\n".join(f"        {line}" for line in said.splitlines()), flush=True)
