"""An interchange file becomes a new review whole, in the partnership that it names, or nothing at all happens."""

from __future__ import annotations

import hashlib

import pytest
from django.apps import apps
from django.db import IntegrityError

from system_review.audit.models import Event, Particular
from system_review.documents.services.exports import export_review
from system_review.documents.services.review_files import bring_in_review, bring_in_snapshot
from system_review.errors import NotAllowed, Refused
from system_review.partnerships.models import Agency, Lead, Member, Partnership
from system_review.partnerships.queries import memberships
from system_review.partnerships.rules import Role
from system_review.people.models import Person
from system_review.people.services import local_person
from system_review.reviews.models import Finding, Review
from system_review.reviews.services import adopt
from tests.documents.broken_files import ENCODINGS, GOOD, NOT_JSON, NUMBERS, SHAPES, UNFIT
from tests.factories import AT, TODAY, person

pytestmark = pytest.mark.django_db

NAME = "Eastmere Safeguarding Partnership"  # what the good file names
BROKEN = [pytest.param(data, id=name) for name, data, _ in (*NOT_JSON, *ENCODINGS, *NUMBERS, *SHAPES, *UNFIT)]


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {model.__name__: model._base_manager.count() for model in apps.get_models(include_auto_created=True)}


@pytest.mark.only_sqlite  # it is refused before a database is asked
@pytest.mark.parametrize("data", BROKEN)
def test_of_a_file_that_is_not_in_order_nothing_is_stored(data: bytes) -> None:
    before = rows()

    with pytest.raises(Refused):
        bring_in_snapshot(data=data, by=None, at=AT)

    assert rows() == before


@pytest.mark.parametrize(
    "step", ["_agencies", "_leads", "_cells", "_evidence", "_findings", "_actions", "_links", "_values"]
)
def test_what_breaks_on_the_way_leaves_nothing_behind(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows()

    def broken(self: object) -> None:
        raise IntegrityError("broken on purpose")

    monkeypatch.setattr(adopt._Adoption, step, broken)
    with pytest.raises(IntegrityError):
        bring_in_snapshot(data=GOOD, by=None, at=AT)

    assert rows() == before


def test_the_partnership_that_the_file_names_is_made_once_with_the_local_person_in_it() -> None:
    me = local_person(name="Anwen", at=AT)

    first = bring_in_snapshot(data=GOOD, by=None, at=AT)
    second = bring_in_snapshot(data=GOOD, by=None, at=AT)

    assert first.partnership == second.partnership
    assert (first.partnership.name, first.partnership.slug) == (NAME, "eastmere-safeguarding-partnership")
    [mine] = memberships(person=me)
    assert set(mine.roles) == {Role.ADMINISTRATOR, Role.REVIEW_LEAD}


def test_a_partnership_is_found_by_its_name_and_not_by_its_address(eastmere: Partnership) -> None:
    slug = eastmere.slug.encode()

    review = bring_in_snapshot(data=GOOD.replace(NAME.encode(), slug), by=None, at=AT)

    assert review.partnership != eastmere
    assert review.partnership.name == eastmere.slug


def test_what_is_there_already_is_used_and_not_made_again(eastmere: Partnership) -> None:
    police = Agency.unscoped.create(partnership=eastmere, name="Police")

    for _ in range(2):
        bring_in_snapshot(data=GOOD, by=None, at=AT)

    assert Agency.unscoped.filter(partnership=eastmere, name="Police").get() == police
    assert Lead.unscoped.filter(partnership=eastmere).count() == 4
    assert Review.unscoped.count() == 2


def test_the_history_says_who_brought_in_what() -> None:
    review = bring_in_snapshot(data=GOOD, by=None, at=AT)

    event = Event.objects.get(kind="review.adopted", review=review.public_id)
    said = dict(Particular.objects.filter(event=event).values_list("field", "text"))
    assert said["file"] == hashlib.sha256(GOOD).hexdigest()
    assert (said["by"], said["findings"]) == ("command line", "3")


def test_a_member_brings_a_file_into_the_own_partnership_whichever_it_names(esme: Member) -> None:
    review = bring_in_review(data=GOOD, by=esme, at=AT)

    assert review.partnership == esme.partnership
    assert not Partnership.objects.filter(name=NAME).exists()


@pytest.mark.parametrize("who", ["ben", "dev", "farid", "gita", "huw", "ines", "jack"])
def test_only_who_may_begin_a_review_may_bring_one_in(who: str, request: pytest.FixtureRequest) -> None:
    member = request.getfixturevalue(who)
    before = rows()

    with pytest.raises(NotAllowed):
        bring_in_review(data=GOOD, by=member, at=AT)

    assert rows() == before


def test_a_person_who_is_no_member_cannot_tell_that_the_partnership_exists(eastmere: Partnership, esme: Member) -> None:
    assert esme.person is not None

    review = bring_in_snapshot(data=GOOD, by=esme.person, at=AT)

    assert review.partnership != eastmere
    assert review.partnership.name == eastmere.name
    assert not Finding.unscoped.filter(partnership=eastmere).exists()


def test_a_person_begins_the_partnership_that_a_file_names() -> None:
    kit: Person = person("Kit")

    review = bring_in_snapshot(data=GOOD, by=kit, at=AT)

    [member] = memberships(person=kit)
    assert member.partnership == review.partnership
    event = Event.objects.get(kind="review.adopted", review=review.public_id)
    assert Particular.objects.get(event=event, field="by").text == "Kit"


def test_a_member_who_may_not_begin_reviews_may_not_bring_one_in_by_name(huw: Member) -> None:
    assert huw.person is not None
    before = rows()

    with pytest.raises(NotAllowed):
        bring_in_snapshot(data=GOOD, by=huw.person, at=AT)

    assert rows() == before


def test_a_partnership_made_by_somebody_else_at_the_same_moment_is_used(
    eastmere: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    from system_review.documents.services import review_files

    real, calls = review_files.partnership_of, []

    def late(snapshot: object) -> Partnership | None:
        calls.append(1)
        return real(snapshot) if len(calls) > 1 else None  # type: ignore[arg-type]

    def taken(**_: object) -> Partnership:
        raise IntegrityError("the address is taken")

    monkeypatch.setattr(review_files, "partnership_of", late)
    monkeypatch.setattr(review_files, "begin_partnership", taken)

    assert bring_in_snapshot(data=GOOD, by=None, at=AT).partnership == eastmere


def test_what_came_in_goes_out_the_same(anwen: Member) -> None:
    review = bring_in_review(data=GOOD, by=anwen, at=AT)

    export = export_review(review=review, format="json", language="en-gb", today=TODAY, by=anwen, at=AT)

    # The file held evidence that is for the team alone, which an export without leave does not.
    assert b"For the team alone" in GOOD
    assert b"For the team alone" not in export.data
    assert b"The chair said it off the record" not in export.data
