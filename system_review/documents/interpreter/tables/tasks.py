"""The tasks of a cell of actions: paragraphs cut where they hold several, with the lines under them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from system_review.documents.interpreter.leads import leads_in
from system_review.documents.interpreter.tables.details import details_of
from system_review.documents.interpreter.tables.entries import Entry, joined, part_of
from system_review.documents.interpreter.tables.nested import with_sub_points
from system_review.documents.interpreter.tasks import tasks_in


@dataclass(slots=True)
class Task:
    """One task. `details` are what lines under it say of it: what each holds, as a column would, and its words."""

    entry: Entry
    details: list[tuple[str, str]] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The task without the lines of details, which are behind it in `entry`."""
        return self.entry.text[: self._length] if self._length else self.entry.text

    _length: int = 0

    def add(self, entry: Entry, details: Sequence[tuple[str, str]]) -> None:
        """Take in a line that only says something of this task."""
        self._length = self._length or (len(self.entry.text) if details else 0)
        self.entry = joined(self.entry, entry)
        self.details += details


def tasks_of(entries: Sequence[Entry]) -> list[Task]:
    """One for each task: lines of their own that say who leads or when go to the task before them."""
    tasks: list[Task] = []
    for entry in with_sub_points(entries, _says_who):
        details = [(detail.holds, entry.text[detail.start : detail.end]) for detail in details_of(entry.text)]
        if tasks and details:
            tasks[-1].add(entry, details)
            continue
        for part in _parts(entry):
            if tasks and not entry.mark and _only_leads(part.text):
                tasks[-1].add(part, ())
            elif part.text:
                tasks.append(Task(part))
    return tasks


def _says_who(entry: Entry) -> bool:
    return bool(leads_in(entry.text).leads)


def _parts(entry: Entry) -> Iterator[Entry]:
    for number, task in enumerate(tasks_in(entry.text)):
        part = part_of(entry, task.start, task.end)
        yield part if number == 0 else replace(part, mark="")


def _only_leads(text: str) -> bool:
    found = leads_in(text)
    covered = sum(end - start for start, end in found.stretches)
    return bool(found.leads) and covered >= len(text.strip(" .;")) - 2
