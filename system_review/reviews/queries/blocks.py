"""Findings and actions as they stand on the sheet: words, lead line, time, and what is missing said in its place."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext, ngettext

from system_review.evidence.rules import EvidenceState, may_describe
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.reviews import pages, wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.queries.places import Place, Places
from system_review.reviews.queries.sheet_row_shapes import LinkRow
from system_review.reviews.queries.stage_facts import ActionFacts, FindingFacts, Setting
from system_review.reviews.rules.actions import is_difference_untold, is_open, is_overdue
from system_review.reviews.rules.calendar_days import day_remark
from system_review.reviews.rules.words import CLOSED, Priority
from system_review.texts import first_words, shown
from system_review.ui.parts import Link

_WORDS = 12  # of an action that another names


class FindingBlocks:
    """Works out the findings of one sheet, each from its facts and the setting alone."""

    def __init__(self, setting: Setting, framework: FrameworkSnapshot, places: Places, to: Addresses) -> None:
        self.setting, self.places, self.to = setting, places, to
        self.path_of = dict(setting.paths)
        colours, language = framework.colours, setting.language
        self.words = {
            colour: (framework.said(words.word, language), framework.said(words.plan, language))
            for colour, words in ((name, getattr(colours, name)) for name in type(colours).model_fields)
        }

    def place_of_cell(self, pk: int) -> Place:
        """The place of a cell by its number."""
        return self.places.by_path[self.path_of[pk]]

    def block(self, facts: FindingFacts) -> pages.FindingBlock:
        """One finding with its plan: that of its present colour, and what was done under an earlier one."""
        finding, to, can = facts.finding, self.to, self.setting
        may_change = can.may_write and facts.may_change
        word, plan = self.words[finding.colour]
        start, rest = pages.folded(shown(finding.text))
        evidence = self._evidence(facts)
        past = self._actions(facts, now=False)
        return pages.FindingBlock(
            anchor=f"finding-{finding.public_id}",
            shape=finding.colour,
            word=word,
            start=start,
            rest=rest,
            is_priority=finding.is_priority,
            evidence=evidence,
            evidence_url="" if evidence or not may_change else to.finding(finding.public_id) + "#evidence",
            quiet=(*self._for_which(finding.for_place), *_quiet(facts)),
            plan=plan,
            actions=self._actions(facts, now=True),
            see_also=tuple(map(self._see_also, facts.see_also)),
            past=past,
            past_text=ngettext("%(n)d earlier action", "%(n)d earlier actions", len(past)) % {"n": len(past)}
            if past
            else "",
            add_url=to.finding(finding.public_id, "new-action") if can.may_plan else "",
            change_url=to.finding(finding.public_id) if may_change else "",
            mark=pages.Mark(to.finding(finding.public_id, "priority"), finding.is_priority) if may_change else None,
            move_url=to.finding(finding.public_id, "moves") if can.may_move else "",
            history_url=to.finding(finding.public_id, "history") if can.may_write else "",
            comments=self._comments(facts),
        )

    def _for_which(self, place: int | None) -> tuple[str, ...]:
        """For which place a thing is; nothing where it is for all."""
        name = self.setting.place_name(place) if place else ""
        return (gettext("For %(place)s") % {"place": shown(name)},) if name else ()

    def _comments(self, facts: FindingFacts) -> tuple[Link, ...]:
        url = self.to.finding(facts.finding.public_id, "comments")
        links = []
        if facts.comments:
            links.append(Link(open_words(facts.comments), url))
        elif self.setting.may_comment:
            links.append(Link(gettext("Comment"), url))
        if facts.has_note:
            links.append(Link(gettext("Working note"), f"{url}#note"))
        return tuple(links)

    def _actions(self, facts: FindingFacts, *, now: bool) -> tuple[pages.ActionBlock, ...]:
        finding = facts.finding
        return tuple(
            self.action(action, finding.public_id)
            for action in facts.actions
            if (action.serving.colour == finding.colour) is now
        )

    def _evidence(self, facts: FindingFacts) -> str:
        if not facts.evidence:
            return ""
        lines = (evidence_line(item, in_team=self.setting.in_team) for item in facts.evidence)
        return gettext("How we know: %(evidence)s") % {"evidence": "; ".join(lines)}

    def _see_also(self, link: LinkRow) -> Link:
        if link.action_id:
            words = gettext("%(action)s (%(status)s)") % {
                "action": first_words(link.one, _WORDS),
                "status": wording.status(link.two).lower(),
            }
            return Link(words, self._planned(link))
        place = self.place_of_cell(link.cell_id)
        actions, done = int(link.one or 0), int(link.two or 0)
        counts = ngettext("%(n)d action, %(done)d done", "%(n)d actions, %(done)d done", actions)
        words = f"{place.whole}: {counts % {'n': actions, 'done': done}}"
        return Link(words, f"{self.to.sheet(self.setting.review, *place.path[:2])}#stage-{place.path[2]}")

    def _planned(self, link: LinkRow) -> str:
        """Where an action is found: in the plan, or, in an agreed version, under a finding on one of its sheets."""
        if link.four is None:
            return f"{self.to.review(self.setting.review, 'plan')}#action-{link.three}"
        if not link.four:
            return ""
        place = self.place_of_cell(link.cell_id)
        return f"{self.to.sheet(self.setting.review, *place.path[:2])}#action-{link.three}-{link.four}"

    def action(self, facts: ActionFacts, anchor: str) -> pages.ActionBlock:
        """One action as it stands under a finding."""
        action = facts.serving.action
        lead, others = lead_words([(who.one, who.two, who.three or "", who.four) for who in facts.leads])
        overdue = is_overdue(status=action.status, due_on=action.due_on, today=self.setting.today)
        may_change = self.setting.may_plan and facts.may_change
        return pages.ActionBlock(
            anchor=f"action-{action.public_id}-{anchor}",
            text=shown(action.text),
            lead=lead,
            others=others,
            when=when_words(action),
            status=action.status,
            status_word=status_words(action),
            tag=gettext("overdue") if overdue else "",
            extras=self._extras(facts),
            change_url=self.to.action(action.public_id) if may_change else "",
            mark=pages.Mark(self.to.action(action.public_id, "priority"), action.priority == Priority.HIGH)
            if may_change
            else None,
            comments=Link(open_words(facts.comments), self.to.action(action.public_id, "comments"))
            if facts.comments
            else None,
        )

    def _extras(self, facts: ActionFacts) -> tuple[str, ...]:
        action = facts.serving.action
        lines = list(self._for_which(action.for_place))
        if action.priority == Priority.HIGH:
            lines.append(gettext("High priority"))
        for link in facts.waits:
            if link.two not in CLOSED:
                lines.append(gettext("Waits for: %(action)s") % {"action": first_words(link.one, _WORDS)})
        places = {
            self.place_of_cell(link.cell_id).whole
            for link in facts.elsewhere
            if link.finding_id != facts.serving.finding_id
        }
        if action.due_on and is_open(action.status) and (remark := day_remark(action.due_on)):
            lines.append(wording.said(remark))
        if places:
            lines.append(gettext("Also serves: %(places)s") % {"places": "; ".join(sorted(places))})
        if action.difference:
            lines.append(gettext("Difference made: %(words)s") % {"words": shown(action.difference)})
        elif self.setting.may_plan and is_difference_untold(
            status=action.status, difference=action.difference, is_check=action.is_check
        ):
            lines.append(gettext("What difference it made is still to be told"))
        return tuple(lines)


def open_words(number: int) -> str:
    """How many comments are open: "2 open comments"."""
    return ngettext("%(n)d open comment", "%(n)d open comments", number) % {"n": number}


def _quiet(facts: FindingFacts) -> tuple[str, ...]:
    lines = []
    if facts.about:
        lines.append(gettext("About: %(agencies)s") % {"agencies": shown(", ".join(link.one for link in facts.about))})
    if facts.finding.on_behalf_of:
        lines.append(gettext("On behalf of %(agency)s") % {"agency": shown(facts.finding.on_behalf_of)})
    return tuple(lines)


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


LeadParts = tuple[str, str, str, str | None]  # name, role, agency, and who holds the role


def role_words(role: str, holder: str | None) -> str:
    """A role with who holds it: "Designated nurse (A. Name)". "" is nobody; None where it is not told."""
    if holder is None or not role:
        return role
    if not holder:
        return gettext("%(role)s: nobody in post") % {"role": role}
    return gettext("%(role)s (%(name)s)") % {"role": role, "name": holder}


def _shown_parts(lead: LeadParts) -> tuple[str, str, str]:
    name, role, agency, holder = lead
    role = shown(role)
    return shown(name), role if name else role_words(role, holder and shown(holder)), shown(agency)


def lead_words(leads: list[LeadParts]) -> tuple[str, str]:
    """The accountable lead, and what goes on after it: ("Meera", ", health, with Joan, quality assurance").

    Each lead is a name, a role and an agency, any of which may be "", and for a role who holds it. An agency alone
    awaits a name.
    """
    if not leads:
        return "", ""
    name, role, agency = _shown_parts(leads[0])
    if name or role:
        first, rest = (name or role), (f", {agency}" if agency else (f", {role}" if name and role else ""))
    else:
        first, rest = gettext("%(agency)s, name awaited") % {"agency": agency}, ""
    others = [_one_lead(*_shown_parts(lead)) for lead in leads[1:]]
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
    if item.state in (EvidenceState.PLANNED, EvidenceState.UNDER_WAY):
        return gettext("%(evidence)s (still to be looked at)") % {"evidence": words}
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
