"""An interchange file becomes a new review, whole or not at all."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from system_review.documents.readers.json import read_snapshot
from system_review.errors import Refused
from system_review.partnerships.access import require
from system_review.partnerships.models import Member, Partnership
from system_review.partnerships.queries import all_partnerships, command_line_in, memberships
from system_review.partnerships.rules import Permission
from system_review.partnerships.services import begin_partnership
from system_review.people.models import Person
from system_review.people.queries import local_person
from system_review.reviews.models import Review
from system_review.reviews.rules.adoption import why_not_adopt
from system_review.reviews.services.adopt import adopt_snapshot
from system_review.reviews.snapshots import ReviewSnapshot
from system_review.texts import held_line


def bring_in_review(*, data: bytes, by: Member, at: datetime) -> Review:
    """Make a new review from an interchange file in the member's own partnership, whichever the file names.

    Raises `NotAllowed`, and `Refused` with the first thing that is wrong with the file and its place.
    """
    require(by, Permission.REVIEW_BEGIN)
    snapshot = _read(data)
    return adopt_snapshot(snapshot=snapshot, file_hash=_hash(data), by=by, at=at)


def bring_in_snapshot(*, data: bytes, by: Person | None, at: datetime) -> Review:
    """Make a new review from an interchange file in the partnership that it names, which is made if need be.

    `by` is a person, who finds only partnerships that they are a member of and begins the one they make; or None for
    the command line, which stands outside all of them. Raises `NotAllowed` and `Refused` as above.
    """
    snapshot = _read(data)
    try:
        return _brought_in(snapshot, _hash(data), by, at)
    except IntegrityError:  # somebody made a partnership of this name at the same moment: now it is there
        return _brought_in(snapshot, _hash(data), by, at)


@transaction.atomic
def _brought_in(snapshot: ReviewSnapshot, file_hash: str, by: Person | None, at: datetime) -> Review:
    member = _member_in(snapshot, by, at)
    return adopt_snapshot(snapshot=snapshot, file_hash=file_hash, by=member, at=at)


def partnership_of(snapshot: ReviewSnapshot) -> Partnership | None:
    """The partnership that a file names, if it is there: by its name alone, since a file knows nothing of addresses."""
    name = _name_in(snapshot)
    return next((partnership for partnership in all_partnerships() if partnership.name == name), None)


def _name_in(snapshot: ReviewSnapshot) -> str:
    return held_line(snapshot.partnership, field="partnership")


def _member_in(snapshot: ReviewSnapshot, person: Person | None, at: datetime) -> Member:
    name = _name_in(snapshot)
    if person is None:
        found = partnership_of(snapshot)
        return command_line_in(found or begin_partnership(name=name, first=local_person(), at=at))
    if name not in _mine(person):
        begin_partnership(name=name, first=person, at=at)
    return _mine(person)[name]


def _mine(person: Person) -> dict[str, Member]:
    return {member.partnership.name: member for member in memberships(person=person)}


def _read(data: bytes) -> ReviewSnapshot:
    """The file's review, once it is sure that it can be adopted: before anything is written or locked."""
    snapshot = read_snapshot(data)
    if why := why_not_adopt(snapshot):
        raise Refused(why)
    return snapshot


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
