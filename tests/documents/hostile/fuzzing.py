"""Many broken documents, by processes that may die of them: which became what.

`python -m tests.documents.hostile.fuzzing FIRST COUNT STEP` judges every STEP-th document from FIRST on, and prints a
line of JSON for each.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from _house import ROOT

from system_review.documents.reading import MEMORY, SECONDS, read_safely
from system_review.errors import Refused
from system_review.frameworks.files import shipped
from tests.documents.hostile.judging import READ, REFUSED, TOO_LONG, Verdict, judged
from tests.documents.hostile.mutants import mutant

DIED = "died"
HARMLESS = (READ, REFUSED)
PROCESSES = 2
GRACE = 1  # seconds after its limit in which a child's end is told
KEPT = ROOT / "var" / "failed" / "mutants"  # the documents that did harm


@dataclass
class Tally:
    """What became of many documents."""

    words: Counter[str] = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)
    long: list[int] = field(default_factory=list)
    slowest: float = 0
    refusals: Counter[str] = field(default_factory=Counter)

    def note(self, number: int, verdict: Verdict) -> None:
        """Count a verdict, and keep what is odd about it."""
        self.words[verdict.word] += 1
        self.slowest = max(self.slowest, verdict.seconds)
        if verdict.word == REFUSED:
            self.refusals[verdict.said] += 1
        if verdict.word == TOO_LONG:
            self.long.append(number)
        elif verdict.word not in HARMLESS:
            document = mutant(number)
            self.odd.append(f"{number} ({document.base}; {document.how}): {verdict.word}, {verdict.said}")
            KEPT.mkdir(parents=True, exist_ok=True)
            (KEPT / f"{number}-{document.base}".replace(" ", "-")).write_bytes(document.data)


def fuzzed(first: int, count: int, *, processes: int = PROCESSES) -> Tally:
    """Judge `count` documents from number `first` on, in so many processes. A process that dies is begun anew."""
    tally, lock = Tally(), threading.Lock()

    def go(offset: int) -> None:
        for number, verdict in _verdicts(first + offset, first + count, processes):
            with lock:
                tally.note(number, verdict)

    threads = [threading.Thread(target=go, args=(offset,)) for offset in range(processes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def through_the_child(numbers: Iterable[int]) -> Counter[str]:
    """The same through the real child. Raises whatever is no `Refused`, and for an answer that comes too late."""
    words: Counter[str] = Counter()
    for number in numbers:
        document = mutant(number)
        began = time.monotonic()
        try:
            read_safely(document.data, name=document.base, framework=shipped()[0])
        except Refused:
            words[REFUSED] += 1
        else:
            words[READ] += 1
        assert time.monotonic() - began < SECONDS + GRACE, f"{number} took too long"
    return words


def _verdicts(first: int, end: int, step: int) -> Iterator[tuple[int, Verdict]]:
    number = first
    while number < end:
        for judged_one, verdict in _from_a_process(number, end, step):
            yield judged_one, verdict
            number = judged_one + step
        if number < end:
            yield number, Verdict(DIED, "the process died of it", 0)
            number += step


def _from_a_process(number: int, end: int, step: int) -> Iterator[tuple[int, Verdict]]:
    command = [sys.executable, "-m", "tests.documents.hostile.fuzzing", str(number), str(end), str(step)]
    env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'bin'}"}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            given = json.loads(line)
            yield given.pop("number"), Verdict(**given)


def main(first: int, end: int, step: int) -> None:
    """Judge in this process, which has a child's limit of memory (and room for the documents' makers)."""
    mutant(0)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY * 3, MEMORY * 3))
    for number in range(first, end, step):
        document = mutant(number)
        verdict = judged(document.data, document.base)
        line = {"number": number, "word": verdict.word, "said": verdict.said, "seconds": round(verdict.seconds, 3)}
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
