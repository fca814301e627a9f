"""Keeping a framework: a shipped one when it is first used, a partnership's own when it is added."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Refused, Why
from system_review.frameworks import queries
from system_review.frameworks.files import shipped
from system_review.frameworks.models import Framework
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission


@transaction.atomic
def add_framework(*, snapshot: FrameworkSnapshot, by: Member, at: datetime) -> Framework:
    """Add a framework to the partnership. The same content twice is one; a used version cannot be changed."""
    require(by, Permission.FRAMEWORK_ADD)
    if row := queries.kept(snapshot=snapshot, partnership_id=by.partnership_id):
        return row
    taken = any((s.key, s.version) == (snapshot.key, snapshot.version) for s in shipped())
    if taken or queries.edition_taken(key=snapshot.key, edition=snapshot.version, partnership_id=by.partnership_id):
        raise Refused(
            Why(
                "Give it another version: {key} {version} is there already with other content",
                key=snapshot.key,
                version=snapshot.version,
            )
        )
    return _keep(snapshot, by=by, at=at)


@transaction.atomic
def keep_framework(*, snapshot: FrameworkSnapshot, by: Member, at: datetime) -> Framework:
    """The row for a framework that a review is begun on or brought in with. Shipped content is shared by everybody."""
    require(by, Permission.REVIEW_BEGIN)
    if row := queries.kept(snapshot=snapshot, partnership_id=by.partnership_id):
        return row
    if any(s.hash == snapshot.hash for s in shipped()):
        return Framework.unscoped.create(partnership=None, **_columns(snapshot))
    return _keep(snapshot, by=by, at=at)


def _keep(snapshot: FrameworkSnapshot, *, by: Member, at: datetime) -> Framework:
    row = Framework.unscoped.create(partnership_id=by.partnership_id, **_columns(snapshot))
    record("framework.added", subject=row, by=by, at=at, key=row.key, version=row.edition, hash=row.hash)
    return row


def _columns(snapshot: FrameworkSnapshot) -> dict[str, str]:
    return {
        "key": snapshot.key,
        "edition": snapshot.version,
        "title": snapshot.said(snapshot.title, snapshot.language)[:200],
        "hash": snapshot.hash,
        "content": snapshot.canonical_bytes().decode(),
    }
