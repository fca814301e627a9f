"""Every layout, and which programs write it."""

from __future__ import annotations

from tests.bench.reading.layouts import (
    disturbed,
    further_offices,
    grids,
    house_books,
    house_more,
    house_pages,
    house_plans,
    house_tables,
    lists,
    logs,
    more_grids,
    partner_pages,
    partner_tables,
    prose,
    surrounded,
    workbooks,
)
from tests.bench.reading.own_exports import WRITERS, own_export

WORD = ("python-docx", "LibreOffice docx", "LibreOffice odt")
PRINTS = ("LibreOffice pdf", "Chromium pdf", "Chromium pdf, no lines", "typst pdf")
BOOKS = ("XlsxWriter", "openpyxl", "LibreOffice xlsx")
TEXTS = ("text", "text, wrapped")
BARE = "typst pdf, no lines"
OFFICE_BARE, MIDDLE, STRIPED = "LibreOffice pdf, no lines", "Chromium pdf, in the middle", "Chromium pdf, striped"
BOXES, TIGHT, BY_LINES = "Chromium pdf, boxes", "typst pdf, tight", "typst pdf, line by line"

LAYOUTS = {
    "band rows": (grids.band_rows, (*WORD, *PRINTS, *BOOKS, OFFICE_BARE, TIGHT)),
    "stage first": (grids.stage_first, (*WORD, *PRINTS, MIDDLE, BOXES)),
    "table a stage": (grids.table_a_stage, (*WORD, *PRINTS, TIGHT, STRIPED)),
    "colours down": (grids.colours_down, (*WORD, *PRINTS, BY_LINES, MIDDLE)),
    "row a finding": (logs.row_a_finding, (*WORD, *PRINTS, BY_LINES, STRIPED)),
    "headings": (prose.headed, (*WORD, "Chromium pdf", *TEXTS)),
    "colour before finding": (prose.led, (*WORD, "LibreOffice pdf", *TEXTS)),
    "went round": (disturbed.went_round, ("python-docx", "LibreOffice odt")),
    "continued tables": (disturbed.continued, ("python-docx", "LibreOffice pdf", "Chromium pdf")),
    "action log": (logs.log, BOOKS + WORD[:1]),
    "action log, plain": (logs.plain_log, ("csv", *BOOKS, "Chromium pdf", OFFICE_BARE, BOXES)),
    "rag by fill only": (logs.coloured_log, BOOKS + WORD + PRINTS[:2]),
    "action log with progress": (logs.progress_log, (*BOOKS, "csv")),
    "action log, progress only": (logs.blue_log, (*BOOKS, "csv")),
    "sheet a level": (workbooks.sheet_a_level, BOOKS),
    "sheet a domain": (workbooks.sheet_a_domain, BOOKS),
    "grid on one sheet": (workbooks.one_sheet, BOOKS),
    "hidden rows and sheets": (workbooks.with_hidden, BOOKS[:2]),
    "one table": (more_grids.one_table, (*WORD, *PRINTS[:3], *BOOKS)),
    "stages across": (more_grids.stages_across, (*WORD, *PRINTS[:2], *BOOKS[:2])),
    "levels beside each other": (more_grids.levels_beside, (*WORD, PRINTS[1], *BOOKS[:2])),
    "key and sign-off": (surrounded.with_key, (*WORD, *PRINTS[:2], *BOOKS)),
    "level and stage in one": (surrounded.place_in_one, (*WORD, PRINTS[0], *BOOKS[:2])),
    "our own export": (own_export, tuple(f"our own {ending}" for ending in WRITERS)),
    "plan without stages": (lists.plan, (*WORD, *BOOKS, "csv", "Chromium pdf")),
    "numbered learning points": (lists.numbered, (*WORD, "text")),
    "places down the side": (house_tables.places_down, ("python-docx", "odt by hand", "Chromium pdf", "typst pdf")),
    "card a finding": (house_tables.card_a_finding, ("python-docx", "odt by hand", "typst pdf")),
    "matrix of bullets": (house_tables.matrix_of_bullets, ("python-docx", "Chromium pdf")),
    "turned labels": (house_tables.turned_labels, ("Chromium pdf", "typst pdf")),
    "form to fill in": (house_tables.form_to_fill, ("python-docx",)),
    "banners and abbreviations": (house_books.banners, ("XlsxWriter", "openpyxl")),
    "a line a stage": (house_books.stage_lines, ("XlsxWriter", "openpyxl", "Chromium pdf")),
    "tracker with a preamble": (house_books.preamble, ("csv", "openpyxl")),
    "standards and evidence": (house_plans.section_11, ("python-docx", "openpyxl", "Chromium pdf")),
    "recommendations and progress": (house_plans.jtai, ("odt by hand", "XlsxWriter")),
    "learning themes": (house_plans.learning, ("python-docx", "Chromium pdf")),
    "lists in lists": (house_pages.lists_in_lists, ("odt by hand", "python-docx", "Chromium pdf")),
    "slides with boxes": (house_pages.slides, ("Chromium pdf",)),
    "worries and strengths": (house_more.worries, ("python-docx", "Chromium pdf")),
    "two rows an entry": (house_more.two_rows, ("python-docx", "XlsxWriter", "typst pdf")),
    "minutes": (house_more.minutes, ("python-docx", "odt by hand", "Chromium pdf", "text")),
    "few rules": (house_more.few_rules, ("typst pdf", "Chromium pdf, no lines")),
    "a sheet a stage": (house_more.sheet_a_stage, ("XlsxWriter", "openpyxl")),
    "what and so what": (house_more.so_what, ("odt by hand", "python-docx", "Chromium pdf")),
    "ticks for colours": (partner_tables.ticked, ("python-docx", "odt by hand", "XlsxWriter", *PRINTS[1:3])),
    "plan by agency": (partner_tables.by_agency, ("python-docx", "XlsxWriter", "Chromium pdf", BARE)),
    "entries across": (partner_tables.entries_across, ("python-docx", *BOOKS[:2])),
    "planner's list": (partner_tables.planner, ("csv", "XlsxWriter")),
    "overview first": (partner_tables.overview_first, ("python-docx", "odt by hand", "Chromium pdf", BARE)),
    "codes and a plan": (partner_pages.coded, ("python-docx", "odt by hand", "Chromium pdf", "text")),
    "notes by e-mail": (partner_pages.emailed, (*TEXTS, "python-docx")),
    "letters in colour": (partner_pages.inked, ("python-docx", "odt by hand", "Chromium pdf")),
    "slides with rows": (partner_pages.slide_rows, ("Chromium pdf",)),
    "table pasted as text": (partner_pages.plain_table, ("text", BARE, PRINTS[2])),
    "actions side by side": (further_offices.actions_across, ("python-docx", "openpyxl", "LibreOffice xlsx", "csv")),
    "numbered outline": (further_offices.outline, ("python-docx", "openpyxl", "csv", "Chromium pdf")),
    "questions and answers": (further_offices.questions, ("python-docx", "odt by hand", "Chromium pdf")),
    "ratings in words": (further_offices.in_words, ("python-docx", "odt by hand", "LibreOffice pdf")),
}
LEVELLED = ("levels beside each other", "matrix of bullets")  # layouts that make no sense without levels
