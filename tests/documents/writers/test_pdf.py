"""PDF: tagged, PDF/UA-1, the same content; read by pikepdf and poppler."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from system_review.documents.writers import pdf_fonts
from system_review.documents.writers.pdf import write_pdf
from system_review.documents.writers.pdf_text import Texts
from system_review.documents.writers.typesetting import CannotBeSet, typeset
from system_review.documents.writers.wording import english
from system_review.reviews.snapshots import FindingSnapshot, ReviewSnapshot
from tests.documents.large_review import large
from tests.documents.snapshots import AS_AT, grid_findings, small_audit, small_grid
from tests.documents.writers.reading_back import pdf, pdf_pages, plain, tags, with_finding, written

SAMPLES = [pytest.param(small_grid, id="grid"), pytest.param(small_audit, id="audit")]


def roles(snapshot: ReviewSnapshot) -> list[str]:
    return [tag["role"] for tag in tags(written("pdf", snapshot))]


def words(snapshot: ReviewSnapshot) -> str:
    return " ".join(" ".join(pdf_pages(written("pdf", snapshot))).split())


@pytest.mark.parametrize("make", SAMPLES)
def test_it_says_that_it_is_tagged_what_it_is_called_and_its_language(make: Callable[[], ReviewSnapshot]) -> None:
    with pdf(written("pdf", make())) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "en-GB"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        with opened.open_metadata() as metadata:
            assert metadata["dc:title"] == make().review.title
            assert metadata["pdfuaid:part"] == "1"


@pytest.mark.parametrize(("make", "count"), [(small_grid, 3 + 1 + 3), (small_audit, 2 + 1 + 1)])
def test_each_domain_and_level_is_one_table_however_many_pages_it_takes(
    make: Callable[..., ReviewSnapshot], count: int
) -> None:
    """Beside them the table of ratings and the lists."""
    assert roles(make()).count("/Table") == count
    assert roles(with_finding(make, "A long finding. " * 1200)).count("/Table") == count


def test_every_head_has_a_scope_and_every_finding_the_heads_of_its_own_column() -> None:
    found = tags(written("pdf", small_grid()))
    heads = [tag for tag in found if tag["role"] == "/TH"]

    assert heads and {head["attributes"]["/Scope"] for head in heads} == {"/Column"}
    known = {head["id"] for head in heads}
    cells = [tag for tag in found if tag["role"] == "/TD"]
    assert all(set(cell["attributes"]["/Headers"]) <= known for cell in cells)
    single = [cell for cell in cells if "/ColSpan" not in cell["attributes"]]
    assert {len(cell["attributes"]["/Headers"]) for cell in single} == {
        1,
        2,
    }  # in a list; in a sheet: colour and column


@pytest.mark.parametrize("make", SAMPLES)
def test_headings_skip_no_level(make: Callable[[], ReviewSnapshot]) -> None:
    levels = [int(role[2:]) for role in roles(make()) if role in {"/H1", "/H2", "/H3"}]

    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert levels.count(3) == sum(len(sheet.stages) for sheet in make().framework.domains) or make is small_grid


def test_texts_are_paragraphs_and_references_are_links() -> None:
    found = roles(small_grid())

    assert found.count("/P") > 60
    assert found.count("/Link") == 3  # one to an action, one to another action, one to a finding


def test_what_is_on_the_page_is_in_the_order_of_the_paper() -> None:
    said = words(small_grid())

    place = 0
    for text in (
        "System Review 2027 Eastmere Safeguarding Partnership",
        "Overall ratings",
        "About this review",
        "Target, Level 1 Target, in one line",
        "Referral What would somebody see",
        "GP practices",
        "Partnerships, Level 1 Partnerships, in one line",
        "Whether shops know",
        "Action plan Number In brief",
        "Values Value",
        "Evidence Number",
    ):
        place = said.index(text, place)
    assert "Meera, Health, with Col, front door manager" in said


@pytest.mark.parametrize("make", [*SAMPLES, pytest.param(large, id="large")])
def test_every_page_carries_the_marking_the_state_the_day_and_the_page_of_all(
    make: Callable[[], ReviewSnapshot],
) -> None:
    pages = pdf_pages(written("pdf", make()))

    for number, page in enumerate(pages, 1):
        said = " ".join(page.split())
        assert "OFFICIAL-SENSITIVE DRAFT" in said
        assert "As at 20 April 2027" in said
        assert f"Page {number} of {len(pages)}" in said


def test_heads_are_repeated_on_each_page_of_a_sheet_and_the_page_says_where_it_goes_on() -> None:
    pages = pdf_pages(written("pdf", with_finding(small_grid, "A long finding. " * 1200)))

    going_on = [page for page in pages[2:] if page.count("A long finding.") > 50]
    assert len(going_on) > 1
    for page in going_on:
        assert "Action plan to sustain performance" in page
        assert "Target, Level 1 · Referral" in page


def test_pages_are_a3_landscape_and_no_letter_is_smaller_than_nine_points() -> None:
    with pdf(written("pdf", small_grid())) as opened:
        for page in opened.pages:
            assert [round(float(edge) * 25.4 / 72) for edge in page.mediabox[2:]] == [420, 297]
            sizes = [float(operands[1]) for operands, operator in _drawn(page) if str(operator) == "Tf"]
            assert sizes and min(sizes) >= 9


def _drawn(page: Any) -> list[Any]:
    import pikepdf

    return list(pikepdf.parse_content_stream(page))


def test_what_looks_like_markup_of_the_typesetter_is_printed_as_typed() -> None:
    text = '#panic() *x* $y$ #include "/etc/passwd" #sys.inputs'

    said = plain(words(with_finding(small_grid, text)))

    assert plain(text) in said
    assert "root:" not in said


def test_a_long_word_is_broken_inside_its_column_and_stays_one_word() -> None:
    said = plain(words(with_finding(small_grid, "x" * 300)))

    assert "x" * 300 in said


def test_nine_findings_of_120_words_are_all_there() -> None:
    nine = tuple(
        FindingSnapshot(ref=f"f{n}", cell="c1", colour="red", text=" ".join([f"seen{n}"] * 120)) for n in range(11, 20)
    )

    said = words(small_grid(findings=(*grid_findings(), *nine)))

    assert [said.count(f"seen{n}") for n in range(11, 20)] == [120] * 9


def test_only_the_houses_fonts_are_in_it() -> None:
    with pdf(written("pdf", with_finding(small_grid, "Tŷ العاملون 漢"))) as opened:
        names = {str(item.BaseFont).split("+")[-1] for item in opened.objects if _is_font(item)}

    assert {name.split("-")[0] for name in names} == {"SourceSans3", "IBMPlexSansArabic", "SystemReviewLastResort"}


def _is_font(item: Any) -> bool:
    return hasattr(item, "get") and str(item.get("/Type")) == "/Font"


@pytest.mark.parametrize(("language", "said"), [("cy", "cy"), ("en-GB", "en-GB"), ("ar", "ar"), ("zh-Hant-TW", "zh")])
def test_it_tells_the_language_of_its_words(language: str, said: str) -> None:
    with pdf(write_pdf(small_audit(), english(AS_AT, language=language))) as opened:
        assert str(opened.Root.Lang) == said


def test_one_sheet_alone_can_be_written() -> None:
    said = " ".join(" ".join(pdf_pages(write_pdf(small_grid(), english(AS_AT), ("target", "level-2")))).split())

    assert "Any partner can refer a place" in said
    assert "GP practices" not in said


@pytest.mark.parametrize("letter", "ŵŷ→✓العя±–“½")
def test_the_houses_fonts_have_the_letters_that_we_use(letter: str) -> None:
    assert pdf_fonts.missing_in(letter) == set()


def test_the_made_font_has_a_box_for_what_is_seen_and_nothing_for_what_is_not(tmp_path: Path) -> None:
    pdf_fonts.make_last_resort([ord("漢"), ord("\u200d"), ord("\u0301")], tmp_path / "made.ttf")

    font = TTFont(tmp_path / "made.ttf")
    widths = {point: font["hmtx"][name][0] for point, name in font.getBestCmap().items()}
    assert widths == {ord("漢"): 700, ord("\u200d"): 0, ord("\u0301"): 0}
    assert font["name"].getDebugName(6)  # a font without this name is passed over


def test_a_letter_that_no_font_has_stands_in_a_run_of_its_own_with_what_joins_it() -> None:
    made = Texts({ord("🚶"), 0x200D}).text("on 🚶\u200d♀ foot")

    assert made == {
        "runs": [("letters", "on "), ("unknown", "🚶\u200d"), ("letters", "♀ foot")],
        "rtl": False,
    }


def test_typst_itself_refuses_a_letter_without_a_font() -> None:
    """The reason for the made font: should this pass one day, it is no longer needed."""
    source = '#set document(title: "t")\n#set text(font: "Source Sans 3")\n漢'

    with pytest.raises(CannotBeSet, match="could not be displayed"):
        typeset(source, "{}", fonts=pdf_fonts.folders(), day=date(2027, 4, 20))


def test_a_failure_of_the_typesetter_says_what_it_was() -> None:
    with pytest.raises(CannotBeSet, match="panicked"):
        typeset('#panic("no paper today")', "{}", fonts=pdf_fonts.folders(), day=date(2027, 4, 20))


def test_a_written_pdf_leaves_nothing_of_typst_in_the_process_that_wrote_it() -> None:
    program = (
        "import sys; from tests.documents.snapshots import AS_AT, small_audit; "
        "from system_review.documents.writers.pdf import write_pdf; "
        "from system_review.documents.writers.wording import english; "
        "write_pdf(small_audit(), english(AS_AT)); sys.exit('typst' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0
