"""Joins the lines of a cell or a block into paragraphs: a line that ends because it is full goes on in the next."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from system_review.documents.readers.pdf.lines import Line
from system_review.documents.readers.pdf.signs import BREAKING, BULLET
from system_review.documents.readers.pdf.words import HYPHENS, Words

NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)](?=\s)|[A-Z]\)(?=\s)|\d{1,2}\.\d{1,2}\.?(?=\s)")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")
WIDER_LEADING = 1.3  # of the usual distance between lines: more than that parts paragraphs
A_LITTLE_WIDER = 1.15  # the same, where lines are alike and the second does not look as if it went on
MANY = 4  # lines
OTHER_SIZE = 1.12  # times as large: another paragraph
OTHER_SET = 0.03  # of its size: a text that is that much larger or smaller was set on its own
USUAL = 0.15  # of all steps between lines of that size
A_LETTER = 0.7  # of a sign's size: so wide is the letter at most that had no room
SLACK = 1.0  # of a sign's size: a line that ends that much too early was ended on purpose


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, and their text as one."""

    lines: list[Line]
    text: str = ""
    breaks: int = 0  # hyphens taken out, which only broke a word at the end of a line
    listed: str = ""


class Leading:
    """How far apart the lines of a document are set, for each size of letters, in sizes."""

    def __init__(self, blocks: Iterable[list[Line]]) -> None:
        self._steps: dict[float, Counter[float]] = defaultdict(Counter)
        for lines in blocks:
            for line, after in pairwise(lines):
                if abs(line.size - after.size) < 0.1 and 0 < (step := _step(line, after)) < 2:
                    self._steps[round(line.size, 1)][round(step, 2)] += 1

    def of(self, size: float) -> float | None:
        """The least that is usual; None if too few lines tell."""
        steps = self._steps.get(round(size, 1), Counter())
        usual = [step for step, count in steps.items() if count >= max(MANY, USUAL * steps.total())]
        return min(usual, default=None)


def _step(line: Line, after: Line) -> float:
    return (line.base - after.base) / max(line.size, after.size, 1)


def paragraphs_of(
    lines: list[Line], width: tuple[float, float], words: Words, leading: Leading | None = None
) -> list[Paragraph]:
    """The paragraphs of lines that stand below one another; `width` is from where to where they may reach."""
    if not lines:
        return []
    usual = leading.of(lines[0].size) if leading else None
    starts = Counter(round(line.start) for line in lines)
    shared = frozenset(start for start, count in starts.items() if count > 1)
    furthest = max(line.end for line in lines)
    layout = _Layout(width[0], _right_of(lines, width[1]), _pitch(lines), furthest, usual, shared)
    groups = [[lines[0]]]
    for line in lines[1:]:
        if layout.begins_anew(groups[-1], line):
            groups.append([])
        groups[-1].append(line)
    return [layout.paragraph(group, words) for group in groups]


def _right_of(lines: list[Line], right: float) -> float:
    """How far lines reach: not to the edge of their cell, if most of them end for want of room before it."""
    furthest = max(line.end for line in lines)
    if len(lines) < MANY or right - furthest < 1.5 * lines[0].size:
        return right
    full = [last.end + line.first_word > furthest for last, line in pairwise(lines)]
    return furthest if sum(full) >= 0.6 * len(full) else right


