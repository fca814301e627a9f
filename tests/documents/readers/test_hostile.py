"""Files made to harm are refused with a sentence, soon; nothing that they point at is opened."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from system_review.documents.readers.kinds import Kind, kind_of
from system_review.documents.readers.reading import read
from system_review.errors import Refused
from tests.documents.readers import hostile_files as hostile
from tests.documents.readers.everywhere import everywhere
from tests.documents.readers.test_open_document import WHOLE as OPEN
from tests.documents.readers.whole_workbook import whole_workbook
from tests.documents.readers.word_files import p, packed, rooted, word_file

SECONDS = 10  # the child's limit; on a quiet machine none takes two


def told(data):
    """The sentence with which a file is refused, and how long it took."""
    start = time.monotonic()
    with pytest.raises(Refused) as refused:
        read(data, kind_of(data))
    assert time.monotonic() - start < SECONDS
    return str(refused.value.why)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (hostile.bomb, "unpacks to more than 64 MB"),
        (hostile.many_parts_bomb, "unpacks to more than 64 MB"),
        (hostile.lying_size, "damaged or was cut off"),
        (hostile.overlapping, "damaged or was cut off"),
        (hostile.named_twice, "twice"),
        (hostile.thousands_of_parts, "packed from 2,500 parts"),
        (hostile.encrypted, "protected with a password"),
        (hostile.laughs, "document type definition"),
        (lambda: hostile.outer_entity("file:///etc/passwd"), "document type definition"),
        (lambda: hostile.outer_entity("http://127.0.0.1:9/x"), "document type definition"),
        (lambda: hostile.in_utf_16("file:///etc/passwd"), "document type definition"),
        (hostile.outer_entity_in_a_sheet, "document type definition"),
        (lambda: hostile.deep(200), "nested too deeply"),
        (lambda: hostile.nested_tables(200), "nested too deeply"),
        (lambda: hostile.nested_frames(200), "nested too deeply"),
        (hostile.million_cells, "more than 200,000 cells"),
        (hostile.long_text, "longer than 10 MB"),
        (hostile.repeated_cells, "more than 200,000 cells"),
        (lambda: packed({"../word/document.xml": "<x/>", "word/document.xml": "<x/>"}), "lead out of it"),
        (lambda: packed({"/word/document.xml": "<x/>", "word/document.xml": "<x/>"}), "lead out of it"),
        (lambda: packed({"C:\\a": "<x/>", "word/document.xml": "<x/>"}), "lead out of it"),
        (lambda: packed({"word/document.xml": "<w:document"}), "damaged"),
        (lambda: packed({"word/document.xml": b"\x00\x01"}), "damaged"),
        (lambda: packed({"word/other.xml": "<x/>"}), "text of this Word file is missing"),
        (lambda: packed({"xl/other.xml": "<x/>"}), "list of sheets is missing"),
    ],
)
def test_a_file_made_to_harm_is_refused_with_a_sentence(make, said):
    assert said in told(make())


@pytest.mark.parametrize("make", [lambda: hostile.deep(60), lambda: hostile.nested_tables(20)])
def test_what_is_nested_as_people_do_is_read(make):
    data = make()

    reading = read(data, kind_of(data))

    assert reading.counted() == reading.swept


@pytest.mark.parametrize("whole", [everywhere(), whole_workbook(), OPEN], ids=["docx", "xlsx", "odt"])
def test_a_file_cut_off_at_any_of_a_hundred_places_is_refused(whole):
    for part in range(100):
        cut = whole[: len(whole) * part // 100]

        assert told(cut)


@pytest.mark.parametrize("whole", [everywhere(), whole_workbook(), OPEN], ids=["docx", "xlsx", "odt"])
def test_a_byte_that_changed_on_the_way_is_noticed_or_harmless(whole):
    before = read(whole, kind_of(whole)).passages
    for at in range(0, len(whole), max(1, len(whole) // 150)):
        changed = bytearray(whole)
        changed[at] ^= 0x55

        try:
            passages = read(bytes(changed), kind_of(bytes(changed))).passages
        except Refused:
            continue
        assert [one.text for one in passages] == [one.text for one in before] or len(passages) < len(before)


def test_links_objects_and_pictures_are_told_and_not_opened():
    data = packed(
        {
            "word/document.xml": rooted("w:document", p("Words")),
            "word/media/image1.png": b"x",
            "word/embeddings/oleObject1.bin": b"x",
            "word/_rels/document.xml.rels": (
                '<Relationships><Relationship Type="http://x/image" Target="http://127.0.0.1/" TargetMode="External"/>'
                '<Relationship Type="http://x/other" Target="file:///x" TargetMode="External"/></Relationships>'
            ),
        }
    )

    assert [str(why) for why in read(data, Kind.DOCX).told] == [
        "Objects of other programs inside the file are left out: 1",
        "Pictures in the file are left out: 1. Type what they say, if it matters.",
        "Pictures that stand outside the file are left out and were not fetched: 1",
        "Other links to outside the file are left out and were not followed: 1",
    ]


def test_a_file_with_the_wrong_ending_is_read_by_its_content():
    assert kind_of(word_file(p("x")), "results.xlsx") is Kind.DOCX
    assert kind_of(whole_workbook(), "results.pdf") is Kind.XLSX


def test_bytes_before_a_packed_file_are_noticed():
    out = io.BytesIO(b"")
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/document.xml", rooted("w:document", p("x")))
    data = b"PK\x03\x04" + b"\0" * 60 + out.getvalue()

    assert "before its beginning" in told(data)
