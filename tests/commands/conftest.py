"""Running commands: in this process, where Django runs on the test's database, or as programs of their own."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from _house import ROOT, neutral_surroundings

from system_review.commands import main

FILE = "system-review.sqlite3"
COPY = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).backup(sqlite3.connect(sys.argv[2]))"
PROGRAM = [sys.executable, "-m", "system_review.commands"]


@dataclass(frozen=True)
class Said:
    """What a command answered: its exit code, what it printed, and what it said beside."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one sentence of a refusal. Fails if there was more, or anything else."""
        assert self.code == 2, self
        assert self.out == "", self.out
        [line] = self.err.splitlines()
        assert "Traceback" not in line
        return line


class Pipe(io.TextIOWrapper):
    """Standard input as a pipe, or as a terminal where somebody answers."""

    def __init__(self, content: bytes, *, terminal: bool) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("list", "--json")` in this process. `stdin` is piped in; `answers` are given at a terminal."""
    monkeypatch.setenv("SYSTEM_REVIEW_DATA", os.environ["SYSTEM_REVIEW_DATA"])  # put back what --data changes
    monkeypatch.setattr("system_review.commands.saying.SLOW", 600.0)  # on a busy machine much takes over a second

    def command(*arguments: str, stdin: bytes = b"", answers: str | None = None) -> Said:
        at_terminal = answers is not None
        monkeypatch.setattr(sys, "stdin", Pipe((answers or "").encode() or stdin, terminal=at_terminal))
        monkeypatch.setattr(sys.stderr, "isatty", lambda: at_terminal, raising=False)
        capsys.readouterr()
        code = main(arguments)
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return command


@pytest.fixture
def program(tmp_path: Path) -> Run:
    """The same as a program of its own, on a data folder of its own: `program.folder`."""
    return Program(tmp_path / "data")


class Program:
    """Runs commands as programs on one data folder."""

    def __init__(self, folder: Path, variables: Mapping[str, str] | None = None) -> None:
        self.folder, self.variables = folder, variables or {}

    @property
    def env(self) -> dict[str, str]:
        return {
            **neutral_surroundings(),
            "SYSTEM_REVIEW_DATA": str(self.folder),
            "PYTHONWARNINGS": "error::ResourceWarning",
            **self.variables,
        }

    def __call__(self, *arguments: str, stdin: bytes = b"", **more: object) -> Said:
        done = subprocess.run([*PROGRAM, *arguments], cwd=ROOT, env=self.env, input=stdin, capture_output=True, **more)  # type: ignore[call-overload]
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="session")
def migrated(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file as migrations leave it: a copy of the tests' own, which took ten seconds to make."""
    from django.db import connection

    file = tmp_path_factory.mktemp("migrated") / FILE
    if connection.vendor == "sqlite":
        # by another process: to close the file in this one would drop the locks that Django holds on it
        subprocess.run([sys.executable, "-c", COPY, connection.settings_dict["NAME"], file], check=True)
    else:
        Program(file.parent)("list")
    return file


def begun(folder: Path, migrated: Path) -> Path:
    """A new data folder with nothing in it but a database that the first command need not make."""
    folder.mkdir(mode=0o700)
    shutil.copy(migrated, folder / FILE)
    (folder / FILE).chmod(0o600)
    return folder


@pytest.fixture
def begun_program(migrated: Path, tmp_path: Path) -> Program:
    """Commands as programs on a folder whose database is made; for what is not about making it."""
    return Program(begun(tmp_path / "data", migrated))


@pytest.fixture(scope="session")
def prepared(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with everything that `demo` needs. Copy it; do not change it."""
    folder = begun(tmp_path_factory.mktemp("prepared") / "data", migrated)
    said = Program(folder)("prepare", "--example")
    assert said.code == 0, said
    return folder
