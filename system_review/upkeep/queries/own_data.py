"""Everything that is held about one person, as plain data for a file of their own; nobody else's name is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from system_review.audit.models import Event
from system_review.audit.rules import body_begins
from system_review.audit.sentences import sentence
from system_review.documents.models import Document
from system_review.drafts.models import Draft
from system_review.evidence.models import Evidence
from system_review.files.models import Attachment
from system_review.partnerships.models import Member
from system_review.people.models import Person, Session
from system_review.reviews.models import AgreedVersion, Cell, Challenge, Comment, Finding, Meeting, PlaceRating

# What somebody wrote, by the column that says so, with the moment and the texts.
WRITTEN: tuple[tuple[str, Any, str, str, tuple[str, ...]], ...] = (
    ("finding", Finding, "written_by", "written_at", ("text",)),
    ("evidence", Evidence, "written_by", "", ("sentence", "asked_of", "looked_at_by")),
    ("comment", Comment, "by", "written_at", ("text",)),
    ("overall rating", Cell, "rated_by", "rated_at", ("rating", "reason")),
    ("rating for a place", PlaceRating, "rated_by", "rated_at", ("rating", "reason")),
    ("challenge", Challenge, "recorded_by", "recorded_at", ("text",)),
    ("answer to a challenge", Challenge, "answered_by", "answered_at", ("answer",)),
    ("meeting opened", Meeting, "opened_by", "opened_at", ("kind",)),
    ("agreed version", AgreedVersion, "agreed_by", "agreed_at", ("name",)),
    ("attachment", Attachment, "added_by", "added_at", ("name",)),
    ("document brought in", Document, "brought_in_by", "brought_in_at", ("name",)),
)


def own_data(person: Person) -> dict[str, Any]:
    """Account, memberships, what the person wrote and began, what the history says they did, where they signed in."""
    # because a person's own data lies in every partnership that they belong or belonged to
    members = list(Member.unscoped.filter(person=person).select_related("partnership").order_by("pk"))
    return {
        "account": {
            "name": person.name,
            "e-mail address": person.email,
            "can sign in": person.is_active,
            "password": "set; kept as a value that cannot be turned back" if person.has_usable_password() else "none",
            "second steps": [
                {"kind": kind, "since": _moment(since)}
                for kind, since in Authenticator.objects.filter(user=person).values_list("type", "created_at")
            ],
            "organisations": list(SocialAccount.objects.filter(user=person).values_list("provider", flat=True)),
        },
        "signed in": [
            {"since": _moment(began), "last used": _moment(seen)}
            for began, seen in Session.objects.filter(person=person).values_list("began_at", "seen_at")
        ],
        "memberships": [_membership(member) for member in members],
        "written": [one for member in members for one in _written(member)],
        "begun and not saved": [one for member in members for one in _begun(member)],
        "history": [*_done(person.as_actor()), *(one for member in members for one in _done(member.as_actor()))],
    }


def _membership(member: Member) -> dict[str, Any]:
    return {
        "partnership": member.partnership.name,
        "roles": member.roles,
        "agencies": list(member.agencies.through.objects.filter(member=member).values_list("agency__name", flat=True)),
        "until": _moment(member.until),
        "ended": _moment(member.ended_at),
    }


def _written(member: Member) -> Iterator[dict[str, Any]]:
    for what, model, by, moment, texts in WRITTEN:
        # because what somebody wrote is theirs to have, whoever may see it by now
        for row in model.unscoped.filter(**{by: member}).order_by("pk"):
            said = {name: getattr(row, name) for name in texts if getattr(row, name)}
            when = _moment(getattr(row, moment)) if moment else None
            yield {"what": what, "partnership": member.partnership.name, "when": when, "words": said}


def _begun(member: Member) -> Iterator[dict[str, Any]]:
    for draft in Draft.unscoped.filter(member=member, ended_at=None).order_by("pk"):  # because it is their own
        words = json.loads(draft.words) if draft.words else {}
        yield {"form": draft.place, "since": _moment(draft.begun_at), "words": words}


def _done(actor: Any) -> Iterator[dict[str, Any]]:
    """What the history says that they did: the plain sentence without its values, which may name others."""
    begins = body_begins(actor.kind, actor.key)
    events = Event.objects.filter(chain=actor.chain, body__startswith=begins).order_by("seq")
    for event in events.iterator(chunk_size=500):
        yield {"number": event.seq, "when": _moment(event.at), "what": sentence(event.kind, actor.name, {})}


def _moment(at: Any) -> str | None:
    return at.isoformat() if at else None
