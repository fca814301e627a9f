"""Partnership, agency, member, lead."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from system_review.audit.rules import Actor
from system_review.partnerships.rules import Role, is_role
from system_review.rows.models import Part, Row, new_public_id


class Partnership(models.Model):
    """A local safeguarding partnership: whose things these are. Everything else hangs on it."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True, editable=False)
    name = models.CharField(max_length=200)
    asks_second_step = models.BooleanField(default=False)  # of everybody who signs in to it
    hold = models.TextField(blank=True, default="", db_default="")  # why nothing at all is erased here; "" for no hold
    held_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def public_id(self) -> str:
        return str(self.key)


class Agency(Row):
    """A police force, a health trust, a council's service … free to name. Lists for it may go to its address."""

    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254, blank=True, default="", db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="agency_name_once")]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class FormerName(Part):
    """What an agency was called before, and until when."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person in one partnership, with a set of roles and of agencies; or the partnership's command line.

    Not a `Row`: finding the member is what every scoped query begins with.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    roles = models.JSONField(default=list)
    agencies = models.ManyToManyField(Agency, related_name="+")
    until = models.DateTimeField(null=True, blank=True)  # a membership that ends by itself has this moment
    ended_at = models.DateTimeField(null=True, blank=True)
    called = models.CharField(max_length=200, blank=True, default="", db_default="")  # in place of a name that is gone
    stamp = models.CharField(max_length=22, default=new_public_id)  # another one after each change of what stands above

    unscoped: models.Manager[Any] = models.Manager()

    # The day on which this member asks, set by whoever found the member. What is shown from a day on waits for it: as
    # long as nobody says what day it is, it is not shown.
    today: date = date.min

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "person"], name="member_once"),
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(person__isnull=True), name="one_command_line_a_partnership"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the trail and the pages call this member."""
        return self.called or (self.person.name if self.person else "command line")

    @property
    def email(self) -> str:
        """The person's e-mail address; "" for the command line."""
        return self.person.email if self.person else ""

    def as_actor(self) -> Actor:
        """How the trail names this member."""
        kind = "command line" if Role.COMMAND_LINE in self.roles else "member"
        return Actor(kind=kind, key=self.public_id, name=self.name, chain=str(self.partnership.key))


class Invitation(Row):
    """Somebody is asked to become a member. Of its link only a hash is kept; a new link ends the one before."""

    email = models.EmailField()
    name = models.CharField(max_length=200)
    roles = models.JSONField(default=list)
    agencies = models.JSONField(default=list)  # their numbers
    until = models.DateTimeField(null=True, blank=True)
    invited_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    kept = models.CharField(max_length=64, blank=True)  # `people.rules.kept_of` the link's token
    ends_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "made_at"], name="invitation_of_partnership")]
        constraints = [models.UniqueConstraint(fields=["kept"], condition=~Q(kept=""), name="invitation_link_once")]

    def __str__(self) -> str:
        return self.email


class Lead(Row):
    """Who leads an action: a name, a role, an agency, at least one of them; a member or not."""

    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=200, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "name", "role", "agency"], name="lead_once"),
            models.UniqueConstraint(
                fields=["partnership", "name", "role"],
                condition=Q(agency__isnull=True),
                name="lead_without_agency_once",
            ),
            models.CheckConstraint(
                condition=~Q(name="") | ~Q(role="") | Q(agency__isnull=False), name="lead_is_somebody"
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name or self.role, self.agency.name if self.agency else "") if part)

    @property
    def is_role(self) -> bool:
        """Whether one after another may hold it."""
        return is_role(name=self.name, role=self.role)


class Holding(Row):
    """Who holds a role from a day on: `until` is the first day on which they no longer do. The name stays."""

    lead = models.ForeignKey(Lead, models.PROTECT, related_name="holdings")
    name = models.CharField(max_length=200)
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lead"], condition=Q(until=None), name="holding_open_once"),
            models.CheckConstraint(condition=~Q(name=""), name="holding_is_somebodys"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="holding_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


def held_on(day: Any) -> Q:
    """The role is held on this day; for a row of holdings."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def leads_of_member(member: Any, *, on: Any = None) -> Any:
    """The numbers of the leads that a member is, or whose role they hold today (or on a day); for a query."""
    # because it is about rows that are found scoped, and names this one member
    held = Holding.unscoped.filter(held_on(on or member.today), lead=OuterRef("pk"), member=member.pk)
    return Lead.unscoped.filter(Q(member=member.pk) | Q(Exists(held))).values("pk")  # because see above


def holder_of(lead: str, member: Any) -> Coalesce:
    """The name of who holds a lead's role on the day that a member asks, "" for nobody; `lead` is a column's name."""
    rows = Holding.objects.visible_to(member).filter(held_on(member.today), lead=OuterRef(lead))
    return Coalesce(Subquery(rows.values("name")[:1]), Value(""))
