"""The wheel brings everything that the product shows and reads; `bin/drill wheel` installs it without a network."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from _house import ROOT
from _tree import files

NOT_SHIPPED = {".gitignore"}


def build_wheel(folder: Path) -> Path:
    """The wheel of the project, built into this folder without a network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    [wheel] = folder.glob("system_review-*.whl")
    return wheel


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of everything in the wheel."""
    with zipfile.ZipFile(build_wheel(tmp_path_factory.mktemp("dist"))) as wheel:
        return set(wheel.namelist())


def test_every_file_of_the_product_is_in_it(inside: set[str]) -> None:
    ours = {path.as_posix() for path in files() if path.parts[0] == "system_review" and path.name not in NOT_SHIPPED}

    assert len(ours) > 500
    assert sorted(ours - inside) == []


def test_the_guide_and_the_fonts_are_in_it_and_no_test_is(inside: set[str]) -> None:
    pages = {path.name for path in (ROOT / "docs" / "guide").glob("*.md")}

    assert {f"system_review/guide/pages/{page}" for page in pages} <= inside
    assert [name for name in inside if name.startswith("system_review/ui/static/ui/fonts/") and name.endswith("woff2")]
    assert {name.split("/")[0].split("-")[0] for name in inside} == {"system_review"}
    assert [name for name in inside if name.endswith("dist-info/licenses/LICENCE")]
