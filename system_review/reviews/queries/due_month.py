"""What is due in a month and what should have been done before it, agency by agency; for each of them an e-mail."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext, ngettext

from system_review.partnerships.models import Member
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Review
from system_review.reviews.plan_pages import PlanBlock
from system_review.reviews.queries.emails import Email, actions_listed
from system_review.reviews.queries.plan_blocks import PlanBlocks, on_paper
from system_review.reviews.queries.plan_filter import Asked, month_of, wanted
from system_review.reviews.queries.plan_rows import PlanAction, plan_rows
from system_review.texts import shown
from system_review.ui.parts import Link

_LAST_YEAR = 9000  # a month after this one has to exist


@dataclass(frozen=True, slots=True)
class DueGroup:
    """What one agency has to do: `led` by its people, `joined` with others in the lead. What is due first on top."""

    key: str
    name: str
    url: str  # the agency's own page; "" for actions without an agency
    led: tuple[PlanBlock, ...]
    joined: tuple[PlanBlock, ...]
    email_url: str
    email: Email | None


@dataclass(frozen=True, slots=True)
class DuePage:
    """The whole list of a month."""

    month: str
    counts: str
    groups: tuple[DueGroup, ...]
    before: Link
    after: Link
    plan_url: str
    on_paper: str


def due_page(review: Review, *, month: str, of: str, visible_to: Member, today: date) -> DuePage:
    """Open actions due in `month` ("2027-03"; this one where it is none), and, in this month, what is overdue.

    `of` is the agency (a public id) whose e-mail is open.
    """
    return _Due(review, month, visible_to, today).page(of)


class _Due:
    def __init__(self, review: Review, month: str, member: Member, today: date) -> None:
        self.review, self.member, self.today = review, member, today
        asked = month_of(month)
        self.first = asked if asked and 1000 < asked.year < _LAST_YEAR else today.replace(day=1)
        self.is_now = self.first == today.replace(day=1)
        self.to = Addresses(member.partnership.slug)
        self.url = self.to.review(review.public_id, "plan/due")
        self.blocks = PlanBlocks(review, member=member, today=today, came_from="plan")

    def page(self, of: str) -> DuePage:
        rows = [row for row in plan_rows(self.review, visible_to=self.member) if self._is_due(row)]
        rows = wanted(rows, Asked(), today=self.today)
        by_agency: dict[tuple[str, str], list[PlanAction]] = defaultdict(list)
        for row in rows:
            for agency in {(lead.agency, lead.agency_id) for lead in row.leads if lead.agency_id} or {("", "")}:
                by_agency[agency].append(row)
        agencies = sorted(by_agency, key=lambda one: (not one[1], one[0].casefold(), one[1]))
        return DuePage(
            month=wording.month(self.first),
            counts=self._counted(rows),
            groups=tuple(self._group(*agency, by_agency[agency], of) for agency in agencies),
            before=self._month(self.first - timedelta(days=1)),
            after=self._month(self.first + timedelta(days=31)),
            plan_url=self.to.review(self.review.public_id, "plan"),
            on_paper=on_paper(self.review, today=self.today),
        )

    def _is_due(self, row: PlanAction) -> bool:
        due_on = row.action.due_on
        if due_on is None or not row.is_open:
            return False
        return due_on.replace(day=1) == self.first or (self.is_now and row.is_overdue(self.today))

    def _month(self, day: date) -> Link:
        return Link(wording.month(day), f"{self.url}?month={day:%Y-%m}")

    def _counted(self, rows: list[PlanAction]) -> str:
        late = sum(row.is_overdue(self.today) for row in rows)
        words = ngettext("%(n)d action", "%(n)d actions", len(rows)) % {"n": len(rows)}
        return gettext("%(actions)s, %(late)d of them overdue") % {"actions": words, "late": late} if late else words

    def _group(self, name: str, agency: str, rows: list[PlanAction], of: str) -> DueGroup:
        led = tuple(self.blocks.block(row) for row in rows if not agency or row.leads[0].agency_id == agency)
        joined = tuple(
            _once_more(self.blocks.block(row), agency) for row in rows if agency and row.leads[0].agency_id != agency
        )
        key = f"due-{agency or 'none'}"
        title = shown(name) or gettext("No agency yet")
        return DueGroup(
            key=key,
            name=title,
            url=self.to.agency(self.review.public_id, agency) if agency else "",
            led=led,
            joined=joined,
            email_url=f"{self.url}?month={self.first:%Y-%m}&of={agency}#{key}" if agency else "",
            email=self._email(title, led, joined) if agency and of == agency else None,
        )

    def _email(self, name: str, led: tuple[PlanBlock, ...], joined: tuple[PlanBlock, ...]) -> Email:
        values = {
            "title": shown(self.review.title),
            "name": name,
            "month": wording.month(self.first),
            "day": wording.day(self.today),
            "partnership": shown(self.review.partnership.name),
        }
        said = (
            gettext(
                "These actions of %(name)s in %(title)s (%(partnership)s) are due in %(month)s or overdue on %(day)s."
            )
            if self.is_now
            else gettext("These actions of %(name)s in %(title)s (%(partnership)s) are due in %(month)s.")
        )
        subject = gettext("%(title)s: due in %(month)s, %(name)s") % values
        ask = gettext("Please say how each of them stands.")
        return actions_listed(
            self.review, subject=subject, before=(said % values,), led=led, joined=joined, after=(ask,)
        )


def _once_more(block: PlanBlock, agency: str) -> PlanBlock:
    """An action that stands under another agency, too: nothing on the page may have its name a second time."""
    return replace(block, anchor=f"{block.anchor}-{agency}", public_id=f"{block.public_id}-{agency}")
