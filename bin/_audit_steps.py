"""The steps of bin/audit. Run by the Python of `.venv`; the tools run in environments below var/audit."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import _licences
import _locks
from _house import ROOT, Stop, run, surroundings

PLACE = ROOT / "var" / "audit"
BILL, HOLES = PLACE / "bill-of-materials.cdx.json", PLACE / "known-holes.json"
# Comes with every environment, or is the product itself: no package of the lock.
NOT_LOCKED = {"pip", "setuptools", "system-review"}
SILENT = (
    "Nobody who knows of holes could be asked from here: {why}. Run bin/audit again where the service can be reached."
)


def main(arguments: list[str]) -> int:
    """Run every step and say how each went; 1 if any failed."""
    if "--write" in arguments:
        _licences.PAGE.write_text(_licences.page(), encoding="utf-8")
    PLACE.mkdir(parents=True, exist_ok=True)
    steps: dict[str, Callable[[], list[str]]] = {
        "locks pin all": loose_locks,
        "licences": licences,
        "bill of materials": bill_of_materials,
        "known holes": known_holes,
        "secrets in tree and history": secrets,
    }
    failed = []
    for name, step in steps.items():
        problems = step()
        print(f"{'FAILED' if problems else 'ok':6}  {name}", flush=True)
        print("".join(f"        {problem}\n" for problem in problems), end="", flush=True)
        failed += [name] * bool(problems)
    print(f"Failed: {', '.join(failed)}" if failed else "All is well.")
    return 1 if failed else 0


def loose_locks() -> list[str]:
    """Lines of any lock that pin nothing."""
    files = sorted(_locks.FOLDER.glob("*.txt"))
    return [f"{file.name}:{line}" for file in files for line in _locks.loose(file.read_text(encoding="utf-8"))]


def licences() -> list[str]:
    """Licences that nobody has thought about, and a page that is not true any more."""
    is_true = _licences.PAGE.exists() and _licences.PAGE.read_text(encoding="utf-8") == _licences.page()
    return _licences.doubtful() + ([] if is_true else [f"{_licences.PAGE.name} is old: bin/audit --write"])


def bill_of_materials() -> list[str]:
    """Write the bill (CycloneDX) of an environment made from the lock alone; where it, the lock and that differ."""
    made = environment("run")
    told = [tool("cyclonedx-py"), "environment", str(made), "--pyproject", "pyproject.toml", "--output-reproducible"]
    _said([*told, "--of", "JSON", "--validate", "-o", str(BILL)])
    bill = json.loads(BILL.read_text(encoding="utf-8"))
    listed = {_plain(one["name"], one["version"]) for one in bill["components"]}
    installed = json.loads(_said([str(made), "-m", "pip", "list", "--format", "json"]))
    there = {_plain(one["name"], one["version"]) for one in installed}
    locked = {_plain(one.name, one.version) for one in _locks.locked("run") if one.is_for_here}
    return [
        f"{what}: {name}"
        for what, names in (("not in the bill", locked - listed), ("not in the lock", _ours(listed | there) - locked))
        for name in sorted(names)
    ]


def known_holes() -> list[str]:
    """Holes that are known of what is locked, but those that were looked at; a sentence where nobody can be asked."""
    first = PLACE / "first.txt"
    lines = (_locks.FOLDER / "run.txt").read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("django=="))
    rest = next(number for number, line in enumerate(lines[start + 1 :], start + 1) if not line.startswith(" "))
    first.write_text("\n".join(lines[start:rest]).rstrip(" \\") + "\n", encoding="utf-8")
    try:  # one question before there are a hundred
        [asked] = _asked_of(first)
        if "skip_reason" in asked:
            return [SILENT.format(why=asked["skip_reason"])]
        answers = _asked_of(_locks.FOLDER / "run.txt")
    except (Stop, ValueError) as problem:
        return [SILENT.format(why=str(problem).strip().splitlines()[-1])]
    HOLES.write_text(json.dumps(answers, indent=1), encoding="utf-8")
    known = [(one["name"], hole["id"], hole["fix_versions"]) for one in answers for hole in one.get("vulns", [])]
    unknown = [f"{one['name']} could not be asked about" for one in answers if "skip_reason" in one]
    return unknown + [
        f"{name} has {hole}, mended in {fixed or 'no version yet'}"
        for name, hole, fixed in known
        if hole not in accepted(datetime.now(UTC).date())
    ]


def accepted(today: date) -> set[str]:
    """Holes that were looked at and do not reach us, until the day that stands beside each (pyproject.toml)."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["system-review"]
    return {one["id"] for one in settings["accepted-holes"] if one["because"] and one["until"] >= today}


def secrets() -> list[str]:
    """Where a secret stands, or once stood."""
    command = [str(environment("audit")), str(ROOT / "bin" / "_secret_places.py")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, env=surroundings(), check=False)
    *places, _ = (done.stdout or "nothing was looked at\n").splitlines()
    return places or ([done.stderr.strip()] if done.returncode else [])


def _asked_of(lock: Path) -> list[dict[str, Any]]:
    options = ["--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(
        [tool("pip-audit"), "-r", str(lock), *options],
        capture_output=True, encoding="utf-8", cwd=ROOT, env=surroundings(), check=False,
    )  # fmt: skip
    if not done.stdout.strip():
        raise Stop(done.stderr or "pip-audit said nothing")
    answers: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    return answers


def tool(name: str) -> str:
    """The path of a program that the lock of the tools brings."""
    return str(environment("audit").parent / name)


def environment(lock: str) -> Path:
    """The Python of an environment that holds what one lock says and nothing else, made the first time."""
    place = PLACE / lock
    python = place / "bin" / "python"
    stamp, says = place / "made-from", (_locks.FOLDER / f"{lock}.txt").read_text(encoding="utf-8")
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != says:
        print(f"        making an environment from requirements/{lock}.txt", flush=True)
        _said([sys.executable, "-m", "venv", "--clear", str(place)])
        install = ["install", "--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes", "-r"]
        _said([str(python), "-m", "pip", *install, str(_locks.FOLDER / f"{lock}.txt")])
        stamp.write_text(says, encoding="utf-8")
    return python


def _said(command: list[str]) -> str:
    """What a program printed. Raises `Stop` with what it complained of."""
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, env=surroundings(), check=False)
    if done.returncode:
        raise Stop(f"{Path(command[0]).name} failed:\n{(done.stderr or done.stdout).strip()}")
    return done.stdout


def _plain(name: str, version: str) -> str:
    return f"{name.lower().replace('_', '-').replace('.', '-')} {version}"


def _ours(names: set[str]) -> set[str]:
    return {name for name in names if name.split()[0] not in NOT_LOCKED}


if __name__ == "__main__":
    run(main)
