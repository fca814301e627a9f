"""Nothing of a Word file is lost: every word, wherever Word can keep one, stands in one passage."""

from __future__ import annotations

import io

import docx
import pytest

from system_review.documents.readers.passages import Part
from system_review.documents.readers.word.read import read
from system_review.errors import Refused
from tests.documents.readers.everywhere import UNSEEN, WORDS, everywhere
from tests.documents.readers.word_files import p, r, tbl, tc, tr, word_file


def texts(reading):
    return [passage.text for passage in reading.passages]


def placed(reading):
    return {passage.text: str(passage.place) for passage in reading.passages}


@pytest.mark.parametrize("strict", [False, True])
def test_a_word_in_each_of_thirty_eight_places_comes_out_once(strict):
    reading = read(everywhere(strict=strict))

    assert sorted(texts(reading)) == sorted(WORDS)
    assert not any(word in reading.whole() for word in UNSEEN)
    assert reading.counted() == reading.swept == sum(map(len, WORDS))
    assert reading.title == "kapok"


def test_each_place_is_told():
    reading = placed(read(everywhere()))

    assert reading["larch"] == "table 1, row 1, column 2, paragraph 1"
    assert reading["pine"] == "table 1, row 4, column 1, paragraph 1"
    assert reading["rowan"] == "table 1, row 5, column 1, table 2, row 1, column 1, paragraph 1"
    assert reading["teak"] == "text box, paragraph 1"
    assert reading["bamboo"] == "paragraph 14, footnote, paragraph 1"
    assert reading["dogwood"] == "paragraph 14, comment, paragraph 1"
    assert reading["ebony"] == "header, paragraph 1"
    assert reading["guava"] == "footer, table 3, row 1, column 1, paragraph 1"


def test_struck_out_and_moved_text_is_counted_and_told_but_not_kept():
    body = tbl(
        tr(
            "Kept",
            tc(f"<w:p>{r('seen ')}<w:del w:id='1'><w:r><w:delText>a name</w:delText></w:r></w:del></w:p>"),
        ),
        tr("whole row", properties="<w:del w:id='2'/>"),
        tr(tc("cell", "<w:cellDel w:id='3'/>"), "Last"),
    )

    reading = read(word_file(body))

    assert placed(reading) == {
        "Kept": "table 1, row 1, column 1, paragraph 1",
        "seen": "table 1, row 1, column 2, paragraph 1",
        "Last": "table 1, row 2, column 1, paragraph 1",
    }
    assert [str(told) for told in reading.told] == [
        "12 characters that were struck out by tracked changes are left out (table 1, paragraph 1)",
        "5 characters that were struck out by tracked changes are left out (table 1, row 1, column 2, paragraph 1)",
    ]


def test_a_paragraph_whose_end_was_struck_out_joins_the_next():
    struck = "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>Half a </w:t></w:r></w:p>"

    reading = read(word_file(struck + p("sentence.") + struck))

    assert texts(reading) == ["Half a sentence.", "Half a"]


def test_breaks_and_tabs_stay_inside_a_paragraph():
    body = "<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t><w:cr/></w:r></w:p><w:p/>"

    assert texts(read(word_file(body))) == ["One\ntwo\tthree"]


def test_hidden_text_is_a_passage_of_its_own_and_marked():
    body = f"<w:p>{r('Seen ')}{r('not seen', '<w:vanish/>')}{r('again')}</w:p>" + tbl(
        tr("row", properties="<w:hidden/>")
    )

    reading = read(word_file(body))

    assert [(passage.text, passage.look.hidden) for passage in reading.passages] == [
        ("Seen again", False),
        ("not seen", True),
        ("row", True),
    ]
    assert "hidden text: 2" in str(reading.told[0])


def test_a_prompt_that_nobody_has_replaced_is_hidden():
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"

    reading = read(word_file(control.format(p("Click here")) + f"<w:p>{control.format(r('Choose'))}</w:p>" + p("Text")))

    assert [passage.look.hidden for passage in reading.passages] == [True, True, False]


def test_a_version_without_text_gives_way_to_the_one_that_has_it():
    box = "<w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict>"
    body = f"<w:p><w:r><mc:AlternateContent><mc:Choice/><mc:Fallback>{box.format(p('Boxed'))}</mc:Fallback>"

    assert texts(read(word_file(body + "</mc:AlternateContent></w:r></w:p>"))) == ["Boxed"]


def test_symbols_are_the_characters_that_they_look_like():
    body = (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>'
        + p("\u00fc", run='<w:rFonts w:ascii="Wingdings"/>')
        + '<w:p><w:r><w:sym w:font="Unknown" w:char="F041"/></w:r></w:p>'
    )

    assert texts(read(word_file(body))) == ["✓", "✓", "\uf041"]


def test_a_text_too_long_to_keep_is_cut_and_nothing_is_lost():
    reading = read(word_file(p("word " * 9_000)))

    assert [passage.place.piece for passage in reading.passages] == [1, 2, 3]
    assert reading.counted() == reading.swept == 36_000


def test_a_file_without_words_says_so():
    with pytest.raises(Refused, match="no words in this Word file"):
        read(word_file("<w:p/>", core="<dc:title>Only a title</dc:title>"))


def test_what_is_no_text_is_told():
    file = docx.Document()
    file.add_paragraph("Words")
    file.part.relate_to("https://example.org/a", "http://x/relationships/hyperlink", is_external=True)
    file.part.relate_to("https://example.org/b.dotx", "http://x/relationships/attachedTemplate", is_external=True)
    out = io.BytesIO()
    file.save(out)

    reading = read(out.getvalue())

    assert [str(told) for told in reading.told] == [
        "Addresses behind links are left out: 1",
        "A template outside the file is left out and was not fetched: 1",
    ]


def test_python_docx_finds_the_same_paragraphs_and_cells():
    file = docx.Document()
    file.add_heading("Target", 1)
    table = file.add_table(rows=0, cols=3)
    for number in range(20):
        for cell, text in zip(table.add_row().cells, ("Referral", f"Finding {number}", "Do it\nnow"), strict=True):
            cell.text = text
    file.add_paragraph("The end")
    out = io.BytesIO()
    file.save(out)

    reading = read(out.getvalue())

    body = [passage for passage in reading.passages if passage.place.part is Part.BODY]
    cells = [cell.text for row in table.rows for cell in row.cells]
    assert [passage.text for passage in body if passage.place.table] == cells
    assert [passage.text for passage in body if not passage.place.table] == ["Target", "The end"]
