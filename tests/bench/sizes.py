"""What is installed, and what a browser loads."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

from tests.bench.measuring import Reader
from tests.bench.serving import ROOT

SCRIPT = re.compile(r'<script[^>]* src="([^"]+)"')
MEGABYTE = 1_000_000


def installed() -> tuple[float, float]:
    """Megabytes of the packages of the run set, byte code included, without pip; and of the product itself."""
    packages = {path: path.stat().st_size for name in _run_set() for path in _files_of(name)}
    own = (path for path in (ROOT / "system_review").rglob("*") if path.is_file())
    return sum(packages.values()) / MEGABYTE, sum(path.stat().st_size for path in own) / MEGABYTE


def _run_set() -> Iterator[str]:
    for line in (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8").splitlines():
        if "==" in line and not line.startswith((" ", "#")):
            wanted = Requirement(line.rstrip(" \\"))
            if wanted.marker is None or wanted.marker.evaluate():
                yield wanted.name


def _files_of(name: str) -> Iterator[Path]:
    try:
        files = distribution(name).files or []
    except PackageNotFoundError:
        raise RuntimeError(f"{name} is not installed: bin/setup --dev") from None
    for file in files:
        path = Path(str(file.locate()))
        for part in (path, Path(importlib.util.cache_from_source(str(path)))) if path.suffix == ".py" else (path,):
            if part.is_file():
                yield part


def scripts(reader: Reader) -> dict[str, tuple[int, int]]:
    """Every script that the pages load: compressed and unpacked bytes, by address."""
    found = {}
    for page in _pages(reader):
        for address in SCRIPT.findall(reader.visitor.get(page).body.decode()):
            if address not in found:
                packed = reader.visitor.get(address, **{"Accept-Encoding": "gzip"})
                found[address] = (len(packed.body), len(reader.visitor.get(address).body))
    return found


def _pages(reader: Reader) -> Iterator[str]:
    yield from ("/", "/new/", "/guide/", "/me/", f"/{reader.names['partnership']}/", reader.cell_form)
    yield from (reader.finding_form, f"{reader.finding_form}moves/", reader.pages["sheet"])
    for part in ("", "plan/", "evidence/", "values/", "inbox/", "exports/", "about/", "search/"):
        yield f"{reader.review}{part}"
