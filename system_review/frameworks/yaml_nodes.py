"""A YAML text as nodes that know their line. Pure: no Django.

Nothing is guessed about a value: what stands in the file is a text, so that `1.0`, `no` and `2027-04-20`
stay as they were written. Whatever YAML could do beyond lists, names and texts is refused: anchors and
aliases (they can swell to any size), tags, several documents in one file, and endless nesting.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from system_review.errors import Why
from system_review.frameworks.yaml_mistakes import Mistake, mistake_of
from system_review.texts import shown

LARGEST = 1_000_000  # bytes in a file
MOST_ENTRIES = 20_000  # texts, lists and groups in a file: far more than any framework, read in about a second
DEEPEST = 20  # lists and groups inside each other

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_UNPAIRED = re.compile("[\ud800-\udfff]")
_BOM_8, _BOMS_16 = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
_COMMENT_NEXT = re.compile("[ \t]+#")


class Fault(NamedTuple):
    """One thing that is wrong: its line (from 1), where it stands in the file's own names, and a sentence."""

    line: int
    field: str
    why: Why


@dataclass(slots=True)
class TextNode:
    """A text as written. `bare`: without quotation marks; `cut_off`: bare, and a comment follows on its line."""

    line: int
    text: str
    bare: bool = False
    cut_off: bool = False


@dataclass(slots=True)
class ListNode:
    """The entries that begin with "- ", in order."""

    line: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class GroupNode:
    """Names with what stands under each, in order. A name that is repeated is kept in `again`, by its line."""

    line: int
    parts: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    again: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class UnusableNode:
    """Something that was refused already; a fault tells why."""

    line: int


Node = TextNode | ListNode | GroupNode | UnusableNode


