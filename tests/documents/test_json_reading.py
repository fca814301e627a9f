"""An interchange file that is not in order is refused with one sentence that says where; what is in order is read."""

from __future__ import annotations

import time
import tracemalloc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from system_review.documents.readers.json import read_snapshot
from system_review.errors import Refused
from system_review.reviews.rules.adoption import why_not_adopt
from system_review.reviews.snapshots import ReviewSnapshot
from tests.documents.broken_files import ENCODINGS, GOOD, NOT_JSON, NUMBERS, SHAPES, UNFIT, with_bytes
from tests.documents.drawn_reviews import reviews

UNREADABLE = [pytest.param(data, said, id=name) for name, data, said in (*NOT_JSON, *ENCODINGS, *NUMBERS, *SHAPES)]
MEGABYTE = 1024 * 1024


def refusal(data: bytes) -> str:
    """The sentence that the file is refused with."""
    with pytest.raises(Refused) as refused:
        read_snapshot(data)
    return str(refused.value.why)


@pytest.mark.parametrize(("data", "said"), UNREADABLE)
def test_a_file_that_is_not_in_order_is_refused_with_its_place(data: bytes, said: str) -> None:
    sentence = refusal(data)

    assert said in sentence
    assert "\n" not in sentence
    assert len(sentence) < 400


@pytest.mark.parametrize(("data", "said"), [pytest.param(d, s, id=name) for name, d, s in UNFIT])
def test_parts_that_do_not_fit_together_are_told_with_their_place(data: bytes, said: str) -> None:
    why = why_not_adopt(read_snapshot(data))

    assert said in str(why)
    assert "\n" not in str(why)


@pytest.mark.parametrize(("data", "_said"), UNREADABLE)
def test_no_file_takes_much_memory_or_time(data: bytes, _said: str) -> None:
    tracemalloc.start()
    began = time.process_time()

    refusal(data)

    taken, peak = time.process_time() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 150 * MEGABYTE
    assert taken < 8  # counting memory alone makes it several times slower than the two seconds it may take


def test_a_file_cut_off_anywhere_is_refused() -> None:
    content = GOOD.rstrip()

    for length in range(0, len(content), 7):
        refusal(content[:length])
    assert read_snapshot(content) == read_snapshot(GOOD)


def test_a_byte_order_mark_of_utf8_does_no_harm() -> None:
    assert read_snapshot(b"\xef\xbb\xbf" + GOOD) == read_snapshot(GOOD)


@pytest.mark.parametrize("line_end", [b"\\r\\n", b"\\r"])
def test_line_ends_inside_texts_become_lf(line_end: bytes) -> None:
    snapshot = read_snapshot(with_bytes(b"September 2026 to", b"September 2026" + line_end + b"to"))

    assert snapshot.review.period.startswith("September 2026\nto")


def test_line_ends_between_the_parts_may_be_those_of_windows() -> None:
    assert read_snapshot(GOOD.replace(b"\n", b"\r\n")) == read_snapshot(GOOD)


@given(snapshot=reviews())
def test_what_is_written_reads_back_the_same(snapshot: ReviewSnapshot) -> None:
    assert read_snapshot(snapshot.canonical_bytes()) == snapshot
    assert why_not_adopt(snapshot) is None


@given(at=st.integers(0, len(GOOD) - 1), instead=st.binary(max_size=4))
@example(at=0, instead=b"")
def test_a_damaged_file_is_read_or_refused_and_nothing_else(at: int, instead: bytes) -> None:
    damaged = GOOD[:at] + instead + GOOD[at + 1 :]

    said = ""
    try:
        why_not_adopt(read_snapshot(damaged))
    except Refused as refused:
        said = str(refused.why)

    assert "\n" not in said


def test_a_long_chain_of_waiting_actions_is_judged_quickly() -> None:
    template = read_snapshot(GOOD)
    from system_review.reviews.snapshots import ActionSnapshot, ServesSnapshot

    serves = (ServesSnapshot(finding="f1", colour="red"),)
    chain = tuple(
        ActionSnapshot(ref=f"a{n}", text="Wait.", serves=serves, status="not_started", priority="normal",
                       waits_for=(f"a{n - 1}",) if n > 1 else ())
        for n in range(1, 20_001)
    )  # fmt: skip
    began = time.process_time()

    why = why_not_adopt(template.model_copy(update={"actions": chain}))

    assert why is None
    assert time.process_time() - began < 5
