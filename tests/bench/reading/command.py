"""`bin/bench reading`: how well documents are read, layout by layout, and how fast."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
sys.path.insert(0, str(Path(__file__).parents[3] / "bin"))

from tests.bench.reading.answers import keys
from tests.bench.reading.came import came
from tests.bench.reading.documents import documents, kept
from tests.bench.reading.layouts.catalogue import LAYOUTS
from tests.bench.reading.report import Tally
from tests.bench.reading.score import score
from tests.bench.reading.torn import LAYOUT as TORN


def main(arguments):
    """Read the set of documents and print the table. 0 if nothing was lost, whatever the figures are."""
    asked = _parser().parse_args(arguments)
    if asked.speed:
        from tests.bench.reading.speed import measured

        return measured()
    tally, lost, began = Tally(), 0, time.monotonic()
    seeds = range(asked.first_seed, asked.first_seed + asked.seeds)
    made_here = documents(asked.only, seeds, asked.key, left_out=_left_out)
    for made in kept(asked.kept, asked.only, asked.key) if asked.kept else made_here:
        if asked.format and made.ending not in asked.format:
            continue
        answer = came(made)
        one = score(made.expected, answer.results)
        tally.add(made.layout, made.ending, one)
        lost += bool(answer.lost)
        _tell(made, one, answer, asked)
    print(tally.table())
    print(f"\nEach measure: precision, recall. Documents of which a character or a word was lost: {lost}.")
    print(f"Seeds {seeds.start} to {seeds.stop - 1}; {time.monotonic() - began:.0f} s.")
    return 1 if lost else 0


def _parser():
    parser = argparse.ArgumentParser(prog="bin/bench reading", description="Measure how well documents are read.")
    parser.add_argument(
        "--only", action="append", choices=(*LAYOUTS, TORN), metavar="LAYOUT", help=f"of: {', '.join((*LAYOUTS, TORN))}"
    )
    parser.add_argument(
        "--format", action="append", help="only documents of this ending: docx, odt, pdf, xlsx, csv, txt"
    )
    parser.add_argument("--key", action="append", choices=keys(), help="only documents of this answer key")
    parser.add_argument("--seeds", type=int, default=1, help="how many documents of each kind (1)")
    parser.add_argument("--first-seed", type=int, default=0, help="the first seed (0)")
    parser.add_argument("--faults", action="store_true", help="say what went wrong in each document")
    parser.add_argument("--keep", type=Path, help="write documents and their answer keys to this folder")
    parser.add_argument(
        "--kept", type=Path, help="read documents that --keep wrote to this folder, instead of making them"
    )
    parser.add_argument("--speed", action="store_true", help="measure times of large documents instead")
    return parser


def _left_out(program, number):
    print(f"LEFT OUT: {number} documents by {program.name}, since there is no {program.needs} here.", file=sys.stderr)


def _tell(made, one, answer, asked):
    if asked.keep:
        asked.keep.mkdir(parents=True, exist_ok=True)
        (asked.keep / made.file_name).write_bytes(made.data)
        (asked.keep / f"{made.name}.key.json").write_text(
            json.dumps(made.expected, indent=1, ensure_ascii=False), "utf-8"
        )
    if answer.lost or (asked.faults and one.faults):
        print(
            f"{made.file_name}: worst {one.worst:.3f}", *answer.lost, *one.faults[: 1000 * asked.faults], sep="\n    "
        )
