"""Workbooks: by XlsxWriter, and by openpyxl where a second program's habits are wanted."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from tests.bench.reading.paper import Table, grid


def sheets_of(paper):
    """The tables of a paper, each with the headings and lines that stand above it."""
    above, found = [], []
    for block in paper.blocks:
        if isinstance(block, Table):
            found.append((block.name, above, block))
            above = []
        else:
            above.append(block.text)
    return found


def text_of(one):
    """A box's lines in one cell, with bullets typed as people type them in a workbook."""
    marks = {"bullet": "• ", "number": "{}. ", "": ""}
    return "\n".join(marks[line.listed].format(at) + line.text for at, line in enumerate(one.lines, 1))


def xlsx_of(paper, *, remark=""):
    """The paper as a workbook by XlsxWriter: one sheet for all tables but those that name theirs."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": paper.title})
    sheets, rows = {}, {}
    for name, above, table in sheets_of(paper):
        name = name[:31] or "Results"
        sheet = sheets.get(name) or sheets.setdefault(name, book.add_worksheet(name))
        at = rows.get(name, 0)
        for text in above:
            sheet.write_string(at, 0, text, book.add_format({"bold": True}))
            at += 1
        _write(book, sheet, table, at)
        if remark and not rows:
            sheet.write_comment(at, 0, remark)
        if table.hidden:
            sheet.hide()
        for row in table.hidden_rows:
            sheet.set_row(at + row, None, None, {"hidden": True})
        rows[name] = at + len(table.rows) + 1
    book.close()
    return out.getvalue()


def _write(book, sheet, table, top):
    formats = {}
    for down, row in enumerate(grid(table)):
        for across, one in enumerate(row):
            if one is None:
                continue
            look = formats.setdefault((one.head, one.fill), book.add_format(_look(one)))
            text, at = text_of(one), top + down
            if one.down > 1 or one.across > 1:
                sheet.merge_range(at, across, at + one.down - 1, across + one.across - 1, "", look)
            if text:
                sheet.write_string(at, across, text, look)
            else:
                sheet.write_blank(at, across, None, look)


def _look(one):
    look = {"text_wrap": True, "valign": "top", "bold": one.head}
    return {**look, "bg_color": one.fill} if one.fill else look


def openpyxl_of(paper):
    """The same by openpyxl, numbers as numbers, and nothing above the table but a title."""
    book = Workbook()
    book.remove(book.active)
    for name, above, table in sheets_of(paper):
        title = name[:31] or "Results"
        sheet = book[title] if title in book.sheetnames else book.create_sheet(title)
        top = sheet.max_row + 1 if sheet.max_row > 1 else 1
        for text in above:
            sheet.cell(top, 1, text).font = Font(bold=True)
            top += 1
        for down, row in enumerate(grid(table)):
            for across, one in enumerate(row):
                if one is not None:
                    _put(sheet, top + down, across + 1, one)
        if table.hidden:
            sheet.sheet_state = "hidden"
        for row in table.hidden_rows:
            sheet.row_dimensions[top + row].hidden = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _put(sheet, row, column, one):
    text = text_of(one)
    cell = sheet.cell(row, column, int(text) if text.isdigit() else text or None)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=one.head)
    if one.fill:
        cell.fill = PatternFill("solid", fgColor=one.fill[1:])
    if one.down > 1 or one.across > 1:
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=row + one.down - 1, end_column=column + one.across - 1
        )
