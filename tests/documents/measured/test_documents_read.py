"""A short `bin/bench reading`: some documents of each format, by the writers that need no other program."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.bench.reading.came import came
from tests.bench.reading.documents import documents
from tests.bench.reading.score import Score, score

# A layout and a program that writes it. bin/bench reading has them all, LibreOffice's and a browser's too.
TABLES = (
    ("band rows", "python-docx"),
    ("row a finding", "python-docx"),
    ("went round", "python-docx"),
    ("headings", "python-docx"),
    ("our own export", "our own docx"),
    ("action log", "XlsxWriter"),
    ("rag by fill only", "openpyxl"),
    ("hidden rows and sheets", "openpyxl"),
    ("action log, plain", "csv"),
    ("colour before finding", "text"),
)
GOOD = 0.99


@pytest.mark.parametrize(("layout", "program"), TABLES)
def test_documents_are_read_as_their_keys_say(layout, program):
    whole = Score()

    for made in islice(documents([layout], programs=[program]), 3):
        answer = came(made)
        assert answer.lost == []
        whole.add(score(made.expected, answer.results))

    assert whole.worst >= GOOD, whole.faults
