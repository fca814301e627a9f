"""How each kind of difference is written into the review: by the service that a person's own change goes through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from system_review.documents.interpreter.understanding import NamedLead
from system_review.documents.models import Document
from system_review.documents.rules.returned.differences import Difference
from system_review.documents.rules.returned.things import What
from system_review.documents.rules.returned.words import due_in, leads_in, same
from system_review.errors import Refused, Why
from system_review.partnerships.models import Member
from system_review.partnerships.queries import agencies_of
from system_review.partnerships.services import LeadName
from system_review.reviews.models import Action, ActionLead, CameFrom, Cell, Finding, Serving
from system_review.reviews.rules.findings import Onward
from system_review.reviews.rules.words import CLOSED, Priority, Status
from system_review.reviews.services.actions import Plan, add_action, add_note, archive_action, edit_action
from system_review.reviews.services.comments import add_comment
from system_review.reviews.services.findings import add_finding
from system_review.reviews.services.moves import archive_finding, move_finding, recolour_finding
from system_review.reviews.services.priorities import mark_finding
from system_review.reviews.services.ratings import rate_cell
from system_review.reviews.services.rewording import reword_finding


class Taking:
    """Writes differences of one returned file. Inside a transaction that holds the review."""

    def __init__(self, document: Document, *, today: date, by: Member, at: datetime) -> None:
        self._document, self._review = document, document.review
        self._today = today
        self._who: dict[str, Any] = {"by": by, "at": at}
        self._by = by
        self._new: dict[str, Finding] = {}

    def take(self, chosen: Sequence[Difference]) -> None:
        """Write these, in this order."""
        for each in chosen:
            getattr(self, "_" + each.kind.name.lower())(each)

    def _row(self, model: Any, public_id: str) -> Any:
        rows = model.objects.visible_to(self._by).filter(review=self._review, public_id=public_id)
        found = rows.select_related("review__framework", "review__partnership").first()
        if found is None:
            raise Refused(Why("What this is about is not in the review any more"))
        return found

    def _reason(self) -> str:
        return gettext("From the returned file %(name)s") % {"name": self._document.name}

    def _text(self, each: Difference) -> None:
        if each.what is What.ACTION:
            self._plan(each, text=each.theirs)
            return
        finding = self._row(Finding, each.about)
        reword_finding(finding=finding, seen=finding.version, text=each.theirs, **self._who)
        self._came(each, finding=finding)

    def _stage(self, each: Difference) -> None:
        finding = self._row(Finding, each.about)
        move_finding(finding=finding, seen=finding.version, cell=self._cell(each.theirs), **self._who)

    def _colour(self, each: Difference) -> None:
        finding = self._row(Finding, each.about)
        serving = Serving.objects.visible_to(self._by).filter(finding=finding, colour=finding.colour)
        open_ = serving.filter(action__archived_at=None).exclude(action__status__in=CLOSED)
        recolour_finding(
            finding=finding,
            seen=finding.version,
            colour=each.theirs,
            on=self._today,
            reason=self._reason(),
            onward=dict.fromkeys(open_.values_list("action__public_id", flat=True), Onward.CARRY_ON.value),
            **self._who,
        )

    def _lead(self, each: Difference) -> None:
        self._plan(each, leads=self._leads(each))

    def _leads(self, each: Difference) -> list[LeadName]:
        """Who leads by the file. Whoever leads now is known by how our file names them, a role with its holder too."""
        action = self._row(Action, each.about)
        links = ActionLead.objects.visible_to(self._by).filter(action=action).order_by("position")
        now = [link.lead for link in links.select_related("lead__agency")]
        words = each.ours.split("; ") if each.ours else []
        known = dict(zip(words, now, strict=True)) if len(words) == len(now) else {}
        named = []
        for part in filter(None, each.theirs.split("; ")):
            lead = next((one for said, one in known.items() if same(said, part)), None)
            if lead is not None:
                named.append(LeadName(lead.name, lead.role, lead.agency.name if lead.agency else ""))
            else:
                named += map(self._named, leads_in(part))
        return named

    def _named(self, lead: NamedLead) -> LeadName:
        """A lead of the file. An agency that is here is meant though a program changed its apostrophes."""
        agency = next((one.name for one in agencies_of(self._by) if same(one.name, lead.agency)), lead.agency)
        return LeadName(lead.name, lead.role, agency)

    def _due(self, each: Difference) -> None:
        words, on = due_in(each.theirs)
        self._plan(each, due_words=words, due_on=on)

    def _plan(self, each: Difference, **values: Any) -> None:
        action = self._row(Action, each.about)
        links = ActionLead.objects.visible_to(self._by).filter(action=action).order_by("position")
        names = [link.lead for link in links.select_related("lead__agency")]
        now: dict[str, Any] = {
            "text": action.text,
            "leads": [LeadName(lead.name, lead.role, lead.agency.name if lead.agency else "") for lead in names],
            "due_words": action.due_words,
            "due_on": action.due_on,
            "repeats_every": action.repeats_every,
            "repeats_unit": action.repeats_unit,
            "status": action.status,
            "priority": action.priority,
            "difference": action.difference,
            "waits_for": list(Action.objects.visible_to(self._by).filter(waited_for_by__action=action)),
        }
        edit_action(action=action, seen=action.version, plan=Plan(**{**now, **values}), **self._who)
        if "text" in values:
            self._came(each, action=action)

    def _status(self, each: Difference) -> None:
        self._progress(each, status=each.theirs)

    def _note(self, each: Difference) -> None:
        self._progress(each, text=each.theirs)

    def _difference(self, each: Difference) -> None:
        self._progress(each, difference=each.theirs)

    def _priority(self, each: Difference) -> None:
        if each.what is What.ACTION:
            self._plan(each, priority=each.theirs)
        else:
            finding = self._row(Finding, each.about)
            mark_finding(finding=finding, marked=each.theirs == Priority.HIGH, **self._who)

    def _progress(self, each: Difference, *, status: str = "", text: str = "", difference: str | None = None) -> None:
        action = self._row(Action, each.about)
        add_note(
            action=action,
            seen=action.version,
            text=text,
            on=self._today,
            status=status or action.status,
            difference=action.difference if difference is None else difference,
            **self._who,
        )

    def _comment(self, each: Difference) -> None:
        on = self._row(Finding if each.what is What.FINDING else Action, each.about)
        add_comment(on=on, text=each.theirs, **self._who)

    def _rating(self, each: Difference) -> None:
        cell = self._row(Cell, each.about)
        rate_cell(
            cell=cell,
            seen=cell.version,
            rating=each.theirs,
            reason=self._reason(),
            agreed_at=cell.agreed_at,
            **self._who,
        )

    def _new_finding(self, each: Difference) -> None:
        made = add_finding(cell=self._cell(each.spot), colour=each.colour, text=each.theirs, **self._who)
        self._new[each.key] = made
        self._came(each, finding=made)

    def _new_action(self, each: Difference) -> None:
        finding = self._new.get(each.under) or self._written(each) or self._row(Finding, each.under)
        words, on = due_in(each.further["due"])
        plan = Plan(
            text=each.theirs,
            leads=list(map(self._named, leads_in(each.further["lead"]))),
            due_words=words,
            due_on=on,
            status=each.further["status"] or Status.NOT_STARTED,
        )
        made = add_action(finding=finding, plan=plan, **self._who)
        self._came(each, action=made)
        if note := each.further["note"].strip():
            add_note(action=made, seen=made.version, text=note, on=self._today, status=made.status, difference="",
                     **self._who)  # fmt: skip

    def _written(self, each: Difference) -> Finding | None:
        """The new finding that an action stands under must be taken first: until then it has no place."""
        if len(each.under) == len(each.key):
            raise Refused(Why("Take the new finding over first: this action stands under it"))
        return None

    def _gone(self, each: Difference) -> None:
        if each.what is What.ACTION:
            action = self._row(Action, each.about)
            if action.archived_at is None:  # it may have gone with its finding just now
                archive_action(action=action, seen=action.version, **self._who)
            return
        finding = self._row(Finding, each.about)
        archive_finding(finding=finding, seen=finding.version, **self._who)

    def _cell(self, spot: str) -> Cell:
        domain, level, stage = spot.split("/")
        rows = Cell.objects.visible_to(self._by).filter(review=self._review, domain=domain, level=level, stage=stage)
        found: Cell | None = rows.select_related("review__framework", "review__partnership").first()
        if found is None:
            raise Refused(Why("The review has no such stage"))
        return found

    def _came(self, each: Difference, **thing: Any) -> None:
        CameFrom.unscoped.create(
            partnership_id=self._document.partnership_id,
            file_name=self._document.name,
            file_hash=self._document.hash,
            place=each.place[:200],
            wording=each.theirs,
            **thing,
        )
