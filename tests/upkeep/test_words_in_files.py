"""Words inside attachments: looked for in the background, told to whoever may know of the file, and forgotten then."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from system_review.documents.writers.formats import FORMATS
from system_review.documents.writers.wording import Wording
from system_review.errors import NotAllowed
from system_review.files.models import Attachment
from system_review.files.services.keeping import Incoming
from system_review.jobs.running import run_waiting
from system_review.jobs.services import start_due
from system_review.partnerships.models import Member
from system_review.partnerships.rules import Role
from system_review.reviews.models import Finding, Review
from system_review.reviews.queries.attachments import Held
from system_review.reviews.services.attachments import attach, remove_attachment
from system_review.upkeep.models import FileFound, FileSearch
from system_review.upkeep.rules.words import Words
from system_review.upkeep.services import searching_files
from system_review.upkeep.services.searching_files import search_files, stands_in
from tests import factories
from tests.documents.snapshots import AS_AT, small_grid
from tests.factories import AT
from tests.files.samples import PNG
from tests.upkeep.test_words_page import PAGE

pytestmark = pytest.mark.django_db
NAME = "Zyxomelda Quorn"


def hung(review: Review, by: Member, **files: bytes) -> Held:
    """A finding of the review with these files; `__` in a name stands for the dot."""
    held = Held(Finding.unscoped.filter(review=review).order_by("pk").first(), review)
    incoming = [Incoming(name.replace("__", "."), io.BytesIO(data)) for name, data in files.items()]
    attach(to=held, files=incoming, by=by, at=AT)
    return held


def looked(client: Any, typed: str = NAME) -> str:
    """The page after somebody has looked for the words and the worker has done what waits."""
    client.post(PAGE, {"words": typed, "how": "whole"})
    run_waiting()
    return str(client.get(PAGE).text)


@pytest.mark.parametrize("key", ["docx", "xlsx", "pdf", "csv"])
def test_every_kind_that_can_be_read_is_looked_into(anwen: Member, review: Review, key: str) -> None:
    snapshot = small_grid()
    first = snapshot.findings[0].model_copy(update={"text": f"It was {NAME} again."})
    data = FORMATS[key].write(
        snapshot.model_copy(update={"findings": (first, *snapshot.findings[1:])}), Wording(as_at=AS_AT)
    )
    hung(review, anwen, **{f"sheet__{key}": data})
    file = Attachment.unscoped.get()

    assert stands_in(file, Words("zyxomelda  quorn")) is True
    assert stands_in(file, Words("Zyxomelda Quo")) is False


def test_the_page_tells_which_files_hold_the_words_and_which_cannot_be_read(
    as_: Any, anwen: Member, review: Review
) -> None:
    held = hung(review, anwen, notes__txt=f"Said by {NAME}.".encode(), plain__txt=b"Nobody.", shot__png=PNG)
    client = as_(anwen)

    answer = client.post(PAGE, {"words": NAME, "how": "whole"}).text
    waiting = client.get(PAGE).text
    run_waiting()
    page = client.get(PAGE).text

    assert "3 files are left" in answer and "3 files are left" in waiting
    address = f"/eastmere-safeguarding-partnership/findings/{held.holder.public_id}/attachments/"
    assert page.count(f'href="{address}"') == 2 and "notes.txt" in page and "shot.png" in page
    assert "plain.txt" not in page
    assert page.index("notes.txt") < page.index("Files that could not be read") < page.index("shot.png")
    assert NAME not in page
    assert list(FileSearch.unscoped.values_list("words", "looked")) == [("", 3)]


def test_where_they_stand_in_none_the_page_says_so(as_: Any, anwen: Member, review: Review) -> None:
    hung(review, anwen, plain__txt=b"Nobody.")

    assert "stand in no attachment that could be read, of 1." in looked(as_(anwen))


def test_a_file_that_one_may_not_see_is_only_counted(as_: Any, anwen: Member, eastmere: Any, review: Review) -> None:
    hung(review, anwen, notes__txt=NAME.encode())
    ada = factories.member(eastmere, "Ada", Role.ADMINISTRATOR)

    page = looked(as_(ada))

    assert "notes.txt" not in page and "And in 1 file that you may not see." in page


def test_another_persons_search_and_another_partnerships_files_are_not_told(
    as_: Any, anwen: Member, esme: Member, review: Review
) -> None:
    hung(review, anwen, notes__txt=NAME.encode())
    assert "notes.txt" in looked(as_(anwen))
    second = factories.member(anwen.partnership, "Bethan", Role.REVIEW_LEAD)

    assert "In attachments" not in as_(second).get(PAGE).text
    search_files(words=Words(NAME), by=esme, at=AT)
    assert not FileSearch.unscoped.filter(partnership=esme.partnership).exists()


def test_a_removed_file_is_looked_into_as_long_as_it_is_kept(as_: Any, anwen: Member, review: Review) -> None:
    held = hung(review, anwen, notes__txt=NAME.encode())
    attachment = Attachment.unscoped.get()
    remove_attachment(attachment=attachment, of=held, seen=attachment.version, by=anwen, at=AT)

    assert "notes.txt (removed, and still kept)" in looked(as_(anwen))


def test_many_files_are_looked_into_a_few_at_a_time(
    monkeypatch: pytest.MonkeyPatch, anwen: Member, review: Review
) -> None:
    monkeypatch.setattr(searching_files, "AT_ONCE", 2)
    monkeypatch.setattr(searching_files, "stands_in", lambda file, words: True)
    hung(review, anwen, **{f"n{number}__txt": b"x" for number in range(5)})
    search_files(words=Words(NAME), by=anwen, at=AT)

    assert run_waiting() == 4  # three jobs that look, and the one that clears the database's file
    search = FileSearch.unscoped.get()
    assert (search.looked, search.done_at is not None, FileFound.unscoped.count()) == (5, True, 5)
    searching_files.look_into_some(search.pk, at=AT)
    assert FileFound.unscoped.count() == 5


def test_who_may_no_longer_gets_no_answer(anwen: Member, review: Review) -> None:
    hung(review, anwen, notes__txt=NAME.encode())
    search_files(words=Words(NAME), by=anwen, at=AT)
    Member.unscoped.filter(pk=anwen.pk).update(roles=[Role.READER])

    run_waiting()

    assert FileSearch.unscoped.get().words == "" and not FileFound.unscoped.exists()
    anwen.roles = [Role.READER]
    with pytest.raises(NotAllowed):
        search_files(words=Words(NAME), by=anwen, at=AT)


def test_a_day_later_nothing_of_it_is_kept(anwen: Member, review: Review) -> None:
    hung(review, anwen, notes__txt=NAME.encode())
    now = timezone.now()
    search_files(words=Words(NAME), by=anwen, at=now)

    start_due(at=now + timedelta(hours=23))
    run_waiting()
    assert FileSearch.unscoped.count() == 1
    start_due(at=now + timedelta(hours=48))
    run_waiting()

    assert not FileSearch.unscoped.exists()
