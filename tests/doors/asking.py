"""Which permission each service of the product asks for, read from its source.

A service is a public function of a `services` module that takes `by`. It asks for itself, by
`require(by, Permission.X)` or a function of its module that is private or only asks, or it leaves all of its work to
services that ask.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

from tests.architecture.sources import Module, modules


@dataclass(frozen=True)
class Service:
    """One function that writes: its dotted name, the module it stands in, and its source."""

    name: str
    module: Module
    source: ast.FunctionDef


def services() -> list[Service]:
    """Every public function of a `services` module that takes `by`."""
    return [
        Service(f"{module.dotted}.{node.name}", module, node)
        for module in modules()
        if "services" in module.parts
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and takes_by(node)
    ]


def takes_by(node: ast.FunctionDef) -> bool:
    """Whether the function is told who acts."""
    return any(argument.arg == "by" for argument in (*node.args.args, *node.args.kwonlyargs))


def asked_by(node: ast.FunctionDef, module: ast.Module) -> set[str]:
    """The permissions that a function asks for, itself or through what is private or only asks beside it, by name."""
    beside = [one for one in module.body if isinstance(one, ast.FunctionDef) and one.name.startswith(("_", "require_"))]
    return set(_asked(node, {one.name: one for one in beside}, set()))


def is_question(call: ast.Call) -> bool:
    """Whether the call is `require(by, Permission.X)`."""
    return isinstance(call.func, ast.Name) and call.func.id == "require" and len(call.args) == 2


def without(question: ast.Call, module: ast.Module) -> ast.Module:
    """The module as if somebody had taken that question out."""
    changed = copy.deepcopy(module)
    for call in ast.walk(changed):
        if isinstance(call, ast.Call) and is_question(call) and _place(call) == _place(question):
            call.args = []
    return changed


def _asked(node: ast.FunctionDef, beside: dict[str, ast.FunctionDef], seen: set[str]) -> Iterator[str]:
    for call in (inner for inner in ast.walk(node) if isinstance(inner, ast.Call)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if is_question(call):
            yield from (part.attr for part in ast.walk(call.args[1]) if _is_permission(part))
        elif name in beside and name not in seen:
            yield from _asked(beside[name], beside, seen | {name})


def _is_permission(part: ast.AST) -> TypeGuard[ast.Attribute]:
    return isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id == "Permission"


def _place(node: ast.Call) -> tuple[int, int]:
    return node.lineno, node.col_offset
