"""`system-review check`: whether the data folder, the database and the history are sound."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path

from system_review.commands.saying import result, telling
from system_review.commands.told import Kind, Told
from system_review.errors import Refused

SUMMARY = "look whether everything that is kept is sound"
DESCRIPTION = (
    "Looks through the data folder, the database and the history of changes, and prints a sentence for each. Nothing "
    "that is kept is changed. It ends with code 0 if all is sound, and with 1 if something is wrong."
)
EXAMPLES = (
    "system-review check",
    "system-review check --data ~/reviews",
    "system-review check --deploy --config /etc/system-review/settings.toml",
)


def add_options(parser: ArgumentParser) -> None:
    """--deploy."""
    said = "look also whether the settings do for an installation that several people share"
    parser.add_argument("--deploy", action="store_true", help=said)


def run(asked: Namespace) -> int:
    """Print what was found; 1 if something is wrong."""
    from system_review.commands import starting

    found: list[Told] = []
    try:
        starting.begin_whole()
    except Refused as problem:
        found.append(Told(Kind.WRONG, str(problem.why)))
    else:
        from system_review.commands.attachments import of_attachments, of_scanner
        from system_review.commands.deploying import of_deployment
        from system_review.commands.soundness import of_agreed_versions, of_database, of_folder, of_history
        from system_review.commands.walls import of_walls

        with telling("Looking through everything"):
            found += [
                *of_folder(starting.where()),
                *of_database(),
                *of_history(),
                *of_agreed_versions(),
                *of_attachments(),
                *of_scanner(),
                *of_walls(),
                *(of_deployment() if asked.deploy else []),
            ]
        _note(starting.where(), found)
    for each in found:
        result(f"{each.kind.value:6}{each.sentence}")
    counts = Counter(each.kind for each in found)
    result(_sum(counts[Kind.WRONG], counts[Kind.NOTE]))
    return 1 if counts[Kind.WRONG] else 0


def _note(folder: Path, found: list[Told]) -> None:
    """Note for those who watch when everything was looked at, and whether the history held."""
    from system_review.config import noted

    wrong = [each.sentence for each in found if each.kind is Kind.WRONG]
    holds = not any(sentence.startswith("The history") for sentence in wrong)
    noted.note(folder, noted.CHECK, wrong=len(wrong), history_holds=int(holds))


def _sum(wrong: int, notes: int) -> str:
    if wrong:
        return f"{wrong} {'thing is' if wrong == 1 else 'things are'} wrong."
    return "All is sound." if not notes else f"All is sound; read the {'note' if notes == 1 else 'notes'}."
