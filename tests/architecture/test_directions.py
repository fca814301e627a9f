"""The rooms face one way: the contracts of pyproject.toml hold, and the pure modules need no Django."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from _house import ROOT, neutral_surroundings
from importlinter.cli import lint_imports

from tests.architecture.sources import modules

PURE_FOLDERS = ("rules", "snapshots", "texts", "errors")
PURE_PATHS = ("documents/readers/", "documents/interpreter/", "documents/writers/")
# Imports each module in its own fresh interpreter state: what one brings must not hide what another does.
PROBE = """
import importlib, json, sys
answers = {}
for name in json.loads(sys.argv[1]):
    before = set(sys.modules)
    try:
        importlib.import_module(name)
    except Exception as problem:
        answers[name] = f"{type(problem).__name__}: {problem}"
    else:
        if "django" in sys.modules:
            answers[name] = "imports Django"
    for extra in [m for m in set(sys.modules) - before if m.split(".")[0] in ("django", "system_review")]:
        del sys.modules[extra]
print(json.dumps(answers))
"""


def test_no_import_goes_against_the_direction_of_the_rooms(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "path", [*sys.path])  # lint_imports puts the current folder on it

    code = lint_imports(no_logo=True, no_cache=True)

    assert code == 0, capsys.readouterr().out


def pure_modules() -> list[str]:
    """The modules that must be usable without Django: rules, snapshots, readers, writers, the commands' front door."""
    return [
        module.dotted
        for module in modules()
        if module.parts & set(PURE_FOLDERS)
        or module.path.as_posix().startswith(PURE_PATHS)
        or module.path.as_posix() == "commands/__init__.py"
    ]


def test_pure_modules_are_usable_without_django() -> None:
    names = pure_modules()
    probe = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps(names)],
        cwd=ROOT,
        env=neutral_surroundings(),
        capture_output=True,
        text=True,
        check=True,
    )

    assert len(names) > 5
    assert json.loads(probe.stdout) == {}
