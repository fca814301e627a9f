"""The commands that README.md and CONTRIBUTING.md name are there, and run with a plain Python."""

from __future__ import annotations

import ast
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from _house import BIN, ROOT, neutral_surroundings

COMMANDS = ["setup", "demo", "test", "check", "bench", "drill", "lock", "audit"]
SCRIPTS = sorted(path for path in (ROOT / "bin").iterdir() if path.is_file())
OURS = {path.stem for path in SCRIPTS if path.suffix == ".py"}
# What runs only in an environment that has its packages: .venv with the tests' packages, bin/audit's own.
IN_AN_ENVIRONMENT = {"_locks.py": {"packaging"}, "_secret_places.py": {"detect_secrets"}}
NAMED = re.compile(r"\bbin[/\\](\w+)")


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_command_that_a_page_names_is_there(page: str) -> None:
    named = set(NAMED.findall((ROOT / page).read_text(encoding="utf-8")))

    assert {"demo", "test"} <= named
    assert named <= {path.name for path in SCRIPTS} | {"python", "system"}  # .venv/bin/python, .venv/bin/system-review


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_can_be_started_by_its_name(command: str) -> None:
    path = ROOT / "bin" / command

    assert path.read_text(encoding="utf-8").startswith("#!/usr/bin/env python3\n")
    assert os.name == "nt" or path.stat().st_mode & stat.S_IXUSR


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_needs_the_standard_library_alone(script: Path) -> None:
    tree = ast.parse(script.read_text(encoding="utf-8"))

    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    others = {name.split(".")[0] for name in names} - sys.stdlib_module_names - OURS
    assert others == IN_AN_ENVIRONMENT.get(script.name, set())


@pytest.mark.parametrize("command", ["setup", "demo", "test", "check", "bench", "drill"])
def test_an_old_python_gets_as_far_as_the_sentence_that_names_the_new_one(command: str) -> None:
    for name in (command, "_python.py"):
        ast.parse((ROOT / "bin" / name).read_text(encoding="utf-8"), feature_version=(3, 6))


def test_the_command_line_says_what_it_can_do() -> None:
    said = subprocess.run(
        [BIN / "system-review", "--help"],
        cwd=ROOT,
        env=neutral_surroundings(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert {"demo", "serve", "new", "example", "list", "export", "import", "frameworks", "check"} <= set(
        re.findall(r"\w+", said)
    )
