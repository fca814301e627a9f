"""Setting a document with typst, in a process of its own.

typst keeps what it has laid out in memory and never gives it back: a web process would grow to several hundred
megabytes by exports, and stand still for half a second at each. Run as a program, this file sets one document and ends;
it imports nothing of ours, so that it starts in a tenth of a second.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

REFUSED = 3  # the exit code after typst's own refusal; its words are on standard error
LONGEST = 120  # seconds


class CannotBeSet(Exception):
    """typst refuses the document: its own words."""


def typeset(template: str, paper: str, *, fonts: list[str], day: date) -> bytes:
    """The PDF of a template with its data (JSON), in the fonts of these folders alone, as if made on that day.

    Raises `CannotBeSet` where typst refuses, and `RuntimeError` if its process fails in another way.
    """
    given = {"template": template, "paper": paper, "fonts": fonts, "day": day.isoformat()}
    program = [sys.executable, "-I", "-X", "utf8", str(Path(__file__).resolve())]
    data = json.dumps(given).encode()
    done = subprocess.run(program, input=data, capture_output=True, check=False, timeout=LONGEST, cwd=os.sep)
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode == REFUSED:
        raise CannotBeSet(said)
    if done.returncode:
        raise RuntimeError(f"typesetting ended with {done.returncode}: {said[-2000:]}")
    return done.stdout


def main() -> int:
    """Set the document that is handed in on standard input, and write the PDF to standard output."""
    import typst

    given = json.loads(sys.stdin.buffer.read())
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=given["fonts"])
    try:
        pdf = typst.compile(
            given["template"].encode(),
            sys_inputs={"paper": given["paper"]},
            font_paths=fonts,
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(date.fromisoformat(given["day"]), time(), tzinfo=UTC),
        )
    except typst.TypstError as refusal:
        sys.stderr.write(refusal.message)
        return REFUSED
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
