"""Hostile words in every text of a review at once, in every format and paper: kept as words, and nothing is fetched.

U4 and I4 of the threat model. Which fields are texts is found by looking at the snapshot's own types.
"""

from __future__ import annotations

import io
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from lxml import etree

from system_review.documents.rules.papers import BoardAsked, Paper
from system_review.documents.writers.csv import read_back
from system_review.documents.writers.formats import FORMATS
from system_review.frameworks.snapshots import FrameworkSnapshot, Plain
from system_review.reviews.snapshots import ReviewSnapshot, SummarySnapshot
from system_review.upkeep.rules.word_snapshots import is_text
from tests.documents.snapshots import small_grid, with_words
from tests.documents.writers.reading_back import WORDING, pdf, pdf_pages, plain

SECRET = "the words of a file on this computer"
# {address} is a listener on this computer, {file} a file on it that holds the secret.
PAYLOADS = {
    "an address": "{address}",
    "a file": "file://{file}",
    "typst": '#image("{file}") #read("{file}") #include "{file}" #link("{address}")[x] @preview/x:1.0.0',
    "style": "@import url({address}); <link rel=stylesheet href={address}><img src='{address}'>",
    "word": 'INCLUDEPICTURE "{address}" \\d { INCLUDETEXT "{file}" } DDEAUTO c:\\\\x "y"',
    "xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file://{file}">]>&b; ]]><w:instrText>x</w:instrText>',
    "excel": '=HYPERLINK("{address}","x")',
    "dde": "=cmd|' /C calc'!A0",
    "external reference": "='[{address}]Sheet1'!A1",
    "web": '=WEBSERVICE("{address}")',
    "tab": "\t=1+1",
    "full width": "＝1+1",
    "templates": "{{ 7*7 }} {% debug %} ${{7*7}} %s %(a)s #{{7*7}}",
}
KEPT = (FrameworkSnapshot,)
IN_PDF = ("/URI", "/Launch", "/JavaScript", "/JS", "/GoToR", "/EmbeddedFile", "/SubmitForm", "/ImportData")
FIELDS = ("instrText", "fldSimple", "altChunk", "object", "OLEObject", "subDoc")


@pytest.fixture
def listener() -> Iterator[tuple[str, list[Any]]]:
    """The address of somebody who listens, and who came."""
    came: list[Any] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=lambda: _note(server, came), daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/x.png", came


def _note(server: socket.socket, came: list[Any]) -> None:
    while True:
        try:
            connection, who = server.accept()
        except OSError:
            return
        came.append(who)
        connection.close()


def everywhere(whole: Plain, words: str) -> Any:
    """The same with these words in every text but the framework's."""
    changed: dict[str, Any] = {}
    for name, value in whole:
        if isinstance(value, KEPT):
            continue
        if isinstance(value, Plain):
            changed[name] = everywhere(value, words)
        elif isinstance(value, tuple) and value and isinstance(value[0], Plain):
            changed[name] = tuple(everywhere(each, words) for each in value)
        elif isinstance(value, str) and value and is_text(type(whole), name):
            changed[name] = words
    return whole.model_copy(update=changed)


def hostile(words: str) -> ReviewSnapshot:
    summary = (SummarySnapshot(part="strengths", text="Workers ask.", findings=("f1",)),)
    found: ReviewSnapshot = everywhere(with_words(small_grid(summary=summary)), words)
    return found


def every_file(words: str) -> Iterator[tuple[str, bytes]]:
    """Every file that leaves: each format, and both papers for a board."""
    snapshot = hostile(words)
    for key, made in FORMATS.items():
        yield key, made.write(snapshot, WORDING)
        if key in ("docx", "pdf"):
            for paper in Paper:
                yield key, made.write(snapshot, WORDING, board=BoardAsked(paper))


@pytest.mark.parametrize("name", PAYLOADS)
def test_words_stay_words_and_nothing_is_fetched(
    name: str, listener: tuple[str, list[Any]], tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, came = listener
    file = tmp_path / "secret.txt"
    file.write_text(SECRET)
    words = PAYLOADS[name].replace("{address}", address).replace("{file}", str(file))

    files = list(every_file(words))

    assert len(files) == len(FORMATS) + 2 * len(Paper)
    assert came == []
    for key, data in files:
        assert CHECKS[key](data, words) == [], key


def in_zip(data: bytes, words: str) -> list[str]:
    """What is amiss in a packed file of XML: a part that does not parse, something outside, a field, a formula."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            content = packed.read(name)
            found += [f"{name} holds the secret"] if SECRET.encode() in content else []
            if name.endswith((".xml", ".rels")):
                found += [f"{name}: {fault}" for fault in _in_part(content)]
    return found


def _in_part(content: bytes) -> Iterator[str]:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    if root.getroottree().docinfo.doctype:
        yield "a document type"
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if element.get("TargetMode") == "External":
            yield f"leads to {element.get('Target')}"
        if name == "f" or name in FIELDS:
            said = "".join(element.itertext()) + str(element.attrib)
            if name not in ("instrText", "fldSimple") or not _is_ours(said):
                yield f"{name}: {said}"


def _is_ours(instruction: str) -> bool:
    """The fields that our own pages need: numbers of pages, contents, references inside the file."""
    words = instruction.strip().strip("{}'").replace("}instr': '", " ").split()
    return any(word in ("PAGE", "NUMPAGES", "SECTIONPAGES", "TOC", "PAGEREF", "REF") for word in words[:3])


def in_docx(data: bytes, words: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        body = etree.fromstring(packed.read("word/document.xml"))
    said = "".join(text for text in body.itertext())
    return in_zip(data, words) + ([] if plain(words) in plain(said) else ["the words are not there"])


def in_pdf(data: bytes, words: str) -> list[str]:
    with pdf(data) as opened:
        objects = [repr(one) for one in opened.objects]
    found = [f"holds {name}" for name in IN_PDF if any(f'"{name}"' in one for one in objects)]
    said = "".join(pdf_pages(data))
    found += ["the secret"] if plain(SECRET) in plain(said) else []
    return found + ([] if plain(words)[:12] in plain(said) else ["the words are not there"])


def in_csv(data: bytes, words: str) -> list[str]:
    begun = [cell for line in data.decode("utf-8-sig").split("\r\n") for cell in line.split('","')]
    found = [f"begins like a formula: {cell[:20]}" for cell in begun if cell.lstrip('"')[:1] in tuple("=+-@\t\r＝")]
    rows = read_back(data)
    return found + ([] if any(words in row.values() for row in rows) else ["the words did not come back"])


CHECKS: dict[str, Callable[[bytes, str], list[str]]] = {
    "docx": in_docx,
    "xlsx": in_zip,
    "pdf": in_pdf,
    "csv": in_csv,
    "json": lambda data, words: [] if len(data) > 100 else ["nothing"],
}


def test_the_checks_notice_what_is_amiss() -> None:
    part = (
        b'<w:p xmlns:w="w"><w:instrText>INCLUDEPICTURE "x"</w:instrText>'
        b'<r TargetMode="External" Target="t"/><f>1</f></w:p>'
    )

    assert len(list(_in_part(part))) == 3
    assert in_csv(b'"=1","x"\r\n', "x")
