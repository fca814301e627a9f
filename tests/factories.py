"""Small functions that make valid things, through the services that people's own things go through."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from system_review.frameworks.files import shipped
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.partnerships.models import Member, Partnership
from system_review.partnerships.queries import command_line_in
from system_review.partnerships.rules import Role
from system_review.partnerships.services import LeadName, begin_partnership
from system_review.people.models import Person
from system_review.reviews.models import Action, Cell, Comment, Finding, Review
from system_review.reviews.rules.audience import Audience
from system_review.reviews.services.actions import Plan, add_action
from system_review.reviews.services.comments import add_comment
from system_review.reviews.services.findings import add_finding
from system_review.reviews.services.reviews import begin_review

AT = datetime(2027, 4, 20, 9, 30, tzinfo=UTC)
TODAY = date(2027, 4, 20)


def framework(key: str = "contextual-safeguarding") -> FrameworkSnapshot:
    """A shipped framework: `contextual-safeguarding` has levels, `section-175-schools` has none."""
    return next(one for one in shipped() if one.key == key)


def person(name: str) -> Person:
    """Somebody who can sign in."""
    return Person.objects.create_user(f"{name.lower()}@example.org", name)


def partnership(name: str) -> Partnership:
    """A partnership with its command line."""
    return begin_partnership(name=name, first=None, at=AT)


def member(of: Partnership, name: str, *roles: Role) -> Member:
    """A person in a partnership, with these roles."""
    found = Person.objects.filter(name=name).first() or person(name)
    return Member.unscoped.create(partnership=of, person=found, roles=list(roles))


def review(
    by: Member,
    *,
    title: str = "System Review 2027",
    key: str = "contextual-safeguarding",
    audience: Audience = Audience.ALL,
    **more: Any,
) -> Review:
    """A review with every cell and nothing in it. Unlike one just begun, agency representatives see all of it."""
    made = begin_review(title=title, date=TODAY, framework=framework(key), by=by, at=AT, **more)
    Review.unscoped.filter(pk=made.pk).update(audience=audience)
    made.audience = audience
    return made


def cell(of: Review, number: int = 0) -> Cell:
    """The cell at this place in the framework's order."""
    found: Cell = Cell.unscoped.select_related("review__framework", "review__partnership").get(
        review=of, position=number
    )
    return found


def finding(of: Cell, colour: str = "amber", text: str = "Some teams ask about places.", **more: Any) -> Finding:
    """A finding, written by the partnership's command line."""
    by = command_line_in(of.partnership)
    return add_finding(cell=of, colour=colour, text=text, by=by, at=AT, **more)


def comment(on: Finding | Action, text: str = "Who says so?", *, by: Member | None = None, **more: Any) -> Comment:
    """A comment, by a member or by the partnership's command line."""
    return add_comment(on=on, text=text, by=by or command_line_in(on.partnership), at=AT, **more)


def earlier_action(by: Member, word: str = "") -> Action:
    """An open action of a review that is over: a year before the others, and agreed."""
    before = review(by, title=f"System Review 2026 {word}".strip())
    Review.unscoped.filter(pk=before.pk).update(date=date(2026, 4, 20), state="agreed")
    return action(finding(cell(before), "red", f"Nobody asked then. {word}".strip()), f"Ask them {word}".strip())


def action(of: Finding, text: str = "Ask about places in supervision", *leads: LeadName, **more: Any) -> Action:
    """An action for a finding."""
    by = command_line_in(of.partnership)
    return add_action(finding=of, plan=Plan(text=text, leads=leads, **more), by=by, at=AT)
