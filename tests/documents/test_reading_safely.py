"""From bytes to passages by way of a child: what comes back, and what is said when nothing does."""

from __future__ import annotations

import json
import logging

import pytest

from system_review.documents import reading as safely
from system_review.documents.carried import packed
from system_review.documents.child import PASTED, asking
from system_review.documents.child.asking import Ending, Heard
from system_review.documents.interpreter.understanding import Stretch, Suggestion, Understanding
from system_review.documents.readers.passages import Reading
from system_review.documents.reading import BROKEN, LARGEST, TOO_LARGE, TOO_LONG, read_safely
from system_review.documents.rules.words import PassageRole
from system_review.errors import Refused, Why
from system_review.frameworks.files import shipped

_NOTE = Suggestion(PassageRole.NOTE, "", (Stretch(0, 0, 1),), 1, Why(""))
_NO_WORDS = {"kind": "text", "walls": [], "reading": packed(Reading("", (), 0))}
POINTS_NOWHERE = json.dumps({**_NO_WORDS, "understanding": packed(Understanding((_NOTE,)))}).encode() + b"\n"


def refusal(data: bytes) -> str:
    """The sentence that the file is refused with."""
    with pytest.raises(Refused) as refused:
        read_safely(data, name="results.txt")
    return str(refused.value.why)


def test_a_text_comes_back_as_its_passages() -> None:
    found = read_safely("Ffion's “first” line\n\nand a second".encode(), name="results.txt")

    assert [passage.text for passage in found.reading.passages] == ["Ffion's “first” line", "and a second"]
    assert found.understanding is None
    assert len(found.sha256) == 64


def test_the_child_finds_product_and_packages_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    start, *rest = asking.command(memory=safely.MEMORY, seconds=safely.SECONDS)
    monkeypatch.setattr(asking, "command", lambda **limits: [start, "-S", *rest])  # without what Python adds itself

    assert read_safely(b"Target, Level 1, Referral", name="a.txt", framework=shipped()[0]).understanding


def test_a_refusal_in_the_child_is_the_same_sentence_here() -> None:
    assert refusal(b"  \n ") == "This file is empty. Choose another one."


def test_pasted_words_are_a_text_whatever_they_look_like() -> None:
    found = read_safely(b"<p>Domain;Level\n\n1;2", kind=PASTED)

    assert [passage.text for passage in found.reading.passages] == ["<p>Domain;Level", "1;2"]


def test_what_is_understood_comes_along_where_a_framework_is_given() -> None:
    found = read_safely(b"Target, Level 1, Referral", name="results.txt", framework=shipped()[0])

    assert found.understanding is not None
    assert [len(suggestion.stretches) for suggestion in found.understanding.suggestions] == [1]


def test_our_own_file_is_no_document() -> None:
    assert "exported from System Review" in refusal(b'{"format": "system-review"}')


def test_a_file_that_is_too_large_is_refused_before_anything_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safely.asking, "ask", lambda *given, **named: pytest.fail("a child was started"))

    assert "larger than 25 MB" in refusal(bytes(LARGEST + 1))


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        (Heard(Ending.TOO_LONG), TOO_LONG),
        (Heard(Ending.TOO_LARGE, code=-9), TOO_LARGE),
        (Heard(Ending.DIED, code=-11), BROKEN),
        (Heard(Ending.ANSWERED, b'{"failed":"memory","walls":[]}\n'), TOO_LARGE),
        (Heard(Ending.ANSWERED, b'{"failed":"ValueError","at":"x.py:1","walls":[]}\n'), BROKEN),
        (Heard(Ending.ANSWERED, b"no JSON\n"), BROKEN),
        (Heard(Ending.ANSWERED, b"[]\n"), BROKEN),
        (Heard(Ending.ANSWERED, b'{"refused":["{a.b}",{}]}\n'), BROKEN),
        (Heard(Ending.ANSWERED, b"[" * 100_000 + b"\n"), BROKEN),
        (Heard(Ending.ANSWERED, b'{"kind":"text","reading":{"before":""},"walls":[]}\n'), BROKEN),
        (Heard(Ending.ANSWERED, POINTS_NOWHERE), BROKEN),
    ],
)
def test_whatever_a_child_answers_ends_in_one_sentence_and_a_line_in_the_log(
    heard: Heard, said: object, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(safely.asking, "ask", lambda *given, **named: heard)
    # import-linter, which other tests run, silences every logger that there is
    monkeypatch.setattr(logging.getLogger(safely.__name__), "disabled", False)
    caplog.set_level(logging.WARNING)

    assert refusal(b"the words of a stranger") == str(said)
    assert [record.name for record in caplog.records] == ["system_review.documents.reading"]
    assert "stranger" not in caplog.text
