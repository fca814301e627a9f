"""The colours of an Office theme, and the lighter and darker ones made of them. Colours are "#RRGGBB"."""

from __future__ import annotations

import colorsys
import re

from system_review.documents.readers.markup import Element, child, given, local

_HEX = re.compile(r"#?(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")

# What the theme calls its colours, and what documents call them.
_OTHER_NAMES = {
    "dk1": ("dark1", "text1", "tx1"),
    "lt1": ("light1", "background1", "bg1"),
    "dk2": ("dark2", "text2", "tx2"),
    "lt2": ("light2", "background2", "bg2"),
    "hlink": ("hyperlink",),
    "folHlink": ("followedHyperlink",),
}


def hexed(text: str) -> str | None:
    """ "#RRGGBB" of six hexadecimal digits, or of eight whose first two say how opaque it is; None of anything else."""
    found = _HEX.fullmatch(text.strip())
    return f"#{found[1].upper()}" if found else None


def theme_colours(root: Element | None) -> dict[str, str]:
    """The colours of a theme by every name that they have, in the order in which the theme has them."""
    scheme = next((found for found in root.iter("{*}clrScheme")), None) if root is not None else None
    colours: dict[str, str] = {}
    for entry in scheme if scheme is not None else ():
        system = child(entry, "sysClr")
        colour = hexed(given(system, "lastClr") if system is not None else given(child(entry, "srgbClr"), "val"))
        if colour:
            for name in (local(entry), *_OTHER_NAMES.get(local(entry), ())):
                colours[name] = colour
    return colours


def lightened(colour: str, towards_white: float) -> str:
    """The colour so much of the way to white; towards black where it is negative. From -1 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    share = max(-1.0, min(1.0, towards_white))
    light = light + (1 - light) * share if share > 0 else light * (1 + share)
    mixed = colorsys.hls_to_rgb(hue, light, strength)
    return "#" + "".join(f"{round(part * 255):02X}" for part in mixed)


def blended(over: str, under: str, share: float) -> str:
    """Two colours as a pattern mixes them: `share` is how much of the first is seen."""
    pairs = ((int(over[at : at + 2], 16), int(under[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one * share + two * (1 - share)):02X}" for one, two in pairs)
