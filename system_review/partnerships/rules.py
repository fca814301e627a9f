"""Roles and what each may do: the one table. Slugs of partnerships. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from system_review.errors import Why


class Role(StrEnum):
    """What a member is to the partnership. A member has a set of them."""

    ADMINISTRATOR = "administrator"
    REVIEW_LEAD = "review_lead"
    CONTRIBUTOR = "contributor"  # on screen: agency representative
    ACTION_LEAD = "action_lead"  # on screen: lead
    APPROVER = "approver"
    SCRUTINEER = "scrutineer"
    READER = "reader"
    GUEST = "guest"
    COMMAND_LINE = "command_line"  # the system member of each partnership; no person has it


class Permission(StrEnum):
    """What can be done, named as the services do it."""

    PARTNERSHIP_CHANGE = "partnership.change"
    MEMBER_SEE = "member.see"  # the list of people, with their parts
    MEMBER_CHANGE = "member.change"
    AGENCY_CHANGE = "agency.change"
    AGENCY_SPEAK_FOR_ANY = "agency.speak_for_any"  # and change what others wrote
    LEAD_CHANGE = "lead.change"  # which member a lead is, who holds a role
    FRAMEWORK_ADD = "framework.add"
    TRAIL_SEE = "trail.see"
    TRAIL_EXPORT = "trail.export"
    WORDS_BLOT = "words.blot"
    RETENTION_SET = "retention.set"
    RECORD_DELETE = "record.delete"
    REVIEW_BEGIN = "review.begin"
    REVIEW_SEE_AGREED = "review.see_agreed"
    REVIEW_SEE_DRAFT = "review.see_draft"  # as far as the review's lead shows it
    REVIEW_IN_TEAM = "review.in_team"  # of the team of every review: sees all of every draft
    REVIEW_SET_AUDIENCE = "review.set_audience"
    REVIEW_AGREE = "review.agree"
    REVIEW_CHANGE = "review.change"
    CELL_RATE = "cell.rate"
    FINDING_WRITE = "finding.write"
    FINDING_MOVE = "finding.move"
    ACTION_WRITE = "action.write"
    ACTION_REPORT = "action.report"  # progress on one's own actions
    EVIDENCE_WRITE = "evidence.write"
    VALUE_JUDGE = "value.judge"
    COMMENT_WRITE = "comment.write"
    NOTE_WRITE = "note.write"  # the review team's working notes
    CHALLENGE_RECORD = "challenge.record"
    CHALLENGE_ANSWER = "challenge.answer"
    ATTACHMENT_ADD = "attachment.add"
    DOCUMENT_BRING_IN = "document.bring_in"
    REVIEW_EXPORT = "review.export"
    REVIEW_EXPORT_WHOLE = "review.export_whole"


_ADMIN, _LEAD, _AGENCY, _OWN = Role.ADMINISTRATOR, Role.REVIEW_LEAD, Role.CONTRIBUTOR, Role.ACTION_LEAD
_AGREES, _SCRUTINY, _READS, _GUEST = Role.APPROVER, Role.SCRUTINEER, Role.READER, Role.GUEST

# Who may do what. What a review's lead narrows further (who sees a draft, whose own action it is) is asked there too.
WHO_MAY: dict[Permission, tuple[Role, ...]] = {
    Permission.PARTNERSHIP_CHANGE: (_ADMIN,),
    Permission.MEMBER_SEE: (_ADMIN, _LEAD),
    Permission.MEMBER_CHANGE: (_ADMIN,),
    Permission.AGENCY_CHANGE: (_ADMIN, _LEAD),
    Permission.AGENCY_SPEAK_FOR_ANY: (_LEAD,),
    Permission.LEAD_CHANGE: (_ADMIN, _LEAD),
    Permission.FRAMEWORK_ADD: (_ADMIN, _LEAD),
    Permission.TRAIL_SEE: (_ADMIN, _LEAD),
    Permission.TRAIL_EXPORT: (_ADMIN, _LEAD),
    Permission.WORDS_BLOT: (_ADMIN, _LEAD),
    Permission.RETENTION_SET: (_ADMIN,),
    Permission.RECORD_DELETE: (_ADMIN,),
    Permission.REVIEW_BEGIN: (_LEAD,),
    Permission.REVIEW_SEE_AGREED: (_ADMIN, _LEAD, _AGENCY, _OWN, _AGREES, _SCRUTINY, _READS, _GUEST),
    Permission.REVIEW_SEE_DRAFT: (_LEAD, _AGENCY, _AGREES, _SCRUTINY),
    Permission.REVIEW_IN_TEAM: (_LEAD, _AGREES, _SCRUTINY),
    Permission.REVIEW_SET_AUDIENCE: (_LEAD,),
    Permission.REVIEW_AGREE: (_LEAD, _AGREES),
    Permission.REVIEW_CHANGE: (_LEAD,),
    Permission.CELL_RATE: (_LEAD,),
    Permission.FINDING_WRITE: (_LEAD, _AGENCY),
    Permission.FINDING_MOVE: (_LEAD,),
    Permission.ACTION_WRITE: (_LEAD, _AGENCY),
    Permission.ACTION_REPORT: (_LEAD, _AGENCY, _OWN),
    Permission.EVIDENCE_WRITE: (_LEAD, _AGENCY),
    Permission.VALUE_JUDGE: (_LEAD,),
    Permission.COMMENT_WRITE: (_LEAD, _AGENCY, _OWN, _AGREES),
    Permission.NOTE_WRITE: (_LEAD,),
    Permission.CHALLENGE_RECORD: (_SCRUTINY,),
    Permission.CHALLENGE_ANSWER: (_LEAD,),
    Permission.ATTACHMENT_ADD: (_LEAD, _AGENCY, _OWN),
    Permission.DOCUMENT_BRING_IN: (_LEAD,),
    Permission.REVIEW_EXPORT: (_LEAD, _AGENCY, _AGREES, _SCRUTINY),
    Permission.REVIEW_EXPORT_WHOLE: (_LEAD,),
}

GRANTS: dict[Role, frozenset[Permission]] = {
    role: frozenset(what for what, who in WHO_MAY.items() if role in who) for role in Role
} | {Role.COMMAND_LINE: frozenset(Permission)}


def allowed(roles: Iterable[str], permission: Permission) -> bool:
    """Whether any of the roles grants it."""
    return any(permission in GRANTS[Role(role)] for role in roles)


def who_may(permission: Permission) -> tuple[Role, ...]:
    """The roles that grant it, for the sentence that says whom to ask."""
    return tuple(role for role in Role if role is not Role.COMMAND_LINE and permission in GRANTS[role])


# First parts of addresses that are not partnerships, now or later.
RESERVED = frozenset(
    """
    about accessibility account accounts admin api assets audit backup contact demo docs download example export
    favicon feedback files guide health healthz help home import invitations jobs language link login logout mail me
    media metrics new people privacy readyz robots search security settings setup sign-in sign-out start static
    status support system trail well-known
    """.split()  # noqa: SIM905 - words read better than a list of quotes
)


def slug_of(name: str) -> str:
    """A partnership's part of every address: its name in plain letters, for example `eastmere`. "" if none is left."""
    folded = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ø", "o").replace("Ø", "O"))
    plain = folded.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-")


