"""Identifiers of what is not theirs, in every field of every form that takes one: refused as what never was.

Fields are found on the pages (`filling`); that none is missed is held against the forms and the source of the product.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django import forms
from django.core import mail
from django.db import transaction
from django.utils import timezone

from system_review.documents.forms.inbox import Chosen
from system_review.jobs.rules import Queue, WorkerName
from system_review.jobs.services import claim, do
from system_review.partnerships.models import Lead, Member
from system_review.partnerships.rules import Role
from system_review.reviews.models import Action, ActionLead, Finding, ReviewPlace
from system_review.reviews.services.actions import serve_finding
from system_review.reviews.services.findings import add_see_also
from system_review.reviews.services.review_places import add_place
from tests import factories
from tests.architecture.sources import modules
from tests.doors.doors_table import CLOSED, DOORS, PUBLIC, SIGNED_IN
from tests.doors.filling import TYPED, Field, Tried, fields_of, ids_in, strays, try_out
from tests.doors.walking import Asking, addresses, told
from tests.doors.world import FOREIGN, STRONGEST, World, build
from tests.factories import AT
from tests.reviews.test_doors import address

# on one database: what is refused is refused before the database is asked to keep anything
pytestmark = [pytest.mark.django_db, pytest.mark.only_sqlite]

ROUTES = addresses()
# Fields that choose between words of ours, count, or say what a person saw: none names a thing.
WORDS = set(
    """
    again answer asks audience between changed check colour confidence credential due earlier extent format framework
    from how key kind marked naming next order part place postpone priority process rating repeats_unit role
    roles scope seen sort state status version
    """.split()  # noqa: SIM905 - words read better than a list of quotes
)
# Filters of a page: what is not known there is passed over (tests/reviews/test_plan.py, tests/upkeep).
FILTERS = {"agency", "difference", "lead", "person", "source"}
OTHER_BUTTON = "one form with several buttons: another of its addresses reads this field"
# By address and field: what is sent there is passed over, and why that does no harm.
PASSED_OVER = {
    ("documents:place-action", "cell"): OTHER_BUTTON,
    ("documents:place-action", "join"): OTHER_BUTTON,
    ("documents:place-finding", "join"): OTHER_BUTTON,
    ("documents:place-finding", "under"): OTHER_BUTTON,
    ("documents:put-back", "cell"): OTHER_BUTTON,
    ("documents:put-back", "join"): OTHER_BUTTON,
    ("documents:put-back", "under"): OTHER_BUTTON,
    ("reviews:audience", "day-*"): "the field of an agency that the page did not ask about is no field of its form",
    ("reviews:piece", "findings_seen"): "what somebody saw when the form was drawn: it takes away, and adds nothing",
}
# By address and field: what one's own thing changes nothing in, and why.
NOTHING_TO_CHANGE = {
    ("documents:answer", "piece"): "the question of the sample has no answers",
    ("documents:exports", "only"): "nothing is handed out as long as none of the page's buttons is pressed",
    ("documents:join", "cell"): OTHER_BUTTON,
    ("documents:join", "under"): OTHER_BUTTON,
    ("reviews:plan", "chosen"): "the form as it is drawn asks for no change of the actions that are chosen",
}


@pytest.fixture(scope="module")
def tried(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> list[Tried]:
    """Every field of one partnership's pages, filled with things of another."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr("django.conf.settings.DATA_FOLDER", tmp_path_factory.mktemp("fields"))
        patch.setattr("django.conf.settings.CAN_MAIL", True)
        world = build()
        member, other = (Member.unscoped.get(public_id=one["member"]) for one in (world.own[STRONGEST], world.foreign))
        more, _ = furnished(member), furnished(other)
        ours, theirs = ids_in(member.partnership), ids_in(other.partnership)
        one_of = {kind: public_id for public_id, kind in theirs.items()}
        asking = Asking(world.walkers[STRONGEST].person)
        fields = fields_of(asking, pages(world, more), ours)
        for one in by_hand(world):
            fields[one.view, one.name] = one
        found = try_out(asking, fields.values(), lambda one: one_of[ours[one]], left_behind(member.partnership))
        transaction.set_rollback(True)
    return found


def pages(world: World, more: dict[str, str]) -> Iterator[str]:
    """Every page of the partnership: of the samples, of a role that leads, of somebody else who leaves."""
    for name, door in DOORS.items():
        if door.get != CLOSED and door.known_to not in (PUBLIC, SIGNED_IN):
            yield address(ROUTES[name], world.identifiers(STRONGEST, name))
    for name in ("administration:lead", "administration:end-membership"):
        yield address(ROUTES[name], world.identifiers(STRONGEST, name) | more)


