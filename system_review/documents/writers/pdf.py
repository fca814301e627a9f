"""PDF: tagged, PDF/UA-1, by typst. Pure.

The review is handed over as data, never as source. typst checks the rules of PDF/UA-1 while it writes and raises
rather than write a document that breaks them.
"""

from __future__ import annotations

import dataclasses
import json
import tempfile
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from system_review.documents.rules.papers import BoardAsked
from system_review.documents.writers import pdf_fonts
from system_review.documents.writers.entries import brief
from system_review.documents.writers.lay_out import lay_out
from system_review.documents.writers.lengths import is_short, pairs, row_is_short
from system_review.documents.writers.pages import Paper
from system_review.documents.writers.pdf_text import Texts, readable
from system_review.documents.writers.places import Only
from system_review.documents.writers.typesetting import CannotBeSet, typeset
from system_review.documents.writers.wording import Wording
from system_review.reviews.snapshots import ReviewSnapshot

LONGEST_REPEATED = 300  # characters in the heads of a pair of columns that are repeated on each page

KEPT_WHOLE = 2000  # characters in a row of the priorities that is kept on one page
LINE_END = 0x0A  # a mark after it is one sign with it


def write_pdf(
    snapshot: ReviewSnapshot, wording: Wording, only: Only | None = None, *, board: BoardAsked | None = None
) -> bytes:
    """The review, one sheet of it, or its board paper as a PDF. Equal reviews give equal bytes.

    Raises `Refused` as `lay_out` does.
    """
    paper = lay_out(snapshot, wording, only, board=board)
    data = as_data(paper, set())
    letters = json.dumps(data, ensure_ascii=False)
    missing = pdf_fonts.missing_in(letters)
    try:
        if not missing:
            return _set(data, pdf_fonts.folders(), paper.reviewed_on)
        return _with_made_font(paper, missing, made_for=missing)
    except CannotBeSet as refusal:
        if "could not be displayed" not in str(refusal):
            raise
    # Signs may be put together from letters that no single font has, though each letter has one. The made font, which
    # is asked last, then gets every letter of the document.
    every = {ord(letter) for letter in letters} | missing | {LINE_END}
    return _with_made_font(paper, missing, made_for=every)


def _with_made_font(paper: Paper, missing: set[int], *, made_for: set[int]) -> bytes:
    data = as_data(paper, missing)
    data["fonts"].append(pdf_fonts.LAST_RESORT)
    with tempfile.TemporaryDirectory() as folder:
        return _set(data, pdf_fonts.folders_with(Path(folder), made_for), paper.reviewed_on)


def as_data(paper: Paper, missing: set[int]) -> dict[str, Any]:
    """The paper as the template reads it; `missing` are the code points that no font of the house has."""
    texts, day = Texts(missing), paper.reviewed_on
    data: dict[str, Any] = texts.ready(dataclasses.asdict(paper))
    language, *others = paper.language.split("-")
    region = next((other for other in others[:1] if len(other) == 2), None)
    for sheet, part in zip(data["sheets"], paper.sheets, strict=True):
        sheet["short_title"] = texts.text(brief(part.title))
        for stage, whole in zip(sheet["stages"], part.stages, strict=True):
            stage["short_name"] = texts.text(brief(whole.name))
            # the first row may break, so that the stage's name does not stand alone at the foot of a page
            stage["rows_kept_whole"] = [place > 0 and is_short(row) for place, row in enumerate(pairs(whole))]
    if paper.board and paper.board.priorities:
        rows = paper.board.priorities.rows
        data["board"]["priorities"]["rows_kept_whole"] = [sum(map(len, row)) < KEPT_WHOLE for row in rows]
    for listed, given in zip(data["lists"], paper.lists, strict=True):
        listed["rows_kept_whole"] = [row_is_short(row, given.shares) for row in given.rows]
    return {
        **data,
        "plain_title": readable(paper.title),
        "author": readable(paper.author),
        "page": readable(paper.page),
        "reviewed_on": {"year": day.year, "month": day.month, "day": day.day},
        "language": language,
        "region": region,
        "running_title": texts.text(brief(paper.title, 12)),
        "running_partnership": texts.text(brief(paper.partnership, 12)),
        "heads_repeat": max(len(head.word + head.plan_on_paper) for head in paper.heads) <= LONGEST_REPEATED,
        "fonts": list(pdf_fonts.FAMILIES),
        "link_targets": [f"{kind}-{ref}" for kind, ref, _ in paper.in_full()],
        "last_resort": pdf_fonts.LAST_RESORT,
    }


@cache
def _template() -> str:
    return resources.files("system_review.documents.writers").joinpath("paper.typ").read_text(encoding="utf-8")


def _set(data: dict[str, Any], fonts: list[str], day: date) -> bytes:
    return typeset(_template(), json.dumps(data), fonts=fonts, day=day)
