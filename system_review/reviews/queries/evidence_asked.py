"""What was asked for and is not here yet, agency by agency: one list, and for each of them an e-mail to copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.utils.translation import gettext, ngettext

from system_review.evidence.models import Evidence
from system_review.evidence.rules import EvidenceState, is_late, may_describe
from system_review.partnerships.access import may
from system_review.partnerships.models import Agency, Member
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Review, ReviewEvidence
from system_review.reviews.queries.emails import Email
from system_review.reviews.queries.plan_blocks import on_paper
from system_review.reviews.queries.seeing import sight_of
from system_review.texts import shown

Whom = tuple[str, str]  # the agency, and whom there: either may be ""


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One piece that was asked for, and by when; `whom` there."""

    told: str
    kind: str
    since: str
    when: str
    is_late: bool
    whom: str
    url: str


@dataclass(frozen=True, slots=True)
class AskedGroup:
    """What one agency was asked for, what is wanted first on top. `email_url` opens the e-mail that asks for it."""

    key: str
    name: str
    lines: tuple[AskedLine, ...]
    email_url: str
    email: Email | None
    send: Sending | None = None  # where it may be sent to by mail


@dataclass(frozen=True, slots=True)
class Sending:
    """Sending the open e-mail to the agency's own address: which one, where the form goes, what was looked at."""

    to: str
    url: str
    seen: str


