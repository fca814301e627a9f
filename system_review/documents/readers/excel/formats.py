"""Numbers as a sheet shows them: by their number format, days always written out ("20 April 2027").

A day is written out since "03/04/2027" means two days, and the format that a sheet keeps is not always the one that its
reader sees: it follows the language of the computer.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
_MONTHS += ("November", "December")  # type: ignore[assignment]  # longer
_BUILT_IN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "£#,##0", 6: "£#,##0", 7: "£#,##0.00", 8: "£#,##0.00", 9: "0%",
    10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "d/m/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy hh:mm", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "£#,##0", 43: "#,##0.00", 44: "£#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "@", **dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy/m/d"),
}  # fmt: skip
_QUOTED = re.compile(r'"[^"]*"|\\.')
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_UNSEEN = re.compile(r"""("[^"]*"|\\.)|_.|\*.|\[(?![hmsHMS]+\])[^\]]*\]""")  # room, filling, colours, conditions
_PLACES = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|([£$€%()+\- ])')
_MOST = 2_958_465  # 31 December 9999


class Shape(NamedTuple):
    """What a number format makes of a number."""

    kind: str = "plain"  # "day", "time", "span", "fixed", "exponent", "nothing"
    parts: str = ""  # of a day: which of "d", "m", "y", "h" are shown
    before: str = ""
    after: str = ""
    decimals: int = 0
    digits: int = 1
    thousands: bool = False
    percent: bool = False


def built_in(number: int) -> str:
    """The format code of a number that Excel keeps for formats of its own; "" for the plain one."""
    return _BUILT_IN.get(number, "")


@lru_cache(maxsize=1000)
def shape_of(code: str, is_negative: bool = False) -> Shape:
    """What a format code makes of numbers above or below nought."""
    sections = _sections(code)
    if not any(section.strip() for section in sections) and len(sections) > 2:
        return Shape("nothing")
    section = sections[1] if is_negative and len(sections) > 1 and sections[1].strip() else sections[0]
    section = _UNSEEN.sub(lambda found: found[1] or "", _CURRENCY.sub(r'"\1"', section))
    bare = _QUOTED.sub("", section).lower()
    if not bare.strip() or bare.strip() in ("general", "@"):
        return Shape()
    if re.search(r"\[[hms]+\]", bare):
        return Shape("span")
    if re.search(r"[dyhms]", bare.replace("general", "")):
        return _moment(bare)
    if "e+" in bare or "e-" in bare:
        return Shape("exponent", decimals=_decimals(bare))
    if "/" in bare or not (places := _PLACES.search(_QUOTED.sub(_blanked, section))):
        return Shape()
    whole, _, _ = places.group().partition(".")
    before, after = _literals(section[: places.start()]), _literals(section[places.end() :])
    return Shape(
        "fixed", "", before, after, _decimals(places.group()), whole.count("0"), "," in whole.strip(","), "%" in bare
    )


def shown(value: float, code: str, *, from_1904: bool = False) -> str:
    """A number as its format shows it."""
    shape = shape_of(code, value < 0)
    if shape.kind in ("day", "time") and 0 <= value < _MOST:
        return _shown_moment(value, shape, from_1904)
    if shape.kind == "span":
        minutes = round(value * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if shape.kind == "exponent":
        return f"{value:.{shape.decimals}E}"
    if shape.kind == "fixed":
        return _shown_fixed(value, code, shape)
    return plain(value)


def plain(value: float) -> str:
    """A number without a format."""
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.15g}"


def _sections(code: str) -> list[str]:
    return re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;|$)|^(?=;)', code) or [""]


def _blanked(found: re.Match[str]) -> str:
    return "\x01" * len(found.group())


def _decimals(places: str) -> int:
    return min(15, sum(sign in "0#?" for sign in places.partition(".")[2].partition("e")[0]))


def _literals(text: str) -> str:
    return "".join(next((part for part in found if part), "") for found in _LITERAL.findall(text))


def _moment(bare: str) -> Shape:
    parts = "".join(part for part in "dyh" if part in bare)
    is_month = "m" in bare and ("d" in bare or "y" in bare or not re.search("[hs]", bare))
    parts += "m" if is_month else ""
    return Shape("day" if set(parts) & set("dmy") else "time", parts)


def _shown_moment(value: float, shape: Shape, from_1904: bool) -> str:
    start = datetime(1904, 1, 1, tzinfo=UTC) if from_1904 else datetime(1899, 12, 30, tzinfo=UTC)
    if not from_1904 and 0 < value < 60:  # Excel believes in 29 February 1900
        start += timedelta(days=1)
    try:
        moment = start + timedelta(seconds=round(value * 86_400))
    except OverflowError:
        return plain(value)
    clock = f"{moment.hour}:{moment.minute:02d}"
    if shape.kind == "time":
        return clock
    if not set(shape.parts) & set("dh"):
        month = _MONTHS[moment.month - 1] if "m" in shape.parts else ""
        return f"{month} {moment.year if 'y' in shape.parts else ''}".strip()
    return day_in_words(moment) + (f" {clock}" if "h" in shape.parts else "")


def day_in_words(day: datetime) -> str:
    """ "20 April 2027"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _shown_fixed(value: float, code: str, shape: Shape) -> str:
    has_own_negative = len(_sections(code)) > 1 and value < 0
    scaled = abs(value) * (100 if shape.percent else 1)
    text = f"{scaled:{',' if shape.thousands else ''}.{shape.decimals}f}"
    whole, point, rest = text.partition(".")
    text = whole.rjust(shape.digits, "0") + point + rest
    is_minus = value < 0 and not has_own_negative and text.strip("0.,") != ""
    return ("-" if is_minus else "") + shape.before.lstrip() + text + shape.after.rstrip()
