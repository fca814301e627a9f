"""What is told of a file that came back, before its differences: from which state it was made, what is not compared."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext

from system_review.documents.queries.returned import Laid
from system_review.documents.rules.returned.cells import OtherCells
from system_review.documents.rules.returned.things import Returned
from system_review.documents.writers.marks import Extent
from system_review.reviews import wording
from system_review.texts import shown

_MOST_ROWS = 8  # of a column, named one by one


def told_of(laid: Laid) -> list[str]:
    """Whole sentences, in the reader's language."""
    return [*_made_from(laid), *_how_much(laid.returned), *_not_compared(laid.returned)]


def _made_from(laid: Laid) -> Iterator[str]:
    if laid.version:
        yield from _of_version(laid, shown(laid.version.name))
    elif laid.returned.source.version:
        yield gettext("This file was made from an agreed version that is not among those that you see here.")
    elif laid.made_at:
        day = wording.day_of(laid.made_at)
        yield gettext("The file was made from this review as it had been since %(day)s.") % {"day": day}
        if laid.changed_since:
            yield gettext(
                "The review was changed after that. Where both were changed, nothing is sure and you see both."
            )
    elif laid.returned.has_marks:
        yield gettext("The file does not say when it was made, or holds only a part of the review.")
    else:
        yield gettext(
            "The file has lost its hidden names, so everything was found by its words. Nothing is sure: look at each "
            "difference."
        )


def _of_version(laid: Laid, name: str) -> Iterator[str]:
    if not laid.changed_since:
        yield gettext("This file was made from “%(name)s”, the agreed version.") % {"name": name}
        return
    yield gettext("This file was made from “%(name)s”, the agreed version, and the draft has moved on since.") % {
        "name": name
    }
    yield gettext(
        "Only what the file changed against that version is shown. Where the draft was changed as well, nothing is "
        "sure and you see both."
    )


def _how_much(returned: Returned) -> Iterator[str]:
    if returned.source.extent == Extent.ONE_PLACE:
        yield gettext(
            "It is for one place only: its ratings are those of that place, and are not compared, and nothing is said "
            "of what it does not have."
        )
    elif returned.source.extent == Extent.PART:
        yield gettext("It holds a part of the review: nothing is said of what it does not have.")


def _not_compared(returned: Returned) -> Iterator[str]:
    if foreign := returned.foreign_columns:
        yield ngettext(
            "A column is none of ours, so what stands in it is not compared: %(heads)s. Look at it yourself.",
            "Some columns are none of ours, so what stands in them is not compared: %(heads)s. Look at them yourself.",
            len(foreign),
        ) % {"heads": ", ".join(gettext("“%(words)s”") % {"words": shown(head)} for head in foreign)}
    if others := returned.others:
        yield gettext("The file also changes %(cells)s in columns that are not compared: look at them in the file.") % {
            "cells": ", ".join(map(_other_cells, others))
        }


def _other_cells(others: OtherCells) -> str:
    """Which cells of a column: “Comes round” in Actions (A57, A60)."""
    rows = [shown(row) for row in others.rows]
    named = ", ".join(rows[:_MOST_ROWS])
    if len(rows) > _MOST_ROWS:
        named = gettext("%(rows)s and %(n)d more") % {"rows": named, "n": len(rows) - _MOST_ROWS}
    words = {"head": shown(others.head), "sheet": shown(others.sheet), "rows": named}
    return gettext("“%(head)s” in %(sheet)s (%(rows)s)") % words
