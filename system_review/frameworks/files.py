"""Reading framework files, and the frameworks that come with the product. Pure: no Django.

A file has the shape of `FrameworkSnapshot`, with one ease: a text may stand alone, and is then in the file's
own language. Everything that is wrong is told at once, each with its line, its place and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import ValidationError

from system_review.errors import Why
from system_review.frameworks.file_words import LONGEST, LONGEST_TEXT, ONE_LINE, SENTENCES, is_echo, why_not_fit
from system_review.frameworks.rules import UNUSABLE, Path, contradictions_in
from system_review.frameworks.snapshots import FrameworkSnapshot, Plain
from system_review.frameworks.yaml_nodes import (
    CannotRead,
    Fault,
    GroupNode,
    ListNode,
    Node,
    TextNode,
    UnusableNode,
    excerpt,
    node_of,
    text_of,
    unseen_in,
)
from system_review.texts import shown

__all__ = ["Fault", "FrameworkFileProblem", "read_framework", "shipped"]

MOST_TOLD = 50  # faults in the printed sentence; `problems` holds them all

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
_NOT_A_SENTENCE = frozenset({"yes", "no", "true", "false", "on", "off", "y", "n"})


class FrameworkFileProblem(Exception):
    """A framework file cannot be used. `problems` holds a `Fault` (line, field, why) for each thing to mend."""

    def __init__(self, name: str, problems: Sequence[Fault]) -> None:
        self.name = name
        self.problems = sorted(problems, key=lambda fault: fault.line)
        super().__init__(name, self.problems)

    def __str__(self) -> str:
        told = [
            f"{shown(self.name)}, line {line}, {field}: {why}" if field else f"{shown(self.name)}, line {line}: {why}"
            for line, field, why in self.problems[:MOST_TOLD]
        ]
        if more := len(self.problems) - len(told):
            told.append(str(Why("There are {more} more things to mend after these", more=more)))
        return "\n".join(told)


def read_framework(data: bytes, name: str) -> FrameworkSnapshot:
    """The framework that a file's bytes hold; `name` is what the file is called in the sentences.

    Raises `FrameworkFileProblem` with everything that is wrong, in the order of the file.
    """
    try:
        node, faults = node_of(text_of(data))
    except CannotRead as stop:
        raise FrameworkFileProblem(name, stop.faults) from None
    reading = _Reading(faults)
    framework = reading.framework(node)
    if framework is None or reading.faults:
        raise FrameworkFileProblem(name, reading.faults)
    return framework


@lru_cache(maxsize=1)
def shipped() -> tuple[FrameworkSnapshot, ...]:
    """The frameworks that come with the product, by file name. Read once, when first asked for."""
    folder = resources.files("system_review.frameworks") / "shipped"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    return tuple(read_framework(file.read_bytes(), file.name) for file in files)


class _Reading:
    """Goes through the nodes by the shape of the snapshot, and collects plain data, lines and faults."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = list(faults)
        self.lines: dict[Path, int] = {}
        self.labels: dict[Path, str] = {}
        self.refused: set[Path] = set()
        self.language = "en"

    def framework(self, node: Node) -> FrameworkSnapshot | None:
        if isinstance(node, GroupNode):
            self.language = _own_language(node) or "en"
        self.lines[()] = node.line
        content = self._read(node, FrameworkSnapshot, ())
        if content is UNUSABLE:
            return None
        self.faults = [self._placed(fault) for fault in self.faults]
        told = frozenset(self.refused)
        for path, why in contradictions_in({**content, "language": _own_language(node)}):
            if path not in told:
                self._wrong(path, why)
        return self._validated(content)

    def _validated(self, content: Any) -> FrameworkSnapshot | None:
        """The snapshot; what its own rules say against the content becomes faults, unless they were told already."""
        try:
            return FrameworkSnapshot.model_validate(content)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                path = tuple(detail["loc"])
                told = any(path[:length] in self.refused for length in range(len(path) + 1))
                if not told and not is_echo(detail):
                    self._wrong(path, why_not_fit(detail))
        return None

    def _wrong(self, path: Path, why: Why, line: int | None = None) -> object:
        known = next(path[:n] for n in range(len(path), -1, -1) if path[:n] in self.lines)
        self.faults.append(Fault(line or self.lines[known], self._field(path), why))
        self.refused.add(path)
        return UNUSABLE

    def _field(self, path: Path) -> str:
        """The path as a person would say it: entries of a list by their key, else by their number."""
        names = (self.labels.get(path[: n + 1], part) for n, part in enumerate(path))
        return " › ".join(str(name + 1 if isinstance(name, int) else name) for name in names)

    def _placed(self, fault: Fault) -> Fault:
        """A fault of the layout with the name of what begins on its line, if something does."""
        if fault.field:
            return fault
        paths = [path for path, line in self.lines.items() if line == fault.line and path]
        return fault._replace(field=self._field(max(paths, key=len))) if paths else fault

    def _read(self, node: Node, annotation: Any, path: Path) -> Any:
        shape = _without_none(annotation)
        if isinstance(node, UnusableNode):
            self.refused.add(path)
            return UNUSABLE
        if get_origin(shape) is tuple:
            return self._list(node, get_args(shape)[0], path)
        if get_origin(shape) is dict:
            return self._text(node, path)
        if isinstance(shape, type) and issubclass(shape, Plain):
            return self._group(node, shape, path)
        return self._written(node, path)

    def _group(self, node: Node, model: type[Plain], path: Path) -> Any:
        names = list(model.model_fields)
        if not isinstance(node, GroupNode):
            return self._wrong(path, Why("Names with a colon belong here, such as {name}:", name=names[0]))
        self._repeated(node, path)
        content = {}
        for name, part in node.parts.items():
            here = (*path, name)
            self.lines[here] = node.lines[name]
            if name not in model.model_fields:
                self._unknown(name, names, path)
            elif not _is_blank(part):
                content[name] = self._read(part, model.model_fields[name].annotation, here)
        return content

    def _repeated(self, node: GroupNode, path: Path) -> None:
        for line, name in node.again:
            first, shortly = node.lines[name], excerpt(name)
            why = Why("“{name}” stands here already, on line {first}. Keep one", name=shortly, first=first)
            self._wrong((*path, shortly), why, line)

    def _unknown(self, name: str, names: list[str], path: Path) -> None:
        near = get_close_matches(name[:60].lower(), names, n=1)
        if near:
            why = Why("“{name}” is not known here. Did you mean “{near}”?", name=excerpt(name), near=near[0])
        else:
            why = Why("“{name}” is not known here. Known here are {names}", name=excerpt(name), names=", ".join(names))
        self._wrong((*path, excerpt(name)), why, self.lines[(*path, name)])

    def _list(self, node: Node, annotation: Any, path: Path) -> Any:
        if not isinstance(node, ListNode):
            return self._wrong(path, Why("A list belongs here: begin each of its entries with a dash and a space"))
        content = []
        for position, item in enumerate(node.items):
            here = (*path, position)
            self.lines[here] = item.line
            if isinstance(item, GroupNode) and isinstance(key := item.parts.get("key"), TextNode) and key.text.strip():
                self.labels[here] = excerpt(key.text)
            if _is_blank(item):
                why = Why("Nothing stands after the dash. Write the entry, or take the dash out")
                content.append(self._wrong(here, why))
            else:
                content.append(self._read(item, annotation, here))
        return content

    def _text(self, node: Node, path: Path) -> Any:
        """A text as a wording for each language, whether the file has one wording or several."""
        if isinstance(node, GroupNode):
            return self._wordings(node, path)
        text = self._wording(node, path)
        return {self.language: text} if isinstance(text, str) else text

    def _wordings(self, node: GroupNode, path: Path) -> Any:
        self._repeated(node, path)
        content: dict[str, Any] = {}
        for tag, part in node.parts.items():
            here = (*path, excerpt(tag))
            self.lines[here] = node.lines[tag]
            if not _LANGUAGE.fullmatch(tag):
                self._wrong(here, _why_not_language(tag))
            elif _is_blank(part):
                self._wrong(here, Why("Write the text, or take the language out"))
            elif isinstance(text := self._wording(part, here, field=str(path[-1])), str):
                content[tag] = text
            self.refused.update({path} if here in self.refused else ())
        return content if path not in self.refused else UNUSABLE

    def _wording(self, node: Node, path: Path, *, field: str = "") -> Any:
        field = field or str(path[-1])
        if isinstance(node, UnusableNode):
            self.refused.add(path)
            return UNUSABLE
        if not isinstance(node, TextNode):
            return self._wrong(path, Why("One text belongs here, not a list or a group"))
        text = node.text.strip()
        if field in ONE_LINE:
            text = " ".join(text.split())
        if why := _why_not_wording(node, text, field):
            return self._wrong(path, why)
        return text

    def _written(self, node: Node, path: Path) -> Any:
        """A key, a version, a colour or a language: as written, whatever YAML would make of it."""
        if not isinstance(node, TextNode):
            return self._wrong(path, Why("A single word belongs here, not a list or a group"))
        if why := unseen_in(node.text):
            return self._wrong(path, why)
        return node.text.strip()


