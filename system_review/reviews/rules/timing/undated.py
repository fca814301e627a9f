"""Words about time that name no date: "ongoing", "as soon as possible", "to be confirmed", "by the next meeting"."""

from __future__ import annotations

from datetime import date

from system_review.errors import Why
from system_review.reviews.rules.timing.due import Choice
from system_review.reviews.rules.timing.named import Weak
from system_review.reviews.rules.timing.phrase import Kind, Phrase
from system_review.reviews.rules.timing.tokens import Phrases, Tokens, phrases_of, skip, words_of
from system_review.reviews.rules.timing.vocabulary import ends_a_number

_GOES_ON = Why("These words say that it goes on, and name no date")
_SOON = Why("These words say that it is urgent, and name no date")
_WHEN_NEEDED = Why("These words say that it is done when needed, and name no date")
_OPEN = Why("These words say that the date is still open")
_SOME_TIME = Why("These words name no date")
_NUMBERED_TERM = Why("Numbered terms differ between local authorities: give the day")
_DONE = Why("These words say how it stands, and name no date")

_TABLE = {
    _GOES_ON: (
        "ongoing, on going, continuous, continuously, continual, continually, continuing, rolling, rolling programme, "
        "business as usual, b a u, bau, regularly, on a regular basis, at regular intervals, periodically, "
        "from time to time, permanent, permanently, routinely, always, constantly, open ended, indefinitely, "
        "from now, from now on, starting now, on an ongoing basis, throughout, in perpetuity, "
        "for the foreseeable future"
    ),
    _SOON: (
        "asap, a s a p, a . s . a . p, a . s . a . p ., as soon as possible, as soon as practicable, "
        "as soon as practical, as soon as is practicable, as soon as reasonably practicable, as soon as we can, "
        "immediate, immediately, with immediate effect, straight away, straightaway, at once, right away, urgent, "
        "urgently, now, without delay, at the earliest opportunity, at earliest opportunity, promptly, "
        "as quickly as possible, by return"
    ),
    _WHEN_NEEDED: (
        "as required, as needed, as necessary, as appropriate, when required, when needed, when necessary, "
        "as and when, as and when required, as and when needed, where required, if required, if needed, if necessary, "
        "ad hoc, on demand, case by case, on request, as it arises, as they arise"
    ),
    _OPEN: (
        "no date, no deadline, no date set, not set, none, n / a, na, not applicable, unknown, not known, "
        "not yet known, awaited, awaiting date, date awaited, date to follow, n / k, undated, tba, tbd, t . b . a, "
        "to be agreed, to be decided, to be determined, to be arranged, to be set, to be advised"
    ),
    _SOME_TIME: (
        "in due course, soon, shortly, when possible, where possible, long term, longer term, short term, "
        "shorter term, medium term, in the long term, in the short term, in the medium term, in the near future, "
        "in future, in the future, in the longer term, later, at some point"
    ),
    _NUMBERED_TERM: "term 1, term 2, term 3, term 4, term 5, term 6, terms 1, terms 3, terms 5",
    _DONE: "complete, completed, done, in place, closed, achieved, underway, under way, started",
}
UNDATED = Phrases({phrase: why for why, phrases in _TABLE.items() for phrase in phrases_of(phrases)})
_UNCONFIRMED = Why("The words say that this is still to be confirmed")
TENTATIVE = Phrases(
    dict.fromkeys(
        phrases_of(
            "tbc, t . b . c, t . b . c ., to be confirmed, to confirm, subject to confirmation, provisional, "
            "not confirmed, unconfirmed, date tbc"
        ),
        _UNCONFIRMED,
    )
)

_OCCASIONS = frozenset(
    words_of(
        "meeting meetings conference conferences inspection intake induction inductions launch pilot handover "
        "publication appointment recruitment workshop workshops session sessions event visit supervision board boards "
        "panel panels forum committee subgroup cabinet council election elections audit review reviews report cohort "
        "recruit recruits starter starters cycle cycles round group assembly training referral referrals staff "
        "strategy case closure decision approval funding contract newsletter summit partnership executive refresh "
        "census survey"
    )
)
_OCCASION_LEADS = Phrases(
    {
        **dict.fromkeys(
            (
                f"{before} {word}"
                for before in (
                    "by",
                    "at",
                    "before",
                    "in",
                    "for",
                    "to",
                    "until",
                    "after",
                    "on",
                    "from",
                    "during",
                    "with",
                )
                for word in ("next", "the next", "each", "every", "the first", "the following", "the final", "each new")
            ),
            True,
        ),
        **dict.fromkeys(
            ("next", "the next", "following each", "following every", "prior to each", "prior to the"), True
        ),
        **dict.fromkeys(("prior to next", "prior to the next", "ahead of the next", "ahead of each", "upon"), True),
        **dict.fromkeys(("by the", "before the", "after the", "at the", "until the", "following the"), True),
        **dict.fromkeys((f"within {number}" for number in ("one", "two", "three", "four", "the", "a")), True),
        **dict.fromkeys(("pending the", "pending", "ahead of the", "in time for the", "post", "following"), True),
        **dict.fromkeys(("once", "when", "whenever", "as soon as", "until", "subject to", "dependent on"), False),
        **dict.fromkeys(("depending on", "after", "before", "at", "by", "on receipt of", "upon receipt of"), True),
    }
)
UNDATED_BEGIN = UNDATED.begin | TENTATIVE.begin | _OCCASION_LEADS.begin
_AN_OCCASION = Why("These words name an occasion without a date: give the day if it is known")
_IMMEDIATE = frozenset({"immediate", "immediately", "straight", "straightaway", "right", "with"})
_LONGEST_OCCASION = 6


def undated(tokens: Tokens, start: int, base: date) -> Phrase | None:
    """Words that say something about time without a date."""
    if tentative := TENTATIVE.at(tokens, start):
        return Phrase(Kind.TENTATIVE, start, tentative[1], tentative[0])
    found = UNDATED.at(tokens, start)
    if found is None or (tokens[found[1]].text == "-" and tokens[found[1]].glued):
        return occasion(tokens, start)
    why, after = found
    choices = (Choice(Why("The day from which time is counted here"), base),) if _at_once(tokens, start) else ()
    weak = Weak.HARDLY if why is _DONE or _describes(tokens, start, after) else Weak.NO
    return Phrase(Kind.UNDATED, start, after, why, choices=choices, sure=why is not _NUMBERED_TERM, weak=weak)


def _at_once(tokens: Tokens, start: int) -> bool:
    return tokens[start].text in _IMMEDIATE


def _describes(tokens: Tokens, start: int, after: int) -> bool:
    """Whether one such word belongs to the next: "ongoing support", "complete the training"."""
    return after == start + 1 and not ends_a_number(tokens, after)


def occasion(tokens: Tokens, start: int) -> Phrase | None:
    """by the next board meeting, at each intake, once funding is agreed: something whose day is not in the words."""
    found = _OCCASION_LEADS.at(tokens, start)
    if found is None:
        return None
    needs_noun, at = found
    at = skip(tokens, at, "the", "a", "an")
    last = at
    while last < at + _LONGEST_OCCASION and (tokens[last].is_word or tokens[last].text in {"-", "/"}):
        last += 1
    nouns = [place for place in range(at, last) if tokens[place].text in _OCCASIONS]
    if needs_noun and not nouns:
        return None
    after = nouns[-1] + 1 if nouns else last
    return Phrase(Kind.OCCASION, start, after, _AN_OCCASION, sure=False) if after > at else None
