"""A thousand partnerships in seconds: the database itself copies every row of the one review, with ids moved along.

The first ten partnerships get ten reviews each, 990 others one, with agencies, leads and a trail of their own. Whoever
is signed in belongs to fifty of them.
"""

from __future__ import annotations

from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from system_review.audit.models import Event, Head, Particular
from system_review.audit.services import record
from system_review.evidence.models import Evidence
from system_review.partnerships.models import Agency, Lead, Member, Partnership
from system_review.partnerships.queries import command_line_in
from system_review.partnerships.rules import Role
from system_review.people.queries import local_person
from system_review.reviews import models as reviews
from system_review.reviews.models import Finding, Review

PARTNERSHIPS, LARGE, REVIEWS_EACH, OWN = 1000, 10, 10, 50
EVENTS, EVENTS_EACH = 1000, 100  # of the first partnership's trail, as if every finding had been saved; of each other's
STEP = 100_000  # between the ids of one copy and the next; more than any table has rows before

OF_PARTNERSHIP: tuple[Any, ...] = (Agency, Lead)
OF_REVIEW: tuple[Any, ...] = (
    Review,
    reviews.ReviewPlace,
    reviews.Cell,
    reviews.PlaceRating,
    Evidence,
    Finding,
    Finding.about.through,
    reviews.Action,
    reviews.Serving,
    reviews.ActionLead,
    reviews.ProgressNote,
    reviews.Waiting,
    reviews.FindingEvidence,
    reviews.ReviewEvidence,
    reviews.AlsoRelevant,
    reviews.SeeAlso,
    reviews.ValueJudgement,
    reviews.SummaryText,
    reviews.SummaryLink,
)


def copy_everything() -> dict[str, int]:
    """Make the copies; how many reviews, findings and events there are now."""
    partnership = Partnership.objects.get()
    if connection.vendor == "sqlite":
        _run("PRAGMA cache_size=-500000")  # of this connection: random ids touch every page of an index
    _lengthen_trail(partnership, EVENTS_EACH)
    with transaction.atomic():
        _list_copies([partnership, *_more_partnerships()])
        for model in OF_PARTNERSHIP:
            _copy(model, "bench_partnership")
        for model in OF_REVIEW:
            _copy(model, "bench_copy")
        for model in (Head, Event, Particular):
            _copy(model, "bench_partnership")
        _after()
    _lengthen_trail(partnership, EVENTS)
    gather_statistics()
    return {
        "reviews": Review.unscoped.count(),
        "findings": Finding.unscoped.count(),
        "events": Event.objects.count(),
    }


def gather_statistics() -> None:
    """Let PostgreSQL know its tables at once; by itself it would a minute after they were filled."""
    if connection.vendor == "postgresql":
        _run("ANALYZE")


def _lengthen_trail(partnership: Partnership, events: int) -> None:
    """Let the trail be as long as reviews make it. The copies of the chain hold as it does."""
    by, review = command_line_in(partnership), Review.unscoped.filter(partnership=partnership).order_by("pk")[0]
    with transaction.atomic():
        for number in range(events - Event.objects.filter(chain=str(partnership.key)).count()):
            record("finding.edited", subject=review, by=by, at=timezone.now(), review=review, after=f"Text {number}")


def _more_partnerships() -> list[Partnership]:
    made = Partnership.objects.bulk_create(
        Partnership(name=f"Partnership {n}", slug=f"partnership-{n}") for n in range(1, PARTNERSHIPS)
    )
    Member.unscoped.bulk_create(Member(partnership=one, person=None, roles=[Role.COMMAND_LINE]) for one in made)
    me = local_person()
    Member.unscoped.bulk_create(
        Member(partnership=one, person=me, roles=[Role.ADMINISTRATOR, Role.REVIEW_LEAD]) for one in made[: OWN - 1]
    )
    return made


def _list_copies(partnerships: list[Partnership]) -> None:
    """Two tables that say what to copy where: `n` and `shift` are the steps of a review's and a partnership's ids."""
    columns = "(n bigint, shift bigint, partnership_id bigint, chain varchar(40))"
    for table in ("bench_partnership", "bench_copy"):
        _run(f"CREATE TEMPORARY TABLE {table} {columns}")
    count = 0
    for place, one in enumerate(partnerships):
        row = (place * STEP, one.pk, str(one.key))
        if place:
            _run("INSERT INTO bench_partnership VALUES (%s, %s, %s, %s)", place * STEP, *row)
        for _ in range(REVIEWS_EACH if place < LARGE else 1):
            if count:
                _run("INSERT INTO bench_copy VALUES (%s, %s, %s, %s)", count * STEP, *row)
            count += 1


def _copy(model: Any, copies: str) -> None:
    """Add a copy of every row for each row of `copies`."""
    table, fields = model._meta.db_table, model._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    values = ", ".join(_value(field, f"one.{connection.ops.quote_name(field.column)}") for field in fields)
    only = f"JOIN audit_event e ON e.id = one.event_id AND e.chain = {_first_chain()}" if model is Particular else ""
    where = f"WHERE one.chain = {_first_chain()}" if model in (Head, Event) else ""
    _run(f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} one {only} CROSS JOIN {copies} c {where}")


def _first_chain() -> str:
    return f"'{Partnership.objects.order_by('pk')[0].key}'"


def _value(field: Any, column: str) -> str:
    """The expression that gives the copy's value of a column."""
    target = field.related_model
    if field.primary_key or target in OF_REVIEW or target is Event:
        return f"{column} + c.n"
    if target in OF_PARTNERSHIP:
        return f"{column} + c.shift"
    if target is Partnership:
        return "c.partnership_id"
    if field.name == "chain":
        return "c.chain"
    return _random_id() if field.name == "public_id" else column


def _random_id() -> str:
    if connection.vendor == "sqlite":
        return "lower(hex(randomblob(11)))"
    return "substr(md5(random()::text || one.id || '-' || c.n), 1, 22)"


def _after() -> None:
    for table in ("bench_partnership", "bench_copy"):
        _run(f"DROP TABLE {table}")
    copied = [*OF_PARTNERSHIP, *OF_REVIEW, Head, Event, Particular]
    for statement in connection.ops.sequence_reset_sql(no_style(), copied):
        _run(statement)


def _run(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
