"""What may be attached, told by what is in the file and never by its name. Pure.

Only what is known to be one of these kinds passes; everything else is refused with a sentence that says what it is,
where that can be told. A file is looked at here, not opened: nothing of it is drawn, run or unpacked, but for one short
part of a packed document.
"""

from __future__ import annotations

import codecs
import re
import zipfile
import zlib
from enum import StrEnum
from typing import IO, Final

from system_review.errors import Refused, Why
from system_review.files.rules.foreign import why_foreign
from system_review.files.rules.packages import DAMAGED, TWO_KINDS, has_list, opened


class FileKind(StrEnum):
    """What may be attached."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    PNG = "png"
    JPEG = "jpeg"
    GIF = "gif"
    WEBP = "webp"
    TIFF = "tiff"
    HEIC = "heic"
    TEXT = "text"
    CSV = "csv"


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

# The type that a browser is told, and the endings that the name may have; the first is given to a name without one.
TYPES: Final[dict[FileKind, tuple[str, tuple[str, ...]]]] = {
    FileKind.PDF: ("application/pdf", (".pdf",)),
    FileKind.DOCX: (f"{_OFFICE}wordprocessingml.document", (".docx", ".dotx")),
    FileKind.XLSX: (f"{_OFFICE}spreadsheetml.sheet", (".xlsx", ".xltx")),
    FileKind.PPTX: (f"{_OFFICE}presentationml.presentation", (".pptx", ".ppsx", ".potx")),
    FileKind.ODT: (f"{_OPEN}text", (".odt", ".ott")),
    FileKind.ODS: (f"{_OPEN}spreadsheet", (".ods", ".ots")),
    FileKind.ODP: (f"{_OPEN}presentation", (".odp", ".otp")),
    FileKind.PNG: ("image/png", (".png",)),
    FileKind.JPEG: ("image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif")),
    FileKind.GIF: ("image/gif", (".gif",)),
    FileKind.WEBP: ("image/webp", (".webp",)),
    FileKind.TIFF: ("image/tiff", (".tif", ".tiff")),
    FileKind.HEIC: ("image/heic", (".heic", ".heif", ".hif")),
    FileKind.TEXT: ("text/plain", (".txt", ".md", ".text")),
    FileKind.CSV: ("text/csv", (".csv", ".tsv")),
}

HEAD = 16 * 1024  # bytes of the beginning that are looked at
_TAIL = 64 * 1024
_PART = 256 * 1024
_SMALL_PART = 1024 * 1024  # bytes, unpacked: a list of types or the name of one

_PACKED: Final = {"word": FileKind.DOCX, "xl": FileKind.XLSX, "ppt": FileKind.PPTX}
_OPEN_KINDS: Final = {"text": FileKind.ODT, "spreadsheet": FileKind.ODS, "presentation": FileKind.ODP}
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")
_MARKUP = re.compile(
    rb"^\s*(?:<[?!a-z]|<!--)|<\s*(?:html|script|svg|iframe|body|head|!doctype|object|embed)[\s>/:]", re.IGNORECASE
)
_HEADER = rb"(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*?"
_MAIL = re.compile(
    rb"(?:From \S+@\S+ [^\n]*\n)?" + _HEADER + rb"(?:MIME-Version: *1|Message-ID: *<|Received: *(?:from|by) )",
    re.IGNORECASE,
)
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MACRO_PART = re.compile(
    r"(?:^|/)(?:vbaproject|vbadata|vbaprojectsignature\w*)\.\w+$|(?:^|/)macrosheets/|(?:^|/)activex/"
)
_OPEN_MACRO = re.compile(r"^(?:basic/.+/(?!script-l[bc]\.xml$)[^/]+|scripts/.+[^/])$")

_EMPTY: Final = Why("This file is empty. Choose another one.")
_MACROS: Final = Why(
    "This document holds macros, which are small programs. Save it without them (as .docx, .xlsx or .pptx), and attach"
    " that copy."
)
_MARKUP_WHY: Final = Why("This is a web page or another file of markup. Save it as PDF, and attach that.")
_MAIL_WHY: Final = Why("This is a saved e-mail. Save it as PDF, or attach what was attached to it.")
_SCRIPT: Final = Why("This is a program, not a document. It was not taken in.")
_UNKNOWN: Final = Why(
    "This is no kind of file that can be attached. Attach a document, a spreadsheet, slides, a PDF, a picture or text."
)


def kind_of(file: IO[bytes], name: str = "") -> FileKind:
    """What this file is. `name` settles only whether plain text is called a table. Raises `Refused` with a sentence."""
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(HEAD)
    if not head.strip(b"\x00\r\n\t \xef\xbb\xbf") and not _has_more(file):
        raise Refused(_EMPTY)
    if head.startswith(b"PK\x03\x04"):
        return _packed(file, head)
    kind = _by_beginning(head)
    if kind is None:
        if why := why_foreign(head, file):
            raise Refused(why)
        return _plain(file, head, name)
    if has_list(file) or (kind is not FileKind.PDF and b"%PDF-" in head[:1024]):
        raise Refused(TWO_KINDS)
    if not _is_whole(kind, file, size):
        raise Refused(DAMAGED)
    return kind


def _has_more(file: IO[bytes]) -> bool:
    while part := file.read(_PART):
        if part.strip(b"\x00\r\n\t "):
            return True
    return False


def _by_beginning(head: bytes) -> FileKind | None:
    """The kinds that say at their beginning what they are. A PDF may have a few bytes before its own."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head.startswith((b"GIF87a", b"GIF89a")):
        return FileKind.GIF
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return FileKind.WEBP
    if head.startswith((b"II*\x00", b"MM\x00*")):
        return FileKind.TIFF
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        return FileKind.HEIC
    return FileKind.PDF if b"%PDF-" in head[:1024] and not _MARKUP.search(head[:1024]) else None


