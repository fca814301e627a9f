"""The earlier version goes on serving while `prepare` of this one changes the tables (D3): it answers everything."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.bench.measuring import inside
from tests.bench.serving import ROOT, Place, Server, Visitor
from tests.drill.conftest import new_database
from tests.drill.crowd import Ledger, crowd
from tests.drill.versions import VERSIONS, left_on_postgresql, left_on_sqlite
from tests.missing import missing_but_optional

PEOPLE, AFTER = 4, 3.0  # the last in seconds
START = "import sys; sys.path.insert(0, {source!r}); from system_review.commands import main; sys.exit(main())"
CELL = re.compile(r'"(/[\w-]+/cells/[\w-]+/new-finding/)')
REVIEW = re.compile(r'href="(/[\w-]+/reviews/[\w-]+/)"')


@pytest.fixture(params=["sqlite", "postgresql"])
def left(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Place]:
    """`left(version)` is a place as that version left it."""

    def make(version: str) -> Place:
        if request.param == "sqlite":
            return left_on_sqlite(version, tmp_path / "data")
        server = request.getfixturevalue("postgres")
        url = server.url.replace("@/postgres", f"@/{new_database(server)}")
        return left_on_postgresql(version, tmp_path / "data", url)

    return make


def source_of(version: str, folder: Path) -> Path:
    """The code of that version, out of the history."""
    if shutil.which("git") is None:
        missing_but_optional("git", "apt install git")
    folder.mkdir()
    packed = subprocess.run(["git", "archive", version, "system_review", "docs/guide"], cwd=ROOT, capture_output=True)
    if packed.returncode:
        missing_but_optional(f"version {version} in the history", "git fetch --unshallow")
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed.stdout, check=True)
    return folder


@pytest.mark.parametrize("version", VERSIONS)
def test_the_earlier_version_answers_while_the_tables_change(
    version: str, left: Callable[[str], Place], tmp_path: Path, tell: Callable[[str], Any]
) -> None:
    place, source = left(version), source_of(version, tmp_path / "source")
    command = ("-c", START.format(source=str(source)), "serve")
    read, ledger, over = Counter[int](), Ledger(), threading.Event()
    with Server(place, module=command, extra={"PYTHONPATH": str(source)}) as server:
        first = Visitor.signed_in(server)
        review = REVIEW.findall(first.get("/").body.decode())[0]
        cell = CELL.findall(first.get(f"{review}sheet/target/level-1/").body.decode())[0]
        first.form(cell)

        def work(which: int, visitor: Visitor) -> None:
            until = 0
            while not over.is_set():
                until += 1
                if which % 2:
                    read[visitor.get(review).status] += 1
                else:
                    name = f"w{which}.{until}"
                    ledger.write_findings(visitor, cell, name, until=time.monotonic() + 0.5)

        def prepare() -> None:
            time.sleep(AFTER)
            place.command("prepare")
            time.sleep(AFTER)
            over.set()

        changing = threading.Thread(target=prepare)
        changing.start()
        crowd([first.another() for _ in range(PEOPLE)], work)
        changing.join()
        said = "".join(server.said)

    found = inside(place, "rows")["findings"]
    tell(f"{version}: read {dict(read)}, saved {ledger.statuses}, waited {ledger.waited}")
    assert (ledger.lost(found), ledger.doubled(found)) == (set(), [])
    assert set(read) == {200}, said[-2000:]
    assert set(ledger.statuses) == {302}, said[-2000:]
    assert place.command("check").returncode == 0
