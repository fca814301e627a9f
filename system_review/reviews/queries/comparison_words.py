"""What a comparison says: how a thing changed in a few words, and the whole in a line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext, ngettext

from system_review.reviews import wording
from system_review.reviews.queries.blocks import lead_words, when_words
from system_review.reviews.rules.changes import Change, Kind, Summary, What
from system_review.reviews.rules.sides import Due, Found, Led, Path, Planned, Rated
from system_review.reviews.rules.words import Status
from system_review.texts import shown


class _When(NamedTuple):
    """A time as `when_words` reads it."""

    due_words: str
    due_on: date | None
    repeats_every: int | None
    repeats_unit: str
    status: str = Status.NOT_STARTED
    last_done_on: date | None = None


def due_words(due: Due) -> str:
    """When something is to be done."""
    return when_words(_When(due.words, due.on, due.every, due.unit))


def leads_words(leads: tuple[Led, ...]) -> str:
    """Who leads, as under an action."""
    return "".join(lead_words([(lead.name, lead.role, lead.agency, None) for lead in leads]))


def kind_name(kind: Kind) -> str:
    """What a thing is called."""
    return {
        Kind.RATING: gettext("Overall rating"),
        Kind.FINDING: gettext("Finding"),
        Kind.ACTION: gettext("Action"),
    }[kind]


def happened(change: Change, word: Callable[[Any], str], place: Callable[[Path], str]) -> str:
    """How a thing changed: "red to amber; other words". `word` says a colour or a rating, `place` a stage."""
    old, new = change.old, change.new
    said = {
        What.ADDED: gettext("new"),
        What.GONE: gettext("no longer there"),
        What.REASON: gettext("other reason"),
        What.WORDS: gettext("other words"),
        What.LEADS: gettext("other lead"),
        What.DUE: gettext("other date"),
        What.PRIORITY: gettext("other priority"),
        What.DIFFERENCE: gettext("difference made"),
        What.MOVED: gettext("in another stage"),
        What.PLACE: gettext("for %(place)s") % {"place": place_words(new or old)},
    }
    parts = [gettext("for %(place)s") % {"place": place_words(new)}] if is_for_place(new) else []
    for what in change.what:
        if what in (What.COLOUR, What.RATING):
            parts.append(gettext("%(before)s to %(after)s") % {"before": word(old), "after": word(new)})
        elif what == What.STATUS and isinstance(new, Planned):
            parts.append(wording.status(new.status).lower())
        elif what == What.MOVED and isinstance(old, Found):
            parts.append(gettext("moved here from %(place)s") % {"place": place(old.stage)})
        else:
            parts.append(said[what])
    return "; ".join(parts)


def is_for_place(thing: Rated | Found | Planned | None) -> bool:
    """Whether it is a rating for one place: then what is told of it begins with the place."""
    return isinstance(thing, Rated) and bool(thing.for_place.name)


def place_words(thing: Rated | Found | Planned | None) -> str:
    """For which place a thing is."""
    return shown(thing.for_place.name) if thing and thing.for_place.name else gettext("all places")


def nothing_words(kind: Kind | None) -> str:
    """Said where nothing changed."""
    return {
        None: gettext("Nothing changed: every finding, rating and action is the same."),
        Kind.RATING: gettext("No overall rating changed."),
        Kind.FINDING: gettext("No finding changed."),
        Kind.ACTION: gettext("No action changed."),
    }[kind]


def summary_words(summary: Summary, word: Callable[[str], str]) -> str:
    """The whole in a line: "4 findings turned from red to amber, 7 actions done"."""
    parts = [
        ngettext(
            "%(n)d finding turned from %(before)s to %(after)s", "%(n)d findings turned from %(before)s to %(after)s", n
        )
        % {"n": n, "before": word(before).lower(), "after": word(after).lower()}
        for before, after, n in summary.recoloured
    ]
    counted = (
        (summary.count(Kind.FINDING, What.ADDED), lambda n: ngettext("%(n)d new finding", "%(n)d new findings", n)),
        (
            summary.count(Kind.FINDING, What.GONE),
            lambda n: ngettext("%(n)d finding no longer there", "%(n)d findings no longer there", n),
        ),
        (summary.rated, lambda n: ngettext("%(n)d overall rating changed", "%(n)d overall ratings changed", n)),
        (summary.done, lambda n: ngettext("%(n)d action done", "%(n)d actions done", n)),
        (summary.count(Kind.ACTION, What.ADDED), lambda n: ngettext("%(n)d new action", "%(n)d new actions", n)),
        (
            summary.count(Kind.ACTION, What.GONE),
            lambda n: ngettext("%(n)d action no longer there", "%(n)d actions no longer there", n),
        ),
    )
    parts += [words(n) % {"n": n} for n, words in counted if n]
    other = summary.others
    if other and not parts:
        return ngettext(
            "%(n)d change of words, leads, dates or progress", "%(n)d changes of words, leads, dates or progress", other
        ) % {"n": other}
    if other:
        parts.append(ngettext("%(n)d other change", "%(n)d other changes", other) % {"n": other})
    return ", ".join(parts)
