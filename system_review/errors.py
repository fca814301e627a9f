"""What crosses rooms when something cannot be done: a sentence, and the exceptions that carry it.

Pure: no Django. `say()` in `ui` puts a `Why` into the reader's language.
"""

from __future__ import annotations

from collections.abc import Sequence


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
    """A rule says that it cannot be done now (422 in a browser, exit code 2 on the command line).

    `others` are what else is wrong with the same form, so that a person hears of everything at once.
    """

    def __init__(self, why: Why, *, field: str = "", others: Sequence[Refused] = ()) -> None:
        super().__init__(why, field=field)
        self.others = tuple(others)

    def everything(self) -> tuple[Refused, ...]:
        """This refusal and the others, in the order in which they were found."""
        return (self, *self.others)


class TooOften(Problem):
    """Something was tried too often (429). `wait` is how many seconds to wait before it may be tried again.

    `why` is the sentence that says so, where there is more to say than that.
    """

    def __init__(self, wait: int, why: Why | None = None) -> None:
        minutes = -(-wait // 60)
        usual = (
            Why("There were too many tries. Try again in {minutes} minutes.", minutes=minutes)
            if minutes > 1
            else Why("There were too many tries. Try again in a minute.")
        )
        super().__init__(why or usual)
        self.wait = wait


class Mistakes:
    """Gathers what is wrong with one form. Used as a context, as often as there are checks; then `tell()`.

    A refusal inside the context is kept and ends that context alone:

        mistakes = Mistakes()
        with mistakes:
            text = held(text, field="text")
        mistakes.add(why_not_write(text), field="text")
        mistakes.tell()
    """

    def __init__(self) -> None:
        self.found: list[Refused] = []

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, exception: BaseException | None, trace: object) -> bool:
        if not isinstance(exception, Refused):
            return False
        self.found += exception.everything()
        return True

    def add(self, why: Why | None, *, field: str) -> None:
        """Keep what a rule said about a field, if it said something."""
        if why is not None:
            self.found.append(Refused(why, field=field))

    def tell(self) -> None:
        """Raise the first mistake with the others in it, if there is one."""
        if self.found:
            first, *others = self.found
            raise Refused(first.why, field=first.field, others=others)


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
