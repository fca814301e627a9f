"""Attachments in S3-compatible storage, on a real S3 server; and what happens while it is down or slow (K8)."""

from __future__ import annotations

import io
import os
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from system_review.config import environment
from system_review.config.environment import WrongSetting
from system_review.files.models import Attachment
from system_review.files.services.erasing import sweep
from system_review.files.services.keeping import Incoming
from system_review.files.storage import all_paths
from system_review.reviews.models import Finding
from system_review.reviews.queries.attachments import Held
from system_review.reviews.services.attachments import attach
from tests.cast import CANARY
from tests.factories import AT
from tests.files.buckets import BUCKET, client, contents, s3_server, with_keys
from tests.files.samples import PDF
from tests.files.scanners import pretended
from tests.files.test_attachments import stored_files

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with s3_server(tmp_path_factory.mktemp("s3")) as address:
        yield address


def use(settings: Any, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    """Have the product store its attachments there, as the environment says."""
    with_keys(monkeypatch)
    monkeypatch.setenv("SYSTEM_REVIEW_FILES", named)
    settings.STORAGES = {**settings.STORAGES, "attachments": environment.attachments()}


@pytest.fixture
def bucket(server: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    use(settings, monkeypatch, f"s3://{BUCKET}/reviews?endpoint={server}&region=eu-west-2")
    yield server
    for key in contents(server):
        client(server).delete_object(Bucket=BUCKET, Key=key)


@pytest.fixture
def red(review: Any) -> Any:
    return Finding.unscoped.select_related("review").get(review=review, colour="red")


def page_of(red: Any) -> str:
    return f"/eastmere-safeguarding-partnership/findings/{red.public_id}/attachments/"


def test_files_go_into_the_bucket_and_come_back_through_us(as_: Any, anwen: Any, red: Any, bucket: str) -> None:
    data = b"Minutes. " * 1_200_000  # 10.8 MB, which goes in several parts

    made = attach(to=Held(red, red.review), files=[Incoming(f"{CANARY}.txt", io.BytesIO(data))], by=anwen, at=AT)

    (key,), (held,) = contents(bucket).keys(), contents(bucket).values()
    assert held == data
    assert key == f"reviews/{made.stored[:2]}/{made.stored}" and CANARY not in key
    assert not stored_files()
    response = as_(anwen).get(f"/eastmere-safeguarding-partnership/attachments/{made.public_id}/")
    assert response.content == data
    assert response.headers["Content-Length"] == str(len(data))


def test_nothing_in_the_bucket_is_public(anwen: Any, red: Any, bucket: str) -> None:
    attach(to=Held(red, red.review), files=[Incoming("a.pdf", io.BytesIO(PDF))], by=anwen, at=AT)

    (key,) = contents(bucket)
    grants = client(bucket).get_object_acl(Bucket=BUCKET, Key=key)["Grants"]
    assert [grant["Grantee"]["Type"] for grant in grants] == ["CanonicalUser"]


def test_what_was_not_attached_is_not_left_in_the_bucket(anwen: Any, red: Any, bucket: str, monkeypatch: Any) -> None:
    from system_review.reviews.services import attachments

    monkeypatch.setattr(attachments, "record", _broken)
    with pytest.raises(RuntimeError):
        attach(to=Held(red, red.review), files=[Incoming("a.pdf", io.BytesIO(PDF))], by=anwen, at=AT)

    assert contents(bucket) == {}


def _broken(*_: Any, **__: Any) -> None:
    raise RuntimeError("the trail")


def test_what_a_crash_left_there_is_swept(anwen: Any, red: Any, bucket: str) -> None:
    made = attach(to=Held(red, red.review), files=[Incoming("a.pdf", io.BytesIO(PDF))], by=anwen, at=AT)
    storages["attachments"].save("le/left", ContentFile(b"x"))

    assert set(all_paths()) == {"le/left", f"{made.stored[:2]}/{made.stored}"}
    assert sweep(datetime.now(UTC) + timedelta(days=2)) == 1
    assert len(contents(bucket)) == 1


def test_what_is_missing_from_the_bucket_is_said(as_: Any, anwen: Any, red: Any, bucket: str) -> None:
    made = attach(to=Held(red, red.review), files=[Incoming("a.pdf", io.BytesIO(PDF))], by=anwen, at=AT)
    for key in contents(bucket):
        client(bucket).delete_object(Bucket=BUCKET, Key=key)

    response = as_(anwen).get(f"/eastmere-safeguarding-partnership/attachments/{made.public_id}/")

    assert response.status_code == 422 and "cannot be fetched just now" in response.text


def _says_nothing(connection: socket.socket) -> None:
    connection.recv(10)
    time.sleep(6)


def _sends_rubbish(connection: socket.socket) -> None:
    connection.recv(100_000)
    connection.sendall(b"220 ftp ready\r\n")


@pytest.mark.parametrize("behaves", [None, _says_nothing, _sends_rubbish], ids=["down", "slow", "rubbish"])
def test_while_the_bucket_does_not_answer_files_are_refused_soon_and_pages_go_on(
    behaves: Any, settings: Any, monkeypatch: Any, as_: Any, anwen: Any, red: Any
) -> None:
    made = attach(to=Held(red, red.review), files=[Incoming("a.pdf", io.BytesIO(PDF))], by=anwen, at=AT)
    with pretended(behaves or _says_nothing) as address:
        place = address.replace("tcp://", "http://") if behaves else "http://127.0.0.1:1"
        use(settings, monkeypatch, f"s3://{BUCKET}?endpoint={place}&region=eu-west-2")
        began = time.monotonic()
        sent = as_(anwen).post(page_of(red), {"file": [io.BytesIO(b"Minutes.")], "key": "k"})
        fetched = as_(anwen).get(f"/eastmere-safeguarding-partnership/attachments/{made.public_id}/")
        seconds = time.monotonic() - began
        page = as_(anwen).get(page_of(red))

    assert sent.status_code == 422 and "could not be kept just now" in sent.text
    assert fetched.status_code == 422 and "cannot be fetched just now" in fetched.text
    assert page.status_code == 200 and "a.pdf" in page.text
    assert Attachment.unscoped.count() == 1
    assert seconds < 2 * 5


@pytest.mark.parametrize(
    "named",
    [
        "bucket",
        "s3://",
        "file:///etc",
        "s3://b?endpoint=http://s3.example.org",
        "s3://b?key=x",
        "https://s3.example.org/b",
    ],
)
def test_a_place_that_cannot_be_used_stops_the_start_with_a_sentence(
    named: str, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv("SYSTEM_REVIEW_FILES", named)

    with pytest.raises(WrongSetting):
        environment.attachments()

    assert "SYSTEM_REVIEW_FILES must be like s3://" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "given", "reader"),
    [
        ("SYSTEM_REVIEW_CLAMD", "localhost:3310", environment.clamd),
        ("SYSTEM_REVIEW_CLAMD", "unix://run/clamd.ctl", environment.clamd),
        ("SYSTEM_REVIEW_CLAMD", "tcp://localhost:x", environment.clamd),
        ("SYSTEM_REVIEW_UPLOAD_MB", "0", environment.upload_most),
        ("SYSTEM_REVIEW_UPLOAD_MB", "lots", environment.upload_most),
        ("SYSTEM_REVIEW_UPLOAD_MB", "1000", environment.upload_most),
    ],
)
def test_other_settings_that_cannot_be_used_do_so_too(
    name: str, given: str, reader: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv(name, given)

    with pytest.raises(WrongSetting):
        reader()

    assert name in capsys.readouterr().err


def test_settings_that_can_be_used_are(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.clamd() == "" and environment.upload_most() == 25 * 1024 * 1024
    for address in ("tcp://scanner.example.org", "tcp://[::1]:3310", "unix:///run/clamav/clamd.ctl"):
        monkeypatch.setenv("SYSTEM_REVIEW_CLAMD", address)
        assert environment.clamd() == address
    assert os.environ.get("SYSTEM_REVIEW_FILES") is None
