"""Joins the lines of a cell or a block into paragraphs: a line that ends because it is full goes on in the next."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

from system_review.documents.readers.pdf.lines import Line
from system_review.documents.readers.pdf.signs import BREAKING
from system_review.documents.readers.pdf.words import HYPHENS, Words

BULLET = re.compile(r"[•◦▪▫‣⁃∙·●○■□◆◇►▶➢➤✓✔✗\uf0b7\uf0a7\uf0fc\uf0d8\uf076\uf02d](?=\s|\S)|[-–—*o](?=\s)")
NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})[.)](?=\s)|\d{1,2}\.\d{1,2}\.?(?=\s)")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")
WIDER_LEADING = 1.3  # of the usual distance between lines: more than that parts paragraphs
OTHER_SIZE = 1.12  # times as large: another paragraph
SLACK = 3.0  # of a sign's size: a line that ends that much too early was ended on purpose


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, and their text as one."""

    lines: list[Line]
    text: str = ""
    breaks: int = 0  # hyphens taken out, which only broke a word at the end of a line
    listed: str = ""
    fill: str | None = None
    table_row: int = field(default=0)


def paragraphs_of(lines: list[Line], width: tuple[float, float], words: Words) -> list[Paragraph]:
    """The paragraphs of lines that stand below one another; `width` is from where to where they may reach."""
    if not lines:
        return []
    pitch = _pitch(lines)
    groups = [[lines[0]]]
    for line in lines[1:]:
        if _begins_anew(groups[-1], line, width, pitch):
            groups.append([])
        groups[-1].append(line)
    return [_paragraph(group, words) for group in groups]


def _pitch(lines: list[Line]) -> float:
    """How far apart the bases of lines are usually, in sizes of their signs."""
    steps = [
        (line.base - after.base) / max(line.size, after.size, 1)
        for line, after in itertools.pairwise(lines)
        if line.base - after.base < 2 * max(line.size, after.size)
    ]
    return min(median(sorted(steps)[: max(1, (len(steps) + 1) // 2)]), 1.6) if steps else 1.3


def _begins_anew(before: list[Line], line: Line, width: tuple[float, float], pitch: float) -> bool:
    last, size = before[-1], max(before[-1].size, line.size, 1)
    if max(last.size, line.size) > OTHER_SIZE * max(min(last.size, line.size), 1) or last.bold != line.bold:
        return True
    if last.base - line.base > max(WIDER_LEADING * pitch, 1.25) * size:
        return True
    if listed(line.text) and not _goes_on_after(last, line):
        return True
    return _ended_on_purpose(last, line, width)


def _goes_on_after(last: Line, line: Line) -> bool:
    """Whether what looks like a bullet or a number is only a word of the sentence: "… in level / 1. It …"."""
    return bool(BULLET.match(line.text) and line.text[0] in "-–—*" and not ends_sentence(last.text)) and (
        line.start <= last.start + 0.5 * line.size
    )


def _ended_on_purpose(last: Line, line: Line, width: tuple[float, float]) -> bool:
    """Whether the first word of this line had room in the last one, and it does not look as if it went on."""
    size = last.size
    room = _room_after(last, width)
    first = line.first_word
    if last.text.endswith(HYPHENS) or room <= first + 0.3 * size:
        return False
    begins = line.text.lstrip("\"'“‘([")[:1]
    if not begins or begins.islower():
        return False
    if ends_sentence(last.text):
        return room > first + 0.8 * size
    return room > first + SLACK * size


def _room_after(line: Line, width: tuple[float, float]) -> float:
    left, right = width
    before, after = line.start - left, right - line.end
    is_set_left = before < line.size or after > before + line.size
    return after if is_set_left else right - left - (line.end - line.start)


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return _SENTENCE_END.search(text) is not None


def listed(text: str) -> str:
    """Whether a text begins as an item of a list does: "bullet", "number", or ""."""
    if BULLET.match(text):
        return "bullet"
    return "number" if NUMBER.match(text) else ""


def _paragraph(lines: list[Line], words: Words) -> Paragraph:
    text, breaks = join_lines((line.text for line in lines), words)
    return Paragraph(lines, text, breaks, listed(text))


def join_lines(texts: Iterable[str], words: Words) -> tuple[str, int]:
    """Lines as one text, and how many hyphens were taken out of it because they only broke a word."""
    whole, breaks = "", 0
    for text in texts:
        if not whole:
            whole = text
        elif whole.endswith(HYPHENS) and len(whole) > 1 and not whole[-2].isspace():
            whole, taken_out = words.joined(whole, text)
            breaks += taken_out
        else:
            whole += " " + text
    return whole.replace(BREAKING, "-"), breaks
