"""Words that say how often, and what each comes to."""

from __future__ import annotations

from system_review.errors import Why
from system_review.reviews.rules.timing.due import Repeats
from system_review.reviews.rules.timing.lengths import Measure
from system_review.reviews.rules.timing.tokens import Phrases, phrases_of
from system_review.reviews.rules.words import Unit

WEEKLY, FORTNIGHTLY = Repeats(1, Unit.WEEK), Repeats(2, Unit.WEEK)
MONTHLY, TWO_MONTHLY = Repeats(1, Unit.MONTH), Repeats(2, Unit.MONTH)
QUARTERLY, HALF_YEARLY = Repeats(3, Unit.MONTH), Repeats(6, Unit.MONTH)
TERMLY, YEARLY, TWO_YEARLY = Repeats(1, Unit.TERM), Repeats(1, Unit.YEAR), Repeats(2, Unit.YEAR)

_ADVERBS: dict[str, tuple[Repeats, ...]] = {  # several: the words can mean each of them
    "weekly": (WEEKLY,),
    "fortnightly": (FORTNIGHTLY,),
    "monthly": (MONTHLY,),
    "quarterly": (QUARTERLY,),
    "termly": (TERMLY,),
    "annually": (YEARLY,),
    "annual": (YEARLY,),
    "yearly": (YEARLY,),
    "per annum": (YEARLY,),
    "p . a": (YEARLY,),
    "half yearly": (HALF_YEARLY,),
    "half annually": (HALF_YEARLY,),
    "semi annually": (HALF_YEARLY,),
    "semi annual": (HALF_YEARLY,),
    "biennially": (TWO_YEARLY,),
    "biennial": (TWO_YEARLY,),
    "bi annually": (HALF_YEARLY, TWO_YEARLY),
    "bi annual": (HALF_YEARLY, TWO_YEARLY),
    "biannually": (HALF_YEARLY, TWO_YEARLY),
    "biannual": (HALF_YEARLY, TWO_YEARLY),
    "bi yearly": (HALF_YEARLY, TWO_YEARLY),
    "bi monthly": (TWO_MONTHLY, FORTNIGHTLY),
    "bimonthly": (TWO_MONTHLY, FORTNIGHTLY),
    "bi weekly": (FORTNIGHTLY,),
    "biweekly": (FORTNIGHTLY,),
    "half termly": (TERMLY, TWO_MONTHLY),
    "every half term": (TERMLY, TWO_MONTHLY),
    "each half term": (TERMLY, TWO_MONTHLY),
    "year on year": (YEARLY,),
    "month on month": (MONTHLY,),
}
_UNCERTAIN = frozenset({"bi weekly", "biweekly", "half termly", "every half term", "each half term"})
ADVERBS = Phrases({words: (repeats, words in _UNCERTAIN) for words, repeats in _ADVERBS.items()})
BY_ADVERB = {
    **dict.fromkeys(("weekly", "wkly"), Unit.WEEK),
    **dict.fromkeys(("monthly", "mthly", "mnthly"), Unit.MONTH),
    **dict.fromkeys(("termly",), Unit.TERM),
    **dict.fromkeys(("yearly", "annually", "annual", "yrly"), Unit.YEAR),
}
DAILY = Phrases(
    dict.fromkeys(phrases_of("daily, every day, each day, every working day, every weekday, nightly, twice daily"))
)
EVERY = Phrases(
    dict.fromkeys(("every", "each", "once every", "once each", "once a", "once per", "once in every", "per"))
)
OTHER = Phrases({"other": 2, "second": 2, "alternate": 2, "third": 3, "fourth": 4, "sixth": 6, "single": 1})
TIMES = Phrases({"once": 1, "twice": 2, "thrice": 3})
PER = Phrases(dict.fromkeys(("a", "per", "each", "every", "in a", "in each", "in every"), None))
UNIT_OF = {Measure.WEEK: Unit.WEEK, Measure.MONTH: Unit.MONTH, Measure.TERM: Unit.TERM, Measure.YEAR: Unit.YEAR}

TOO_OFTEN = Why("More often than weekly, which is kept in words only")
OUT_OF_REACH = Why("A recurrence is every 1 to 60 weeks, months, terms or years")