def _own_language(node: Node) -> str | None:
    """The language that the file says it is in; None if it says none that is one."""
    own = node.parts.get("language") if isinstance(node, GroupNode) else None
    return own.text.strip() if isinstance(own, TextNode) and _LANGUAGE.fullmatch(own.text.strip()) else None


def _why_not_wording(node: TextNode, text: str, field: str) -> Why | None:
    longest = LONGEST.get(field, LONGEST_TEXT)
    if node.cut_off:
        return Why(
            "What follows the # is left out as a remark. Put the text in quotation marks, "
            "or the remark on a line of its own"
        )
    if len(text) > longest:
        return Why("Shorten this to {longest} characters or fewer: it has {length}", longest=longest, length=len(text))
    if field in SENTENCES and (not any(map(str.isalpha, text)) or text.casefold() in _NOT_A_SENTENCE):
        return Why("Write a sentence here, not only “{text}”", text=excerpt(text))
    return unseen_in(text)


def _why_not_language(tag: str) -> Why:
    head, _, tail = tag.replace("_", "-").partition("-")
    near = f"{head.lower()}-{tail.upper()}" if tail else head.lower()
    if _LANGUAGE.fullmatch(near):
        return Why("“{tag}” is not a language tag. Did you mean “{near}”?", tag=excerpt(tag), near=near)
    return Why("“{tag}” is not a language tag, such as en-GB or cy", tag=excerpt(tag))


def _is_blank(node: Node) -> bool:
    """Whether nothing was written, which is the same as leaving the name out."""
    return isinstance(node, TextNode) and (not node.text.strip() or (node.bare and node.text in ("~", "null")))


def _without_none(annotation: Any) -> Any:
    """The shape of a field that may be left out."""
    if get_origin(annotation) in (Union, UnionType):
        return next(shape for shape in get_args(annotation) if shape is not NoneType)
    return annotation
