"""Removing the name of somebody who has left, at their request: their acts stay, under another name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from system_review.audit import keeping
from system_review.audit.models import Particular
from system_review.audit.rules import INSTALLATION
from system_review.audit.services import Installation, Rewording, hold_end, record_erasing
from system_review.errors import Refused, Why
from system_review.jobs.services import enqueue
from system_review.partnerships.access import require
from system_review.partnerships.models import Invitation, Member
from system_review.partnerships.rules import Permission
from system_review.people.models import Person, SignInLink
from system_review.people.services.sessions import end_everything
from system_review.reviews.models import Review
from system_review.reviews.services.holds import refuse_if_held
from system_review.texts import held
from system_review.upkeep.queries.words_standing import by_or_about, standing_of
from system_review.upkeep.rules.word_places import TABLES
from system_review.upkeep.rules.words import Words, why_not_reason, why_not_take_out
from system_review.upkeep.services.file_bytes import clear_out_file
from system_review.upkeep.services.taking_out import take_words_out

UNCHANGED = ("reviews.AgreedVersion", "people.Person")  # changed in a way of their own


@transaction.atomic
def remove_name(*, member: Member, reason: str, by: Member, at: datetime) -> str:
    """Put another name in place of a former member's in every row and in the history of the partnership; that name.

    Where the name or the address stands inside a longer text, a mark stands there instead. The account is closed, but
    for somebody whose name still stands in another partnership: there it stays. It cannot be undone.
    """
    require(by, Permission.RECORD_DELETE)
    person = _checked(member, by)
    # because a name is one person's in every partnership
    stays = Member.unscoped.filter(person=person, called="").exclude(pk=member.pk).exists()
    name, address = person.name, person.email
    reason = held(reason, field="reason").strip()
    for words in (Words(name), Words(address)):
        if why := why_not_reason(reason, words):
            raise Refused(why, field="reason")
    other = gettext("Former member %(number)s") % {"number": member.pk}
    member.called = other
    Member.unscoped.filter(pk=member.pk).update(called=other)
    if not stays:
        _close(person, other)
    _write_rows(member, name, other)
    asked = _forget_invitations(member, address)
    _write_history(member, name, asked, other, reason=reason, by=by, at=at)
    if not stays:
        _write_history_of_person(person, name, address, other, at=at)
    for typed in (name, address):
        _take_out_of_texts(typed, reason=reason, by=by, at=at)
    enqueue(clear_out_file)
    transaction.on_commit(keeping.forget)
    return other


def _checked(member: Member, by: Member) -> Person:
    """The member's person. Raises `Refused` where the name cannot be removed now."""
    person = member.person
    if person is None or person.is_local or member.partnership_id != by.partnership_id:
        raise Refused(Why("This name cannot be removed"))
    if member.ended_at is None:
        raise Refused(Why("End the membership first: then somebody takes over the open actions"))
    if member.called:
        raise Refused(Why("This name was removed already"))
    same = Member.unscoped.filter(partnership=by.partnership_id, person__name__iexact=person.name)
    if same.exclude(pk=member.pk).exists():
        raise Refused(Why("Somebody else here has the same name: one of the two has to change it first"))
    reviews = Review.unscoped.filter(partnership=by.partnership_id).values_list("pk", flat=True)
    refuse_if_held(by.partnership_id, reviews)
    return person


def _close(person: Person, other: str) -> None:
    """Nobody signs in as this person any more, and the account knows neither name nor address."""
    end_everything(person)
    person.refresh_from_db()
    person.name, person.email, person.is_active = other, f"former-{person.pk}@removed.invalid", False
    person.set_unusable_password()
    person.save(update_fields=["name", "email", "is_active", "password"])
    for model in (Authenticator, SocialAccount, EmailAddress):
        model.objects.filter(user=person).delete()
    SignInLink.objects.filter(person=person).delete()


def _columns() -> Iterator[tuple[Any, str, str]]:
    """Every column that may hold nothing but a name: its table, what leads to the partnership, and its name."""
    for table in TABLES:
        if table.model not in UNCHANGED:
            for column in table.columns:
                if column.name == "name" or column.name.endswith("_name"):
                    yield apps.get_model(table.model), table.of, column.name


def _write_rows(member: Member, name: str, other: str) -> None:
    for model, of, column in _columns():
        manager = getattr(model, "unscoped", model._default_manager)
        manager.filter(**{of: member.partnership_id, column: name}).update(**{column: other})


def _forget_invitations(member: Member, address: str) -> list[str]:
    """Delete what invited this address; how the history names it."""
    rows = Invitation.unscoped.filter(partnership=member.partnership_id, email=address)
    asked = [f"invitation:{public_id}" for public_id in rows.values_list("public_id", flat=True)]
    rows.delete()
    return asked


def _write_history(
    member: Member, name: str, asked: list[str], other: str, *, reason: str, by: Member, at: datetime
) -> None:
    chain = str(by.partnership.key)
    hold_end(chain)
    said = Particular.objects.filter(Q(text=name) | Q(event__subject__in=asked, field="email"), event__chain=chain)
    rewordings = [Rewording(number, other if text == name else None) for number, text in said.values_list("pk", "text")]
    record_erasing(
        "member.name_removed", rewordings=rewordings, subject=member, by=by, at=at, reason=reason, name=other
    )


def _take_out_of_texts(typed: str, *, reason: str, by: Member, at: datetime) -> None:
    """Take a name or an address out of longer texts, where it stands in any."""
    words = Words(typed)
    if why_not_take_out(typed) is None and (found := standing_of(words, partnership=by.partnership)).count:
        take_words_out(words=words, seen=found.seen, reason=reason, by=by, at=at)


def _write_history_of_person(person: Person, name: str, address: str, other: str, *, at: datetime) -> None:
    """The same in what the installation's own history says of this person: by whom, and about whom."""
    hold_end(INSTALLATION)
    said = Particular.objects.filter(
        by_or_about(str(person.public_id)), event__chain=INSTALLATION, text__in=(name, address)
    )
    rewordings = [Rewording(number, other if text == name else None) for number, text in said.values_list("pk", "text")]
    if rewordings:
        here = Installation()
        record_erasing("member.name_removed", rewordings=rewordings, subject=here, by=here, at=at)
