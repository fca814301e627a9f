"""What System Review made of a document: its results in the shape of the command line's JSON, and its accounting."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from system_review.documents.interpreter.understand import understand
from system_review.documents.readers.kinds import kind_of
from system_review.documents.readers.reading import read
from system_review.documents.rules.words import PassageRole
from system_review.errors import Refused
from tests.bench.reading.answers import KINDS, names_of, rating_of
from tests.bench.reading.expected import level_number


@dataclass
class Came:
    """What came of a document; `lost` tells in words which characters were lost, if any."""

    results: dict
    seconds: float
    lost: list[str]
    passages: int = 0


def came(made):
    """Read and understand a document by what the product's child process calls, in this process: it is quicker."""
    began = time.perf_counter()
    try:
        reading = read(made.data, kind_of(made.data, made.file_name))
        understanding = understand(reading, made.framework, base=made.on)
    except Refused as why:
        return Came({"cells": []}, time.perf_counter() - began, [f"refused: {why}"])
    except Exception as why:  # noqa: BLE001 - a document that fails is told, and the others are read
        return Came({"cells": []}, time.perf_counter() - began, [f"failed: {why!r}"])
    seconds = time.perf_counter() - began
    results = results_of(understanding, made.framework)
    lost = [*_uncounted(reading), *_unplaced(reading, understanding), *_unsaid(made, reading)]
    return Came(results, seconds, lost, len(reading.passages))


def results_of(understanding, framework):
    """The cells of an understanding."""
    cells, findings, loose = {}, {}, []
    for number, one in enumerate(understanding.suggestions):
        if one.role is PassageRole.FINDING:
            findings[number] = {"colour": one.colour.replace("_", " ") or None, "text": one.text, "actions": []}
            _cell(cells, framework, one.spot)["findings"].append(findings[number])
        elif one.role is PassageRole.RATING and one.spot:
            _cell(cells, framework, one.spot)["overall"] = (
                rating_of(framework, one.rating).replace("Not", "not") or None
            )
    for one in understanding.suggestions:
        if one.role is PassageRole.ACTION:
            action = _action(one, framework)
            if one.under in findings:
                findings[one.under]["actions"].append(action)
            else:
                (_cell(cells, framework, one.spot)["actions"] if one.spot else loose).append(action)
    questions = [str(question.words) for question in understanding.questions]
    return {"cells": list(cells.values()), "actions": loose, "questions": questions}


def _cell(cells, framework, spot):
    if spot is None:
        names = (None, None, None)
    else:
        domain, level, stage = names_of(framework, "/".join(part for part in spot if part))
        names = (domain, level_number(level, domain, framework), stage)
    blank = dict(zip(("domain", "level", "stage"), names, strict=True)) | {
        "overall": None,
        "findings": [],
        "actions": [],
    }
    return cells.setdefault(spot, blank)


def _action(one, framework):
    return {
        "kind": KINDS.get(one.colour),
        "text": one.text,
        "leads": [{"name": lead.name, "role": lead.role, "agency": lead.agency} for lead in one.leads],
        "due_text": one.due_words or None,
        "see": [
            " ".join(part for part in names_of(framework, "/".join(filter(None, spot)))[1:] if part)
            for refers in one.refers
            for spot in refers.spots
        ],
    }


def _uncounted(reading):
    if reading.counted() == reading.swept:
        return []
    return [f"{reading.swept} characters in the file, {reading.counted()} in passages"]


def _unplaced(reading, understanding):
    """Characters that no suggestion holds, or more than one."""
    held = [[0] * len(passage.text) for passage in reading.passages]
    for one in understanding.suggestions:
        for stretch in one.stretches:
            for at in range(stretch.start, stretch.end):
                held[stretch.passage][at] += 1
    return [
        f"held {set(counts)} times: {passage.text!r}"
        for passage, counts in zip(reading.passages, held, strict=True)
        if any(count != 1 and not letter.isspace() for count, letter in zip(counts, passage.text, strict=True))
    ]


def _unsaid(made, reading):
    """Words of the answer key that stand in no passage."""
    there = set(_words(" ".join(passage.text for passage in reading.passages)))
    findings = [one for cell in made.expected["cells"] for one in cell["findings"]]
    texts = [one["text"] for one in findings] + [action["text"] for one in findings for action in one["actions"]]
    gone = sorted({word for text in texts for word in _words(text)} - there)
    return [f"words in no passage: {gone}"] if gone else []


def _words(text):
    return re.findall(r"\w+", text.casefold())
