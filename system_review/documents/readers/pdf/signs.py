"""The signs of a page: each with where it stands and how it looks, as pdfium finds them."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from system_review.documents.readers.pdf.clips import clip_of
from system_review.documents.readers.pdf.geometry import Box, Matrix

PATIENCE = 400  # pieces of text of a page that are looked at for one that is cut off
BREAKING = "\x02"  # what pdfium puts for a hyphen that breaks a word at the end of a line
SOFT_HYPHEN = "\u00ad"
_SAID_SOFT_HYPHEN = b"\xfe\xff\x00\xad"
UNREADABLE = "\ufffd"
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
BULLET = re.compile(r"[•◦▪▫‣⁃∙·●○■□◆◇►▶➢➤✓✔✗\uf0b7\uf0a7\uf0fc\uf0d8\uf076\uf02d](?=\s|\S)|[-–—*o](?=\s)")
_MARKS = {"Mn", "Me", "Cf"}  # what stands on or joins the sign before it
_FORCED_BOLD = 1 << 18
_LINE_ENDS = (10, 13)  # pdfium puts them between two pieces of text, on one line too: they tell nothing of a space


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How some signs look: size in points as seen, quarter turns to the left (None if askew), ink as "#RRGGBB".

    Signs of a page that look alike have the same one, so that it need not be compared part by part.
    """

    size: float
    turns: int | None
    bold: bool
    ink: str
    unseen: bool  # drawn in no ink at all


@dataclass(slots=True)
class Sign:
    """One sign. `start`, `end` and `base` lie along and across its own direction of writing; `x`, `y` is its middle."""

    text: str
    index: int
    start: float
    end: float
    base: float
    x: float
    y: float
    style: Style
    spaced: bool = False  # white space stands before it in the file
    made_space: bool = False  # pdfium thinks that a space belongs before it
    cut_off: bool = False  # by the edge of what holds it, so that it is not seen
    font: int = 0  # which of the page's fonts it is set in, by a number


