"""What becomes of a broken document when it is read: in this process, as the child would do it."""

from __future__ import annotations

import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from system_review.documents.carried import packed, unpacked
from system_review.documents.interpreter.understand import understand
from system_review.documents.interpreter.understanding import Understanding
from system_review.documents.readers.kinds import Kind, kind_of
from system_review.documents.readers.passages import Reading
from system_review.documents.readers.reading import read
from system_review.errors import Refused
from system_review.frameworks.files import shipped

LONGEST = 10  # seconds for an ordinary file
READ, REFUSED, FAILED, LOST, TOO_LONG = "read", "refused", "failed", "lost", "too long"


@dataclass(frozen=True)
class Verdict:
    """What became of a document, in a word and in words, and how many seconds of computing that took."""

    word: str
    said: str
    seconds: float


class TookTooLong(BaseException):
    """The time is up."""


def judged(data: bytes, name: str) -> Verdict:
    """Read and understand a document; whatever happens is a verdict."""
    began = time.process_time()
    try:
        with _at_most(LONGEST):
            word, said = _judged(data, name)
    except Refused as refused:
        word, said = REFUSED, refused.why.text
    except TookTooLong:
        word, said = TOO_LONG, f"more than {LONGEST} s"
    except (Exception, RecursionError, MemoryError) as problem:  # noqa: BLE001 - that is the question here
        last = traceback.extract_tb(problem.__traceback__)[-1]
        ours = [frame for frame in traceback.extract_tb(problem.__traceback__) if "system_review" in frame.filename]
        at = ours[-1] if ours else last
        word, said = FAILED, f"{type(problem).__name__} at {at.filename.rpartition('documents/')[2]}:{at.lineno}"
    return Verdict(word, said, time.process_time() - began)


def _judged(data: bytes, name: str) -> tuple[str, str]:
    kind = kind_of(data, name)
    if kind is Kind.JSON:
        return REFUSED, "our own file"
    reading = read(data, kind)
    if reading.counted() != reading.swept:
        return LOST, f"{kind}: {reading.swept} characters in the file, {reading.counted()} in passages"
    framework = shipped()[0]
    understanding = understand(reading, framework)
    if said := _uncovered(reading, understanding):
        return LOST, f"{kind}: {said}"
    if unpacked(Reading, packed(reading)) != reading:
        return LOST, f"{kind}: the reading is another after it was carried"
    if unpacked(Understanding, packed(understanding)) != understanding:
        return LOST, f"{kind}: the understanding is another after it was carried"
    return READ, str(kind)


def _uncovered(reading: Reading, understanding: Understanding) -> str:
    """What is in no suggestion, or in two; "" if every character is in one."""
    held = [[0] * len(passage.text) for passage in reading.passages]
    for suggestion in understanding.suggestions:
        for stretch in suggestion.stretches:
            for at in range(stretch.start, stretch.end):
                held[stretch.passage][at] += 1
    for number, (passage, counts) in enumerate(zip(reading.passages, held, strict=True)):
        odd = [count for count, letter in zip(counts, passage.text, strict=True) if count != 1 and not letter.isspace()]
        if odd:
            return f"{len(odd)} characters of passage {number} are in {sorted(set(odd))} suggestions"
    return ""


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    def end(*_: object) -> None:
        raise TookTooLong

    signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds)  # of computing: the machine may be busy
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
