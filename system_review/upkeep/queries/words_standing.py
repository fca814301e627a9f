"""Where words stand in a partnership, in every table and in its history; and what of it a member may read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from system_review.audit.models import Particular
from system_review.audit.queries import ERASED
from system_review.audit.rules import INSTALLATION, body_begins
from system_review.files.models import Attachment
from system_review.frameworks.models import Framework
from system_review.partnerships.models import Invitation, Member, Partnership
from system_review.reviews.models import Attached
from system_review.reviews.queries.event_words import COLOURED, PLACED, RATED, STANDING
from system_review.upkeep.rules.word_places import TABLES, Column, Table
from system_review.upkeep.rules.word_values import Taken, Taking
from system_review.upkeep.rules.words import Words

AT_ONCE = 500  # rows that are read, or asked for by number, at a time
PEOPLE_AT_ONCE = 100  # SQLite takes a condition of a thousand parts at most

# What an event says under these names is no text that people wrote.
NEVER_WORDS = {"versions", "sha256", "hash", "head"}


@dataclass(frozen=True, slots=True)
class InRow:
    """A row in which the words stand: in which columns, what stood there and what is to stand there."""

    table: Table
    pk: int
    review: int | None  # the number of its review, if it has one
    subjects: tuple[tuple[str, int], ...]  # the things whose history tells of it: what they are, and their numbers
    columns: tuple[tuple[Column, Any, Taken], ...]

    @property
    def count(self) -> int:
        return sum(taken.count for _, _, taken in self.columns)

    @property
    def line(self) -> str:
        return self.columns[0][2].line


@dataclass(frozen=True, slots=True)
class InHistory:
    """What an event says, in which the words stand. `subject` is what it is about ("finding:…")."""

    particular: int
    subject: str
    review: str
    taken: Taken


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the words stand.

    `beside` is what the installation's own history says of people who belong here alone. `spared` are names of people
    who belong to another partnership as well, `addresses` e-mail addresses: both stay.
    """

    rows: tuple[InRow, ...]
    history: tuple[InHistory, ...]
    beside: tuple[InHistory, ...]
    spared: int
    addresses: int

    @property
    def count(self) -> int:
        return sum(row.count for row in self.rows) + self.in_history

    @property
    def in_history(self) -> int:
        return sum(one.taken.count for one in (*self.history, *self.beside))

    @property
    def seen(self) -> str:
        """What somebody saw who looked at the list, to tell whether it is still the same; it holds no words."""
        rows = (f"{row.table.model} {row.pk} {row.count}" for row in self.rows)
        lines = [*rows, *(f"{one.particular} {one.taken.count}" for one in (*self.history, *self.beside))]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def standing_of(words: Words, *, partnership: Partnership) -> Standing:
    """Every place of the partnership in which the words stand, whoever may read it. For services and for counting."""
    taking = taking_of(words)
    elsewhere = set(_also_elsewhere(partnership))
    rows = [row for table in TABLES for row in in_table(table, taking, partnership)]
    kept = [row for row in rows if not (row.table.model == "people.Person" and row.pk in elsewhere)]
    return Standing(
        rows=tuple(kept),
        history=tuple(in_history(taking, chain=str(partnership.key))),
        beside=tuple(in_history_of_people(taking, partnership)),
        spared=len(rows) - len(kept),
        addresses=sum(1 for _ in _addresses(words, partnership)),
    )


def taking_of(words: Words) -> Taking:
    """The words with what must be known to take them out of what is kept as a file."""
    shared = Framework.unscoped.filter(partnership=None)  # because shipped ones belong to everybody
    return Taking(words, frozenset(shared.values_list("hash", flat=True)))


def in_table(table: Table, taking: Taking, partnership: Partnership) -> Iterator[InRow]:
    """The rows of one table in which the words stand."""
    names = [column.name for column in table.columns]
    extra = [*table.reviews, *table.subjects]
    model = apps.get_model(table.model)
    longest = [getattr(model._meta.get_field(name), "max_length", None) for name in names]
    rows = _rows_of(table, partnership).values_list("pk", *names, *extra)
    for pk, *values in rows.iterator(chunk_size=AT_ONCE):
        found = tuple(
            (column, value, taken)
            for column, value, most in zip(table.columns, values, longest, strict=False)
            if (taken := taking.of(column, value, longest=most))
        )
        if found:
            rest = values[len(names) :]
            reviews = rest[: len(table.reviews)]
            yield InRow(
                table,
                pk,
                next((review for review in reviews if review), None),
                tuple(_subjects(table, rest[len(table.reviews) :])),
                found,
            )


