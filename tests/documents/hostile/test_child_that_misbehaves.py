"""Whatever a parser does, the parent has an answer in time, and nothing of the child is left."""

from __future__ import annotations

import sys
import time
import uuid

import pytest

from system_review.documents.child.asking import Ending
from tests.documents.hostile.fake_parsers import behind_walls, children, heard_of, named, open_files

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="counts processes and open files as Linux shows them")

DEATHS = {
    "killed": ("import os; os.kill(os.getpid(), 9)", Ending.TOO_LARGE),
    "aborts": ("import os; os.abort()", Ending.TOO_LARGE),
    "segfault": ("import ctypes; ctypes.string_at(0)", Ending.DIED),
    "exits without a word": ("pass", Ending.DIED),
    "exits with an error": ("raise ValueError", Ending.DIED),
    "half a line": ("print('{', end='')", Ending.DIED),
    "closes its output early and sleeps": ("import os, time; os.close(1); time.sleep(60)", Ending.DIED),
    "closes its input early": ("import os, sys; os.close(0); print('{}')", Ending.ANSWERED),
    "prints without end": ("import os\nwhile True: os.write(1, b'x' * 65536)", Ending.TOO_LARGE),
    "prints a gigabyte in lines": ("import os\nfor _ in range(16384): os.write(1, b'x' * 65535 + b'\\n')", None),
    "computes without end": ("while True: pass", Ending.TOO_LONG),
    "sleeps": ("import time; time.sleep(60)", Ending.TOO_LONG),
    "never reads and sleeps": ("import time; time.sleep(60)", Ending.TOO_LONG),
    "ignores what it is asked": (
        "import signal, time\nfor number in (1, 2, 15): signal.signal(number, signal.SIG_IGN)\ntime.sleep(60)",
        Ending.TOO_LONG,
    ),
    "leaves a child that sleeps": (
        "import os, time\nif os.fork() == 0: time.sleep(60)\nprint('{}', flush=True)",
        Ending.ANSWERED,
    ),
    "leaves a child that holds its output": ("import os, time\nif os.fork() == 0: time.sleep(60)", Ending.TOO_LONG),
}


@pytest.mark.parametrize("name", DEATHS)
def test_the_parent_answers_in_time_and_nothing_is_left(name: str) -> None:
    code, ending = DEATHS[name]
    limit = 0.8 if ending is Ending.TOO_LONG else 5
    mark = uuid.uuid4().hex
    began, files = time.monotonic(), open_files()

    heard = heard_of(
        f"{code} # {mark}" if "\n" not in code else f"# {mark}\n{code}", within=limit, given=b"x" * 5_000_000
    )

    assert time.monotonic() - began < limit + 1
    assert ending is None or heard.ending is ending
    assert named(mark) == []
    assert children() == []
    assert open_files() - files == set()


def test_a_fork_bomb_is_stopped_by_the_walls() -> None:
    code = "found = {'forks': sum(tried(os.fork) == 'done' for _ in range(1000)), 'standing': standing}"

    heard = behind_walls(code)

    assert heard.ending is Ending.ANSWERED
    assert b'"forks": 0' in heard.line
    assert children() == []


def test_too_much_memory_ends_at_once() -> None:
    began = time.monotonic()

    heard = behind_walls("found = tried(lambda: bytearray(2 * 1024 ** 3))", within=10)

    assert heard.line == b'"MemoryError"\n'
    assert time.monotonic() - began < 2


def test_computing_too_long_ends_by_the_processors_clock() -> None:
    heard = behind_walls("while True: pass", seconds=1, within=10)

    assert heard.ending is Ending.TOO_LONG
    assert heard.code == -24


def test_many_children_leave_nothing_open() -> None:
    heard_of("print('{}')")
    files = open_files()

    endings = [heard_of(code, within=5).ending for _ in range(20) for code in ("print('{}')", "import os; os.abort()")]

    assert endings == [Ending.ANSWERED, Ending.TOO_LARGE] * 20
    assert open_files() - files == set()
    assert children() == []
