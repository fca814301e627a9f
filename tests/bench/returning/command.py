"""`bin/bench returning`: edits our own Word and Excel files, brings them back, and tells what was known again."""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from system_review.documents.rules.returned.differences import Difference
from system_review.documents.rules.returned.words import same
from tests.bench.returning import docx_edits, xlsx_edits
from tests.bench.returning.cases import Case, Wanted, came_back, exported

SEEDS = 10  # of each kind of file
_EDITS = 6  # in a file
OPEN = {"docx": "odt", "xlsx": "ods"}  # what LibreOffice saves it as, unless told otherwise
BOUNDS = {True: 0.95, False: 0.85}  # of the differences known again: with hidden names, and without


@dataclass
class Score:
    """Of how many differences how many were known again, at the right thing, and how many came besides."""

    files: int = 0
    wanted: int = 0
    found: int = 0
    besides: int = 0
    unsafe: int = 0  # came besides, and called sure

    @property
    def share(self) -> float:
        return self.found / self.wanted if self.wanted else 1.0


def main(arguments: Sequence[str]) -> int:
    """Make the files, read them, print the table; 1 if a bound is missed or anything wrong was called sure."""
    parser = argparse.ArgumentParser(prog="bin/bench returning", description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS, help="files of each kind")
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--faults", action="store_true", help="tell what was not known again, and what came besides")
    parser.add_argument("--keep", metavar="FOLDER", help="write the edited files there")
    asked = parser.parse_args(arguments)
    scores: dict[tuple[str, bool], Score] = defaultdict(Score)
    for case in cases(asked.seeds, asked.first_seed):
        if asked.keep:
            Path(asked.keep).mkdir(parents=True, exist_ok=True)
            Path(asked.keep, f"{case.name}.{case.format}").write_bytes(case.data)
        _count(scores[case.format, case.has_names], case, faults=asked.faults)
    print(
        f"{'format':8}{'names':10}{'files':>6}{'wanted':>8}{'right':>8}{'share':>8}{'besides':>9}{'wrongly sure':>14}"
    )
    for (format_key, has_names), score in sorted(scores.items()):
        print(
            f"{format_key:8}{'kept' if has_names else 'stripped':10}{score.files:6}{score.wanted:8}{score.found:8}"
            f"{score.share:8.3f}{score.besides:9}{score.unsafe:14}"
        )
    if shutil.which("soffice") is None:
        print("LibreOffice is not on this machine: no file went through it.", file=sys.stderr)
    return int(any(score.share < BOUNDS[names] or score.unsafe for (_, names), score in scores.items()))


def cases(seeds: int, first: int = 1) -> Iterator[Case]:
    """The edited files: each kind of edit is tried, with hidden names and without, and through LibreOffice."""
    for seed in range(first, first + seeds):
        for format_key in ("docx", "xlsx"):
            for has_names in (True, False):
                case = edited(format_key, seed, has_names=has_names)
                yield case
                for ending in (format_key, OPEN[format_key]) if has_names else ():
                    if through := _through_office(case, ending):
                        yield through


def edited(format_key: str, seed: int, *, has_names: bool) -> Case:
    """One file with several edits, by its seed."""
    chance = random.Random(f"{format_key} {seed}")
    case = Case(f"{format_key}-{seed}-{'names' if has_names else 'stripped'}", format_key, b"", chance)
    opened = docx_edits.Paper(exported("docx")) if format_key == "docx" else xlsx_edits.Book(exported("xlsx"))
    edits = dict(docx_edits.EDITS if format_key == "docx" else xlsx_edits.EDITS)
    for name in chance.sample(sorted(edits), _EDITS):
        edits[name](case, opened)  # type: ignore[operator]
        case.edits.append(name)
    if not has_names:
        opened.strip_names()
    case.has_names, case.data = has_names, opened.bytes()
    return case


def _through_office(case: Case, ending: str) -> Case | None:
    """The same file, opened and saved by LibreOffice as one of this kind; None where it is not there."""
    office = shutil.which("soffice")
    if office is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder, f"a.{case.format}"), Path(folder, "out")
        path.write_bytes(case.data)
        # because the program and the folder are this machine's own
        subprocess.run(
            [office, "--headless", "--convert-to", ending, "--outdir", str(out), str(path)],
            check=True, capture_output=True, timeout=120, env={"HOME": folder},
        )  # fmt: skip
        data = (out / path.with_suffix(f".{ending}").name).read_bytes()
    return Case(f"{case.name}-office", ending, data, case.chance, case.wanted, case.touched, case.edits)


def _count(score: Score, case: Case, *, faults: bool) -> None:
    came = came_back(case.data)
    missed, besides = compared(case.wanted, came)
    score.files += 1
    score.wanted += len(case.wanted)
    score.found += len(case.wanted) - len(missed)
    score.besides += len(besides)
    score.unsafe += sum(each.is_sure for each in besides)
    if faults and (missed or besides):
        print(f"{case.name}: {', '.join(case.edits)}")
        for one in missed:
            print(f"   missed: {one.kind} {one.about[:6]} {one.theirs[:90]!r}")
        for other in besides:
            print(
                f"   besides: {other.kind.value} {other.about[:6]} {other.theirs[:60]!r} for {other.ours[:60]!r}"
                f" {other.place} sure={other.is_sure}"
            )


def compared(wanted: Sequence[Wanted], came: Sequence[Difference]) -> tuple[list[Wanted], list[Difference]]:
    """What was wanted and did not come, and what came besides."""
    rest, missed = list(came), []
    for one in wanted:
        found = next((each for each in rest if _is(one, each)), None)
        if found is None:
            missed.append(one)
        else:
            rest.remove(found)
    return missed, rest


def _is(wanted: Wanted, came: Difference) -> bool:
    return (
        came.kind.value == wanted.kind
        and came.about == wanted.about
        and (same(came.theirs, wanted.theirs) or wanted.kind == "gone" or _is_comment(wanted, came))
    )


def _is_comment(wanted: Wanted, came: Difference) -> bool:
    """Whether it is the comment, whether or not the program that saved the file kept who wrote it."""
    return wanted.kind == "comment" and came.theirs.endswith(wanted.theirs)
