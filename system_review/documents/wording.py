"""The words of a document in the reader's language: the writers' own words, each put through gettext."""

from __future__ import annotations

import dataclasses
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, override

from system_review.documents.writers.wording import Wording, translated
from system_review.reviews.rules.words import Unit, Unrated


def wording_for(*, as_at: date, language: str) -> Wording:
    """Everything a document of that day says that is not in the review. `language` is Django's name, such as en-gb."""

    def date_words(day: date) -> str:
        with override(language):
            return date_format(day, "j F Y")

    def every(count: int, unit: Unit) -> str:
        with override(language):
            return _every(count, unit)

    with override(language):
        words = translated(Wording(as_at=as_at), gettext)
    return dataclasses.replace(words, language=_tag(language), date_words=date_words, every=every)


def agreed(words: Wording, *, blotted_on: date | None, language: str) -> Wording:
    """The same for a version that was agreed, which is no draft any more; and of which words were taken out, if so."""
    with override(language):
        state = gettext("AGREED")
        if blotted_on:
            state = gettext("AGREED; words were taken out on %(day)s") % {"day": words.date_words(blotted_on)}
        return dataclasses.replace(words, state=state)


def in_part(words: Wording, *, language: str) -> Wording:
    """The same for a document that holds only what one reader may see: every page says so."""
    with override(language):
        return dataclasses.replace(words, state=gettext("PART OF A DRAFT"), unrated=_part(words))


def _part(words: Wording) -> dict[Unrated, str]:
    """What stands in place of a rating, where the ratings are not for this reader."""
    return {**words.unrated, Unrated.NOT_RATED: gettext("Not shown")}


def _every(count: int, unit: Unit) -> str:
    """How often: every term, every 3 months."""
    said = {
        Unit.WEEK: ngettext("every week", "every {count} weeks", count),
        Unit.MONTH: ngettext("every month", "every {count} months", count),
        Unit.TERM: ngettext("every term", "every {count} terms", count),
        Unit.YEAR: ngettext("every year", "every {count} years", count),
    }
    return said[Unit(unit)].format(count=count)


def _tag(language: str) -> str:
    """The language as documents name it: en-GB, cy."""
    name, _, region = language.partition("-")
    return f"{name}-{region.upper()}" if region else name
