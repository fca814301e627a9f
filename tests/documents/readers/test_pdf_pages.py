"""What spreads over the pages of a PDF: tables, rows, headers, footers; and pages that are turned."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING

import pikepdf

from system_review.documents.readers.passages import Part
from system_review.documents.readers.pdf import read
from tests.documents.readers.pdf_makers import by_browser, by_typst, cells, html_table, passage, rows, texts

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LONG = " ".join(f"Sentence {number} of a finding says what was seen in the precinct." for number in range(1, 160))


def test_a_table_over_pages_is_one_and_counts_its_rows_through(browser: Browser) -> None:
    body = html_table([[f"Finding {n}.", f"Action {n}."] for n in range(1, 121)])

    reading = read(by_browser(browser, body))

    assert {passage.place.table for passage in reading.passages} == {1}
    assert max(passage.place.page or 0 for passage in reading.passages) > 1
    assert rows(reading) == [[f"Finding {n}.", f"Action {n}."] for n in range(1, 121)]


def test_a_head_that_is_repeated_on_each_page_says_so(browser: Browser) -> None:
    body = html_table([[f"Finding {n}.", f"Action {n}."] for n in range(1, 121)])
    body = body.replace("<table >", "<table><thead><tr><th>Red</th><th>To amber</th></tr></thead>")

    reading = read(by_browser(browser, body))

    heads = [passage for passage in reading.passages if passage.text == "Red"]
    assert [head.look.repeats for head in heads] == [False] + [True] * (len(heads) - 1) and len(heads) > 1
    found = [passage for passage in reading.passages if passage.text.startswith("Finding")]
    assert [passage.text for passage in found] == [f"Finding {n}." for n in range(1, 121)]
    assert len({passage.place.row for passage in found}) == 120


def test_a_row_that_breaks_over_a_page_stays_one_row_with_both_pages(browser: Browser) -> None:
    reading = read(by_browser(browser, html_table([["Red", "To amber"], [LONG, "Ask."], ["Next one.", "Act."]])))

    assert " ".join(cells(reading)[2, 1].split()) == LONG
    pages = [passage.place.page for passage in reading.passages if (passage.place.row, passage.place.column) == (2, 1)]
    assert pages == sorted(pages) and len(set(pages)) > 1
    assert cells(reading)[3, 1] == "Next one."


def test_a_row_that_breaks_below_a_repeated_head_stays_one_row() -> None:
    source = f"""
    #set page(width: 300pt, height: 200pt)
    #table(columns: (1fr, 1fr), table.header[Red][To amber], [Short.], [Ask.],
      [{" ".join(LONG.split()[:250])}], [Act.], [Next one.], [Wait.])
    """

    reading = read(by_typst(source))

    assert " ".join(cells(reading)[3, 1].split()) == " ".join(LONG.split()[:250])
    assert cells(reading)[3, 2] == "Act."
    assert Counter(passage.look.repeats for passage in reading.passages if passage.text == "Red")[False] == 1


def test_the_next_row_at_the_top_of_a_page_is_a_row_of_its_own() -> None:
    source = """
    #set page(width: 300pt, height: 120pt)
    #table(columns: (1fr, 1fr), [One ends here.], [Ask.], [Two ends here.], [Act.],
      [Three ends here.], [Wait.], [Four ends here.], [See.], [Five ends here.], [Go.])
    """

    assert [row[1] for row in rows(read(by_typst(source)))] == ["Ask.", "Act.", "Wait.", "See.", "Go."]


def test_a_label_merged_over_rows_reaches_over_the_page_as_well() -> None:
    body = ", ".join(f"[Finding {n}.]" for n in range(1, 9))
    source = f"""
    #set page(width: 300pt, height: 140pt)
    #table(columns: (1fr, 1fr), table.cell(rowspan: 8)[Referral], {body}, [Response], [Finding 9.])
    """

    reading = read(by_typst(source))

    label = passage(reading, "Referral").place
    assert (label.row, label.rows) == (1, 8)
    assert passage(reading, "Response").place.row == 9


def test_two_tables_with_other_columns_are_two(browser: Browser) -> None:
    body = html_table([["One", "Two"]]) + "<div style='break-before:page'></div>" + html_table([["1", "2", "3"]])

    reading = read(by_browser(browser, body))

    assert rows(reading, 1) == [["One", "Two"]]
    assert rows(reading, 2) == [["1", "2", "3"]]


def test_what_recurs_at_the_top_and_bottom_of_pages_is_header_and_footer() -> None:
    source = """
    #set page(paper: "a4", header: [Eastmere Partnership], footer: context [Page #counter(page).display() of 3])
    = Level 1
    Seen. #pagebreak()
    = Level 2
    Heard. #pagebreak()
    = Level 3
    Read.
    """

    reading = read(by_typst(source))

    parts = [(passage.place.part, passage.text) for passage in reading.passages]
    assert parts.count((Part.HEADER, "Eastmere Partnership")) == 3
    assert [text for part, text in parts if part is Part.FOOTER] == [f"Page {n} of 3" for n in (1, 2, 3)]
    assert [text for part, text in parts if part is Part.BODY] == [
        *("Level 1", "Seen.", "Level 2", "Heard.", "Level 3", "Read.")
    ]


def test_headings_have_their_levels() -> None:
    source = "= Target\n== Level 1\nShops were not asked.\n=== Referral\nParks were seen. " + "More was read. " * 20

    reading = read(by_typst(source))

    assert [(p.text, p.look.heading) for p in reading.passages if p.look.heading] == [
        ("Target", 1),
        ("Level 1", 2),
        ("Referral", 3),
    ]


def test_a_page_that_is_kept_turned_is_read_as_it_is_seen() -> None:
    upright = by_typst("#set page(flipped: true)\n#table(columns: 2, [One], [Two], [Three is longer], [Four])")
    with pikepdf.open(io.BytesIO(upright)) as document:
        page = document.pages[0]
        _, _, width, height = (float(edge) for edge in page.mediabox)
        page.contents_add(b"q 0 1 -1 0 %f 0 cm" % height, prepend=True)  # a quarter turn to the left …
        page.contents_add(b"Q")
        page.mediabox = [0, 0, height, width]
        page.rotate(90, relative=False)  # … and one back when it is shown
        turned = io.BytesIO()
        document.save(turned)

    assert rows(read(turned.getvalue())) == rows(read(upright)) == [["One", "Two"], ["Three is longer", "Four"]]


def test_an_a3_page_on_its_side_is_read_like_any_other(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(html_table([[f"Cell {row} {column}" for column in range(9)] for row in range(5)], "border=1"))
    printed = page.pdf(format="A3", landscape=True)
    page.close()

    assert rows(read(printed)) == [[f"Cell {row} {column}" for column in range(9)] for row in range(5)]
    assert texts(read(printed))


def test_the_head_of_a_table_without_lines_that_is_repeated_is_no_page_header(browser: Browser) -> None:
    body = html_table([[f"Finding {n}.", f"Action {n}.", f"Lead {n}"] for n in range(1, 121)])
    body = body.replace("<table >", "<table><thead><tr><th>Red</th><th>To amber</th><th>Who</th></tr></thead>")

    reading = read(by_browser(browser, f"<p>Seen.</p>{body}", "td, th { border: none }"))

    assert {passage.place.part for passage in reading.passages} == {Part.BODY}
    found = [passage for passage in reading.passages if passage.text.startswith("Finding")]
    assert {passage.place.column for passage in found} == {1} and len(found) == 120
