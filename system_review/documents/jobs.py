"""What is done with documents outside any request. A job names a document by its number, and may run twice.

What reads them takes twenty megabytes, and is imported only when there is something to read.
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from system_review.errors import Why
from system_review.jobs.rules import Queue
from system_review.jobs.services import job


def _given_up(number: int) -> None:
    from system_review.documents.queries.inbox import document_to_read
    from system_review.documents.services.reading import give_up

    if found := document_to_read(number):
        why = Why(
            "This file could not be read. An administrator can have it tried again on the page “Background work”. "
            "Or copy its text and paste it."
        )
        give_up(found, why, at=timezone.now(), keep_file=True)


def _again(number: int) -> None:
    from system_review.documents.queries.inbox import document_to_read
    from system_review.documents.services.reading import wait_again

    if found := document_to_read(number):
        wait_again(found)


@job(queue=Queue.DOCUMENTS, about=_("Reading a document"), given_up=_given_up, again=_again)
def read(number: int) -> None:
    """Read the document with this number."""
    from system_review.documents.queries.inbox import document_to_read
    from system_review.documents.services.reading import read_document

    if found := document_to_read(number):
        read_document(found, at=timezone.now())
