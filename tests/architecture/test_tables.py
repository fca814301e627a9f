"""Only queries and services reach the tables, and only with who is asking, the moment and the settings handed in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import Module, modules

MANAGERS = {"objects", "_default_manager", "_base_manager"}
MAY_REACH_TABLES = {"queries", "services", "models", "migrations"}
MAY_SEE_EVERYTHING = {"services", "models", "migrations"}
TOLD_THE_TIME = {"rules", "queries", "services", "models", "snapshots"}
CLOCKS = {("timezone", "now"), ("timezone", "localdate"), ("timezone", "localtime"), ("date", "today"),
          ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("time", "time")}  # fmt: skip
MAY_READ_ENVIRONMENT = {"config", "commands"}
READS_ENVIRONMENT = {("os", "environ"), ("os", "getenv"), ("os", "environb")}


def attributes(module: Module) -> Iterator[tuple[ast.Attribute, str, str]]:
    """Every `owner.name` in a module whose owner is a plain name or ends in one."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            owner = node.value
            yield node, getattr(owner, "id", getattr(owner, "attr", "")), node.attr


def conversions(module: Module) -> set[ast.expr]:
    """The functions of every call with an argument: `timezone.localdate(moment)` asks no clock."""
    calls = (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))
    return {call.func for call in calls if call.args and getattr(call.func, "attr", "").startswith("local")}


def test_only_queries_and_services_use_a_tables_manager() -> None:
    found = [
        module.at(node)
        for module in modules()
        if not module.parts & MAY_REACH_TABLES
        for node, _, name in attributes(module)
        if name in MANAGERS | {"unscoped"}
    ]

    assert not found, "\n".join(found)


def test_only_services_read_without_saying_who_is_asking() -> None:
    found = [
        module.at(node)
        for module in modules()
        if not module.parts & MAY_SEE_EVERYTHING
        for node, _, name in attributes(module)
        if name == "unscoped" and not module.gives_reason(node)
    ]

    assert not found, "\n".join(["What must look past the partnerships says why: # because ...", *found])


def test_rules_queries_and_services_are_told_the_time() -> None:
    found = [
        module.at(node)
        for module in modules()
        if module.parts & TOLD_THE_TIME and "migrations" not in module.parts
        for node, owner, name in attributes(module)
        if (owner, name) in CLOCKS and node not in conversions(module)
    ]

    assert not found, "\n".join(found)


def test_only_the_settings_and_the_commands_read_the_environment() -> None:
    found = [
        module.at(node)
        for module in modules()
        if not module.parts & MAY_READ_ENVIRONMENT
        for node, owner, name in attributes(module)
        if (owner, name) in READS_ENVIRONMENT and not module.gives_reason(node)
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("text", "asks"),
    [("timezone.now()", True), ("date.today()", True), ("timezone.localdate()", True), ("datetime.now(UTC)", True),
     ("timezone.localdate(moment)", False), ("event.at.date()", False)],
)  # fmt: skip
def test_the_search_for_clocks_finds_them(text: str, asks: bool) -> None:
    module = Module(Path("reviews/services/rating.py"), text)

    found = [n for n, owner, name in attributes(module) if (owner, name) in CLOCKS and n not in conversions(module)]

    assert bool(found) is asks


@pytest.mark.parametrize("table", ["class A(Model):\n    x = B.objects.all()", "B.unscoped.get()"])
def test_the_search_for_managers_finds_them(table: str) -> None:
    module = Module(Path("reviews/views/sheet.py"), table)

    assert {name for _, _, name in attributes(module)} & (MANAGERS | {"unscoped"})
