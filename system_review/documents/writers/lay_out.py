"""Lays a review out for paper. Pure: snapshot and wording in, `Paper` out."""

from __future__ import annotations

from system_review.documents.rules.papers import BoardAsked, Part
from system_review.documents.writers import sentences
from system_review.documents.writers.board import board_front
from system_review.documents.writers.entries import columns, finding_entries
from system_review.documents.writers.lists import lists
from system_review.documents.writers.marks import Marks
from system_review.documents.writers.pages import (
    ColourHead,
    Fact,
    Paper,
    RatingRow,
    RatingTable,
    RatingWords,
    SheetPart,
    StagePart,
)
from system_review.documents.writers.places import COLUMNS, Only, Places, Sheet
from system_review.documents.writers.wording import Wording
from system_review.frameworks.snapshots import Stage
from system_review.reviews.rules.words import Colour
from system_review.reviews.snapshots import CellSnapshot, ReviewSnapshot

MOST_BESIDE = 6  # stages whose ratings stand beside each other in the table of ratings
ABOUT = ("purpose", "period", "harms", "ages", "places", "team", "method", "limits")


def lay_out(
    snapshot: ReviewSnapshot,
    wording: Wording,
    only: Only | None = None,
    *,
    board: BoardAsked | None = None,
    marks: Marks | None = None,
) -> Paper:
    """The document of a review, or of one sheet of it (`only`: the keys of a domain and a level); or its board paper.

    `marks` are the hidden names by which a file that comes back is known again.

    Raises `Refused` where the snapshot names what it does not hold, or `only` a sheet that is not there.
    """
    places = Places(snapshot, wording, only, has_sheets=board is None or board.has(Part.SHEETS))
    review, headings = snapshot.review, wording.headings
    told = about(places)
    return Paper(
        title=review.title,
        subtitle=_subtitle(places),
        partnership=snapshot.partnership,
        language=wording.language,
        marking=marking(snapshot, wording),
        state=wording.state,
        as_at=wording.as_at_line(),
        page=wording.phrases.page,
        author=wording.author,
        about_heading=headings.about,
        about=told,
        ratings_heading=headings.ratings,
        ratings_described=wording.phrases.ratings_described,
        ratings=rating_table(places),
        colours_heading=headings.colours,
        heads=tuple(_head(places, colour) for colour in COLUMNS),
        unknown_head=_head(places, Colour.NOT_YET_KNOWN),
        found=headings.found,
        overall_rating=headings.overall_rating,
        sheet_described=wording.phrases.sheet_described,
        sheets=tuple(_sheet(places, sheet) for sheet in places.printed) if places.has_sheets else (),
        lists=lists(places, board),
        reviewed_on=review.date,
        board=board_front(places, board, told) if board else None,
        marks=marks,
    )


def marking(snapshot: ReviewSnapshot, wording: Wording) -> str:
    """The review's own marking in one line, else the wording's."""
    return " ".join((snapshot.review.marking or wording.marking).split())


def about(places: Places) -> tuple[Fact, ...]:
    """What is told about the review; nothing is told of what nobody wrote."""
    names, review = places.wording.facts, places.snapshot.review
    left_out = [sheet.title for sheet in places.sheets if places.is_left_out(sheet)] if places.only is None else []
    facts = [Fact(getattr(names, name), getattr(review, name)) for name in ABOUT]
    facts += [
        Fact(places.wording.columns.findings, finding_counts(places)),
        Fact(places.wording.columns.actions, action_counts(places)),
        Fact(names.left_out, "; ".join(left_out)),
    ]
    return tuple(fact for fact in facts if fact.text)


def finding_counts(places: Places) -> str:
    """How many findings there are of each colour: Red 3 · Amber 12."""
    found = [finding.colour for finding in places.in_order if places.is_included(finding)]
    colours = places.framework.colours
    words = [(places.said(getattr(colours, colour.value).word), found.count(colour)) for colour in Colour]
    return " · ".join(f"{word} {count}" for word, count in words if count)


