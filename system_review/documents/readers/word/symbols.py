"""Characters of symbol fonts as those of Unicode: a tick of Wingdings is a tick. One character becomes one."""

from __future__ import annotations

_WINGDINGS = {
    0x4A: "\u263a",
    0x4C: "\u2639",
    0x6C: "\u25cf",
    0x6E: "\u25a0",
    0x6F: "\u25a1",
    0x70: "\u25a1",
    0x71: "\u2751",
    0x74: "\u29eb",
    0x75: "\u25c6",
    0x76: "\u2756",
    0x77: "\u2b25",
    0x9F: "\u2022",
    0xA1: "\u25cb",
    0xA7: "\u25aa",
    0xA8: "\u25fb",
    0xAB: "\u2605",
    0xD8: "\u27a2",
    0xDF: "\u2190",
    0xE0: "\u2192",
    0xE8: "\u2794",
    0xF0: "\u21e8",
    0xFB: "\u2717",
    0xFC: "\u2713",
    0xFD: "\u2612",
    0xFE: "\u2611",
}
_WINGDINGS_2 = {0x4F: "\u2717", 0x50: "\u2713", 0x51: "\u2612", 0x52: "\u2611", 0x53: "\u2612", 0xA3: "\u25a1"}
_SYMBOL = {0xAB: "\u2194", 0xAC: "\u2190", 0xAE: "\u2192", 0xB7: "\u2022", 0xA3: "\u2264", 0xB3: "\u2265"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol(code: int, font: str) -> str:
    """The character that stands at a code of a font; the code itself where it is not known."""
    table = _FONTS.get(font.lower(), {})
    plain = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if plain in table:
        return table[plain]
    if 0x20 < code < 0xD800 or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF:
        return chr(code)
    return "\ufffd"


def in_font(text: str, font: str | None) -> str:
    """A text that is set in a symbol font, as it looks."""
    if font is None or font.lower() not in _FONTS or font.lower() == "symbol":
        return text
    return "".join(letter if letter.isspace() else symbol(ord(letter), font) for letter in text)
