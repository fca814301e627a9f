"""The set of documents: every layout, by every program that writes it, of every answer key, for each seed."""

from __future__ import annotations

import glob
import json
import random
from dataclasses import dataclass
from datetime import date

from tests.bench.reading import torn
from tests.bench.reading.answers import frameworks, keys
from tests.bench.reading.expected import expected
from tests.bench.reading.layouts.catalogue import LAYOUTS, LEVELLED
from tests.bench.reading.programs import PROGRAMS


@dataclass(frozen=True)
class Made:
    """A document: the file, and what a good reader says of it."""

    name: str
    layout: str
    program: str
    ending: str
    data: bytes
    expected: dict
    framework: object
    on: object

    @property
    def file_name(self):
        return f"{self.name}.{self.ending}"


def papers(layouts=None, seeds=(0,), names=None, only_by=None):
    """Papers by program and by name, for these layouts, seeds and keys; all layouts and keys where none are given."""
    by_program = {}
    for layout, (lay_out, programs) in LAYOUTS.items():
        if layouts and layout not in layouts:
            continue
        for key in keys().values():
            if (names and key.name not in names) or (layout in LEVELLED and not _has_levels(key)):
                continue
            for seed in seeds:
                for program in (one for one in programs if not only_by or one in only_by):
                    chance = random.Random(f"{layout} {key.name} {seed} {program}")
                    name = _slug(f"{layout} {key.name} {seed} {program}")
                    by_program.setdefault(program, {})[name] = lay_out(key, chance)
    return by_program


def documents(layouts=None, seeds=(0,), names=None, programs=None, left_out=None):
    """The documents. `left_out` is told of each program that this machine lacks, with the number of its papers."""
    for program_name, by_name in papers(layouts, seeds, names, programs).items():
        program = PROGRAMS[program_name]
        if not program.is_here:
            if left_out:
                left_out(program, len(by_name))
            continue
        for name, data in program.make(by_name).items():
            yield _made(name, by_name[name], program, data)
    if not programs and (not layouts or torn.LAYOUT in layouts):
        yield from torn_documents(seeds, names)


def kept(folder, layouts=None, names=None):
    """Documents that were written to a folder before, with their answer keys beside them."""
    for path in sorted(folder.glob("*.key.json")):
        wanted = json.loads(path.read_text(encoding="utf-8"))
        if (layouts and wanted["layout"] not in layouts) or (names and wanted["key"] not in names):
            continue
        name = path.name.removesuffix(".key.json")
        file = next(one for one in folder.glob(f"{glob.escape(name)}.*") if one != path)
        framework, on = frameworks()[wanted["framework"]], date.fromisoformat(wanted["on"])
        ending = file.suffix[1:]
        yield Made(name, wanted["layout"], "", ending, file.read_bytes(), wanted, framework, on)


def torn_documents(seeds=(0,), names=None):
    """Sheets whose text was taken out of a PDF, torn."""
    for key in keys().values():
        if key.name in torn.TORN and (not names or key.name in names):
            for seed in seeds:
                paper, text = torn.torn(key, seed)
                name = _slug(f"{torn.LAYOUT} {key.name} {seed}")
                yield Made(
                    name, torn.LAYOUT, "text, torn", "txt", text.encode(), expected(paper), key.framework, key.on
                )


def _made(name, paper, program, data):
    key = paper.key
    return Made(name, paper.layout, program.name, program.ending, data, expected(paper), key.framework, key.on)


def _has_levels(key):
    return any(domain.levels for domain in key.framework.domains)


def _slug(words):
    return words.replace(", ", "-").replace(" ", "-")