def _subjects(table: Table, numbers: Sequence[int | None]) -> Iterator[tuple[str, int]]:
    for path, number in zip(table.subjects, numbers, strict=True):
        if number:
            yield (table.model.partition(".")[2].lower() if path == "pk" else path.split("__")[-1], number)


def _rows_of(table: Table, partnership: Partnership) -> QuerySet[Any]:
    """All rows of the partnership, because words are taken out everywhere; a page shows what its reader may see."""
    model: Any = apps.get_model(table.model)
    manager = getattr(model, "unscoped", None) or model._default_manager
    if table.model == "people.Person":
        members = Member.unscoped.filter(partnership=partnership)
        return manager.filter(pk__in=members.values("person")).order_by("pk")
    return manager.filter(**{table.of: partnership.pk}).order_by("pk")


def _addresses(words: Words, partnership: Partnership) -> Iterator[str]:
    """The e-mail addresses of people here in which the words stand, because they are told and left as they are."""
    people = (
        Member.unscoped.filter(partnership=partnership).exclude(person=None).values_list("person__email", flat=True)
    )
    invited = Invitation.unscoped.filter(partnership=partnership).values_list("email", flat=True)
    return (address for address in {*people, *invited} if words.spans(address))


def _also_elsewhere(partnership: Partnership) -> QuerySet[Any]:
    """The numbers of people who belong to this partnership and to another, because their name is theirs there too."""
    here = Member.unscoped.filter(partnership=partnership).values("person")
    return Member.unscoped.filter(person__in=here).exclude(partnership=partnership).values_list("person_id", flat=True)


def in_history(taking: Taking, *, chain: str, fingerprints: Mapping[str, str] | None = None) -> Iterator[InHistory]:
    """What the events of a chain say, where the words stand in it; or one of these fingerprints, for which another is
    to stand."""
    rows = Particular.objects.filter(event__chain=chain).exclude(field=ERASED).order_by("pk")
    return _found_in(rows, taking, fingerprints or {})


def in_history_of_people(taking: Taking, partnership: Partnership) -> Iterator[InHistory]:
    """What the installation's own history says of people who are here alone, because their names are taken out too."""
    here = Member.unscoped.filter(partnership=partnership).exclude(person__in=_also_elsewhere(partnership))
    ids = [str(public_id) for public_id in here.exclude(person=None).values_list("person__public_id", flat=True)]
    for start in range(0, len(ids), PEOPLE_AT_ONCE):
        about = Q()
        for public_id in ids[start : start + PEOPLE_AT_ONCE]:
            about |= by_or_about(public_id)
        rows = Particular.objects.filter(about, event__chain=INSTALLATION).exclude(field=ERASED).order_by("pk")
        yield from _found_in(rows, taking, {})


def by_or_about(person: str) -> Q:
    """What the installation's own history says of what a person (by public id) did, and of the person; for a query."""
    return Q(event__subject=f"person:{person}") | Q(event__body__startswith=body_begins("person", person))


def _found_in(rows: QuerySet[Any], taking: Taking, fingerprints: Mapping[str, str]) -> Iterator[InHistory]:
    columns = ("pk", "field", "text", "event__kind", "event__subject", "event__review")
    for pk, field, text, kind, subject, review in rows.values_list(*columns).iterator(chunk_size=AT_ONCE):
        if text in fingerprints:
            yield InHistory(pk, subject, review, Taken(fingerprints[text], 0, ""))
        elif (
            field not in NEVER_WORDS and not _is_code(kind, field) and (taken := taking.of_json_text(text, names=True))
        ):
            yield InHistory(pk, subject, review, taken)


def _is_code(kind: str, field: str) -> bool:
    """Whether an event says there a colour, a rating, a stage or how an action stands."""
    return any(field in table.get(kind, ()) for table in (COLOURED, RATED, PLACED, STANDING))


def readable_rows(rows: Iterable[InRow], *, visible_to: Member) -> set[tuple[str, int]]:
    """Which of these rows the member may read, by table and number."""
    by_table: dict[str, list[int]] = {}
    for row in rows:
        by_table.setdefault(row.table.model, []).append(row.pk)
    return {(model, pk) for model, numbers in by_table.items() for pk in _readable(model, numbers, visible_to)}


def _readable(label: str, numbers: list[int], member: Member) -> Iterator[int]:
    model: Any = apps.get_model(label)
    if not hasattr(model, "unscoped") or label in ("partnerships.Partnership", "frameworks.Framework"):
        yield from numbers  # names of people and of the partnership, and its frameworks
        return
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        if model is Attachment:  # its name is for who sees what it hangs on
            seen = Attached.objects.visible_to(member).filter(attachment__in=some).values_list("attachment", flat=True)
        else:
            seen = model.objects.visible_to(member).filter(pk__in=some).values_list("pk", flat=True)
        yield from seen