def furnished(member: Member) -> dict[str, str]:
    """Add what the samples lack: an action for two findings, one for another finding, a reference, a role, a place."""
    red, amber = Finding.unscoped.filter(partnership=member.partnership).order_by("pk")[:2]
    one = Action.unscoped.filter(servings__finding=red).order_by("pk").first()
    serve_finding(action=one, finding=amber, by=member, at=AT)
    two = factories.action(amber, "Another")
    add_see_also(finding=red, action=two, by=member, at=AT)
    place = ReviewPlace.unscoped.filter(partnership=member.partnership).order_by("pk")[0]
    add_place(review=place.review, name=f"Southam {member.pk}", by=member, at=AT)
    Finding.unscoped.filter(pk=amber.pk).update(for_place=place)  # so that removing the place asks where it belongs
    role = Lead.unscoped.create(partnership=member.partnership, role="Designated nurse")
    leaver = factories.member(member.partnership, f"Leaver {member.pk}", Role.READER)
    leads = Lead.unscoped.create(partnership=member.partnership, name=leaver.name, member=leaver)
    ActionLead.unscoped.create(partnership=member.partnership, action=two, lead=leads, position=5)
    return {"lead": role.public_id, "member": leaver.public_id}


def by_hand(world: World) -> Iterator[Field]:
    """Fields that no page of the samples shows filled."""
    for name, values, own in (
        ("documents:answer", {"answer": ["0.1"], "some": ["1"]}, ("piece", "piece")),
        ("reviews:piece", {"kind": ["survey"], "version": ["1"]}, ("findings_seen", "finding")),
    ):
        path = address(ROUTES[name], world.identifiers(STRONGEST, name))
        yield Field(name, own[0], path, values, own[0], world.own[STRONGEST][own[1]])


@dataclass(frozen=True)
class Left:
    """What a request left: kinds of row that lead to another partnership, and letters (to whom, what they say)."""

    strays: list[str]
    letters: list[tuple[str, str]]
    people: set[str]


def left_behind(partnership: Any) -> Callable[[], Left]:
    """What stands in the database before it is taken back, with the letters that wait there sent."""
    people = Member.unscoped.filter(partnership=partnership, person__isnull=False)
    addresses_here = set(people.values_list("person__email", flat=True))

    def look() -> Left:
        mail.outbox = []
        while (row := claim(Queue.MAIL, worker=WorkerName("tests", 1, 1))) is not None:
            do(row, now=timezone.now)
        letters = [(to, f"{one.subject}\n{one.body}") for one in mail.outbox for to in one.to]
        return Left(strays(partnership), letters, addresses_here)

    return look


def told_by(one: Tried) -> tuple[str, str]:
    return one.view, one.name


def test_what_is_foreign_is_answered_as_what_never_was(tried):
    assert [told_by(one) for one in tried if not one.is_alike] == []


def test_what_is_foreign_is_stored_nowhere(tried):
    assert [(*told_by(one), one.other.seen.strays) for one in tried if one.other.seen and one.other.seen.strays] == []
    assert {told_by(one) for one in tried if one.other.wrote} == set(PASSED_OVER)


def test_no_answer_tells_a_word_of_the_other_partnership(tried):
    assert [told_by(one) for one in tried if FOREIGN in told(one.other).casefold()] == []


def test_letters_go_to_people_of_the_partnership_or_whom_it_invites_and_tell_nothing_of_another(tried):
    left = [answer.seen for one in tried for answer in (one.own, one.other, one.absent) if answer.seen]

    letters = [(to, words, each.people) for each in left for to, words in each.letters]
    assert letters
    assert [to for to, _, people in letters if to not in people | {TYPED["email"]}] == []
    assert [words for _, words, _ in letters if FOREIGN in words.casefold()] == []


def choosing() -> Iterator[str]:
    """The names of all fields of all forms in which something is chosen, and of those that are hidden."""
    kinds, seen = [forms.Form], set()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if kind.__module__.startswith("system_review.") and kind not in seen:
            seen.add(kind)
            for name, one in kind.base_fields.items():
                if isinstance(one, forms.ChoiceField | Chosen) or isinstance(one.widget, forms.HiddenInput):
                    yield name


def read_from_posts() -> Iterator[str]:
    """The names that the product's source reads out of what was posted, past any form."""
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                if node.func.attr in ("get", "getlist") and ast.unparse(node.func.value).endswith("request.POST"):
                    yield from _text_of(node.args[0])
            elif isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("request.POST"):
                yield from _text_of(node.slice)


def _text_of(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def test_no_field_in_which_something_is_chosen_was_missed(tried):
    names = {one.name for one in tried}

    assert {*choosing(), *read_from_posts()} - names - WORDS - FILTERS == set()
    assert names & (WORDS | FILTERS) == set()


def test_what_is_ones_own_is_taken_by_the_same_fields(tried):
    """Else the refusals above would show nothing."""
    assert {told_by(one) for one in tried if not one.own.wrote} == set(NOTHING_TO_CHANGE)