@dataclass(frozen=True, slots=True)
class AskedLetter:
    """The list for one agency as an e-mail, how many pieces it names, and what tells it from any other."""

    email: Email
    count: int

    @property
    def seen(self) -> str:
        return sha256(self.email.body.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class AskedPage:
    """The whole list."""

    groups: tuple[AskedGroup, ...]
    counts: str
    on_paper: str
    evidence_url: str


def asked_page(review: Review, *, of: str, visible_to: Member, today: date, can_mail: bool = False) -> AskedPage:
    """What is outstanding in a review, as this member may see it. `of` is the group whose e-mail is open.

    `can_mail` says whether this installation sends any.
    """
    return _Asked(review, visible_to, today, can_mail=can_mail).page(of)


def asked_letter(review: Review, agency: Agency, *, visible_to: Member, today: date) -> AskedLetter | None:
    """What one agency is asked for, as the page shows it; None where nothing is outstanding."""
    return _Asked(review, visible_to, today).letter(agency)


class _Asked:
    def __init__(self, review: Review, member: Member, today: date, *, can_mail: bool = False) -> None:
        self.can_mail = can_mail
        self.review, self.member, self.today = review, member, today
        self.to = Addresses(member.partnership.slug)
        self.in_team = sight_of(review, visible_to=member).in_team
        self.url = self.to.review(review.public_id, "evidence/asked")

    def page(self, of: str) -> AskedPage:
        by_name: dict[str, list[Evidence]] = {}
        awaited = self._awaited()
        for item in awaited:
            if self._describes(item):
                by_name.setdefault(_agency(item), []).append(item)
        names = sorted(by_name, key=lambda name: (not name, name.casefold()))
        groups = [self._group(str(n), name, by_name[name], of) for n, name in enumerate(names, start=1)]
        kinds = tuple(self._kind_alone(item) for item in awaited if not self._describes(item))
        if kinds:
            title = gettext("Of whom it was asked is not told to you")
            groups.append(AskedGroup("asked-kinds", title, kinds, email_url="", email=None))
        return AskedPage(
            groups=tuple(groups),
            counts=self._counted(awaited),
            on_paper=on_paper(self.review, today=self.today),
            evidence_url=self.to.review(self.review.public_id, "evidence"),
        )

    def letter(self, agency: Agency) -> AskedLetter | None:
        """What one agency is asked for."""
        items = [item for item in self._awaited() if self._describes(item) and _agency(item) == agency.name]
        if not items:
            return None
        return AskedLetter(self._email(shown(agency.name), tuple(map(self._line, items))), len(items))

    def _sending(self, items: list[Evidence], email: Email) -> Sending | None:
        agency = next((item.source for item in items if item.source), None)
        may_send = self.can_mail and self.in_team and may(self.member, Permission.EVIDENCE_WRITE)
        if agency is None or not (agency.email and may_send):
            return None
        url = self.to.agency(self.review.public_id, agency.public_id, "asked")
        return Sending(agency.email, url, AskedLetter(email, len(items)).seen)

    def _awaited(self) -> list[Evidence]:
        """What this member may know of, what is wanted first on top."""
        rows = ReviewEvidence.objects.visible_to(self.member).filter(
            review=self.review, evidence__archived_at=None, evidence__state=EvidenceState.ASKED_FOR
        )
        rows = rows.select_related("evidence__source").order_by("position", "pk")
        items = [row.evidence for row in rows]
        return sorted(items, key=lambda item: (item.due_on is None, item.due_on or self.today, item.pk))

    def _describes(self, item: Evidence) -> bool:
        """Whether more than its kind may be told: what it is, of whom it was asked, by when."""
        return may_describe(item.naming, in_team=self.in_team or item.written_by_id == self.member.pk)

    def _kind_alone(self, item: Evidence) -> AskedLine:
        return AskedLine(wording.evidence_kind(item.kind), "", "", "", False, "", self._place(item))

    def _place(self, item: Evidence) -> str:
        return f"{self.to.review(self.review.public_id, 'evidence')}#evidence-{item.public_id}"

    def _group(self, key: str, name: str, items: list[Evidence], of: str) -> AskedGroup:
        lines = tuple(map(self._line, items))
        title = shown(name) or gettext("Nobody named yet")
        email = self._email(title, lines) if name and of == key else None
        return AskedGroup(
            key=f"asked-{key}",
            name=title,
            lines=lines,
            email_url=f"{self.url}?of={key}#asked-{key}" if name else "",
            email=email,
            send=self._sending(items, email) if email else None,
        )

    def _line(self, item: Evidence) -> AskedLine:
        kind = wording.evidence_kind(item.kind)
        return AskedLine(
            told=shown(item.sentence) or kind,
            kind=kind if item.sentence else "",
            since=wording.day(item.asked_on) if item.asked_on else "",
            when=wording.day(item.due_on) if item.due_on else "",
            is_late=is_late(state=item.state, due_on=item.due_on, today=self.today),
            whom=shown(item.asked_of) if item.source and item.asked_of else "",
            url=self._place(item),
        )

    def _counted(self, items: list[Evidence]) -> str:
        count = len(items)
        late = sum(
            self._describes(item) and is_late(state=item.state, due_on=item.due_on, today=self.today) for item in items
        )
        words = ngettext("%(n)d piece asked for", "%(n)d pieces asked for", count) % {"n": count}
        return gettext("%(pieces)s, %(late)d of them overdue") % {"pieces": words, "late": late} if late else words

    def _email(self, name: str, lines: tuple[AskedLine, ...]) -> Email:
        values = {"title": shown(self.review.title), "name": name, "day": wording.day(self.today)}
        subject = gettext("%(title)s: what we ask %(name)s for") % values
        asked = gettext("For %(title)s (%(partnership)s) we ask %(name)s for the following, as at %(day)s.") % {
            **values,
            "partnership": shown(self.review.partnership.name),
        }
        safe = gettext("Send no case files and no names of children.")
        marking = shown(self.review.marking)
        parts = [marking, asked, "\n\n".join(_written(n, line) for n, line in enumerate(lines, start=1)), safe]
        return Email(f"{marking}: {subject}" if marking else subject, "\n\n".join(part for part in parts if part))


def _agency(item: Evidence) -> str:
    """Whom it was asked of: the agency that it is to come from, else whoever was named."""
    return item.source.name if item.source else item.asked_of.strip()


def _written(number: int, line: AskedLine) -> str:
    """One line of the e-mail, with its due day."""
    facts = (
        (gettext("Kind"), line.kind),
        (gettext("Of whom"), line.whom),
        (gettext("Asked on"), line.since),
        (gettext("Wanted by"), line.when or gettext("no date yet")),
    )
    late = f" ({gettext('overdue')})" if line.is_late else ""
    written = [f"   {label}: {words}" for label, words in facts if words]
    return "\n".join([f"{number}. {line.told}", *written]) + late
