"""An action as the plan, a lead's page and an agency's page show it: once, with every stage that it serves."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext, ngettext

from system_review.frameworks.queries import content_of
from system_review.partnerships.access import may, voice_of
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews import pages, wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Action, Review
from system_review.reviews.plan_pages import Kind, PlanBlock
from system_review.reviews.queries.blocks import lead_words, status_words, when_words
from system_review.reviews.queries.plan_rows import PlanAction, Served
from system_review.reviews.queries.reporting import led_here
from system_review.reviews.rules.calendar_days import day_remark
from system_review.reviews.rules.words import Priority
from system_review.texts import shown
from system_review.ui.parts import Link


class PlanBlocks:
    """Draws the actions of one review. `came_from` names the page to come back to after changing one."""

    def __init__(self, review: Review, *, member: Member, today: date, came_from: str) -> None:
        self.review, self.today, self.came_from = review, today, came_from
        self.to = Addresses(member.partnership.slug)
        self.may_write, self.voice = may(member, Permission.ACTION_WRITE), voice_of(member)
        asks_who_leads = self.may_write and not self.voice.for_any
        self.led = led_here(review, visible_to=member) if asks_who_leads else frozenset()
        framework, language = content_of(review.framework), wording.language_tag()
        self.plans = {
            colour: framework.said(getattr(framework.colours, colour).plan, language)
            for colour in type(framework.colours).model_fields
        }

    def block(self, row: PlanAction) -> PlanBlock:
        """One action."""
        action = row.action
        text = shown(action.text)
        start, rest = pages.folded(text)
        lead, others = lead_words([person.words for person in row.leads])
        to_change = f"?from={self.came_from}"
        own = self.voice.owns(written_by=action.written_by_id, on_behalf_of=action.on_behalf_of_id)
        may_change, may_report = self.may_write and own, self.may_write and (own or action.pk in self.led)
        return PlanBlock(
            anchor=f"action-{action.public_id}",
            public_id=action.public_id,
            version=action.version,
            text=text,
            start=start,
            rest=rest,
            kinds=self._kinds(row),
            serves=_serves(len(row.stages)),
            lead=lead,
            lead_url=self.to.lead(self.review.public_id, row.leads[0].public_id) if row.leads else "",
            others=others,
            when=when_words(action),
            tag=gettext("overdue") if row.is_overdue(self.today) else "",
            remark=_remark(row),
            status=action.status,
            status_word=status_words(action),
            priority="" if action.priority == Priority.NORMAL else wording.priority(action.priority),
            waits=tuple(map(shown, row.waits)) if row.is_open else (),
            difference=shown(action.difference),
            is_untold=row.is_untold,
            changed=wording.day_of(action.changed_at),
            change_url=self.to.action(action.public_id) + to_change if may_change else "",
            mark=self._mark(action, to_change) if may_change else None,
            for_place=shown(row.for_place[1]) if row.for_place else "",
            progress_url=self.to.action(action.public_id, "progress") + to_change if may_report else "",
            check_url=self.to.action(action.public_id, "check") + to_change
            if may_change and action.is_check and row.is_open
            else "",
        )

    def _mark(self, action: Action, to_change: str) -> pages.Mark:
        return pages.Mark(self.to.action(action.public_id, "priority") + to_change, action.priority == Priority.HIGH)

    def _kinds(self, row: PlanAction) -> tuple[Kind, ...]:
        """The stages by kind, each once, leading to the action on its sheet."""
        links: dict[str, dict[str, Link]] = {}
        for served in row.serves:
            links.setdefault(served.colour, {}).setdefault(served.place.whole, self._link(row, served))
        return tuple(Kind(self.plans[colour], tuple(stages.values())) for colour, stages in links.items())

    def _link(self, row: PlanAction, served: Served) -> Link:
        sheet = self.to.sheet(self.review.public_id, *served.place.path[:2])
        return Link(served.place.whole, f"{sheet}#action-{row.action.public_id}-{served.finding}")


def _remark(row: PlanAction) -> str:
    remark = day_remark(row.action.due_on) if row.action.due_on and row.is_open else None
    return wording.said(remark) if remark else ""


def _serves(stages: int) -> str:
    if stages == 0:
        return gettext("Its findings are archived")
    return ngettext("Serves %(n)d stage", "Serves %(n)d stages", stages) % {"n": stages} if stages > 1 else ""


def counted(rows: list[PlanAction], *, today: date) -> str:
    """How actions stand, in words: "41 actions, 12 done, 1 overdue"."""
    done = sum(row.action.status == "done" for row in rows)
    dropped = sum(row.action.status == "not_needed" for row in rows)
    overdue = sum(row.is_overdue(today) for row in rows)
    parts = [ngettext("%(n)d action", "%(n)d actions", len(rows)) % {"n": len(rows)}]
    if done:
        parts.append(gettext("%(n)d done") % {"n": done})
    if untold := sum(row.is_untold for row in rows):
        parts.append(
            ngettext("%(n)d of them without the difference made", "%(n)d of them without the difference made", untold)
            % {"n": untold}
        )
    if dropped:
        parts.append(gettext("%(n)d no longer needed") % {"n": dropped})
    if overdue:
        parts.append(gettext("%(n)d overdue") % {"n": overdue})
    return ", ".join(parts)


def on_paper(review: Review, *, today: date) -> str:
    """What stands on paper beside what a page shows: title, marking, that it is a draft, and the day."""
    parts = (review.title, review.marking, gettext("DRAFT"), gettext("as at %(day)s") % {"day": wording.day(today)})
    return shown(" · ".join(part for part in parts if part))