def action_counts(places: Places) -> str:
    """How many actions there are of each status, how many of them overdue, and how many without a lead."""
    wording = places.wording
    actions = [a for a in places.actions.values() if places.only is None or a.ref in places.written_under]
    words = [(word, sum(a.status == status for a in actions)) for status, word in wording.statuses.items()]
    words.append((wording.columns.overdue, sum(sentences.is_overdue(a, wording) for a in actions)))
    words.append((wording.phrases.no_lead_yet, sum(not a.leads for a in actions)))
    return " · ".join(f"{word} {count}" for word, count in words if count)


def rating_table(places: Places) -> RatingTable:
    """All overall ratings: a row a sheet where all sheets have the same stages, else a row a stage."""
    sheets = places.sheets if places.only is None else places.printed
    names = [tuple(places.said(stage.name) for stage, _ in sheet.stages) for sheet in sheets]
    if len(set(names)) == 1 and len(names[0]) <= MOST_BESIDE:
        rows = tuple(RatingRow(sheet.title, _ratings(places, sheet)) for sheet in sheets)
        return RatingTable((_sheet_word(places), *names[0]), rows)
    rows = tuple(
        RatingRow(places.wording.headings.place.format(sheet=sheet.title, stage=name), (rating,))
        for sheet, stages in zip(sheets, names, strict=True)
        for name, rating in zip(stages, _ratings(places, sheet), strict=True)
    )
    return RatingTable((places.said(places.framework.words.stage), places.wording.columns.overall_rating), rows)


def _ratings(places: Places, sheet: Sheet) -> tuple[RatingWords, ...]:
    return tuple(sentences.rating_words(places, cell) for _, cell in sheet.stages)


def _sheet_word(places: Places) -> str:
    words = places.framework.words
    has_levels = any(domain.levels for domain in places.framework.domains)
    return ", ".join(places.said(word) for word in (words.domain, words.level if has_levels else None) if word)


def _subtitle(places: Places) -> str:
    """Whose review it is, of which day and on what; and which part of it, where it is a part."""
    snapshot, wording = places.snapshot, places.wording
    parts = [snapshot.partnership, wording.date_words(snapshot.review.date), _framework_line(places)]
    if only := places.only:
        lead = ", ".join(part for part in only.lead or () if part)
        sheets = list(dict.fromkeys(sheet.title for sheet in places.printed)) if only.domain else []
        stages = [places.said(stage.name) for stage, _ in places.printed[0].stages] if only.stage else []
        told = [*sheets, *stages, *filter(None, (only.agency, lead))]
        if only.changed:
            phrases, time = wording.phrases, only.changed.met_until
            phrase = phrases.changed_since_meeting if time else phrases.changed_since
            told.append(phrase.format(date=wording.date_words(only.changed.on), time=time))
        parts.append(wording.phrases.only.format(part=", ".join(told)))
    return " · ".join(parts)


def _framework_line(places: Places) -> str:
    framework = places.framework
    return places.wording.phrases.framework.format(title=places.said(framework.title), version=framework.version)


def _head(places: Places, colour: Colour) -> ColourHead:
    words = getattr(places.framework.colours, colour.value)
    parts = (words.word, words.meaning, words.plan, words.plan_on_paper)
    return ColourHead(colour.value, *(places.said(part) for part in parts))


def _sheet(places: Places, sheet: Sheet) -> SheetPart:
    lines = (sheet.domain.strapline, sheet.level.strapline if sheet.level else None)
    straplines = tuple(places.said(line) for line in lines if line)
    stages = tuple(_stage(places, stage, cell) for stage, cell in sheet.stages)
    return SheetPart(places.said(sheet.domain.name), sheet.title, straplines, stages)


def _stage(places: Places, stage: Stage, cell: CellSnapshot | None) -> StagePart:
    return StagePart(
        places.said(stage.name),
        places.said(stage.question),
        sentences.rating_words(places, cell),
        columns(places, cell),
        finding_entries(places, cell, Colour.NOT_YET_KNOWN) if cell else (),
        cell=cell.ref if cell else "",
    )
