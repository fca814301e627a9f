"""The words that somebody takes out: where they stand in a text, and the text without them. Pure.

Letters are compared without regard to case, to how an accented letter is stored, to which dash or apostrophe was
typed, to marks that nobody sees (soft hyphens, zero-width letters) and to how much white space is between two words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cached_property

from system_review.errors import Why
from system_review.texts import held_line

MARK = "[taken out]"  # what stands in their place: letters that every font has and every screen reader says
SHORT_MARK = "[…]"  # the same where the long one does not fit; no longer than the shortest words
LEAST = 3  # letters or figures
AROUND = 32  # characters that are shown on either side

_UNSEEN = [0x00AD, 0x061C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
_ALIKE = str.maketrans(
    dict.fromkeys([*_UNSEEN, *range(65024, 65040)])
    | dict.fromkeys("‘’‛ʼ＇´", "'")
    | dict.fromkeys("“”„‟＂", '"')
    | dict.fromkeys("‐‑‒–—―−﹣－", "-")
)

Span = tuple[int, int]


class Words:
    """Words as they were typed, and whether they must stand as whole words or may be part of a longer one."""

    def __init__(self, typed: str, *, whole: bool = True) -> None:
        self.typed, self.whole = held_line(typed, field="words"), whole

    def spans(self, text: str) -> list[Span]:
        """Where they stand in a text, from the first to the last."""
        plain = _plain(text)
        if not self._pattern.search(plain):
            return []
        folded, places = (plain, range(len(text))) if text.isascii() else _folded(text)
        return [(places[start], places[end - 1] + 1) for start, end in self._found(folded)]

    def may_stand(self, written: str) -> bool:
        """Whether they may stand in a text that is kept as JSON; False only if they surely do not."""
        return self._longest_part in _plain(written)

    def without(self, text: str, *, longest: int | None = None) -> str:
        """The text with the mark in their place; the short mark where it would grow beyond `longest`."""
        written = self._put(text, lambda start, end: MARK)
        if longest is None or len(written) <= max(longest, len(text)):
            return written
        return self._put(text, lambda start, end: SHORT_MARK)[: max(longest, len(text))]

    def padded(self, text: str) -> str:
        """The same, exactly as long as it was, so that what is counted in characters still fits."""
        return self._put(
            text,
            lambda start, end: (MARK if end - start >= len(MARK) else SHORT_MARK[: end - start]).ljust(end - start),
        )

    def around(self, text: str) -> str:
        """A short line with the first place where they stand."""
        start, end = next(iter(self.spans(text)), (0, 0))
        first, last = max(0, start - AROUND), min(len(text), end + AROUND)
        line = " ".join(text[first:last].split())
        return f"{'…' if first else ''}{line}{'…' if last < len(text) else ''}"

    def _put(self, text: str, mark: Callable[[int, int], str]) -> str:
        parts, done = [], 0
        for start, end in self.spans(text):
            parts += [text[done:start], mark(start, end)]
            done = end
        return "".join([*parts, text[done:]])

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(r"\s+".join(map(re.escape, _plain(self.typed).split())))

    @cached_property
    def _longest_part(self) -> str:
        """The longest stretch of letters: JSON writes these as they are."""
        return max(re.findall(r"[^\W_]+", _plain(self.typed)), key=len, default="")

    def _found(self, folded: str) -> Iterator[Span]:
        start = 0
        while found := self._pattern.search(folded, start):
            stands = self._stands(folded, found.start(), found.end())
            if stands:
                yield found.span()
            start = found.end() if stands else found.start() + 1

    def _stands(self, folded: str, start: int, end: int) -> bool:
        after = folded[end : end + 1]
        if after and unicodedata.combining(after):
            return False  # the last letter is another one: it has an accent
        return not (self.whole and (_is_letter(folded[start - 1 : start]) or _is_letter(after)))


def why_not_take_out(typed: str) -> Why | None:
    """Why these words cannot be looked for; None if they can."""
    if sum(map(str.isalnum, typed)) < LEAST:
        return Why("Type at least {least} letters of the words to take out", least=LEAST)
    if Words(typed, whole=False).spans(MARK):
        return Why("These words are part of “{mark}”, which stands where words were taken out", mark=MARK)
    return None


def why_not_reason(reason: str, words: Words) -> Why | None:
    """Why the history cannot keep this reason; None if it can."""
    if not reason.strip():
        return Why("Say why the words are taken out, without the words themselves")
    if words.spans(reason) or Words(words.typed, whole=False).spans(reason):
        return Why("Say why without the words themselves: the reason is kept for good")
    return None


def _plain(text: str) -> str:
    """A text as it is compared. Of plain letters it is as long as the text was."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.translate(_ALIKE)).casefold()
    return unicodedata.normalize("NFKD", text)


def _folded(text: str) -> tuple[str, list[int]]:
    """A text as it is compared, and for each of its letters the place in the text that it comes from."""
    pairs = [(letter, place) for place, typed in enumerate(text) for letter in _plain(typed)]
    start = 0
    while start < len(pairs):  # accents of one letter in the order in which the whole text would have them
        end = start + 1
        while end < len(pairs) and unicodedata.combining(pairs[end][0]):
            end += 1
        pairs[start + 1 : end] = sorted(pairs[start + 1 : end], key=lambda pair: unicodedata.combining(pair[0]))
        start = end
    return "".join(letter for letter, _ in pairs), [place for _, place in pairs]


def _is_letter(character: str) -> bool:
    return bool(character) and (character.isalnum() or bool(unicodedata.combining(character)))
