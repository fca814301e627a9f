"""The wheel installs with pip alone from a folder of wheels, without a network, and shows itself whole."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from _house import ROOT, surroundings

from tests.bench.serving import PRINTED, Visitor
from tests.config.test_wheel import build_wheel
from tests.missing import missing

WHEELS = ROOT / "var" / "wheels"  # kept, so that they are fetched once
LINK = re.compile(r'(?:href|src)="(/[^"#?]+)')
INSIDE = re.compile(r"url\(['\"]?([^'\")]+)")


def fetched() -> Path:
    """The folder with everything that the run needs, as the lock file names it."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    more = ["--only-binary", ":all:", "--require-hashes", "-r", str(ROOT / "requirements" / "run.txt")]
    command = [*pip, "download", *more, "-d", str(WHEELS)]
    if subprocess.run(command, env=surroundings(), check=False).returncode:
        missing("the wheels of the lock file", "a network from which pip can fetch them")
    return WHEELS


def offline(home: Path) -> dict[str, str]:
    """The environment of somebody with a new account and no network."""
    home.mkdir()
    nowhere = {
        "HTTP_PROXY": "http://127.0.0.1:9",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "NO_PROXY": "localhost,127.0.0.1",
    }
    return {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PIP_CONFIG_FILE": os.devnull, **nowhere}


def run(command: list[str | Path], env: dict[str, str], cwd: Path) -> str:
    """Run it to its end; what it printed."""
    done = subprocess.run(list(map(str, command)), env=env, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_installed_without_a_network_it_shows_itself_whole(tmp_path: Path, tell: Callable[[str], Any]) -> None:
    wheel = build_wheel(tmp_path / "dist")
    env, began = offline(tmp_path / "home"), time.monotonic()
    folders: list[str | Path] = ["--find-links", fetched(), "--find-links", wheel.parent]

    run([sys.executable, "-m", "venv", tmp_path / "env"], env, tmp_path)
    run([tmp_path / "env/bin/pip", "install", "--quiet", "--no-index", *folders, "system-review"], env, tmp_path)
    tell(f"installed in {time.monotonic() - began:.0f} s, without a network")
    program = tmp_path / "env/bin/system-review"
    assert run([program, "frameworks", "list"], env, tmp_path)
    seen = _looked_round(program, env, tmp_path)

    tell(f"{len(seen)} addresses answered, {sum('.woff2' in path for path in seen)} of them fonts")
    review = run([program, "list"], env, tmp_path).split()[0]
    for kind in ("docx", "pdf", "xlsx", "csv", "json"):
        run([program, "export", review, "--output", f"results.{kind}"], env, tmp_path)
        assert (tmp_path / f"results.{kind}").stat().st_size > 1000
    run([program, "read", "results.docx"], env, tmp_path)
    run([program, "check"], env, tmp_path)


def _looked_round(program: Path, env: dict[str, str], folder: Path) -> set[str]:
    """Start the demonstration, open its first pages and the guide, and everything that they load; the addresses."""
    command = [str(program), "demo", "--port", "18640"]
    server = subprocess.Popen(command, env=env, cwd=folder, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        found = PRINTED.search(server.stdout.readline())
        assert found, "the demonstration did not start"
        visitor = Visitor(int(found[1]))
        visitor.get(found[2])
        return _everything(visitor)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)


def _everything(visitor: Visitor) -> set[str]:
    waiting, seen = ["/", "/guide/", "/privacy/"], set[str]()
    while waiting:
        path = waiting.pop()
        if path in seen or "sign-out" in path or (path.count("/") > 2 and not path.startswith(("/static/", "/guide/"))):
            continue
        seen.add(path)
        answer = visitor.get(path)
        assert answer.status == 200, (path, answer.status)
        kind = answer.headers.get("Content-Type", "")
        if kind.startswith("text/html"):
            waiting += map(unescape, LINK.findall(answer.body.decode()))
        elif kind.startswith("text/css"):
            waiting += [urljoin(path, unescape(link)) for link in INSIDE.findall(answer.body.decode())]
    assert any(path.endswith(".woff2") for path in seen)
    assert len([path for path in seen if path.startswith("/guide/")]) > 20
    return seen
