"""What is still open of reviews that are agreed or archived: it outlives them, and can go on in the next one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext, ngettext

from system_review.errors import NotThere, Why
from system_review.partnerships.access import may
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Permission
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.models import Action, Finding, Review, Serving
from system_review.reviews.plan_pages import PlanBlock
from system_review.reviews.queries.choices import Choices, finding_choices
from system_review.reviews.queries.plan_blocks import PlanBlocks, on_paper
from system_review.reviews.queries.plan_filter import Asked, wanted
from system_review.reviews.queries.plan_rows import plan_rows
from system_review.reviews.rules.states import State
from system_review.reviews.rules.words import CLOSED
from system_review.texts import shown
from system_review.ui.parts import Link

_OVER = Q(archived_at__isnull=False) | Q(state=State.AGREED)
_ACTION_OVER = Q(review__archived_at__isnull=False) | Q(review__state=State.AGREED)


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """An action of an earlier review, and where to let it go on; "" for who may not."""

    block: PlanBlock
    carry_url: str


@dataclass(frozen=True, slots=True)
class EarlierGroup:
    """An earlier review with what is open there."""

    title: str
    date: str
    plan_url: str
    lines: tuple[EarlierLine, ...]


@dataclass(frozen=True, slots=True)
class EarlierPage:
    """What is open of the reviews before this one, the latest first."""

    groups: tuple[EarlierGroup, ...]
    plan_url: str
    on_paper: str


def open_in_earlier(member: Member, *, today: date) -> tuple[Link, ...]:
    """For a partnership's own page: each review that is over and has open actions, with how many; the latest first."""
    rows = _open(member).filter(_ACTION_OVER).order_by()
    overdue = Count("pk", filter=Q(due_on__lt=today))
    counted = rows.values("review__public_id", "review__title", "review__date").annotate(n=Count("pk"), late=overdue)
    to = Addresses(member.partnership.slug)
    found = sorted(counted, key=lambda row: (row["review__date"], row["review__public_id"]), reverse=True)
    return tuple(Link(_counted(row), f"{to.review(row['review__public_id'], 'plan')}?status=open") for row in found)


def _counted(row: dict[str, Any]) -> str:
    words = ngettext("%(n)d action still open", "%(n)d actions still open", row["n"]) % {"n": row["n"]}
    if row["late"]:
        words = gettext("%(open)s, %(late)d of them overdue") % {"open": words, "late": row["late"]}
    return f"{shown(row['review__title'])}: {words}"


def _open(member: Member) -> Any:
    return Action.objects.visible_to(member).filter(archived_at=None).exclude(status__in=CLOSED)


def open_before(review: Review, *, visible_to: Member) -> int:
    """How many actions of the reviews before this one are open."""
    return int(_open(visible_to).filter(_ACTION_OVER & _before(review, "review__")).count())


def _before(review: Review, to_review: str = "") -> Q:
    """The reviews that were before this one, by their dates."""
    earlier = Q(**{f"{to_review}date__lt": review.date}) | Q(
        **{f"{to_review}date": review.date, f"{to_review}begun_at__lt": review.begun_at}
    )
    return earlier


def earlier_page(review: Review, *, visible_to: Member, today: date) -> EarlierPage:
    """What is open of the reviews before this one, as far as this member sees it."""
    to = Addresses(visible_to.partnership.slug)
    with_open = _open(visible_to).filter(_ACTION_OVER & _before(review, "review__")).values("review")
    reviews = Review.objects.visible_to(visible_to).filter(_OVER, pk__in=with_open)
    reviews = reviews.select_related("framework", "partnership").order_by("-date", "-pk")
    carry_url = to.review(review.public_id, "plan/earlier") if may(visible_to, Permission.ACTION_WRITE) else ""
    groups = tuple(_group(one, carry_url, visible_to, today) for one in reviews)
    return EarlierPage(groups, to.review(review.public_id, "plan"), on_paper(review, today=today))


def _group(review: Review, carry_url: str, member: Member, today: date) -> EarlierGroup:
    rows = [row for row in plan_rows(review, visible_to=member) if row.is_open]
    blocks = PlanBlocks(review, member=member, today=today, came_from="plan")
    drawn = [blocks.block(row) for row in wanted(rows, Asked(), today=today)]
    lines = tuple(
        EarlierLine(block, f"{carry_url}{block.public_id}/" if carry_url and block.change_url else "")
        for block in drawn
    )
    plan_url = f"{Addresses(member.partnership.slug).review(review.public_id, 'plan')}?status=open"
    return EarlierGroup(shown(review.title), wording.day(review.date), plan_url, lines)


def earlier_action(review: Review, public_id: str, *, visible_to: Member) -> Action:
    """One open action of a review before this one. `NotThere` for anything else."""
    rows = _open(visible_to).filter(_ACTION_OVER & _before(review, "review__"), public_id=public_id)
    found: Action | None = rows.select_related("review").first()
    if found is None:
        raise NotThere(Why("There is no such page"))
    return found


def findings_to_go_on(review: Review, action: Action, *, visible_to: Member) -> tuple[Choices, str]:
    """The findings of a review by stage, and the likeliest: of the same stage and colour, else of the same stage."""
    served = Serving.objects.visible_to(visible_to).filter(action=action).order_by("finding__cell__position", "pk")
    columns = ("finding__cell__domain", "finding__cell__level", "finding__cell__stage")
    before: list[tuple[Any, ...]] = list(served.values_list(*columns, "colour"))
    here: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    rows = Finding.objects.visible_to(visible_to).filter(review=review, archived_at=None)
    for *path, colour, public_id in rows.order_by("position", "pk").values_list(
        "cell__domain", "cell__level", "cell__stage", "colour", "public_id"
    ):
        here[(*path, colour)].append(public_id)
        here[tuple(path)].append(public_id)
    likely = _first(here, list(before) + [one[:3] for one in before])
    return finding_choices(review, visible_to=visible_to), likely


def _first(here: dict[tuple[Any, ...], list[str]], keys: Sequence[tuple[Any, ...]]) -> str:
    return next((here[key][0] for key in keys if here.get(key)), "")
