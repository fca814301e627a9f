"""What PDFs carry beside their pages, and those that cannot be read: each said in one sentence."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from system_review.documents.readers.passages import Part
from system_review.documents.readers.pdf import read
from system_review.errors import Refused
from tests.documents.readers.pdf_makers import by_typst, cells, passage, texts

PAGE = "#set page(width: 300pt, height: 200pt, margin: 20pt)\n"
PICTURE = PAGE + "#rect(fill: gradient.linear(red, blue), width: 10pt)"


def changed(data: bytes, change: Callable[[Pdf], None], **how: object) -> bytes:
    """The PDF after that change."""
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        made = io.BytesIO()
        document.save(made, **how)  # type: ignore[arg-type]
    return made.getvalue()


def with_picture(document: Pdf, number: int = 0) -> None:
    """Draw a small grey picture all over a page."""
    picture = pikepdf.Stream(document, b"\x80")
    picture.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceGray, BitsPerComponent=8
    )
    picture = document.make_indirect(picture)
    page = document.pages[number]
    name = page.add_resource(picture, Name.XObject)
    page.contents_add(b"q 300 0 0 200 0 0 cm %s Do Q" % str(name).encode(), prepend=True)


def annotated(document: Pdf, **entries: object) -> None:
    page = document.pages[0]
    made = document.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([30, 100, 130, 120]), **entries))
    page.Annots = Array([*page.get("/Annots", []), made])


def test_a_scan_says_that_it_is_one() -> None:
    scan = changed(by_typst(PAGE + "#h(1pt)"), with_picture)

    with pytest.raises(Refused, match="This is a scan: its pages are pictures without text"):
        read(scan)


def test_a_file_with_some_scanned_pages_tells_which() -> None:
    mixed = changed(by_typst(PAGE + "Seen.#pagebreak()#pagebreak()#pagebreak()Heard."), lambda d: with_picture(d, 1))

    reading = read(mixed)

    assert texts(reading) == ["Seen.", "Heard."]
    assert [str(told) for told in reading.told] == [
        "These pages are pictures without text, and nothing was read of them: 2"
    ]


def test_a_pdf_without_words_says_so() -> None:
    with pytest.raises(Refused, match="There are no words in this PDF"):
        read(by_typst(PAGE + "#h(1pt)"))


def test_a_pdf_with_a_password_says_so() -> None:
    locked = changed(by_typst("Seen."), lambda _: None, encryption=pikepdf.Encryption(owner="o", user="u"))

    with pytest.raises(Refused, match="protected by a password"):
        read(locked)


def test_a_pdf_that_opens_without_its_password_is_read() -> None:
    locked = changed(by_typst("Seen."), lambda _: None, encryption=pikepdf.Encryption(owner="o", user=""))

    assert texts(read(locked)) == ["Seen."]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nnothing", b"%PDF-1.7\n" + b"\xff" * 5000, b"GIF89a"])
def test_a_damaged_pdf_says_so(data: bytes) -> None:
    with pytest.raises(Refused, match="damaged"):
        read(data)


def test_comments_and_texts_typed_onto_a_page_are_passages() -> None:
    def change(document: Pdf) -> None:
        annotated(document, Subtype=Name.Text, Contents=String("Who said so?"))
        annotated(document, Subtype=Name.FreeText, Contents=String("Typed\rlater"), DA=String("/Helv 9 Tf"))

    reading = read(changed(by_typst(PAGE + "Seen."), change))

    assert [(p.place.part, p.place.page, p.text) for p in reading.passages] == [
        (Part.BODY, 1, "Seen."),
        (Part.COMMENT, 1, "Who said so?"),
        (Part.TEXT_BOX, 1, "Typed\nlater"),
    ]
    assert reading.counted() == reading.swept


def test_what_was_filled_into_a_form_stands_in_the_cell_of_its_field() -> None:
    def change(document: Pdf) -> None:
        annotated(document, Subtype=Name.Widget, FT=Name.Tx, T=String("finding"), V=String("Shops were not asked"))
        document.Root.AcroForm = Dictionary(Fields=Array(document.pages[0].Annots), DA=String("/Helv 9 Tf"))

    source = PAGE + "#table(columns: (120pt, 100pt), rows: 90pt, [Finding], [Lead])"
    reading = read(changed(by_typst(source), change))

    assert cells(reading) == {(1, 1): "Finding\nShops were not asked", (1, 2): "Lead"}
    assert reading.counted() == reading.swept


def test_attachments_scripts_and_programs_are_left_behind_and_told() -> None:
    def change(document: Pdf) -> None:
        document.attachments["names.txt"] = pikepdf.AttachedFileSpec(document, b"secret")
        script = document.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
        document.Root.Names.JavaScript = Dictionary(Names=Array([String("a"), script]))
        action = Dictionary(S=Name.Launch, F=String("calc.exe"))
        annotated(document, Subtype=Name.Link, A=action)

    reading = read(changed(by_typst(PAGE + "Seen."), change))

    assert texts(reading) == ["Seen."]
    assert [str(told) for told in reading.told] == [
        "Files attached to this PDF were left behind: 1",
        "Scripts in this PDF were left behind and did not run: 1",
        "Links on these pages would start a program. They were left behind: 1",
    ]


def test_the_title_is_what_the_file_calls_itself() -> None:
    assert read(by_typst('#set document(title: "Results 2027")\nSeen.')).title == "Results 2027"


def test_text_drawn_in_no_ink_is_hidden_but_not_where_a_picture_shows_it() -> None:
    def change(document: Pdf) -> None:
        drawing = document.pages[0].Contents
        drawing.write(drawing.read_bytes().replace(b"0 Tr", b"3 Tr"))

    plain = changed(by_typst(PAGE + "Recognised words"), change)

    assert passage(read(plain), "Recognised words").look.hidden
    over_picture = read(changed(plain, with_picture))
    assert not passage(over_picture, "Recognised words").look.hidden
    assert "recognised in pictures" in str(over_picture.told[0])
