"""Texts as the template of the PDF reads them: cut into runs where a text needs more than its letters. Pure."""

from __future__ import annotations

import re
from typing import Any

from system_review.documents.writers.direction import runs_right_to_left
from system_review.texts import shown

_BYTE_ORDER_MARK, _WORD_JOINER = "\ufeff", "\u2060"  # PDF/UA forbids the first, which means the second inside a text
_TAB = " " * 4  # typst gives a tab no width
_JOINERS = "\u200c\u200d\ufe0e\ufe0f"  # they hold the letters of a sign together, and stay with the one before

# A run of letters that no line can break in, and that may be longer than a column is wide. Scripts that break between
# letters, or by a dictionary, are left to typst.
_BREAKS_BY_ITSELF = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_LONG_WORD = re.compile(f"[^\\s{_BREAKS_BY_ITSELF}]{{25,}}")
_PIECE = re.compile(".{1,11}[\u0300-\u036f\u200c\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*", re.DOTALL)

Run = tuple[str, str]  # its kind (letters, unknown, break) and its letters


def readable(text: str) -> str:
    """The text without what a PDF/UA may not hold: controls are pictures, a byte order mark is a word joiner."""
    return shown(text).replace(_BYTE_ORDER_MARK, _WORD_JOINER).replace("\t", _TAB)


class Texts:
    """Turns texts into what the template reads; `missing` are the code points that no font of the house has."""

    def __init__(self, missing: set[int]) -> None:
        letters = "".join(re.escape(chr(point)) for point in sorted(missing) if chr(point) not in _JOINERS)
        self._unknown = re.compile(f"([{letters}][{letters}{_JOINERS}]*)") if letters else None

    def ready(self, plain: Any) -> Any:
        """Plain data with every text in it made ready."""
        if isinstance(plain, dict):
            return {key: self.ready(value) for key, value in plain.items()}
        if isinstance(plain, list | tuple):
            return [self.ready(value) for value in plain]
        return self.text(plain) if isinstance(plain, str) else plain

    def text(self, text: str) -> str | dict[str, Any]:
        """A string where letters are all there is to it, else its runs and whether they go from right to left."""
        text = readable(text)
        runs, right_to_left = self._runs(text), runs_right_to_left(text)
        return {"runs": runs, "rtl": right_to_left} if right_to_left or len(runs) > 1 or _is_unknown(runs) else text

    def _runs(self, text: str) -> list[Run]:
        runs: list[Run] = []
        for part in _broken(text):
            if runs:
                runs.append(("break", ""))
            runs += self._by_font(part)
        return runs

    def _by_font(self, text: str) -> list[Run]:
        if self._unknown is None:
            return [("letters", text)]
        parts = self._unknown.split(text)  # every second one is unknown
        return [("unknown" if position % 2 else "letters", part) for position, part in enumerate(parts) if part]


def _is_unknown(runs: list[Run]) -> bool:
    return any(kind == "unknown" for kind, _ in runs)


def _broken(text: str) -> list[str]:
    """The text cut inside its long words, so that a line may end there."""
    parts, long_words = _LONG_WORD.split(text), _LONG_WORD.findall(text)
    pieces = [parts[0]]
    for word, after in zip(long_words, parts[1:], strict=True):
        first, *others = _PIECE.findall(word)
        pieces[-1] += first
        pieces += others
        pieces[-1] += after
    return pieces
