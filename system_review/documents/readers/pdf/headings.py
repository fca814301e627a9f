"""Tells headings from text by their size, and by bold letters, for what stands outside of tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from system_review.documents.readers.pdf.lines import Line
from system_review.documents.readers.pdf.paragraphs import Paragraph

LARGER = 1.12  # times the size of the text
LONGEST = 140  # letters in a heading
MOST_LINES = 3
DEEPEST = 6
_SENTENCE = re.compile(r"[.!;,]$")


class Headings:
    """The levels of a document's headings: each larger size is one, the largest the first; bold text is the last."""

    def __init__(self, lines: Iterable[Line], paragraphs: Iterable[Paragraph]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[_rounded(line.size)] += len(line.text)
        self.usual = sizes.most_common(1)[0][0] if sizes else 10.0
        alike = [paragraph for paragraph in paragraphs if self._is_heading(paragraph)]
        larger = sorted({_size(p) for p in alike if _size(p) > LARGER * self.usual}, reverse=True)
        self.levels = {size: min(level, DEEPEST) for level, size in enumerate(larger, 1)}

    def level_of(self, paragraph: Paragraph) -> int | None:
        """Its level from 1; None if it is no heading."""
        if not self._is_heading(paragraph):
            return None
        return self.levels.get(_size(paragraph), min(len(self.levels) + 1, DEEPEST))

    def _is_heading(self, paragraph: Paragraph) -> bool:
        text = paragraph.text
        if (
            len(text) > LONGEST
            or len(paragraph.lines) > MOST_LINES
            or _SENTENCE.search(text)
            or paragraph.listed == "bullet"
        ):
            return False
        is_bold = all(line.bold for line in paragraph.lines)
        is_large = _size(paragraph) > LARGER * self.usual
        return any(letter.isalpha() for letter in text) and (
            is_large or (is_bold and _size(paragraph) >= 0.95 * self.usual)
        )


def _size(paragraph: Paragraph) -> float:
    return _rounded(paragraph.lines[0].size)


def _rounded(size: float) -> float:
    return round(size * 2) / 2
