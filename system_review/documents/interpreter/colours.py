"""Which colour of a finding a shade is, and which a word or a letter is. Pure."""

from __future__ import annotations

import colorsys
import re
from functools import lru_cache

from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.vocabulary import COLOUR_WORDS
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.reviews.rules.words import Colour

BLUE = "blue"  # never the colour of a finding: an action that is done, in the logs that use it

# Where each hue is at its purest, and where it ends, in degrees. Amber lies between; yellows count as amber.
_HUES = ((0, 16, Colour.RED), (38, 24, Colour.AMBER), (120, 52, Colour.GREEN), (215, 40, BLUE))
_SIGNS = dict(
    zip(
        "🔴🟥🟠🟡🟧🟨🟢🟩🔵🟦⚪",
        ["red"] * 2 + ["amber"] * 4 + ["green"] * 2 + [BLUE] * 2 + ["not_yet_known"],
        strict=True,
    )
)
_LABEL = re.compile(r"\s*(?:([🔴🟥🟠🟡🟧🟨🟢🟩⚪])|[(\[]?\s*(\w+(?: \w+ \w+)?|\?)\s*(?:[)\]]\s*[:–—-]?|[:–—]|\s-))\s*")
_TAIL = re.compile(
    r"\s*(?:([🔴🟥🟠🟡🟧🟨🟢🟩⚪])|[(\[]\s*(?:RAG\s*:?\s*)?(\w+(?: \w+ \w+)?)\s*[)\]]"
    r"|\s[–—-]\s*(\w{3,}(?: \w+ \w+)?))[\s.]*$"
)
_NEAR = 120  # characters at the begin and the end of a text in which its colour may stand: no more are tried
_PALE, _GREY = 0.045, 0.12  # below this saturation no colour is meant


@lru_cache(maxsize=1024)
def colour_of_shade(shade: str | None) -> tuple[str, float]:
    """The colour that "#RRGGBB" is nearest to (a `Colour`, or BLUE), with how sure that is; ("", 0.0) for greys."""
    if not shade or len(shade) != 7:
        return "", 0.0
    red, green, blue = (int(shade[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < (_PALE if value > 0.9 else _GREY) or value < 0.15:
        return "", 0.0
    degrees = hue * 360
    best, found = 0.0, ""
    for centre, width, colour in _HUES:
        away = min(abs(degrees - centre), 360 - abs(degrees - centre))
        if away <= width and 1 - away / (2 * width) > best:
            best, found = 1 - away / (2 * width), colour
    if not found and 345 > degrees > 255:
        return "", 0.0
    if not found and degrees >= 345:
        return Colour.RED, 0.8
    return str(found), round(min(1.0, 0.7 + 0.3 * best), 2) if found else 0.0


class ColourNames:
    """What a framework and its users call the colours of a finding."""

    def __init__(self, framework: FrameworkSnapshot) -> None:
        self._by_word: dict[str, str] = {}
        for colour, words in COLOUR_WORDS.items():
            self._by_word |= dict.fromkeys(map(plain, words), colour)
        for colour in Colour:
            named = getattr(framework.colours, colour).word
            self._by_word |= dict.fromkeys(map(plain, named.values()), colour.value)

    def exact(self, text: str) -> str:
        """The colour that this text is the name, the letter or the sign of; "" if it is more, or something else."""
        signs = {_SIGNS[sign] for sign in text if sign in _SIGNS}
        if len(signs) == 1 and not any(letter.isalnum() for letter in text):
            return signs.pop()
        return self._by_word.get(plain(text), "")

    def before(self, text: str) -> tuple[str, int]:
        """The colour that a text begins with as a label ("RED: …", "[Amber] …", "🟢 …"), and where the rest begins."""
        found = _LABEL.match(text, 0, _NEAR)
        colour = self.exact(found.group(1) or found.group(2)) if found else ""
        return (colour, found.end()) if found and colour and found.end() < len(text) else ("", 0)

    def behind(self, text: str) -> tuple[str, int]:
        """The colour that a text ends with ("… (Red)", "… – AMBER", "… 🟢"), and where the rest ends."""
        found = _TAIL.search(text, max(0, len(text) - _NEAR))
        colour = self.exact(next(filter(None, found.groups()))) if found else ""
        return (colour, found.start()) if found and colour and text[: found.start()].strip() else ("", 0)

    def word(self, text: str) -> str:
        """As `exact`, but never by a letter alone."""
        return self.exact(text) if len(plain(text)) > 1 else ""

    def all_in(self, text: str) -> set[str]:
        """All colours that are named by a word in a text."""
        return {
            self._by_word[word] for word in re.split(r"[ /]", plain(text)) if len(word) > 1 and word in self._by_word
        }

    def first_in(self, text: str) -> str:
        """The one colour that a heading names among other words ("RED Traffic Light Rating"); "" if none or several."""
        parts = plain(text).split()
        found = {self._by_word[part] for part in parts if len(part) > 1 and part in self._by_word}
        whole = f" {' '.join(parts)} "
        unknown = {c for word, c in self._by_word.items() if " " in word and f" {word} " in whole}
        both = found | unknown | {_SIGNS[sign] for sign in text if sign in _SIGNS}
        return both.pop() if len(both) == 1 else ""
