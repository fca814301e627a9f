"""Which attachments hold the words that somebody looked for, as far as they may know of these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from system_review.files.models import Attachment
from system_review.partnerships.models import Member
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Attached, ReviewEvidence
from system_review.texts import shown
from system_review.ui.parts import Link
from system_review.upkeep.models import FileFound, FileSearch

SEARCHES_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FilesPage:
    """How far a search is: `left` files are still to be looked into. `holding` hold the words, `unread` cannot be read.

    Of what its reader may not see there are numbers alone.
    """

    when: str
    is_done: bool
    looked: int
    left: int
    holding: tuple[Link, ...]
    holding_hidden: int
    unread: tuple[Link, ...]
    unread_hidden: int


def files_of(partnership: int) -> Any:
    """Every attachment whose bytes are kept, removed ones as well."""
    # because files are looked into wherever they hang; the page shows what its reader may see
    return Attachment.unscoped.filter(partnership=partnership, erased_at=None)


def files_page(*, visible_to: Member, now: datetime) -> FilesPage | None:
    """The newest search of this member; None where they looked for nothing since yesterday."""
    searches = FileSearch.objects.visible_to(visible_to).filter(asked_by=visible_to)
    search = searches.filter(asked_at__gte=now - SEARCHES_KEPT).order_by("-pk").first()
    if search is None:
        return None
    found = FileFound.objects.visible_to(visible_to).filter(search=search, attachment__erased_at=None)
    numbers = dict(found.values_list("attachment", "was_read"))
    links = _links(numbers, visible_to)
    holding = tuple(link for number, link in links.items() if numbers[number])
    unread = tuple(link for number, link in links.items() if not numbers[number])
    return FilesPage(
        when=timezone.localtime(search.asked_at).strftime("%H:%M"),
        is_done=search.done_at is not None,
        looked=search.looked,
        left=files_of(visible_to.partnership_id).filter(pk__gt=search.last).count(),
        holding=holding,
        holding_hidden=sum(numbers.values()) - len(holding),
        unread=unread,
        unread_hidden=len(numbers) - sum(numbers.values()) - len(unread),
    )


def _links(numbers: dict[int, bool], member: Member) -> dict[int, Link]:
    """Each of these files that the member may see: its name, and the page on which it can be removed."""
    rows = Attached.objects.visible_to(member).filter(attachment__in=numbers)
    rows = rows.select_related("attachment", "finding", "action", "evidence").order_by("pk")
    return {row.attachment_id: Link(_name(row.attachment), _address(row, member)) for row in rows}


def _name(file: Attachment) -> str:
    name = shown(file.name)
    return gettext("%(name)s (removed, and still kept)") % {"name": name} if file.removed_at else name


def _address(row: Attached, member: Member) -> str:
    to = Addresses(member.partnership.slug)
    if row.finding:
        return to.finding(row.finding.public_id, "attachments")
    if row.action:
        return to.action(row.action.public_id, "attachments")
    assert row.evidence is not None  # noqa: S101 - it hangs on one of the three
    listed = ReviewEvidence.objects.visible_to(member).filter(evidence=row.evidence).select_related("review").first()
    return f"{to.evidence(listed.review.public_id, row.evidence.public_id)}attachments/" if listed else ""
