"""Findings and actions as they stand on the sheet: words, lead line, time, and what is missing said in its place."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext, ngettext

from system_review.evidence.rules import EvidenceState, in_team, may_describe
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.partnerships.access import may
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews import pages, wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Review
from system_review.reviews.queries.places import Path, Place, Places
from system_review.reviews.queries.sheet_rows import CellRow, FindingRow, LinkRow, ServingRow, SheetRows
from system_review.reviews.rules.actions import is_open, is_overdue
from system_review.reviews.rules.calendar_days import day_remark
from system_review.reviews.rules.words import CLOSED, Priority
from system_review.texts import shown
from system_review.ui.parts import Link


class FindingBlocks:
    """Draws the findings of one sheet."""

    def __init__(
        self,
        framework: FrameworkSnapshot,
        rows: SheetRows,
        places: Places,
        cells: dict[Path, CellRow],
        review: Review,
        member: Member,
        today: date,
    ) -> None:
        self.framework, self.rows, self.places, self.today = framework, rows, places, today
        self.review = review
        self.to = Addresses(member.partnership.slug)
        self.language = wording.language_tag()
        self.path_of = {cell.pk: path for path, cell in cells.items()}
        self.in_team = in_team(member.roles)
        self.may_write = may(member, Permission.FINDING_WRITE)
        self.may_move = may(member, Permission.FINDING_MOVE)
        self.may_plan = may(member, Permission.ACTION_WRITE)
        colours = framework.colours
        self.words = {
            colour: (framework.said(words.word, self.language), framework.said(words.plan, self.language))
            for colour, words in ((name, getattr(colours, name)) for name in type(colours).model_fields)
        }

    def place_of_cell(self, pk: int) -> Place:
        """The place of a cell by its number."""
        return self.places.by_path[self.path_of[pk]]

    def block(self, finding: FindingRow) -> pages.FindingBlock:
        """One finding with its plan."""
        word, plan = self.words[finding.colour]
        start, rest = pages.folded(shown(finding.text))
        now, past = self._split(finding)
        evidence = self._evidence(finding)
        to = self.to
        return pages.FindingBlock(
            anchor=f"finding-{finding.public_id}",
            shape=finding.colour,
            word=word,
            start=start,
            rest=rest,
            evidence=evidence,
            evidence_url="" if evidence or not self.may_write else to.finding(finding.public_id) + "#evidence",
            quiet=self._quiet(finding),
            plan=plan,
            actions=tuple(self.action(serving, f"{finding.public_id}") for serving in now),
            see_also=tuple(map(self._see_also, self.rows.see_also.get(finding.pk, ()))),
            past=tuple(self.action(serving, f"{finding.public_id}") for serving in past),
            past_text=ngettext("%(n)d earlier action", "%(n)d earlier actions", len(past)) % {"n": len(past)}
            if past
            else "",
            add_url=to.finding(finding.public_id, "new-action") if self.may_plan else "",
            change_url=to.finding(finding.public_id) if self.may_write else "",
            move_url=to.finding(finding.public_id, "moves") if self.may_move else "",
            history_url=to.finding(finding.public_id, "history"),
        )

    def _split(self, finding: FindingRow) -> tuple[list[ServingRow], list[ServingRow]]:
        """The plan of the present colour, and what was done under an earlier one."""
        servings = self.rows.servings.get(finding.pk, [])
        now = [s for s in servings if s.colour == finding.colour]
        return now, [s for s in servings if s.colour != finding.colour]

    def _evidence(self, finding: FindingRow) -> str:
        items = self.rows.evidence.get(finding.pk, ())
        if not items:
            return ""
        lines = (evidence_line(item, in_team=self.in_team) for item in items)
        return gettext("How we know: %(evidence)s") % {"evidence": "; ".join(lines)}

    def _quiet(self, finding: FindingRow) -> tuple[str, ...]:
        lines = []
        if about := self.rows.about.get(finding.pk):
            lines.append(gettext("About: %(agencies)s") % {"agencies": shown(", ".join(link.one for link in about))})
        if finding.on_behalf_of:
            lines.append(gettext("On behalf of %(agency)s") % {"agency": shown(finding.on_behalf_of)})
        return tuple(lines)

    def _see_also(self, link: LinkRow) -> Link:
        if link.action_id:
            words = gettext("%(action)s (%(status)s)") % {
                "action": _short(shown(link.one)),
                "status": wording.status(link.two).lower(),
            }
            return Link(words, self.to.action(link.three))
        place = self.place_of_cell(link.cell_id)
        actions, done = int(link.one or 0), int(link.two or 0)
        counts = ngettext("%(n)d action, %(done)d done", "%(n)d actions, %(done)d done", actions)
        words = f"{place.whole}: {counts % {'n': actions, 'done': done}}"
        return Link(words, f"{self.to.sheet(self.review.public_id, *place.path[:2])}#stage-{place.path[2]}")

    def action(self, serving: ServingRow, anchor: str) -> pages.ActionBlock:
        """One action as it stands under a finding."""
        action = serving.action
        lead, others = lead_words([(who.one, who.two, who.three or "") for who in self.rows.leads.get(action.pk, ())])
        overdue = is_overdue(status=action.status, due_on=action.due_on, today=self.today)
        return pages.ActionBlock(
            anchor=f"action-{action.public_id}-{anchor}",
            text=shown(action.text),
            lead=lead,
            others=others,
            when=when_words(action),
            status=action.status,
            status_word=status_words(action),
            tag=gettext("overdue") if overdue else "",
            extras=self._extras(serving),
            change_url=self.to.action(action.public_id) if self.may_plan else "",
        )

    def _extras(self, serving: ServingRow) -> tuple[str, ...]:
        action = serving.action
        lines = []
        if action.priority == Priority.HIGH:
            lines.append(gettext("High priority"))
        for link in self.rows.waits.get(action.pk, ()):
            if link.two not in CLOSED:
                lines.append(gettext("Waits for: %(action)s") % {"action": _short(shown(link.one))})
        places = {
            self.place_of_cell(link.cell_id).whole
            for link in self.rows.elsewhere.get(action.pk, ())
            if link.finding_id != serving.finding_id
        }
        if action.due_on and is_open(action.status) and (remark := day_remark(action.due_on)):
            lines.append(wording.said(remark))
        if places:
            lines.append(gettext("Also serves: %(places)s") % {"places": "; ".join(sorted(places))})
        if action.difference:
            lines.append(gettext("Difference made: %(words)s") % {"words": shown(action.difference)})
        return tuple(lines)


def _short(text: str) -> str:
    words = text.split()
    return text if len(words) <= 12 else " ".join(words[:12]) + " …"


class Planned(Protocol):
    """What the words about an action's time and status are made of."""

    @property
    def status(self) -> str: ...
    @property
    def due_words(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def repeats_every(self) -> int | None: ...
    @property
    def repeats_unit(self) -> str: ...
    @property
    def last_done_on(self) -> date | None: ...


def lead_words(leads: list[tuple[str, str, str]]) -> tuple[str, str]:
    """The accountable lead, and what goes on after it: ("Meera", ", health, with Joan, quality assurance").

    Each lead is a name, a role and an agency, any of which may be "". An agency alone awaits a name.
    """
    if not leads:
        return "", ""
    name, role, agency = map(shown, leads[0])
    if name or role:
        first, rest = (name or role), (f", {agency}" if agency else (f", {role}" if name and role else ""))
    else:
        first, rest = gettext("%(agency)s, name awaited") % {"agency": agency}, ""
    others = [_one_lead(*map(shown, lead)) for lead in leads[1:]]
    if others:
        rest += gettext(", with %(leads)s") % {"leads": "; ".join(others)}
    return first, rest


def _one_lead(name: str, role: str, agency: str) -> str:
    if not (name or role):
        return gettext("%(agency)s, name awaited") % {"agency": agency}
    return ", ".join(part for part in (name or role, agency or (role if name else "")) if part)


def when_words(action: Planned) -> str:
    """The time as written, with the date that it means."""
    words = shown(action.due_words)
    if action.repeats_unit:
        rhythm = words or wording.every(action.repeats_every or 1, action.repeats_unit)
        if action.due_on is None:
            return rhythm
        return gettext("%(rhythm)s, next %(day)s") % {"rhythm": rhythm, "day": wording.day(action.due_on)}
    if action.due_on is None:
        return words
    by = gettext("by %(day)s") % {"day": wording.day(action.due_on)}
    return f"{words}: {by}" if words and wording.day(action.due_on) not in words else by


def status_words(action: Planned) -> str:
    """How an action stands; of a recurring one, when it was last done."""
    if action.repeats_unit and action.last_done_on and action.status not in CLOSED:
        return gettext("%(status)s, last done %(day)s") % {
            "status": wording.status(action.status),
            "day": wording.day(action.last_done_on),
        }
    return wording.status(action.status)


def evidence_line(item: Any, *, in_team: bool) -> str:
    """A piece of evidence in a few words: what, when; still awaited is said. Of some, others hear the kind alone."""
    described = may_describe(item.naming, in_team=in_team)
    words = _few_words(item) if described else wording.evidence_kind(item.kind)
    if item.state == EvidenceState.ASKED_FOR:
        return gettext("%(evidence)s (still awaited)") % {"evidence": words}
    if item.state == EvidenceState.NOT_AVAILABLE:
        return gettext("%(evidence)s (not available)") % {"evidence": words}
    if not (described and item.on):
        return words
    return gettext("%(evidence)s, %(month)s") % {"evidence": words, "month": wording.month(item.on)}


FEW = 60  # characters; a longer sentence is read on the page of the evidence


def _few_words(item: Any) -> str:
    sentence = shown(item.sentence).rstrip(".")
    if sentence and len(sentence) <= FEW:
        return sentence
    kind = wording.evidence_kind(item.kind)
    return f"{kind} ({item.how_many})" if item.how_many else kind
