"""The actions of one lead or of one agency: what they lead, and where they are with others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from system_review.partnerships.access import may
from system_review.partnerships.models import Agency, Lead, Member
from system_review.partnerships.queries import who_holds
from system_review.partnerships.rules import Permission
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Action, Review
from system_review.reviews.plan_pages import PlanBlock
from system_review.reviews.queries.emails import Email, email_of
from system_review.reviews.queries.lead_names import full_name, names_of
from system_review.reviews.queries.plan_blocks import PlanBlocks, counted, on_paper
from system_review.reviews.queries.plan_filter import Asked, wanted
from system_review.reviews.queries.plan_rows import PlanAction, PlanLead, plan_rows
from system_review.reviews.rules.calendar_file import Entry
from system_review.reviews.rules.timing import Repeats
from system_review.reviews.rules.words import Unit
from system_review.texts import first_words, shown
from system_review.ui.parts import Link

_WORDS = 14  # of an action's text, as the name of a calendar's entry


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A lead's or an agency's page, ready to print. `led` and `joined` are open; what is closed is folded below."""

    title: str
    counts: str
    led: tuple[PlanBlock, ...]
    joined: tuple[PlanBlock, ...]
    closed: tuple[PlanBlock, ...]
    email: Email | None
    calendar_url: str  # "" if there is nothing to put into it, or this reader may not
    others: tuple[Link, ...]  # an agency's leads; a lead's agency
    plan_url: str
    whole_plan_url: str
    on_paper: str
    is_empty: bool


@dataclass(frozen=True, slots=True)
class OwnCalendar:
    """What goes into a calendar file: whose it is, what calendars call it, and the open actions with a date."""

    whose: str
    name: str
    entries: tuple[Entry, ...]


class OwnActions:
    """The actions of a lead or an agency in one review, each under how they are in it."""

    def __init__(self, rows: Iterable[PlanAction], *, is_theirs: Callable[[PlanLead], bool], today: date) -> None:
        self.today = today
        self.theirs = wanted((row for row in rows if any(map(is_theirs, row.leads))), Asked(), today=today)
        self.leads = [lead for row in self.theirs for lead in row.leads if is_theirs(lead)]
        self.led = [row for row in self.theirs if row.is_open and is_theirs(row.leads[0])]
        self.joined = [row for row in self.theirs if row.is_open and not is_theirs(row.leads[0])]
        self.closed = [row for row in self.theirs if not row.is_open]

    @property
    def dated(self) -> list[PlanAction]:
        """The open ones with a date."""
        return [row for row in (*self.led, *self.joined) if row.action.due_on]


def actions_of_lead(review: Review, lead: Lead, *, visible_to: Member, today: date) -> OwnActions:
    """What a lead has in a review."""
    rows = plan_rows(review, visible_to=visible_to)
    return OwnActions(rows, is_theirs=lambda one: one.public_id == lead.public_id, today=today)


def actions_of_agency(review: Review, agency: Agency, *, visible_to: Member, today: date) -> OwnActions:
    """What an agency's leads have in a review."""
    rows = plan_rows(review, visible_to=visible_to)
    return OwnActions(rows, is_theirs=lambda one: one.agency_id == agency.public_id, today=today)


def lead_page(review: Review, lead: Lead, *, visible_to: Member, today: date) -> OwnPage:
    """A lead's page."""
    own = actions_of_lead(review, lead, visible_to=visible_to, today=today)
    to = Addresses(visible_to.partnership.slug)
    agency = lead.agency
    return _page(
        review,
        own,
        title=title_of(lead, visible_to),
        greeting=shown(lead.name or who_holds(lead, visible_to=visible_to) or ""),
        others=(Link(shown(agency.name), to.agency(review.public_id, agency.public_id)),) if agency else (),
        urls=(to.lead(review.public_id, lead.public_id, "calendar"), f"lead={lead.public_id}"),
        came_from=f"lead-{lead.public_id}",
        member=visible_to,
    )


def agency_page(review: Review, agency: Agency, *, visible_to: Member, today: date) -> OwnPage:
    """An agency's page."""
    own = actions_of_agency(review, agency, visible_to=visible_to, today=today)
    to = Addresses(visible_to.partnership.slug)
    return _page(
        review,
        own,
        title=shown(agency.name),
        greeting="",
        others=tuple(Link(name, to.lead(review.public_id, lead)) for lead, name in names_of(own.leads).items()),
        urls=(to.agency(review.public_id, agency.public_id, "calendar"), f"agency={agency.public_id}"),
        came_from=f"agency-{agency.public_id}",
        member=visible_to,
    )


def title_of(lead: Lead, member: Member) -> str:
    """A lead in full: name, role with who holds it, agency."""
    agency = lead.agency
    named, public_id = (agency.name, agency.public_id) if agency else ("", "")
    holder = who_holds(lead, visible_to=member)
    return full_name(PlanLead(lead.public_id, lead.name, lead.role, named, public_id, holder))


def _page(
    review: Review,
    own: OwnActions,
    *,
    title: str,
    greeting: str,
    others: tuple[Link, ...],
    urls: tuple[str, str],
    came_from: str,
    member: Member,
) -> OwnPage:
    blocks = PlanBlocks(review, member=member, today=own.today, came_from=came_from)
    led, joined = tuple(map(blocks.block, own.led)), tuple(map(blocks.block, own.joined))
    plan = Addresses(member.partnership.slug).review(review.public_id, "plan")
    return OwnPage(
        title=title,
        counts=counted(own.theirs, today=own.today),
        led=led,
        joined=joined,
        closed=tuple(map(blocks.block, own.closed)),
        email=email_of(review, title=title, greeting=greeting, led=led, joined=joined, today=own.today)
        if led or joined
        else None,
        calendar_url=urls[0] if own.dated and may(member, Permission.REVIEW_EXPORT) else "",
        others=others,
        plan_url=f"{plan}?{urls[1]}",
        whole_plan_url=plan,
        on_paper=on_paper(review, today=own.today),
        is_empty=not own.theirs,
    )


def calendar_of_lead(review: Review, lead: Lead, *, visible_to: Member, today: date) -> OwnCalendar:
    """A lead's due dates for a calendar."""
    return _calendar(
        review,
        actions_of_lead(review, lead, visible_to=visible_to, today=today),
        title_of(lead, visible_to),
        visible_to,
    )


def calendar_of_agency(review: Review, agency: Agency, *, visible_to: Member, today: date) -> OwnCalendar:
    """An agency's due dates for a calendar."""
    own = actions_of_agency(review, agency, visible_to=visible_to, today=today)
    return _calendar(review, own, agency.name, visible_to)


def _calendar(review: Review, own: OwnActions, whose: str, member: Member) -> OwnCalendar:
    blocks = PlanBlocks(review, member=member, today=own.today, came_from="")
    entries = tuple(_entry(row.action, blocks.block(row), review.marking) for row in own.dated)
    return OwnCalendar(whose, f"{review.title}: {whose}", entries)


def _entry(action: Action, block: PlanBlock, marking: str) -> Entry:
    places = (f"{kind.word}: {'; '.join(link.text for link in kind.stages)}" for kind in block.kinds)
    lines = (marking, action.text, *places, f"{block.lead}{block.others}", block.when, block.status_word)
    assert action.due_on is not None  # noqa: S101 - only dated actions come here
    return Entry(
        uid=f"{action.public_id}@system-review",
        summary=first_words(action.text, _WORDS),
        description="\n".join(line for line in lines if line),
        due_on=action.due_on,
        repeats=Repeats(action.repeats_every or 1, Unit(action.repeats_unit)) if action.repeats_unit else None,
    )
