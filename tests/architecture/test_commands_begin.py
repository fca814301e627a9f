"""A command asks for nothing that needs Django before Django is set up: run as a program it would end at once.

Tests that run a command in their own process cannot see that, since Django runs there already.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from _house import ROOT

COMMANDS = ROOT / "system_review" / "commands"
MODULES = sorted(COMMANDS.glob("*.py"))
NEEDS_NO_DJANGO = ("system_review.errors", "system_review.texts", "system_review.config.environment")


def imported(node: ast.stmt) -> Iterator[str]:
    """The modules that an import names: of "from a import b" both a and a.b."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def needs_django(module: str) -> bool:
    """Whether a module is Django's own, or a command's that asks for Django or for a room as soon as it is imported."""
    if module.split(".")[0] == "django":
        return True
    path = COMMANDS / f"{module.removeprefix('system_review.commands.')}.py"
    if not module.startswith("system_review.commands.") or not path.is_file():
        return False
    return any(asks_at_once(each) for each in ast.parse(path.read_text(encoding="utf-8")).body)


def asks_at_once(node: ast.stmt) -> bool:
    """Whether a statement of a module imports Django, or the models and services of a room."""
    rooms = (".models", ".queries", ".services", ".access")
    return any(
        name.split(".")[0] == "django" or (name.startswith("system_review.") and any(room in name for room in rooms))
        for name in imported(node)
        if not name.startswith(NEEDS_NO_DJANGO)
    )


def begins(function: ast.FunctionDef) -> int:
    """The line on which a function sets Django up; 0 if it does not."""
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    lines = [call.lineno for call in calls if ast.unparse(call.func).startswith("starting.begin")]
    return min(lines, default=0)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_what_needs_django_is_asked_for_once_it_is_set_up(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and begins(node)]

    too_early = [
        f"{module.name}:{node.lineno} {name}"
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and node.lineno < begins(function)
        for name in imported(node)
        if needs_django(name)
    ]
    if functions:
        too_early += [f"{module.name}:{node.lineno}" for node in tree.body if asks_at_once(node)]

    assert too_early == []


def test_some_commands_were_looked_at() -> None:
    assert needs_django("system_review.commands.acting")
    assert not needs_django("system_review.commands.saying")
