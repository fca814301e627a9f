"""A document that was brought in is read by its job: once, whatever becomes of workers, and failures are told."""

from __future__ import annotations

import pytest
from django_tasks_db.models import DBTaskResult

from system_review.documents.models import Document, DocumentFile, Passage
from system_review.documents.rules.words import DocumentState
from system_review.documents.services.receiving import receive_file
from system_review.jobs import services as jobs
from system_review.jobs.models import Share
from system_review.jobs.rules import MOST_DEATHS, WorkerName
from system_review.jobs.running import run_waiting
from tests.documents.inboxes import NOW, inbox_with
from tests.documents.results_documents import word_log

pytestmark = pytest.mark.django_db


def brought_in(data: bytes) -> Document:
    """A document that waits to be read."""
    inbox = inbox_with()
    return receive_file(review=inbox.review, name="results.docx", data=data, by=inbox.anwen, at=NOW)


def now_of(document: Document) -> Document:
    """The document as it is in the database."""
    return Document.unscoped.get(pk=document.pk)


def test_a_document_is_read_by_its_job_and_only_then() -> None:
    document = brought_in(word_log())
    assert now_of(document).state == DocumentState.READING

    run_waiting()

    assert (now_of(document).state, now_of(document).kind) == (DocumentState.READ, "docx")
    assert Passage.unscoped.filter(document=document).exists()


def test_a_job_that_is_done_twice_reads_once() -> None:
    document = brought_in(word_log())
    run_waiting()
    count = Passage.unscoped.count()

    DBTaskResult.objects.update(status="READY")
    run_waiting()

    assert Passage.unscoped.count() == count
    assert now_of(document).version == 2


def test_what_cannot_be_read_says_why_and_is_not_kept() -> None:
    document = brought_in(b"%PDF-1.7\n cut off")

    run_waiting()

    assert now_of(document).state == DocumentState.FAILED
    assert now_of(document).problem[0]
    assert not Passage.unscoped.filter(document=document).exists()
    assert not DocumentFile.unscoped.exists()
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_a_document_that_outlives_three_workers_is_told() -> None:
    document = brought_in(word_log())
    dead = [str(WorkerName("another-machine", number, 1)) for number in (1, 2, 3)]
    DBTaskResult.objects.update(status="RUNNING", worker_ids=dead)
    assert Share.objects.update(deaths=MOST_DEATHS - 1) == 1

    jobs.put_back(at=NOW)

    assert now_of(document).state == DocumentState.FAILED
