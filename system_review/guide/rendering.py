"""Turning a page of the guide from Markdown into HTML. Pure: no files, no Django.

Headings get the ids that GitHub gives them, so that a link to a part works in both places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

CONTENTS = "README"  # the page that lists the others


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the guide to one of its own pages: its words, the page's name, the part ("" for none)."""

    text: str
    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready to show: its title (without mark-up), what stands below it as HTML, its parts and its links."""

    title: str
    html: str
    parts: frozenset[str]
    links: tuple[Link, ...]


@lru_cache(maxsize=64)
def render(text: str, home: str) -> Page:
    """A page from its Markdown; kept by content. `home` is the address of the guide, under which each page stands."""
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    tokens = markdown.parse(text)
    title, body = _without_title(tokens)
    parts = _name_headings(body)
    links = tuple(_own_links(body, home))
    for token in body:
        token.attrs.pop("style", None)  # the alignment of a table's column; the policy for content forbids it
    return Page(title, markdown.renderer.render(body, markdown.options, {}), parts, links)


def _without_title(tokens: list[Token]) -> tuple[str, list[Token]]:
    if len(tokens) > 2 and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        return _words(tokens[1]), tokens[3:]
    return "", tokens


def _words(inline: Token) -> str:
    return "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))


def _name_headings(tokens: list[Token]) -> frozenset[str]:
    parts: set[str] = set()
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            part = _free(part_of(_words(inline)), parts)
            token.attrs["id"] = part
            parts.add(part)
    return frozenset(parts)


def part_of(heading: str) -> str:
    """The id of a heading: lower case, hyphens for spaces, without other signs. As GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _free(part: str, taken: set[str]) -> str:
    number, free = 0, part
    while free in taken:
        number += 1
        free = f"{part}-{number}"
    return free


def _own_links(tokens: list[Token], home: str) -> Iterator[Link]:
    """Point each link to another page's file at the page's address, and tell of it."""
    for inline in tokens:
        children = inline.children or []
        for token, words in pairwise(children):
            if token.type != "link_open":
                continue
            found = re.fullmatch(r"(?:([\w-]+)\.md)?(?:#([\w-]+))?", str(token.attrs["href"]))
            if found and (found[1] or found[2]):
                name, part = found[1] or "", found[2] or ""
                token.attrs["href"] = _address(home, name) + (f"#{part}" if part else "")
                yield Link(words.content, name, part)


def _address(home: str, name: str) -> str:
    return "" if not name else home if name == CONTENTS else f"{home}{name}/"