def free_slug(name: str, taken: Iterable[str]) -> str:
    """The first of `name`, `name-2`, `name-3` … that is neither taken nor reserved."""
    stem = slug_of(name) or "partnership"
    used = RESERVED | set(taken)
    if stem not in used:
        return stem
    number = 2
    while f"{stem}-{number}" in used:
        number += 1
    return f"{stem}-{number}"


def why_not_name(name: str) -> Why | None:
    """Why a partnership cannot have this name; None if it can."""
    if not name.strip():
        return Why("Enter the name of the partnership")
    return None


def why_no_lead(*, name: str, role: str, agency: str) -> Why | None:
    """Why this is not yet a lead; None if it is."""
    if not (name.strip() or role.strip() or agency.strip()):
        return Why("Enter a name, a role or an agency")
    return None


def is_role(*, name: str, role: str) -> bool:
    """Whether a lead is a role, which one after another may hold, and not a person or an agency."""
    return bool(role) and not name


def why_not_hold(name: str, since: date | None, *, before: date | None) -> tuple[str, Why] | None:
    """Why nobody of this name can hold a role from that day, with the field that says so; None if they can.

    `before` is the day from which somebody holds it now, or until which somebody held it.
    """
    if not name.strip():
        return "name", Why("Enter the name of whoever is in post, or choose a member")
    if since is None:
        return "since", Why("Enter the day from which they are in post")
    if before is not None and since < before:
        return "since", Why("Enter a day that is not before the last holder's days")
    return None


def why_not_agency(name: str) -> Why | None:
    """Why an agency cannot be called this; None if it can."""
    return None if name.strip() else Why("Enter the agency's name")


def why_not_part(roles: Collection[Role], *, until: datetime | None, at: datetime) -> tuple[str, Why] | None:
    """Why a member cannot have these roles until then, with the field that says so; None if they can."""
    if not roles:
        return "roles", Why("Choose at least one role")
    if Role.COMMAND_LINE in roles:
        return "roles", Why("The command line's role is for no person")
    if Role.GUEST in roles and len(roles) > 1:
        return "roles", Why("A time-limited guest only reads: choose either that or the other roles")
    if Role.GUEST in roles and until is None:
        return "until", Why("Enter the last day on which the guest may read")
    if Role.ADMINISTRATOR in roles and until is not None:
        return "until", Why("An administrator's part does not end by itself: leave the last day out, or the role")
    if until is not None and until <= at:
        return "until", Why("Enter a day that is still to come, or today")
    return None


HELD = Why("A legal hold keeps this: nothing of it is erased until an administrator lifts the hold")


def why_not_last_administrator(others: Iterable[Iterable[str]]) -> Why | None:
    """Why a member's part as administrator cannot be taken away; None if one of the others has it as well."""
    if any(Role.ADMINISTRATOR in roles for roles in others):
        return None
    return Why("This is the only administrator: make somebody else one first")


@dataclass(frozen=True, slots=True)
class Voice:
    """For whom a member may speak: for anybody, or for their own agencies (by number) and themselves."""

    member: int
    agencies: frozenset[int] = frozenset()
    for_any: bool = False

    def owns(self, *, written_by: int | None, on_behalf_of: int | None) -> bool:
        """Whether something is theirs to change: what was written for an agency is the agency's, else its writer's."""
        if self.for_any:
            return True
        return on_behalf_of in self.agencies if on_behalf_of is not None else written_by == self.member


def why_not_for(voice: Voice, chosen: int | None) -> Why | None:
    """Why a member may not speak for this agency (its number; None for none); None if they may."""
    if chosen is None or voice.for_any or chosen in voice.agencies:
        return None
    return Why("You do not speak for that agency. Choose one of your own.")


def why_not_for_nobody(voice: Voice, chosen: int | None) -> Why | None:
    """Why a member must say for which agency they speak; None if they did, or it needs no saying."""
    if chosen is not None or voice.for_any or len(voice.agencies) < 2:
        return None
    return Why("Choose the agency that you write for")
