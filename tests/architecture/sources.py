"""The product's own source as the architecture tests read it: modules as syntax trees, templates as text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from _house import ROOT

PACKAGE = ROOT / "system_review"
BECAUSE = re.compile(r"\bbecause\b")
COMMENT_BECAUSE = re.compile(r"#.*\bbecause\b")


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the package, and what stands in it."""

    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree, read when somebody asks: a process that passes other tests never does."""
        return ast.parse(self.text, str(PACKAGE / self.path))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Its lines."""
        return tuple(self.text.splitlines())

    @property
    def parts(self) -> set[str]:
        """The names of its folders and of itself: {"reviews", "services", "actions"}."""
        return {*self.path.parent.parts, self.path.stem}

    @property
    def dotted(self) -> str:
        """Its name for `import`."""
        parts = self.path.with_suffix("").parts
        return ".".join(("system_review", *parts[: -1 if parts[-1] == "__init__" else None]))

    def at(self, node: ast.AST) -> str:
        """Where that is, for a message."""
        return f"system_review/{self.path.as_posix()}:{getattr(node, 'lineno', 0)}"

    def gives_reason(self, node: ast.AST) -> bool:
        """True if a "because" stands by it: in a comment on its statement or the line above, or in a docstring."""
        first, last = getattr(node, "lineno", 1), getattr(node, "end_lineno", 1)
        around = [outer for outer in ast.walk(self.tree) if _holds(outer, first, last)]
        for outer in around:
            if isinstance(outer, ast.FunctionDef | ast.ClassDef) and BECAUSE.search(ast.get_docstring(outer) or ""):
                return True
            if isinstance(outer, ast.stmt) and not hasattr(outer, "body"):
                first, last = min(first, outer.lineno), max(last, outer.end_lineno or 1)
        return any(COMMENT_BECAUSE.search(line) for line in self.lines[max(0, first - 2) : last])


def _holds(outer: ast.AST, first: int, last: int) -> bool:
    return getattr(outer, "lineno", last + 1) <= first and (getattr(outer, "end_lineno", 0) or 0) >= last


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the product."""
    return tuple(_modules())


def _modules() -> Iterator[Module]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield Module(path.relative_to(PACKAGE), path.read_text(encoding="utf-8"))


@cache
def templates() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every template of the product: its path and its lines."""
    paths = sorted(path for path in PACKAGE.rglob("templates/**/*") if path.is_file())
    return tuple(
        (path.relative_to(ROOT).as_posix(), tuple(path.read_text(encoding="utf-8").splitlines())) for path in paths
    )


def line_gives_reason(lines: tuple[str, ...], number: int) -> bool:
    """True if that line of a template (from 1), or the one above it, holds a comment with a "because"."""
    return any(COMMENT_BECAUSE.search(line) for line in lines[max(0, number - 2) : number])
