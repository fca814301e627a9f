"""What crosses rooms when something cannot be done: a sentence, and the exceptions that carry it.

Pure: no Django. `say()` in `ui` puts a `Why` into the reader's language.
"""

from __future__ import annotations


class Why:
    """A sentence that says why not and what to do, with the values that fill it.

    `text` is an English sentence with `{name}` places. It is collected for translation, so it must be
    written out where it is made, never joined from pieces.
    """

    def __init__(self, text: str, /, **values: object) -> None:
        self.text = text
        self.values = values

    def __str__(self) -> str:
        return self.text.format(**self.values)

    def __repr__(self) -> str:
        return f"Why({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Why) and (self.text, self.values) == (other.text, other.values)

    def __hash__(self) -> int:
        return hash(self.text)


class Problem(Exception):
    """Something a person asked for did not happen, and `why` says why in one sentence."""

    def __init__(self, why: Why, *, field: str = "") -> None:
        super().__init__(str(why))
        self.why = why
        self.field = field  # the form field that the sentence belongs to, if there is one


class Refused(Problem):
    """A rule says that it cannot be done now (422 in a browser, exit code 2 on the command line)."""


class NotAllowed(Problem):
    """This member may not do it (403)."""


class NotThere(Problem):
    """There is no such thing for this member (404)."""


class ChangedMeanwhile(Exception):
    """Somebody saved the same thing after this person had opened it (409).

    `now` holds what stands in the database now, by field, so that a page can show both texts.
    """

    def __init__(self, *, now: dict[str, object], version: int) -> None:
        super().__init__("Somebody else changed this while you were writing.")
        self.now = now
        self.version = version
