"""The sheets of the Excel file in the paper's layout: one for each domain, its levels under each other. Pure.

A row of Excel can be at most 409 points high, and shows nothing beyond: so a long text goes on in the row below. The
heights of rows are reckoned here: not every program finds them by itself, and none does for joined cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, zip_longest
from typing import Any

from system_review.documents.writers.lengths import cut, lines_of, pairs
from system_review.documents.writers.marks import file_marks, finding_mark, rating_mark, row_mark
from system_review.documents.writers.pages import FindingEntry, Paper, PlanEntry, RatingWords, SheetPart, StagePart
from system_review.documents.writers.palette import BAR, BRIGHT, DEEP, GROUND, HAIR, INK, LINE, SOFT, TINT, WASH
from system_review.documents.writers.xlsx_book import Book, Sheet
from system_review.documents.writers.xlsx_measures import FOUND, HALF, MOST, PAIR, PLAN, fits

_STRIPES = 8  # Excel's number for a fill of diagonal stripes
_MARKS = 6  # the hidden column behind the three pairs
_HEADS = (2, 3)  # the rows of the colours' words and of the columns' heads


def paper_sheets(book: Book, paper: Paper) -> None:
    """Write a sheet for each domain."""
    for domain, parts in groupby(paper.sheets, key=lambda part: part.domain):
        _DomainSheet(paper, book.sheet(domain, (FOUND, PLAN) * 3)).write(domain, list(parts))


def as_text(entry: PlanEntry) -> str:
    """An action in the lines of a cell."""
    if not entry.in_full:
        return entry.text
    lead = entry.lead + entry.rest_of_lead()
    return "\n".join((f"{entry.number}  {entry.text}", lead, entry.state_line(), *entry.lines))


class _DomainSheet:
    def __init__(self, paper: Paper, sheet: Sheet) -> None:
        self._paper = paper
        self._sheet = sheet
        self._row = 0

    def write(self, domain: str, parts: list[SheetPart]) -> None:
        self._sheet.text(0, 0, domain, bold=True, font_size=18, font_color=BAR, text_wrap=False, indent=0)
        self._sheet.text(1, 0, "".join(parts[0].straplines[:1]), font_color=SOFT, text_wrap=False, indent=0)
        self._sheet.high(1, 1, least=18)
        self._sheet.high(0, 1, least=27)
        self._heads()
        self._row = _HEADS[1] + 1
        for part in parts:
            self._level(domain, part)
            for stage in part.stages:
                self._stage(stage)
        if self._paper.marks:
            self._sheet.hide(_MARKS)
            self._sheet.mark(0, _MARKS, " ".join(file_marks(self._paper.marks)))
        self._sheet.worksheet.freeze_panes(_HEADS[1] + 1, 0)
        self._sheet.worksheet.repeat_rows(*_HEADS)

    def _heads(self) -> None:
        for place, head in enumerate(self._paper.heads):
            column, fill = place * 2, {"bg_color": TINT[head.colour], "bold": True}
            top = {"top": 5, "top_color": BRIGHT[head.colour], "font_color": DEEP[head.colour]}
            self._sheet.across(_HEADS[0], column, column + 1, head.word, font_size=13, **fill, **top)
            for offset, text in enumerate((self._paper.found, head.plan_on_paper)):
                self._sheet.text(_HEADS[1], column + offset, text, bottom=2, bottom_color=INK, **fill)
        self._sheet.high(_HEADS[0], 1, least=22)
        self._sheet.high(_HEADS[1], 1, least=18)

    def _level(self, domain: str, part: SheetPart) -> None:
        if part.title == domain:
            return
        title, look = "  ·  ".join((part.title, *part.straplines[1:])), {"font_color": "FFFFFF", "bg_color": BAR}
        self._sheet.across(self._row, 0, 5, title, bold=True, font_size=12, valign="vcenter", **look)
        self._next(lines_of(title, fits(2 * HALF) - 40), least=23)

    def _stage(self, stage: StagePart) -> None:
        top, quiet = {"top": 2, "top_color": INK}, {"font_color": SOFT, "bg_color": GROUND}
        self._sheet.across(
            self._row, 0, 3, stage.name, bold=True, font_size=12, bg_color=GROUND, valign="vcenter", **top
        )
        self._sheet.text(self._row, 4, self._paper.overall_rating, valign="vcenter", **quiet, **top)
        if self._paper.marks and stage.cell:
            self._sheet.mark(self._row, _MARKS, rating_mark(self._paper.marks, stage.cell, stage.rating.word))
        rated_look = {**rating_look(stage.rating), **top, "align": "center", "valign": "vcenter", "indent": 0}
        self._sheet.text(self._row, 5, stage.rating.word, font_size=12, **rated_look)
        self._next(lines_of(stage.name, HALF), least=22)
        rated = cut("\n".join(stage.rating.lines), fits(PAIR), MOST)
        for question, lines in zip_longest(cut(stage.question, fits(2 * PAIR), MOST), rated, fillvalue=""):
            self._sheet.across(self._row, 0, 3, question, **quiet)
            self._sheet.across(self._row, 4, 5, lines, **quiet)
            self._next(max(lines_of(question, fits(2 * PAIR)), lines_of(lines, fits(PAIR))))
        for position, findings in enumerate(pairs(stage)):
            self._pair(stage, position, findings)
        for finding in stage.unknown:
            self._unknown(finding)

    def _pair(self, stage: StagePart, position: int, findings: tuple[FindingEntry | None, ...]) -> None:
        texts: list[list[str]] = []
        for column, finding in zip(stage.columns, findings, strict=True):
            empty = column.empty if position == 0 else ""
            texts.append(cut(_found(finding) if finding else empty, fits(FOUND), MOST))
            texts.append(cut(_plan(finding) if finding else "", fits(PLAN), MOST))
        for number, pieces in enumerate(zip_longest(*texts, fillvalue="")):
            if number == 0:
                self._sheet.mark(self._row, _MARKS, self._marks_of(findings))
            for place, text in enumerate(pieces):
                finding = findings[place // 2]
                has_line = number == 0 and (finding is not None or position == 0)
                self._sheet.text(self._row, place, text, **_pair_look(stage, place, finding, has_line=has_line))
            self._next(max(lines_of(text, fits(PLAN if place % 2 else FOUND)) for place, text in enumerate(pieces)))

    def _unknown(self, finding: FindingEntry) -> None:
        head = self._paper.unknown_head
        plan = f"{head.plan}\n{_plan(finding)}" if finding.in_full else ""
        halves = cut(f"{head.word}\n{_found(finding)}", fits(HALF), MOST), cut(plan, fits(HALF), MOST)
        self._sheet.mark(self._row, _MARKS, self._marks_of((finding,)))
        for number, (left, right) in enumerate(zip_longest(*halves, fillvalue="")):
            look = {"top": 3, "top_color": SOFT} if number == 0 else {}
            self._sheet.across(self._row, 0, 2, left, **look)
            self._sheet.across(self._row, 3, 5, right, **look)
            self._next(max(lines_of(text, fits(HALF)) for text in (left, right)))

    def _marks_of(self, findings: Sequence[FindingEntry | None]) -> str:
        """The hidden names of what stands in a row, from left to right; "-" for a column without a finding."""
        marks = self._paper.marks
        if marks is None:
            return ""
        told = []
        for finding in findings:
            told.append(finding_mark(marks, finding.ref, finding.text) if finding and finding.in_full else "-")
            told += [row_mark(marks, entry) for entry in (finding.plan if finding else ()) if entry.in_full]
        return " ".join(told)

    def _next(self, lines: int, least: float = 0) -> None:
        self._sheet.high(self._row, lines, least=least)
        self._row += 1


def _pair_look(stage: StagePart, place: int, finding: FindingEntry | None, *, has_line: bool) -> dict[str, Any]:
    look: dict[str, Any] = {"bg_color": WASH[stage.columns[place // 2].colour]}
    if has_line:
        look |= {"top": 1, "top_color": HAIR}
    if place in {2, 4}:
        look |= {"left": 1, "left_color": LINE}
    if finding is None or not finding.in_full:
        look |= {"font_color": SOFT, "font_size": 9}
    return look


def rating_look(rating: RatingWords, fill: str = GROUND) -> dict[str, Any]:
    """One colour is a tint; of two, both tints lie in stripes. The word says it in any case."""
    colours = rating.colours
    if len(colours) == 1:
        return {"bold": True, "bg_color": TINT[colours[0]], "font_color": DEEP[colours[0]]}
    if not colours:
        return {"bold": True, "bg_color": fill}
    return {"bold": True, "pattern": _STRIPES, "fg_color": TINT[colours[0]], "bg_color": TINT[colours[-1]]}


def _found(finding: FindingEntry) -> str:
    return "\n".join((finding.text, *finding.lines))


def _plan(finding: FindingEntry) -> str:
    return "\n\n".join(as_text(entry) for entry in finding.plan) or finding.no_plan
