"""What is filled in on the pages about privacy and accessibility."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from system_review.partnerships.models import Member
from system_review.texts import shown
from system_review.upkeep.models import Statement
from system_review.upkeep.rules.statements import FIELDS, Said


def statement_of(member: Member) -> Statement:
    """The partnership's statement; one that is not saved, with nothing in it, where there is none yet."""
    found: Statement | None = Statement.objects.visible_to(member).first()
    return found or Statement(partnership=member.partnership)


def said_in(statement: Statement) -> Said:
    """What a statement says."""
    return Said(**{name: getattr(statement, name) for name in FIELDS})


def said_by(member: Member, published: Mapping[str, str]) -> Said:
    """What the partnership says, as it is read; where it says nothing, what the installation says of itself."""
    mine = statement_of(member)
    texts: dict[str, Any] = {
        name: shown(getattr(mine, name) or published.get(name, "")) for name in FIELDS if name != "checked_on"
    }
    return Said(**texts, checked_on=mine.checked_on)
