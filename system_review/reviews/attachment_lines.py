"""Attachments in words, as their page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext

from system_review.files.rules.kinds import FileKind
from system_review.files.rules.names import shown_name
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.texts import shown
from system_review.ui.parts import Link


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """One attachment: its name, what it is, and what this reader may do with it ("" where not)."""

    anchor: str
    name: str
    about: str
    version: int
    url: str
    remove_url: str
    restore_url: str


def lines_of(attachments: list[Any], *, to: Addresses, may_change: bool) -> tuple[AttachmentLine, ...]:
    """The attachments as lines, in the order given."""
    return tuple(_line(attachment, to, may_change) for attachment in attachments)


def _line(attachment: Any, to: Addresses, may_change: bool) -> AttachmentLine:
    removal, restoration = (
        to.attachment(attachment.public_id, part) if may_change else "" for part in ("removal", "restoration")
    )
    is_there = attachment.removed_at is None
    return AttachmentLine(
        anchor=f"file-{attachment.public_id}",
        name=shown_name(attachment.name),
        about=_about(attachment),
        version=attachment.version,
        url=to.attachment(attachment.public_id) if is_there else "",
        remove_url=removal if is_there else "",
        restore_url="" if is_there else restoration,
    )


def _about(attachment: Any) -> str:
    day = wording.day(timezone.localdate(attachment.added_at))
    added = gettext("attached by %(who)s, %(day)s") % {"who": shown(attachment.added_by.name), "day": day}
    parts = [file_kind(attachment.kind), filesizeformat(attachment.size), added]
    if attachment.scanned_at:
        parts.append(gettext("no virus found"))
    return " · ".join(parts)


def link_to(address: str, count: int) -> Link:
    """The way to a thing's files, with how many there are."""
    words = gettext("Attachments (%(n)s)") % {"n": count} if count else gettext("Attachments")
    return Link(words, address)


def file_kind(kind: str) -> str:
    """What a file is, in words."""
    words = {
        FileKind.PDF: gettext("PDF"),
        FileKind.DOCX: gettext("Word document"),
        FileKind.XLSX: gettext("Excel workbook"),
        FileKind.PPTX: gettext("PowerPoint slides"),
        FileKind.ODT: gettext("OpenDocument text"),
        FileKind.ODS: gettext("OpenDocument spreadsheet"),
        FileKind.ODP: gettext("OpenDocument slides"),
        FileKind.TEXT: gettext("Text"),
        FileKind.CSV: gettext("CSV table"),
    }
    return words.get(FileKind(kind)) or gettext("Picture")
