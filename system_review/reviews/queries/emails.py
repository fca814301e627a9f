"""A lead's or an agency's actions as a plain e-mail, to be copied into whatever people send mail with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from system_review.reviews import wording
from system_review.reviews.models import Review
from system_review.reviews.plan_pages import PlanBlock
from system_review.texts import shown


@dataclass(frozen=True, slots=True)
class Email:
    """A subject line, and a text in words without any formatting."""

    subject: str
    body: str


def email_of(
    review: Review,
    *,
    title: str,
    greeting: str,
    led: Iterable[PlanBlock],
    joined: Iterable[PlanBlock],
    today: date,
) -> Email:
    """The open actions of somebody as an e-mail. `title` says whose they are, `greeting` is a name or ""."""
    values = {"title": shown(review.title), "day": wording.day(today), "whose": title, "name": greeting}
    subject = gettext("%(title)s: actions of %(whose)s, as at %(day)s") % values
    said = gettext("These are the open actions of %(whose)s in %(title)s (%(partnership)s), as they stand on %(day)s.")
    before = (
        gettext("Dear %(name)s,") % values if greeting else "",
        said % {**values, "partnership": shown(review.partnership.name)},
    )
    return actions_listed(review, subject=subject, before=before, led=led, joined=joined)


def actions_listed(
    review: Review,
    *,
    subject: str,
    before: Iterable[str],
    led: Iterable[PlanBlock],
    joined: Iterable[PlanBlock],
    after: Iterable[str] = (),
) -> Email:
    """An e-mail of actions, with the review's marking, between what is said before and after them."""
    marking = shown(review.marking)
    parts = [
        " · ".join(part for part in (marking, gettext("DRAFT")) if part),
        *before,
        _listed(gettext("IN THE LEAD"), led),
        _listed(gettext("WITH OTHERS IN THE LEAD"), joined),
        *after,
    ]
    return Email(f"{marking}: {subject}" if marking else subject, "\n\n".join(part for part in parts if part))


def _listed(heading: str, blocks: Iterable[PlanBlock]) -> str:
    written = [_written(number, block) for number, block in enumerate(blocks, start=1)]
    return "\n\n".join([heading, *written]) if written else ""


def _written(number: int, block: PlanBlock) -> str:
    """One action in lines, without what is not known."""
    when = block.when or gettext("no date yet")
    lines = [
        (gettext("When"), f"{when} ({block.tag})" if block.tag else when),
        (gettext("How it stands"), block.status_word),
        (gettext("Priority"), block.priority),
        (gettext("Lead"), f"{block.lead}{block.others}"),
        *((kind.word, "; ".join(link.text for link in kind.stages)) for kind in block.kinds),
        *((gettext("Waits for"), other) for other in block.waits),
        (gettext("Difference made"), block.difference),
    ]
    return "\n".join([f"{number}. {block.text}", *(f"   {label}: {words}" for label, words in lines if words)])
