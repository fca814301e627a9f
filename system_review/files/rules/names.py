"""What an attachment is called: kept as text, shown without tricks, and given an ending that fits what it is. Pure."""

from __future__ import annotations

import re
import unicodedata

from system_review.files.rules.kinds import TYPES, FileKind
from system_review.texts import LONGEST_NAME, shown

LONGEST_FILE_NAME = 150  # characters of the name that a download gets; file systems take 255 bytes

# Characters that turn the direction of what follows, with which "cod.exe" is made to look like "exe.doc".
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNFIT = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\ud800-\udfff\ufffe\uffff]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
_LONGEST_ENDING = 12


def name_from(given: str) -> str:
    """The last part of the name that came with a file, whatever path stood before it, and not too long."""
    name = given.replace("\\", "/").rpartition("/")[2].strip()
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        return name[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 2]}….{ending}"


def shown_name(name: str) -> str:
    """The name as a page shows it: every character visible, none that turns the direction of the others."""
    return _TURNING.sub("\ufffd", shown(name))


def file_name(name: str, kind: FileKind) -> str:
    """The name that a download gets: one that every system takes, ending as its kind does."""
    plain = _UNFIT.sub("_", _TURNING.sub("", unicodedata.normalize("NFC", name))).strip(" .")
    endings = TYPES[kind][1]
    stem, dot, ending = plain.rpartition(".")
    has_ending = bool(stem.strip(" .")) and dot + ending.lower() in endings
    stem, ending = (stem.rstrip(" ."), dot + ending) if has_ending else (plain, endings[0])
    stem = stem[:LONGEST_FILE_NAME].rstrip(" .") or "file"
    if _DEVICES.match(stem):
        stem = f"file-{stem}"
    return stem + ending