def _is_whole(kind: FileKind, file: IO[bytes], size: int) -> bool:
    """Whether the file has the end that its kind has: what was cut off on its way is of use to nobody."""
    file.seek(max(0, size - _TAIL))
    tail = file.read()
    if kind is FileKind.PDF:
        return b"%%EOF" in tail[-4096:]
    if kind is FileKind.PNG:
        return b"IEND\xae\x42\x60\x82" in tail
    if kind is FileKind.JPEG:
        return b"\xff\xd9" in tail or b"mdat" in tail  # telephones add a moving picture behind the end
    if kind is FileKind.GIF:
        return tail.rstrip(b"\0\r\n").endswith(b";")
    if kind is FileKind.WEBP:
        file.seek(4)
        return int.from_bytes(file.read(4), "little") + 8 <= size
    return True


def _packed(file: IO[bytes], head: bytes) -> FileKind:
    if b"%PDF-" in head[:1024]:
        raise Refused(TWO_KINDS)
    with opened(file) as package:
        names = [name for name in package.namelist() if not name.endswith("/")]
        kind = _open_document(package, names) or _office(package, names)
    return kind


def _open_document(package: zipfile.ZipFile, names: list[str]) -> FileKind | None:
    if "mimetype" not in names:
        return None
    said = _read(package, "mimetype")[:200].decode("ascii", "replace").strip()
    kind = _OPEN_KINDS.get(said.rpartition("opendocument.")[2].removesuffix("-template"))
    if kind is None:
        raise Refused(_UNKNOWN)
    if any(_OPEN_MACRO.match(name.lower()) for name in names):
        raise Refused(_MACROS)
    return kind


def _office(package: zipfile.ZipFile, names: list[str]) -> FileKind:
    folders = {name.partition("/")[0].lower() for name in names if "/" in name}
    kinds = [kind for folder, kind in _PACKED.items() if folder in folders]
    if "[Content_Types].xml" not in names or len(kinds) != 1:
        raise Refused(_why_not_office(names, folders, kinds))
    types = _read(package, "[Content_Types].xml").replace(b"\0", b"").lower()
    if b"macroenabled" in types or b"vbaproject" in types or any(_MACRO_PART.search(name.lower()) for name in names):
        raise Refused(_MACROS)
    if any(name.lower().endswith("workbook.bin") for name in names):
        raise Refused(Why("This is a binary Excel workbook (.xlsb). Save it as .xlsx, and attach that copy."))
    return kinds[0]


def _why_not_office(names: list[str], folders: set[str], kinds: list[FileKind]) -> Why:
    if len(kinds) > 1:
        return TWO_KINDS
    if any(name.endswith(".iwa") for name in names):
        return Why("This is a Pages, Numbers or Keynote file. Export it as PDF, and attach that.")
    if "meta-inf" in folders or any(name.lower().endswith((".class", ".dex")) for name in names):
        return _SCRIPT
    return Why("This is a packed folder (zip). Unpack it, and attach its documents one by one.")


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    """A short part, unpacked, and its checksum compared. Raises `Refused` where it is long or damaged."""
    try:
        with package.open(name) as part:
            data = part.read(_SMALL_PART + 1)
            is_long = len(data) > _SMALL_PART
            part.read(1)  # the end is where the checksum is compared
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
        raise Refused(DAMAGED) from None
    if is_long:
        raise Refused(DAMAGED)
    return data


def _plain(file: IO[bytes], head: bytes, name: str) -> FileKind:
    if head.startswith(b"#!"):
        raise Refused(_SCRIPT)
    codec = _codec(file, head)
    if codec is None:
        raise Refused(_UNKNOWN)
    beginning = head.decode(codec, "replace").lstrip("\ufeff").encode()
    if _MARKUP.search(beginning[:4096]):
        raise Refused(_MARKUP_WHY)
    if _MAIL.match(beginning[:4096].replace(b"\r\n", b"\n")):
        raise Refused(_MAIL_WHY)
    return FileKind.CSV if name.lower().endswith(TYPES[FileKind.CSV][1]) else FileKind.TEXT


def _codec(file: IO[bytes], head: bytes) -> str | None:
    """In which encoding all of this is plain text; None if in none of the usual ones."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16" if _decodes(file, "utf-16") else None
    return next((codec for codec in ("utf-8", "cp1252") if _decodes(file, codec)), None)


def _decodes(file: IO[bytes], codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    file.seek(0)
    try:
        while part := file.read(_PART):
            if _NOT_TEXT.search(decoder.decode(part)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