def _pitch(lines: list[Line]) -> float:
    """How far apart the bases of lines are usually, in sizes of their signs."""
    steps = [
        (line.base - after.base) / max(line.size, after.size, 1)
        for line, after in itertools.pairwise(lines)
        if line.base - after.base < 2 * max(line.size, after.size)
    ]
    if not steps:
        return 1.3
    return min(median(sorted(steps)[: max(1, (len(steps) + 1) // 2)]), 1.6 if len(steps) > 2 else 1.35)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the lines of a block are set: from where to where, and how far apart."""

    left: float
    right: float
    pitch: float
    furthest: float  # where the line ends that reaches furthest
    usual: float | None = None  # the distance of lines in the whole document, where it tells
    starts: frozenset[int] = frozenset()  # where several lines begin: such lines are not set in the middle

    def begins_anew(self, before: list[Line], line: Line) -> bool:
        """Whether a line is the first of a paragraph, after those of the latest one."""
        last, size = before[-1], max(before[-1].size, line.size, 1)
        if last.row < 0 or line.row < 0:  # the field of a form
            return True
        if size > OTHER_SIZE * max(min(last.size, line.size), 1) or last.bold != line.bold:
            return True
        if last.base - line.base > max(WIDER_LEADING * self.pitch, 1.25) * size:
            return True
        if self._is_a_little_lower(last, line) or _is_set_otherwise(last, line):
            return True
        if line.is_marked or (listed(line.text) and not _goes_on_after(last, line)):
            return True
        return _is_indented_otherwise(before, line) or self._ended_on_purpose(last, line)

    def _ended_on_purpose(self, last: Line, line: Line) -> bool:
        """Whether the first word of this line had room in the last one, and it does not look as if it went on."""
        room = self._room_after(last) - line.first_word
        if last.text.endswith(HYPHENS) or room <= 0.3 * last.size:
            return False
        if last.style.ink != line.style.ink and room > 0.8 * last.size:
            return True
        begins = line.text.lstrip("\"'“‘([")[:1]
        if not begins or begins.islower() or closes_bracket(last.text, line.text):
            return False
        return room > (0.8 if ends_sentence(last.text) else SLACK) * last.size

    def _is_a_little_lower(self, last: Line, line: Line) -> bool:
        """Whether it stands lower than lines of one paragraph do here, and does not look as if it went on."""
        if self.usual is None or last.fonts[1] != line.fonts[0] or abs(last.size - line.size) > 0.1:
            return False
        goes_on = line.text[:1].islower() and not ends_sentence(last.text)
        return not goes_on and _step(last, line) > A_LITTLE_WIDER * self.usual

    def _room_after(self, line: Line) -> float:
        before, after = line.start - self.left, self.right - line.end
        is_set_left = before < line.size or after > before + line.size or round(line.start) in self.starts
        return after if is_set_left else self.right - self.left - (line.end - line.start)

    def paragraph(self, lines: list[Line], words: Words) -> Paragraph:
        """These lines as one; where the writer ended a line, it stays ended."""
        text, breaks = lines[0].text, 0
        for last, line in pairwise(lines):
            if last.text.endswith(HYPHENS) and len(last.text) > 1 and not last.text[-2].isspace():
                text, taken_out = words.joined(text, line.text)
                breaks += taken_out
            elif words.broken(last.text, line.text, full=last.end + A_LETTER * last.size > self.furthest):
                text += line.text
            else:
                was_ended = self._room_after(last) - line.first_word > SLACK * last.size
                text += ("\n" if was_ended else " ") + line.text
        mark = "bullet" if lines[0].is_marked else listed(text)
        return Paragraph(lines, text.replace(BREAKING, "-"), breaks, mark)


def _is_set_otherwise(last: Line, line: Line) -> bool:
    """Whether all of a line is in another colour than the one before it, or it is a little larger or smaller.

    A word in colour, or one that was pasted in, may stand within a paragraph: so a lower-case letter of another size
    does not begin one unless its font is another too, and a colour has to change where the line does.
    """
    if last.inks and line.inks and len(last.inks) == 1 and line.style.ink == line.inks[0] != last.inks[0]:
        return True
    if abs(last.size - line.size) <= OTHER_SET * max(last.size, line.size):
        return False
    return last.fonts[1] != line.fonts[0] or not line.text.lstrip("\"'“‘([")[:1].islower()


def _is_indented_otherwise(before: list[Line], line: Line) -> bool:
    """Whether it stands out from under the item of a list, or is set in after the end of a sentence."""
    first, last = before[0], before[-1]
    if first.is_marked:
        return line.start < first.start - 0.6 * line.size
    if listed(first.text) and len(before) == 1 and line.start > first.start:
        return False  # lines of an item hang below its text, behind its mark
    if listed(first.text) and len(before) > 1:
        return last.start > first.start + 0.4 * line.size and line.start < first.start + 0.2 * line.size
    return line.start - last.start > 0.8 * line.size and ends_sentence(last.text)


def _goes_on_after(last: Line, line: Line) -> bool:
    """Whether what looks like a bullet is only a dash or a letter of the sentence."""
    return line.text[0] in "-–—*o" and not ends_sentence(last.text) and line.start <= last.start + 0.5 * line.size


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return _SENTENCE_END.search(text) is not None


def closes_bracket(before: str, after: str) -> bool:
    """Whether a bracket is left open in the one text and closed in the other, before it opens one."""
    is_open = before.rfind("(") > before.rfind(")")
    closed, opened = after.find(")"), after.find("(")
    return is_open and closed >= 0 and not 0 <= opened < closed


def listed(text: str) -> str:
    """Whether a text begins as an item of a list does: "bullet", "number", or ""."""
    if BULLET.match(text):
        return "bullet"
    return "number" if NUMBER.match(text) else ""
