"""What every table shares: versions, creation keys, and a manager that wants to know who is asking."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from system_review.errors import ChangedMeanwhile
from system_review.partnerships.models import Agency, Member, Partnership
from system_review.partnerships.queries import command_line_in
from system_review.rows.models import CreationKey, Part, Row, Scoped, Unscoped, change, new_public_id, once, touch
from tests import factories


@pytest.fixture
def police(eastmere: Partnership) -> Agency:
    return Agency.unscoped.create(partnership=eastmere, name="Police")


def maker(partnership: Partnership, name: str, calls: list[str]) -> Callable[[], Agency]:
    """Makes an agency, and tells how often it was asked."""

    def make() -> Agency:
        calls.append(name)
        return Agency.unscoped.create(partnership=partnership, name=name)

    return make


def test_a_change_of_what_the_person_saw_is_saved_and_counted(police: Agency) -> None:
    change(police, seen=1, name="Police and crime")

    police.refresh_from_db()
    assert (police.name, police.version) == ("Police and crime", 2)


def test_a_change_of_what_somebody_changed_meanwhile_is_refused_with_what_stands_there_now(police: Agency) -> None:
    change(police, seen=1, name="Police and crime")

    with pytest.raises(ChangedMeanwhile) as refused:
        change(police, seen=1, name="Constabulary")

    assert (refused.value.now, refused.value.version) == ({"name": "Police and crime"}, 2)
    assert Agency.unscoped.get(pk=police.pk).name == "Police and crime"


def test_of_many_changes_at_once_exactly_one_is_saved(transactional_db: None) -> None:
    eastmere = factories.partnership("Eastmere Safeguarding Partnership")
    police = Agency.unscoped.create(partnership=eastmere, name="Police")
    saved: list[str] = []
    at_once = threading.Barrier(6)

    def save(name: str) -> None:
        mine = Agency.unscoped.get(pk=police.pk)
        at_once.wait(10)
        try:
            change(mine, seen=1, name=name)
            saved.append(name)
        except ChangedMeanwhile:
            pass
        finally:
            connection.close()

    in_threads(6, lambda number: save(f"Police {number}"))

    assert len(saved) == 1
    assert [Agency.unscoped.get(pk=police.pk).name] == saved
    assert Agency.unscoped.get(pk=police.pk).version == 2


def test_touching_counts_the_version_up_whoever_saw_what(police: Agency) -> None:
    touch(police)

    assert (police.version, Agency.unscoped.get(pk=police.pk).version) == (2, 2)


def test_the_second_post_of_a_form_gets_the_answer_of_the_first(eastmere: Partnership) -> None:
    by, calls = command_line_in(eastmere), []
    first = once(Agency, member_id=by.pk, key="k", make=maker(eastmere, "Police", calls))

    second = once(Agency, member_id=by.pk, key="k", make=maker(eastmere, "Health", calls))

    assert (second.pk, calls) == (first.pk, ["Police"])


def test_without_a_key_each_post_makes_something(eastmere: Partnership) -> None:
    by, calls = command_line_in(eastmere), []

    for name in ("Police", "Health"):
        once(Agency, member_id=by.pk, key="", make=maker(eastmere, name, calls))

    assert Agency.unscoped.count() == 2
    assert not CreationKey.objects.exists()


def test_two_members_may_have_the_same_key(eastmere: Partnership, anwen: Member) -> None:
    calls: list[str] = []
    first = once(Agency, member_id=command_line_in(eastmere).pk, key="k", make=maker(eastmere, "Police", calls))

    second = once(Agency, member_id=anwen.pk, key="k", make=maker(eastmere, "Health", calls))

    assert second.pk != first.pk


@pytest.mark.parametrize("key", ["\0", "\ud800", "x" * 10_000, "'; --", "🙂"])
def test_a_key_may_be_anything_that_a_form_can_send(eastmere: Partnership, key: str) -> None:
    by, calls = command_line_in(eastmere), []

    for _ in range(2):
        once(Agency, member_id=by.pk, key=key, make=maker(eastmere, "Police", calls))

    assert calls == ["Police"]


def test_what_breaks_while_it_is_made_leaves_no_key_behind(eastmere: Partnership) -> None:
    by = command_line_in(eastmere)

    def fail() -> Any:
        Agency.unscoped.create(partnership=eastmere, name="Police")
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        once(Agency, member_id=by.pk, key="k", make=fail)

    assert not Agency.unscoped.exists()
    assert once(Agency, member_id=by.pk, key="k", make=maker(eastmere, "Police", [])).name == "Police"


def test_two_posts_of_a_form_at_the_same_moment_make_one_thing(transactional_db: None) -> None:
    eastmere = factories.partnership("Eastmere Safeguarding Partnership")
    by, answers = command_line_in(eastmere), []
    at_once = threading.Barrier(4)

    def post(number: int) -> None:
        at_once.wait(10)
        try:
            answers.append(once(Agency, member_id=by.pk, key="k", make=maker(eastmere, f"Police {number}", [])).pk)
        finally:
            connection.close()

    in_threads(4, post)

    assert len(answers) == 4
    assert set(answers) == {Agency.unscoped.get().pk}


def in_threads(number: int, work: Callable[[int], None]) -> None:
    threads = [threading.Thread(target=work, args=(count,)) for count in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)


TABLES_OF_A_PARTNERSHIP = [model for model in apps.get_models() if issubclass(model, Row | Part)]


@pytest.mark.parametrize("model", TABLES_OF_A_PARTNERSHIP, ids=lambda model: model.__name__)
def test_a_query_that_does_not_say_who_is_asking_raises(model: type[models.Model]) -> None:
    for query in (model.objects.all, model.objects.count, model.objects.first, lambda: model.objects.filter(pk=1)):
        with pytest.raises(Unscoped, match=model.__name__):
            query()


@pytest.mark.parametrize("model", TABLES_OF_A_PARTNERSHIP, ids=lambda model: model.__name__)
def test_the_first_manager_of_a_table_is_the_scoped_one(model: type[models.Model]) -> None:
    assert isinstance(model._default_manager, Scoped)


def test_a_member_sees_the_own_partnership_alone(police: Agency, anwen: Member, esme: Member) -> None:
    assert list(Agency.objects.visible_to(anwen)) == [police]
    assert not Agency.objects.visible_to(esme).exists()


def test_every_table_that_names_a_partnership_is_scoped() -> None:
    left_out = {
        "Partnership",
        "Member",
        "Framework",  # what every query begins with; shipped frameworks are everybody's
        *("Share", "Turn", "Letter"),  # the queue's own notes, which hold a partnership's key and no word of it
    }
    tables = [model for model in apps.get_models() if any(f.name == "partnership" for f in model._meta.fields)]

    assert {model.__name__ for model in tables} - {model.__name__ for model in TABLES_OF_A_PARTNERSHIP} <= left_out
    assert len(tables) > 15


def test_public_ids_are_long_random_and_easy_to_read_out() -> None:
    ids = {new_public_id() for _ in range(1000)}

    assert len(ids) == 1000
    assert all(len(public_id) == 22 and not set(public_id) & set("01lo") for public_id in ids)


def test_everything_read_in_one_moment_is_of_that_moment(transactional_db: None) -> None:
    from system_review.rows.reading import one_moment

    eastmere = factories.partnership("Eastmere Safeguarding Partnership")

    def add() -> None:
        try:
            Agency.unscoped.create(partnership=eastmere, name="Police")
        finally:
            connection.close()

    with one_moment():
        before = Agency.unscoped.count()
        other = threading.Thread(target=add)
        other.start()
        other.join(30)
        waited = other.is_alive()
        after = Agency.unscoped.count()
    other.join(30)

    assert not waited, "who writes has to wait for who reads"
    assert (before, after) == (0, 0)
    assert Agency.unscoped.count() == 1
