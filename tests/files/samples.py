"""Small files of every kind that can be attached, and of many that cannot."""

from __future__ import annotations

import io
import zipfile
import zlib

TYPES = "[Content_Types].xml"
OFFICE = "application/vnd.openxmlformats-officedocument."


def packed(parts: dict[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A packed file of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def office(folder: str, **more: str) -> bytes:
    """An Office document: `folder` is word, xl or ppt; in the names of `more`, `__` is a slash and `_dot_` a dot."""
    parts = {TYPES: f'<Types><Override ContentType="{OFFICE}{folder}"/></Types>', f"{folder}/document.xml": "<x/>"}
    return packed(parts | {name.replace("__", "/").replace("_dot_", "."): text for name, text in more.items()})


def open_document(kind: str, **more: str) -> bytes:
    """An OpenDocument file of a kind."""
    parts: dict[str, str | bytes] = {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>"}
    return packed(parts | {name.replace("__", "/").replace("_dot_", "."): text for name, text in more.items()})


PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
_CHUNK = b"IHDR" + b"\0\0\0\1\0\0\0\1\x08\0\0\0\0"
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + (b"\0\0\0\x0d" + _CHUNK + zlib.crc32(_CHUNK).to_bytes(4, "big"))
    + (b"\0\0\0\0IEND\xae\x42\x60\x82")
)
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xda\0\x08\1\1\0\0?\0\x12\xff\xd9"
GIF = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
WEBP = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0/\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0"
TIFF = b"II*\0\x08\0\0\0\0\0\0\0\0\0"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0\0\0\x08mdat"

TAKEN = {
    "pdf": PDF,
    "docx": office("word"),
    "xlsx": office("xl"),
    "pptx": office("ppt"),
    "odt": open_document("text"),
    "ods": open_document("spreadsheet"),
    "odp": open_document("presentation"),
    "png": PNG,
    "jpeg": JPEG,
    "gif": GIF,
    "webp": WEBP,
    "tiff": TIFF,
    "heic": HEIC,
    "text": "Minutes of the panel. Apologies: none – sent late.\r\n".encode(),
}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504

# What is refused, by a name for the test: its bytes, and words of the sentence that says why.
REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "is empty"),
    "only spaces": (b" \r\n\t", "is empty"),
    "html": (b"<!DOCTYPE html><script>alert(1)</script>", "web page"),
    "html after a mark": (b"\xef\xbb\xbf\n <html><body>", "web page"),
    "html in utf-16": ("\ufeff<html><script>x</script>".encode("utf-16-le"), "web page"),
    "text that turns into html": (b"Minutes.\n<script src=x></script>", "web page"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "web page"),
    "svg with a head": (b'<?xml version="1.0"?><svg/>', "web page"),
    "program of windows": (b"MZ\x90\0\3\0\0\0", "program"),
    "program of linux": (b"\x7fELF\2\1\1\0", "program"),
    "program of macos": (b"\xcf\xfa\xed\xfe\x07\0\0\1", "program"),
    "script": (b"#!/bin/sh\nrm -rf ~\n", "program"),
    "java": (packed({"META-INF/MANIFEST.MF": "x", "A.class": b"\xca\xfe\xba\xbe"}), "program"),
    "shortcut": (b"L\0\0\0\1\x14\2\0\0\0\0\0\xc0", "shortcut"),
    "zip": (packed({"a.txt": "x"}), "packed folder"),
    "gzip": (b"\x1f\x8b\x08\0\0\0\0\0", "packed archive"),
    "7z": (b"7z\xbc\xaf\x27\x1c\0\4", "packed archive"),
    "word with macros": (office("word", word__vbaProject_dot_bin="x"), "macros"),
    "word with macros, other case": (office("word", word__VBAPROJECT_dot_BIN="x"), "macros"),
    "excel with old macros": (office("xl", xl__macrosheets__sheet1_dot_xml="x"), "macros"),
    "word with an active part": (office("word", word__activeX__activeX1_dot_xml="x"), "macros"),
    "docm by its types": (
        packed({TYPES: "application/vnd.ms-word.document.macroEnabled.main+xml", "word/d.xml": "x"}),
        "macros",
    ),
    "docm by its types in utf-16": (
        packed({TYPES: "application/vnd.ms-word.document.macroEnabled".encode("utf-16"), "word/d.xml": "x"}),
        "macros",
    ),
    "odt with macros": (open_document("text", Basic__Standard__Module1_dot_xml="x"), "macros"),
    "odt with python": (open_document("text", Scripts__python__a_dot_py="x"), "macros"),
    "odf drawing": (open_document("graphics"), "no kind of file"),
    "xlsb": (office("xl", xl__workbook_dot_bin="x"), "binary Excel"),
    "two offices": (office("word", xl__workbook_dot_xml="x"), "two kinds"),
    "pdf and zip": (PDF + packed({"a.txt": "x"}), "two kinds"),
    "zip and pdf": (packed({"a": b"%PDF-1.7"}, method=zipfile.ZIP_STORED), "two kinds"),
    "jpeg and zip": (JPEG + packed({"A.class": "x"}), "two kinds"),
    "gif and pdf": (GIF[:13] + b"%PDF-1.7" + GIF[13:], "two kinds"),
    "office and something behind it": (office("word") + b"MZ\x90\0 and more", "two kinds"),
    "older word": (_OLE + "WordDocument".encode("utf-16-le"), "older Word"),
    "older excel": (_OLE + "Workbook".encode("utf-16-le"), "older Excel"),
    "older powerpoint": (_OLE + "PowerPoint Document".encode("utf-16-le"), "older PowerPoint"),
    "outlook": (_OLE + "__substg1.0_".encode("utf-16-le"), "saved e-mail"),
    "with a password": (_OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "installer": (_OLE, "installer"),
    "mail": (b"Received: from a\r\n by b\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nHello", "saved e-mail"),
    "mailbox": (b"From a@b.org Mon Jan  1\nX-Y: z\nMessage-ID: <1@b>\n\nHello", "saved e-mail"),
    "rtf": (b"{\\rtf1 x}", "rich text"),
    "sound": (b"ID3\4\0\0\0\0\0\0", "recording"),
    "film": (b"\0\0\0\x18ftypmp42\0\0\0\0", "recording"),
    "wave": (b"RIFF\x24\0\0\0WAVEfmt ", "recording"),
    "bytes": (bytes(range(256)), "no kind of file"),
    "text with a nul": (b"Minutes\0of the panel", "no kind of file"),
    "cut-off word": (TAKEN["docx"][:-30], "damaged"),
    "cut-off pdf": (PDF[:-20], "damaged"),
    "cut-off picture": (PNG[:-6], "damaged"),
    "cut-off photograph": (JPEG[:-2], "damaged"),
    "cut-off animation": (GIF[:-1], "damaged"),
    "cut-off webp": (WEBP[:-4], "damaged"),
}
