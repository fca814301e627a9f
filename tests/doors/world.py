"""Two partnerships that must know nothing of one another, and everybody who comes to the doors of the first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from system_review.documents.models import Document, Passage
from system_review.documents.services.inbox import set_aside
from system_review.evidence.models import Evidence
from system_review.partnerships.models import Agency, Lead, Member
from system_review.partnerships.rules import GRANTS, Permission, Role
from system_review.reviews.models import Action, ActionLead, Comment, Finding, UndoStep
from tests import factories
from tests.cast import CANARY, sample_review
from tests.doors.walking import Walker
from tests.factories import AT
from tests.reviews.test_doors import samples_of

FOREIGN = "marlinspike"  # in every text of the other partnership, in its name, and in its people's
WALKED = "Eastmere Safeguarding Partnership"
ROLES = [role for role in Role if role is not Role.COMMAND_LINE]
MANY = [role for role in ROLES if role is not Role.GUEST]  # all that one person can have at once
STRONGEST = "with every role"

# Identifiers of addresses that belong to no partnership. Of links and keys nobody has one.
OUTSIDE = {
    "name": "start",
    "token": "not-a-token",
    "link": "not-a-link",
    "invited": "not-an-invitation",
    "session": "not-a-session",
    "uidb36": "1",
    "key": "not-a-key",
    "provider_id": "nobody",
    "what": "nothing",
    "pk": "1",
}


@dataclass(frozen=True)
class World:
    """Who comes, by name; the identifiers that each of them uses; those of the other partnership."""

    walkers: dict[str, Walker]
    own: dict[str, dict[str, str]]
    foreign: dict[str, str]

    def identifiers(self, walker: str, name: str) -> dict[str, str]:
        """What this walker puts into the address with this name."""
        return OUTSIDE | _at(self.own[walker], name)

    def foreign_to(self, name: str) -> dict[str, str]:
        """What stands in the same address of the other partnership."""
        return OUTSIDE | _at(self.foreign, name)


def _at(samples: dict[str, str], name: str) -> dict[str, str]:
    """The inbox has steps of its own."""
    return samples | {"step": samples["inbox step"]} if name == "documents:undoing" else samples


def build() -> World:
    """Both partnerships, with the same things in each, and everybody."""
    eastmere, westfold = factories.partnership(WALKED), factories.partnership(f"Westfold {FOREIGN}")
    anwen = factories.member(eastmere, f"Anwen {CANARY}", *MANY)
    esme = factories.member(westfold, f"Esme {FOREIGN}", *MANY)
    samples, foreign = _filled(anwen, CANARY), _filled(esme, FOREIGN)
    agency = _written_for(samples["agency"])
    walkers = {STRONGEST: Walker(STRONGEST, anwen.person, True, frozenset(Permission), (FOREIGN,))}
    own = {STRONGEST: samples}
    for role in ROLES:
        member = factories.member(eastmere, f"The {role.value}", role)
        if role == Role.CONTRIBUTOR:
            member.agencies.add(agency)
        if role == Role.GUEST:
            member.until = datetime(2100, 1, 1, tzinfo=UTC)
            member.save(update_fields=["until"])
        walkers[role.value] = Walker(role.value, member.person, True, GRANTS[role], (FOREIGN,))
        own[role.value] = samples | _made_by(member, samples)
    every = (CANARY, FOREIGN, WALKED)
    begins = frozenset({Permission.REVIEW_BEGIN})  # a partnership of their own: nobody who was a reader or guest does
    for walker in (
        Walker("signed out", None, secrets=every),
        Walker("stranger", factories.person("Stranger"), grants=begins, secrets=every),
        Walker("ended guest", _gone(eastmere, "Ines", Role.GUEST), secrets=every),
        Walker("former member", _gone(eastmere, "Jack", *MANY), secrets=every),
        Walker("of the other partnership", esme.person, grants=begins, secrets=(CANARY, WALKED)),
    ):
        walkers[walker.name], own[walker.name] = walker, samples
    return World(walkers, own, foreign)


def _filled(by: Member, word: str) -> dict[str, str]:
    """A review with something of every kind, and a step taken in its inbox."""
    samples = samples_of(sample_review(by, word=word), by, word)
    document = Document.unscoped.get(public_id=samples["document"])
    last = Passage.unscoped.filter(document=document).last()
    step = set_aside(passage=last, seen=last.version, by=by, at=AT)
    return samples | {"inbox step": step.public_id}


def _written_for(public_id: str) -> Agency:
    """The agency with this name; all of its partnership's review was written on its behalf."""
    agency = Agency.unscoped.get(public_id=public_id)
    for model in (Finding, Action, Evidence):
        model.unscoped.filter(partnership=agency.partnership_id).update(on_behalf_of=agency)
    return agency


def _gone(partnership: Any, name: str, *roles: Role) -> Any:
    """Somebody who was a member, and whose part has ended."""
    member = factories.member(partnership, name, *roles)
    Member.unscoped.filter(pk=member.pk).update(ended_at=AT)
    return member.person


def _made_by(member: Member, samples: dict[str, str]) -> dict[str, str]:
    """What only its maker may touch, made by this member: a step to undo, a comment. They lead the action as well."""
    step = UndoStep.unscoped.get(public_id=samples["step"])
    comment = Comment.unscoped.get(public_id=samples["comment"])
    for thing in (step, comment):
        thing.pk, thing._state.adding, thing.public_id = None, True, f"{member.pk:022d}"
    step.member, comment.by = member, member
    step.save()
    comment.save()
    action = Action.unscoped.get(public_id=samples["action"])
    lead = Lead.unscoped.create(partnership=member.partnership, name=member.name, member=member)
    ActionLead.unscoped.create(partnership=member.partnership, action=action, lead=lead, position=10 + member.pk)
    return {"step": step.public_id, "comment": comment.public_id}
