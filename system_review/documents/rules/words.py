"""The vocabulary of bringing in. Values are stored and never change; labels are elsewhere."""

from __future__ import annotations

from enum import StrEnum


class Fate(StrEnum):
    """What has become of a piece of text."""

    WAITING = "waiting"
    PLACED = "placed"  # staged: a person said what it is, and it is not yet in the review
    APPLIED = "applied"  # in the review
    SET_ASIDE = "set_aside"
    REPLACED = "replaced"  # joined or split: its text lives on in other pieces


class PassageRole(StrEnum):
    """What a piece of text is."""

    HEADING = "heading"
    RATING = "rating"
    FINDING = "finding"
    ACTION = "action"
    NOTE = "note"
    FURNITURE = "furniture"


class StepKind(StrEnum):
    """What a person did in the inbox."""

    PLACED_FINDING = "placed_finding"
    PLACED_ACTION = "placed_action"
    PLACED_RATING = "placed_rating"
    ACCEPTED = "accepted"  # a suggestion, as it stood
    ACCEPTED_SURE = "accepted_sure"  # all that was sure
    ANSWERED = "answered"  # a question
    JOINED = "joined"
    SPLIT = "split"
    KEPT_APART = "kept_apart"
    SET_ASIDE = "set_aside"
    PUT_BACK = "put_back"
    EDITED = "edited"
    APPLIED = "applied"


class Between(StrEnum):
    """What stands between two pieces that are joined."""

    SPACE = " "
    LINE = "\n"
    NOTHING = ""


class DocumentKind(StrEnum):
    """How a document came."""

    PASTED = "pasted"
    TEXT_FILE = "text_file"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    ODT = "odt"
    ODS = "ods"
    CSV = "csv"
    UNKNOWN = "unknown"  # not read yet, or not readable


class DocumentState(StrEnum):
    """How far a document is."""

    READING = "reading"
    READ = "read"
    FAILED = "failed"  # it could not be read: its sentence says why
