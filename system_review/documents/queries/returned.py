"""A file of ours that came back, beside the review as it is now: what is different, and what was exported."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from system_review.audit.queries import events_of, happening_of, last_change, latest_until, moment_of
from system_review.documents.models import Document, ReturnedFile
from system_review.documents.rules.returned.differences import Difference, Kind, differences
from system_review.documents.rules.returned.present import Present, present_of
from system_review.documents.rules.returned.things import Returned, What, from_plain
from system_review.documents.wording import wording_for
from system_review.documents.writers.marks import print_of
from system_review.documents.writers.wording import Wording
from system_review.errors import Refused, Why
from system_review.partnerships.models import Member
from system_review.reviews.models import Action, AgreedVersion, Finding, Review
from system_review.reviews.queries.agreed import content_of_version, ids_in, versions_of
from system_review.reviews.queries.snapshot import snapshot_with_ids
from system_review.reviews.snapshots import Holds

_FIELD_OF = {Kind.DIFFERENCE: "difference"}  # what a field is called, where it is not as the kind is
LANGUAGE = "en-gb"  # our files are read by their English words
_FIELDS = {Kind.TEXT: ("text", "before", "after"), Kind.STATUS: ("before", "after", "status"),
           Kind.RATING: ("before", "after")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Laid:
    """A returned file and the review beside each other. `made_at` is when the review last changed before the file was
    made, `changed_since` whether it changed after that; None where the file does not tell. `version` is the agreed one
    that it was made from, `base` what stood there; None for any other file."""

    returned: Returned
    present: Present
    found: list[Difference]
    left: list[Difference]
    made_at: datetime | None
    changed_since: bool | None
    wording: Wording
    version: AgreedVersion | None = None
    base: Present | None = None


def returned_for(document: Document, *, visible_to: Member) -> ReturnedFile:
    """What a document says that is a file of ours which came back to its own review. Raises `Refused` for others."""
    found = find_returned(document, visible_to=visible_to)
    if found is None:
        raise Refused(Why("This document is no file of this review that came back"))
    return found


def find_returned(document: Document, *, visible_to: Member) -> ReturnedFile | None:
    """The same; None for any other document."""
    found: ReturnedFile | None = ReturnedFile.objects.visible_to(visible_to).filter(document=document).first()
    return found


def present_for(review: Review, *, visible_to: Member, today: date) -> tuple[Present, Wording]:
    """The review as it is now, and the words in which our files say it."""
    words = wording_for(as_at=today, language=LANGUAGE)
    holds = Holds(archived=False, comments=True, holders=True)
    snapshot, names = snapshot_with_ids(review, visible_to=visible_to, holds=holds, in_post_on=today)
    return present_of(snapshot, names, words), words


def laid_beside(document: Document, *, visible_to: Member, today: date) -> Laid:
    """A document and its review as it is now. Raises `Refused` for a document that is no file of ours."""
    file = returned_for(document, visible_to=visible_to)
    return lay(from_plain(file.content), document.review, left=set(file.left), visible_to=visible_to, today=today)


def lay(returned: Returned, review: Review, *, left: Collection[str] = (), visible_to: Member, today: date) -> Laid:
    """What a file says and the review as it is now. `left` are the keys of what somebody left as it is."""
    chain, event = str(visible_to.partnership.key), returned.source.event
    present, words = present_for(review, visible_to=visible_to, today=today)
    made_at = moment_of(chain, review.public_id, event) if event else None
    written_by = latest_until(chain, event) if made_at else None
    version = _version_of(returned, review, visible_to)
    base = _agreed_state(version) if version else None
    exported = base.ids if base else _there_at(review, written_by) if written_by else None
    every = differences(returned, present, exported=exported, base=base)
    since = last_change(chain, review.public_id) > event if event else None
    return Laid(
        returned=returned,
        present=present,
        found=[each for each in every if each.key not in left],
        left=[each for each in every if each.key in left],
        made_at=made_at,
        changed_since=since,
        wording=words,
        version=version,
        base=base,
    )


def _version_of(returned: Returned, review: Review, member: Member) -> AgreedVersion | None:
    """The agreed version that a file was made from; None for other files, and for one that they do not see."""
    named = returned.source.version
    return next((one for one in versions_of(review.pk, visible_to=member) if one.public_id == named), None)


def _agreed_state(version: AgreedVersion) -> Present | None:
    """What was agreed, as our files say it; None where it is not known which finding or action is which."""
    snapshot, ids = content_of_version(version), ids_in(version)
    refs = {each.ref for several in (snapshot.findings, snapshot.actions, snapshot.cells) for each in several}
    if not refs <= ids.keys():
        return None
    day = timezone.localtime(version.agreed_at).date()
    return present_of(snapshot, ids, wording_for(as_at=day, language=LANGUAGE))


def _there_at(review: Review, at: datetime) -> set[str]:
    """The ids of the findings and actions that had been written by then."""
    ids: set[str] = set()
    for model in (Finding, Action):
        # because the review was found by who asks, and only ids that are known besides count
        ids |= set(model.unscoped.filter(review=review, written_at__lte=at).values_list("public_id", flat=True))
    return ids


def as_exported(laid: Laid, difference: Difference, *, visible_to: Member) -> str | None:
    """What stood there when the file was made, by its fingerprint, if the history still has the words; None if not."""
    known = difference.print
    before = laid.base.known(difference.about) if laid.base else None
    if before is not None:
        return before.value(_FIELD_OF.get(difference.kind, difference.kind.value)) or None
    if not known or difference.kind not in _FIELDS or not difference.about:
        return None
    subject = {What.FINDING: "finding", What.ACTION: "action", What.RATING: "cell"}[difference.what]
    words: Mapping[str, str] = {key.value: word for key, word in laid.wording.statuses.items()}
    rows = events_of(str(visible_to.partnership.key)).filter(subject=f"{subject}:{difference.about}")
    said = [happening_of(event).said for event in rows]
    texts = (event[name] for event in said for name in _FIELDS[difference.kind] if name in event)
    for text in texts:
        if print_of(words.get(text, text), len(known)) == known:
            return text
    return None
