"""`system-review words`: takes words out of a partnership, everywhere they stand."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from typing import TYPE_CHECKING

from system_review.commands.saying import excerpt, result, say, table, telling
from system_review.errors import Refused, Why

if TYPE_CHECKING:
    from system_review.upkeep.queries.words_standing import Standing

LONGEST = 1000  # characters of the line that is read from standard input

SUMMARY = "take words out of a partnership, everywhere they stand"
DESCRIPTION = (
    "“take-out” reads the words from the first line of standard input (not from the command line, which shells keep), "
    "prints how often they stand where, and puts a mark in their place: in every text, in drafts, documents and "
    "attachments' names, in agreed versions and in the history, which keeps who did it, when and why. It cannot be "
    "undone. With --dry-run it only counts.\n\n"
    "Attachments are looked into as well, and those that hold the words are named: a file cannot be changed, so remove "
    "it. Earlier backups, exports and downloads still hold the words."
)
EXAMPLES = (
    "system-review words take-out --partnership eastmere --dry-run < words.txt",
    'system-review words take-out --as anwen@example.org --reason "A name had slipped in" < words.txt',
)


def add_options(parser: ArgumentParser) -> None:
    """What to do, why, and how the words are looked for."""
    parser.add_argument("what", choices=("take-out",), metavar="WHAT", help="take-out")
    parser.add_argument("--reason", metavar="TEXT", help="why, for the history; without the words themselves")
    parser.add_argument("--dry-run", action="store_true", help="only count where they stand; change nothing")
    parser.add_argument(
        "--part-of-words", action="store_true", help="also inside longer words; else only as whole words"
    )


def run(asked: Namespace) -> None:
    """Count, and take out."""
    if not asked.dry_run and not (asked.reason or "").strip():
        raise Refused(Why("Say why, with --reason; or only count, with --dry-run"))
    typed = _typed()
    from system_review.commands import starting

    starting.begin()
    from django.utils import timezone

    from system_review.commands import acting
    from system_review.upkeep.services.searching_files import look_into_all
    from system_review.upkeep.services.taking_out import look_for, take_words_out, words_from

    by = acting.actor_in(acting.the_partnership(asked), asked)
    words = words_from(typed, whole=not asked.part_of_words)
    with telling("Looking for the words"):
        found = look_for(words, by=by)
    with telling("Looking into attachments"):
        files = list(look_into_all(words, by=by))
    _tell_files(files)
    if asked.dry_run:
        _tell(found)
        return
    with telling("Taking the words out"):
        done = take_words_out(words=words, seen=found.seen, reason=asked.reason, by=by, at=timezone.now())
        is_clear = _cleared()
    _tell(found)
    if done.files:
        say(f"Erased the files of {done.files} documents in which they stood.")
    if not is_clear:
        say("Remains may lie in the database's file until nobody reads it: the worker clears them out.")
    say("Earlier backups, exports and downloads still hold the words.")


def _tell_files(files: list[tuple[str, bool]]) -> None:
    """Which attachments hold the words, and which somebody has to look into."""
    for holds, words in ((True, "These attachments hold the words: remove them"), (False, "These could not be read")):
        names = [name for name, stands in files if stands is holds]
        shown = [excerpt(name) for name in names if name]
        if hidden := len(names) - len(shown):
            shown.append(f"{hidden} that you may not see")
        if shown:
            say(f"{words}: {'; '.join(shown)}")


def _typed() -> str:
    if sys.stdin.isatty():
        say("Type the words to take out, and Enter:")
    line = sys.stdin.readline(LONGEST + 1).rstrip("\r\n")
    if not line.strip():
        raise Refused(Why("Send the words to standard input: it was empty"))
    return line


def _cleared() -> bool:
    """Whether the database's file could be cleared of remains at once."""
    from django.db import OperationalError

    from system_review.upkeep.services.file_bytes import clear_out

    try:
        clear_out()
    except OperationalError:
        return False
    return True


def _tell(found: Standing) -> None:
    """How often the words stand where."""
    from system_review.upkeep.rules.word_places import Kind
    from system_review.upkeep.wording import kinds

    counts: Counter[Kind] = Counter()
    for row in found.rows:
        counts[row.table.kind] += row.count
    counts[Kind.HISTORY] = found.in_history
    for line in table([(str(counts[kind]), words) for kind, words in kinds().items() if counts[kind]]):
        result(line)
    result(f"{found.count} places in all")
    if found.spared:
        say(f"{found.spared} people of this name belong to another partnership as well: their names stay.")
    if found.addresses:
        say(f"{found.addresses} e-mail addresses hold the words and stay: change them where people are looked after.")
