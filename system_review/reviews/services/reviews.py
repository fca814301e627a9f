"""Beginning a review, changing what is said about it, archiving it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.errors import Mistakes, Why
from system_review.frameworks.services import keep_framework
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.partnerships.access import require
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews.models import Cell, Review, ValueJudgement
from system_review.reviews.models.review import MARKING
from system_review.reviews.rules.reviews import why_no_title
from system_review.reviews.rules.words import Unrated
from system_review.rows.models import change, once
from system_review.texts import held, held_line

Path = tuple[str, str, str]  # the keys of domain, level ("" for none) and stage


def paths_of(framework: FrameworkSnapshot) -> list[Path]:
    """Every cell of a framework in its order."""
    return [
        (domain.key, level.key if level else "", stage.key)
        for domain, level, stages in framework.sheets()
        for stage in stages
    ]


def begin_review(
    *,
    title: str,
    date: date,
    framework: FrameworkSnapshot,
    scope: Collection[Path] | None = None,
    about: Mapping[str, str] | None = None,
    marking: str = MARKING,
    is_example: bool = False,
    key: str = "",
    by: Member,
    at: datetime,
) -> Review:
    """Begin a review on a framework, with every cell. What is not in `scope` (None: all is) is *not reviewed*."""
    require(by, Permission.REVIEW_BEGIN)
    columns = checked_beginning(
        title=title, date=date, framework=framework, scope=scope, about=about or {}, marking=marking
    )
    paths = paths_of(framework)

    def make() -> Review:
        review = Review.unscoped.create(
            partnership_id=by.partnership_id,
            framework=keep_framework(snapshot=framework, by=by, at=at),
            is_example=is_example,
            begun_at=at,
            **columns,
        )
        _add_cells(review, paths, scope, by, at)
        _add_values(review, framework)
        record(
            "review.begun",
            subject=review,
            by=by,
            at=at,
            review=review,
            title=review.title,
            framework=f"{framework.key} {framework.version}",
        )
        return review

    return once(Review, member_id=by.pk, key=key, make=make)


def checked_beginning(
    *,
    title: str,
    date: date,
    framework: FrameworkSnapshot,
    scope: Collection[Path] | None,
    about: Mapping[str, str],
    marking: str = MARKING,
) -> dict[str, object]:
    """The columns of a review that is to begin. Raises `Refused` with everything that is wrong."""
    mistakes, columns = Mistakes(), dict[str, object]()
    with mistakes:
        columns = _columns(title, date, marking, about)
    if scope is not None and not set(scope) & set(paths_of(framework)):
        mistakes.add(Why("Choose at least one part to review"), field="scope")
    mistakes.tell()
    return columns


def _columns(title: str, date: date, marking: str, about: Mapping[str, str]) -> dict[str, object]:
    mistakes, columns = Mistakes(), dict[str, object](date=date)
    for name, text in (("title", title), ("marking", marking)):
        with mistakes:
            columns[name] = held_line(text, field=name)
    mistakes.add(why_no_title(title), field="title")
    for name in Review.ABOUT:
        with mistakes:
            columns[name] = held(about.get(name, ""), field=name).strip()
    mistakes.tell()
    return columns


def _add_cells(review: Review, paths: list[Path], scope: Collection[Path] | None, by: Member, at: datetime) -> None:
    outside: dict[str, object] = {
        "rating": Unrated.NOT_REVIEWED, "rated_by": by, "rated_by_name": by.name, "rated_at": at
    }  # fmt: skip
    Cell.unscoped.bulk_create(
        Cell(
            partnership_id=review.partnership_id,
            review=review,
            domain=domain,
            level=level,
            stage=stage,
            position=position,
            **({} if scope is None or (domain, level, stage) in scope else outside),
        )
        for position, (domain, level, stage) in enumerate(paths)
    )


def _add_values(review: Review, framework: FrameworkSnapshot) -> None:
    ValueJudgement.unscoped.bulk_create(
        ValueJudgement(partnership_id=review.partnership_id, review=review, key=value.key, position=position)
        for position, value in enumerate(framework.values)
    )


@transaction.atomic
def edit_review(
    *,
    review: Review,
    seen: int,
    title: str,
    date: date,
    marking: str,
    about: Mapping[str, str],
    by: Member,
    at: datetime,
) -> None:
    """Change the title, date and marking of a review, and what is said about how it was done."""
    require(by, Permission.REVIEW_CHANGE)
    columns = _columns(title, date, marking, about)
    before = {name: getattr(review, name) for name in columns}
    change(review, seen=seen, **columns)
    changed = {name: str(value) for name, value in columns.items() if value != before[name]}
    record("review.edited", subject=review, by=by, at=at, review=review, **changed)


@transaction.atomic
def archive_review(*, review: Review, seen: int, by: Member, at: datetime) -> None:
    """Take a review off the list. Nothing of it is deleted, and it can be brought back."""
    require(by, Permission.REVIEW_CHANGE)
    change(review, seen=seen, archived_at=at)
    record("review.archived", subject=review, by=by, at=at, review=review)


@transaction.atomic
def restore_review(*, review: Review, seen: int, by: Member, at: datetime) -> None:
    """Bring an archived review back to the list."""
    require(by, Permission.REVIEW_CHANGE)
    change(review, seen=seen, archived_at=None)
    record("review.restored", subject=review, by=by, at=at, review=review)
