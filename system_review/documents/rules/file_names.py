"""What a document is called as a file: its review's title in letters that every system takes. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

LONGEST = 80  # characters of the title's part; the whole stays far below the 255 bytes that file systems take

# Names that Windows keeps for devices, whatever their ending.
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin", "conout", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)
_APART = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "đ": "d",
     "Đ": "d", "þ": "th", "Þ": "th", "ð": "d", "Ð": "d", "'": "", "’": ""}
)  # fmt: skip


def file_name(title: str, *, date: date, extension: str, draft: bool = True) -> str:
    """For example `system-review-eastmere-2027-04-20-DRAFT.docx`: plain letters, figures and hyphens, never a path."""
    parts = [folded(title), date.isoformat(), *(["DRAFT"] if draft else [])]
    return "-".join(parts) + extension


def folded(title: str) -> str:
    """The title in small plain letters, figures and hyphens; "review" if none are left of it."""
    plain = unicodedata.normalize("NFKD", title.translate(_APART)).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")
    return f"review-{name}" if name in _DEVICES else name or "review"
