"""What runs in the child: walls first, then the file from standard input, then one line of JSON, then the end.

A parser may print what it likes: standard output is put aside for the one line before anything is imported.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from system_review.documents.child import LONGEST_ANSWER, PASTED, walls

if TYPE_CHECKING:
    from system_review.documents.readers.passages import Reading


def main() -> NoReturn:
    """Read one file, answer, and end. Its two arguments are the most bytes of memory and seconds of computing."""
    answer_to = os.dup(1)
    os.dup2(2, 1)
    gc.set_threshold(100_000, 20, 20)  # many small things are made, nearly all of them for the answer
    standing = walls.put_up(memory=int(sys.argv[1]), seconds=int(sys.argv[2]))
    try:
        line = _line({**_answer(), "walls": standing})
    except MemoryError:
        line = _line({"failed": "memory", "walls": standing})
    _write(answer_to, line)
    os._exit(0)  # nothing here needs tidying, and a broken parser may not survive it


def _answer() -> dict[str, Any]:
    given = sys.stdin.buffer
    asked = json.loads(given.readline())
    data = given.read()
    if len(data) != asked["size"]:
        return {"failed": "cut off"}
    from system_review.errors import Refused

    try:
        return _read(data, asked)
    except Refused as refused:
        from system_review.documents.carried import packed_why

        return {"refused": packed_why(refused.why)}
    except RecursionError:
        return {"failed": "depth"}
    except MemoryError:
        raise
    except Exception as problem:  # noqa: BLE001 - whatever a parser trips over is told, never what stood in the file
        return {"failed": type(problem).__name__, "at": _where(problem)}


def _read(data: bytes, asked: dict[str, Any]) -> dict[str, Any]:
    from system_review.documents.carried import packed

    kind, reading = _reading(data, asked)
    answer = {"kind": kind, "reading": packed(reading)}
    if asked["framework"] is not None:
        from system_review.documents.interpreter.understand import understand
        from system_review.frameworks.snapshots import FrameworkSnapshot

        framework = FrameworkSnapshot.model_validate(asked["framework"])
        base = date.fromisoformat(asked["base"]) if asked["base"] else None
        answer["understanding"] = packed(understand(reading, framework, base=base))
    return answer


def _reading(data: bytes, asked: dict[str, Any]) -> tuple[str, Reading]:
    if asked["kind"] == PASTED:
        from system_review.documents.readers.text import read_pasted

        return PASTED, read_pasted(data.decode("utf-8", "surrogatepass"))
    from system_review.documents.readers.kinds import Kind, kind_of
    from system_review.documents.readers.reading import read
    from system_review.errors import Refused, Why

    kind = kind_of(data, asked["name"])
    if kind is Kind.JSON:
        said = "This is a review that was exported from System Review. It becomes a review of its own: see “import”."
        raise Refused(Why(said))
    return str(kind), read(data, kind)


def _line(answer: dict[str, Any]) -> bytes:
    line = json.dumps(answer, separators=(",", ":")).encode() + b"\n"
    if len(line) > LONGEST_ANSWER:
        return _line({"failed": "memory", "walls": answer["walls"]})
    return line


def _write(to: int, line: bytes) -> None:
    rest = memoryview(line)
    while rest:
        rest = rest[os.write(to, rest) :]


def _where(problem: Exception) -> str:
    """The file of ours, and the line, that the problem went through last."""
    at, trace = "", problem.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if "system_review" in name:
            at = f"{name.rpartition('system_review')[2].lstrip('/')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return at