class CannotRead(Exception):
    """The file cannot be read any further; `faults` are all that were found up to there."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


def excerpt(text: str) -> str:
    """A text of the file for use in a sentence: on one line, at most 40 characters, nothing unseen in it."""
    line = " ".join(shown(_UNPAIRED.sub("\ufffd", text)).split())
    return line if len(line) <= 40 else line[:39] + "…"


def unseen_in(text: str) -> Why | None:
    """A sentence about the first control character or other unstorable character in a text; None without."""
    if not (found := _UNSEEN.search(text)):
        return None
    column = found.start() - text.rfind("\n", 0, found.start())
    return Why(
        "Take out the character that cannot be seen: U+{code}, character {column}",
        code=f"{ord(found.group()):04X}",
        column=column,
    )


def text_of(data: bytes) -> str:
    """The bytes of a file as text with LF line ends, without a byte order mark. Raises `CannotRead`."""
    if len(data) > LARGEST:
        raise _stop(1, Why("The file is larger than 1 MB. A framework of 32 stages is about 40 kB"))
    if data.startswith(_BOMS_16) or (b"\0" in data and data.count(b"\0") * 5 > len(data)):
        raise _stop(1, Why("Save the file as UTF-8: it is in UTF-16 or another encoding"))
    try:
        text = data.removeprefix(_BOM_8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = _lf(error.object[: error.start].decode("utf-8")).count("\n") + 1
        raise _stop(line, Why("Save the file as UTF-8: a letter in this line is in another encoding")) from None
    text = _lf(text)
    if not text.strip():
        raise _stop(1, Why("The file is empty"))
    unseen = [(n, why) for n, line in enumerate(text.split("\n"), start=1) if (why := unseen_in(line))]
    if unseen:
        raise CannotRead([Fault(line, "", why) for line, why in unseen])
    return text


def node_of(text: str) -> tuple[Node, list[Fault]]:
    """The node that a text holds, and what was refused on the way. Raises `CannotRead` where the layout breaks."""
    return _Reading(text).whole()


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _stop(line: int, why: Why) -> CannotRead:
    return CannotRead([Fault(line, "", why)])


class _Reading:
    """Turns the parser's events into nodes, one after the other, without recursion."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self.last = max(1, len(self.starts) - text.endswith("\n"))
        self.faults: list[Fault] = []
        self.open: list[ListNode | GroupNode] = []
        self.waiting: list[Node | None] = []  # beside each open node: the name that waits for its value
        self.root: Node | None = None
        self.newest: Any = None  # the last text event, for the sentence about a mistake

    def whole(self) -> tuple[Node, list[Fault]]:
        for number, event in enumerate(self._events()):
            if number > MOST_ENTRIES:
                raise self._cannot(event, Why("The file has more than {most} entries", most=MOST_ENTRIES))
            if not self._take(event):
                break
        if self.root is None:
            raise _stop(1, Why("The file holds remarks only"))
        return self.root, self.faults

    def _events(self) -> Iterator[Any]:
        from ruamel.yaml import YAML  # here, since most commands never read a framework file
        from ruamel.yaml.error import MarkedYAMLError

        try:
            yield from YAML(typ="safe", pure=True).parse(self.text)
        except MarkedYAMLError as error:
            mistake = mistake_of(error, text=self.text, newest=self.newest)
        except Exception:  # noqa: BLE001  a person can type anything, and the parser has faults of its own (chr of 2^32)
            index = self.newest.end_mark.index if self.newest else 0
            mistake = Mistake(index, Why("The layout cannot be followed after this line"))
        else:
            return
        raise CannotRead([*self.faults, Fault(self._line(mistake.place), "", mistake.why)])

    def _line(self, index: int) -> int:
        return min(bisect_right(self.starts, index), self.last)

    def _cannot(self, event: Any, why: Why) -> CannotRead:
        return CannotRead([*self.faults, Fault(self._line(event.start_mark.index), "", why)])

    def _take(self, event: Any) -> bool:
        """Use one event; False after a second document began."""
        name = type(event).__name__
        line = self._line(event.start_mark.index)
        if name == "DocumentStartEvent":
            return self._document(event, line)
        if name == "AliasEvent":
            self._refuse(line, Why("Write the text out instead of *{name}", name=excerpt(event.anchor)))
            self._place(UnusableNode(line))
        elif name == "ScalarEvent":
            self.newest = event
            bare = not event.style
            cut_off = bare and bool(_COMMENT_NEXT.match(self.text, event.end_mark.index))
            self._place(self._plain(event, TextNode(line, event.value, bare, cut_off)))
        elif name in ("SequenceStartEvent", "MappingStartEvent"):
            self._begin(event, ListNode(line) if name.startswith("S") else GroupNode(line))
        elif name in ("SequenceEndEvent", "MappingEndEvent"):
            self.open.pop()
            self.waiting.pop()
        return True

    def _document(self, event: Any, line: int) -> bool:
        if event.version or event.tags:
            self._refuse(line, Why("Take out the lines that begin with % above this one"))
        if self.root is None:
            return True
        self._refuse(line, Why("A second document begins here (after --- or ...): keep one framework in a file"))
        return False

    def _refuse(self, line: int, why: Why) -> None:
        self.faults.append(Fault(line, "", why))

    def _plain(self, event: Any, node: Node) -> Node:
        """The node, or an unusable one where it carries a tag; an anchor alone is harmless, and told."""
        if event.anchor is not None:
            name = excerpt(event.anchor)
            self._refuse(node.line, Why("Take out &{name}. A text that begins with & is put in quotes", name=name))
        if event.tag is None:
            return node
        tag = excerpt(str(event.tag).replace("tag:yaml.org,2002:", "!!"))
        self._refuse(node.line, Why("Take out {tag}. A text that begins with ! is put in quotes", tag=tag))
        return UnusableNode(node.line) if isinstance(node, TextNode) else node

    def _begin(self, event: Any, node: ListNode | GroupNode) -> None:
        self._plain(event, node)
        if len(self.open) == DEEPEST:
            raise self._cannot(event, Why("Lists and groups are nested more than {deepest} deep here", deepest=DEEPEST))
        self._place(node)
        self.open.append(node)
        self.waiting.append(None)

    def _place(self, node: Node) -> None:
        """Put a node where it belongs: the whole, a list's next entry, a group's next name or what stands under it."""
        if not self.open:
            self.root = node
            return
        parent, name = self.open[-1], self.waiting[-1]
        if isinstance(parent, ListNode):
            parent.items.append(node)
        elif name is None:
            self.waiting[-1] = node
        else:
            self.waiting[-1] = None
            self._under(parent, name, node)

    def _under(self, group: GroupNode, name: Node, node: Node) -> None:
        if not isinstance(name, TextNode):
            self._refuse(name.line, Why("A single word belongs before the colon"))
        elif name.text in group.parts:
            group.again.append((name.line, name.text))
        else:
            group.parts[name.text] = node
            group.lines[name.text] = name.line