class _Reader:
    """Reads the signs of one page's text. The handles for answers are made once: there are very many signs."""

    def __init__(self, text: Any, seen: Matrix) -> None:
        self.text = text
        self.seen = seen
        self.is_upright = seen[:4] == (1, 0, 0, 1)
        self.box, self.matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self.origin = ctypes.c_double(), ctypes.c_double()
        self.ink = [ctypes.c_uint() for _ in range(4)]
        self.size = ctypes.c_float()
        self.fonts: dict[int, bool] = {}
        self.styles: dict[tuple[Any, ...], Style] = {}
        self.latest: tuple[int, Style] | None = None
        self.font = 0  # that of the latest sign
        self.clip: Box | None = None
        self.patience = PATIENCE
        self.undecoded = 0  # pieces of text of which the file does not say what signs they are

    def signs(self) -> list[Sign]:
        """All that stand in the file, in pdfium's order, without white space and what pdfium made up."""
        found: list[Sign] = []
        spaced = made = False
        index, count = 0, pdfium.FPDFText_CountChars(self.text)
        while index < count:
            code = pdfium.FPDFText_GetUnicode(self.text, index)
            first, index = index, index + 1
            if 0xD800 <= code < 0xDC00 and index < count:
                low = pdfium.FPDFText_GetUnicode(self.text, index)
                if 0xDC00 <= low < 0xE000:
                    code, index = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00), index + 1
            if pdfium.FPDFText_IsGenerated(self.text, first) == 1:
                made |= code not in _LINE_ENDS
                continue
            letter = UNREADABLE if code == 0 or 0xD800 <= code < 0xE000 else chr(code)
            if letter.isspace():
                spaced = True
                continue
            sign = self._sign(self._hyphen(first) if letter == BREAKING else letter, first)
            if found and unicodedata.category(letter) in _MARKS:
                sign.start = sign.end = found[-1].start
                sign.base = found[-1].base
            sign.spaced, sign.made_space, sign.font = spaced, made, self.font
            if found and (sign.start, sign.end) == (found[-1].start, found[-1].end):  # one shape stands for both
                sign.spaced, sign.made_space = found[-1].spaced, found[-1].made_space
            self._keep_in_clip(sign)
            found.append(sign)
            spaced = made = False
        return found

    def _keep_in_clip(self, sign: Sign) -> None:
        """What is cut off by the edge of its cell is where the cell is, wherever it would be if it could be seen."""
        clip = self.clip
        if clip is None or clip.grown(1).holds(sign.x, sign.y):
            return
        self.patience = PATIENCE
        if clip.width > 2 and clip.height > 2:
            sign.cut_off = True
            sign.x = min(max(sign.x, clip.left + 1), clip.right - 1)
            sign.y = min(max(sign.y, clip.bottom + 1), clip.top - 1)

    def _hyphen(self, index: int) -> str:
        """pdfium hides which hyphen ends a line; where the file says that it only breaks a word, so do we."""
        drawn = pdfium.FPDFText_GetTextObject(self.text, index)
        for number in range(max(pdfium.FPDFPageObj_CountMarks(drawn), 0) if drawn else 0):
            mark = pdfium.FPDFPageObj_GetMark(drawn, number)
            length, buffer = ctypes.c_ulong(), (ctypes.c_ubyte * 16)()
            pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", buffer, 16, length)
            if bytes(buffer)[: length.value] == _SAID_SOFT_HYPHEN:
                return SOFT_HYPHEN
        return BREAKING

    def _sign(self, letter: str, index: int) -> Sign:
        style = self._style(index)
        pdfium.FPDFText_GetLooseCharBox(self.text, index, self.box)
        x, y = self.origin
        pdfium.FPDFText_GetCharOrigin(self.text, index, x, y)
        box, seen = self.box, self.seen
        if self.is_upright:
            x1, x2, y1, y2 = box.left + seen.e, box.right + seen.e, box.bottom + seen.f, box.top + seen.f
            base_x, base_y = x.value + seen.e, y.value + seen.f
        else:
            x1, y1 = seen.moves(box.left, box.bottom)
            x2, y2 = seen.moves(box.right, box.top)
            base_x, base_y = seen.moves(x.value, y.value)
        if not math.isfinite(x1 + x2 + y1 + y2 + base_x + base_y):  # in a broken file
            x1 = x2 = y1 = y2 = base_x = base_y = 0.0
        left, right = (x1, x2) if x1 <= x2 else (x2, x1)
        bottom, top = (y1, y2) if y1 <= y2 else (y2, y1)
        rise = 0.3 * style.size
        if style.turns == 1:
            return Sign(letter, index, bottom, top, -base_x, base_x - rise, (bottom + top) / 2, style)
        if style.turns == 2:
            return Sign(letter, index, -right, -left, -base_y, (left + right) / 2, base_y - rise, style)
        if style.turns == 3:
            return Sign(letter, index, -top, -bottom, base_x, base_x + rise, (bottom + top) / 2, style)
        return Sign(letter, index, left, right, base_y, (left + right) / 2, base_y + rise, style)

    def _style(self, index: int) -> Style:
        drawn = pdfium.FPDFText_GetTextObject(self.text, index)
        key = ctypes.addressof(drawn.contents) if drawn else 0
        if self.latest and self.latest[0] == key:
            return self.latest[1]
        style = self._style_of(drawn, index)
        self.latest = key, style
        self.undecoded += pdfium.FPDFText_HasUnicodeMapError(self.text, index) == 1
        self.patience -= 1
        self.clip = self._clip(drawn, index) if drawn and self.patience > 0 else None
        return style

    def _style_of(self, drawn: Any, index: int) -> Style:
        pdfium.FPDFText_GetMatrix(self.text, index, self.matrix)
        matrix = Matrix(self.matrix.a, self.matrix.b, self.matrix.c, self.matrix.d).then(self.seen)
        size, bold, mode, ink, solid = pdfium.FPDFText_GetFontSize(self.text, index), False, 0, "#000000", 255
        if drawn:
            font = pdfium.FPDFTextObj_GetFont(drawn)
            bold, self.font = self._is_bold(font), ctypes.addressof(font.contents) if font else 0
            mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn)
            pdfium.FPDFPageObj_GetFillColor(drawn, *self.ink)
            red, green, blue, solid = (part.value for part in self.ink)
            ink = f"#{red:02X}{green:02X}{blue:02X}"
        unseen = mode in (3, 7) or solid == 0
        size = size * math.hypot(matrix.c, matrix.d)
        size = round(size, 2) if math.isfinite(size) else 0.0
        given = size, _turns(matrix), bold or mode == 2, ink, unseen
        return self.styles.setdefault(given, Style(*given))

    def _clip(self, drawn: Any, index: int) -> Box | None:
        """What is seen of a piece of text; None if all is, or if it stands in a form: pdfium does not tell where."""
        clip = clip_of(drawn, self.seen)
        if clip is None:
            return None
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
        x, y = self.origin
        pdfium.FPDFText_GetCharOrigin(self.text, index, x, y)
        bounds = Box(left.value, bottom.value, right.value, top.value)
        return clip if bounds.grown(4).holds(x.value, y.value) else None

    def _is_bold(self, font: Any) -> bool:
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self.fonts:
            name = _font_name(font).lower() if font else ""
            heavy = bool(font) and pdfium.FPDFFont_GetFlags(font) & _FORCED_BOLD
            self.fonts[key] = bool(heavy) or any(word in name for word in _BOLD_NAMES)
        return self.fonts[key]


def signs_of(text: Any, seen: Matrix) -> tuple[list[Sign], bool]:
    """Every sign of a page's text; `seen` puts the page as it is kept into the page as it is seen.

    True beside them if the file does not say of all what they are.
    """
    reader = _Reader(text, seen)
    signs = reader.signs()
    private = any("\ue000" <= sign.text <= "\uf8ff" and not BULLET.match(sign.text) for sign in signs)
    return signs, bool(reader.undecoded) or private or any(sign.text == UNREADABLE for sign in signs)


def _turns(matrix: Matrix) -> int | None:
    quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    if not math.isfinite(quarters):  # in a broken file
        return None
    return round(quarters) % 4 if abs(quarters - round(quarters)) < 0.06 else None


def _font_name(font: Any) -> str:
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode("utf-8", "replace")
