"""Characters that Excel writes as `_x000D_`, since XML cannot hold them, or as `_x005F_` before such a text."""

from __future__ import annotations

import re

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """The text as it was typed. Line ends are LF."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
        if any("\ud800" <= letter <= "\udfff" for letter in text):  # two escapes that are one character
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
