"""Attaching files to a finding, an action or a piece of evidence: by service and by page."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as product
from django.core.files.uploadedfile import SimpleUploadedFile

from system_review.audit.models import Event
from system_review.errors import ChangedMeanwhile, Refused
from system_review.files.models import Attachment
from system_review.files.services.keeping import Incoming
from system_review.reviews.models import Finding
from system_review.reviews.queries.attachments import Held
from system_review.reviews.services import attachments as services
from tests.cast import CANARY
from tests.factories import AT
from tests.files.samples import PDF, REFUSED, TAKEN
from tests.reviews.pieces import piece

pytestmark = pytest.mark.django_db  # said here too, since the cast asks for the database on its way


def incoming(name: str = "minutes.pdf", data: bytes = PDF) -> Incoming:
    return Incoming(name, io.BytesIO(data))


def stored_files() -> list[Path]:
    """Every file in the storage."""
    root = Path(product.DATA_FOLDER) / "attachments"
    return sorted(path for path in root.rglob("*") if path.is_file())


@pytest.fixture(params=["finding", "action", "evidence"])
def page_of(request: Any, red: Any, action: Any, review: Any) -> str:
    """The address of the files of each kind of thing in turn."""
    base = "/eastmere-safeguarding-partnership"
    if request.param == "evidence":
        return f"{base}/reviews/{review.public_id}/evidence/{piece(review, 'A survey.').public_id}/attachments/"
    return f"{base}/{request.param}s/{(red if request.param == 'finding' else action).public_id}/attachments/"


def upload(name: str = "minutes.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def sent(client: Any, page: str, *files: SimpleUploadedFile, **more: Any) -> Any:
    return client.post(page, {"file": list(files), "key": "k", **more})


# It works


def test_files_are_attached_listed_handed_out_removed_and_brought_back(as_, anwen, page_of):
    client = as_(anwen)

    assert sent(client, page_of, upload(), upload("figures.csv", b"a,b\n")).status_code == 302
    page = client.get(page_of)
    assert "minutes.pdf" in page.text and "figures.csv" in page.text and "attached by Anwen" in page.text
    first = Attachment.unscoped.order_by("pk").first()
    address = f"/eastmere-safeguarding-partnership/attachments/{first.public_id}/"
    assert client.get(address).content == PDF

    gone = client.post(f"{address}removal/", {"version": 1}, follow=True)
    assert "Attachment removed" in gone.text and "Undo" in gone.text and "1 file removed" in gone.text
    assert client.get(address).status_code == 404
    back = client.post(f"{address}restoration/?version=2", follow=True)
    assert "Attachment brought back" in back.text
    assert client.get(address).status_code == 200


def test_the_count_stands_where_the_thing_is(as_, anwen, review, red, action, held):
    survey = piece(review, "A survey.")
    for thing in (red, action, survey):
        services.attach(to=Held(thing, review), files=[incoming(), incoming("b.pdf")], by=anwen, at=AT)
    base, client = "/eastmere-safeguarding-partnership", as_(anwen)

    for page in (
        f"{base}/findings/{red.public_id}/",
        f"{base}/findings/{red.public_id}/moves/",
        f"{base}/findings/{red.public_id}/history/",
        f"{base}/actions/{action.public_id}/",
        f"{base}/actions/{action.public_id}/history/",
        f"{base}/reviews/{review.public_id}/evidence/",
    ):
        assert "Attachments (2)" in client.get(page).text, page


def test_a_download_can_do_nothing_in_a_browser(as_, anwen, held):
    made = services.attach(to=held, files=[incoming("März \u202e<b>.html", TAKEN["text"])], by=anwen, at=AT)

    response = as_(anwen).get(
        f"/eastmere-safeguarding-partnership/attachments/{made.public_id}/", HTTP_RANGE="bytes=0-3"
    )

    assert response.status_code == 200
    assert response.content == TAKEN["text"] and not response.streaming  # in parts, a slow reader would hold a thread
    wanted = {
        "Content-Type": "text/plain",
        "Content-Length": str(len(TAKEN["text"])),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
        "Cache-Control": "private, no-store",
        "Accept-Ranges": "none",
        "Content-Disposition": "attachment; filename*=utf-8''M%C3%A4rz%20_b_.html.txt",
    }
    assert {name: response.headers.get(name) for name in wanted} == wanted


@pytest.mark.only_sqlite  # what a file is, no database is asked
@pytest.mark.parametrize("kind", TAKEN)
def test_every_kind_comes_back_as_it_went_in_with_its_own_type(as_, anwen, held, kind):
    made = services.attach(to=held, files=[incoming("x.exe", TAKEN[kind])], by=anwen, at=AT)

    response = as_(anwen).get(f"/eastmere-safeguarding-partnership/attachments/{made.public_id}/")

    assert response.content == TAKEN[kind]
    assert response.headers["Content-Type"].split("/")[0] in ("application", "image", "text")
    assert "html" not in response.headers["Content-Type"] and "svg" not in response.headers["Content-Type"]
    assert made.hash == hashlib.sha256(TAKEN[kind]).hexdigest() and made.kind == kind


@pytest.mark.skipif(os.name != "posix", reason="rights of files as Unix has them")
def test_what_is_stored_is_for_its_owner_alone_under_a_random_name(anwen, held):
    umask = os.umask(0)
    try:
        services.attach(to=held, files=[incoming(f"{CANARY}.pdf")], by=anwen, at=AT)
    finally:
        os.umask(umask)

    (path,) = stored_files()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, path.parent.parent)] == [0o700, 0o700]
    made = Attachment.unscoped.get()
    assert path.name == made.stored and made.stored not in (made.public_id, made.hash) and CANARY not in str(path)


@pytest.mark.parametrize(
    "names",
    [
        ["same.pdf", "same.pdf"],
        ["a.pdf", "A.PDF"],
        ["a" * 300 + ".pdf"],
        ["../../x.pdf"],
        ["\u202egnp.pdf"],
        ["موجز.pdf"],
    ],
)
def test_names_are_text_and_no_two_files_meet(as_, anwen, red, held, names):
    services.attach(to=held, files=[incoming(name) for name in names], by=anwen, at=AT)

    page = as_(anwen).get(f"/eastmere-safeguarding-partnership/findings/{red.public_id}/attachments/").text

    assert len(stored_files()) == len(names) == page.count('class="name"')
    assert "\u202e" not in page


def test_a_name_is_shown_escaped(as_, anwen, red, held):
    services.attach(to=held, files=[incoming('<img src=x onerror="alert(1)">.pdf')], by=anwen, at=AT)

    page = as_(anwen).get(f"/eastmere-safeguarding-partnership/findings/{red.public_id}/attachments/").text

    assert "<img" not in page and "&lt;img src=x" in page


def test_a_name_with_a_nul_is_refused_in_a_sentence(anwen, held):
    with pytest.raises(Refused, match="cannot be stored"):
        services.attach(to=held, files=[incoming("a\0b.pdf")], by=anwen, at=AT)

    assert not stored_files()


# What it refuses


@pytest.mark.only_sqlite  # what a file is, no database is asked
@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_attached_is_refused_and_nothing_is_kept(as_, anwen, red, what):
    data, words = REFUSED[what]
    page = f"/eastmere-safeguarding-partnership/findings/{red.public_id}/attachments/"
    events = Event.objects.count()

    response = sent(as_(anwen), page, upload("good.pdf"), upload("report.pdf", data))

    assert response.status_code == 422
    assert words in response.text.replace("&#x27;", "'") and "report.pdf" in response.text
    assert not Attachment.unscoped.exists() and not stored_files() and Event.objects.count() == events


def test_too_large_too_many_and_none_are_refused(as_, anwen, red, settings):
    settings.UPLOAD_MOST = 1024 * 1024
    page = f"/eastmere-safeguarding-partnership/findings/{red.public_id}/attachments/"
    client = as_(anwen)

    large = sent(client, page, upload("large.txt", b"a" * (1024 * 1024 + 1)))
    many = sent(client, page, *(upload(f"{number}.pdf") for number in range(21)))
    none = client.post(page, {"key": "k"})

    assert [large.status_code, many.status_code, none.status_code] == [422, 422, 422]
    assert "larger than 1 MB" in large.text and "at most 20 files" in many.text and "Choose one file" in none.text
    assert not stored_files()


def test_nothing_is_attached_to_what_is_archived(as_, anwen, red, review):
    Finding.unscoped.filter(pk=red.pk).update(archived_at=AT)
    page = f"/eastmere-safeguarding-partnership/findings/{red.public_id}/attachments/"

    assert 'type="file"' not in as_(anwen).get(page).text
    assert sent(as_(anwen), page, upload()).status_code == 422
    assert not stored_files()


def test_a_second_click_attaches_nothing_more(as_, anwen, red):
    page = f"/eastmere-safeguarding-partnership/findings/{red.public_id}/attachments/"

    first, second = (sent(as_(anwen), page, upload(), upload("b.pdf")) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert Attachment.unscoped.count() == 2 == len(stored_files())


def test_two_who_remove_at_once_hear_of_one_another(anwen, held):
    made = services.attach(to=held, files=[incoming()], by=anwen, at=AT)
    other = Attachment.unscoped.get(pk=made.pk)
    services.remove_attachment(attachment=made, of=held, seen=1, by=anwen, at=AT)

    with pytest.raises(ChangedMeanwhile):
        services.remove_attachment(attachment=other, of=held, seen=1, by=anwen, at=AT)


def test_a_disk_that_is_full_is_said_and_leaves_nothing(as_, anwen, red, monkeypatch):
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    response = sent(as_(anwen), f"/eastmere-safeguarding-partnership/findings/{red.public_id}/attachments/", upload())

    assert response.status_code == 422
    assert "could not be kept just now" in response.text
    assert not Attachment.unscoped.exists() and not stored_files()


def test_a_transaction_that_fails_leaves_no_file(anwen, held, monkeypatch):
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the trail")

    monkeypatch.setattr(services, "record", broken)
    with pytest.raises(RuntimeError):
        services.attach(to=held, files=[incoming(), incoming("b.pdf")], by=anwen, at=AT)

    assert not Attachment.unscoped.exists() and not stored_files()


def test_a_file_that_is_missing_from_the_storage_is_said(as_, anwen, held):
    made = services.attach(to=held, files=[incoming()], by=anwen, at=AT)
    stored_files()[0].unlink()

    response = as_(anwen).get(f"/eastmere-safeguarding-partnership/attachments/{made.public_id}/")

    assert response.status_code == 422
    assert "cannot be fetched just now" in response.text
