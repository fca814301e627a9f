"""Names of months and weekdays, and which words may follow a year without being counted by it."""

from __future__ import annotations

from system_review.reviews.rules.timing.tokens import Tokens, words_of

_MONTHS = {
    1: "january jan",
    2: "february feb febuary feburary",
    3: "march mar",
    4: "april apr",
    5: "may",
    6: "june jun",
    7: "july jul",
    8: "august aug",
    9: "september sept sep",
    10: "october oct",
    11: "november nov",
    12: "december dec",
}
MONTHS = {name: number for number, names in _MONTHS.items() for name in names.split()}
_WEEKDAYS: tuple[str, ...] = (
    "monday mon",
    "tuesday tues tue",
    "wednesday wed weds",
    "thursday thurs thur thu",
    "friday fri",
)
_WEEKDAYS += ("saturday sat", "sunday sun")
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
FULL_WEEKDAYS = frozenset(names.split()[0] for names in _WEEKDAYS)
WEEKDAY_PLURALS = {f"{name}s": WEEKDAYS[name] for name in FULL_WEEKDAYS}

# After a date a sentence goes on with one of these; another word is something that a number before it counts.
GOES_ON = frozenset(
    words_of(
        "and or then thereafter with to by at for if when in on after before until from as via through led lead leads "
        "is are was be will a the an latest onwards using alongside together per including so but that which who "
        "unless subject tbc tba review all half end start"
    )
)
# What follows "may" when it is a verb: "this may be", "6 may need".
AFTER_MAY = frozenset(
    words_of(
        "be have not need help also well want include require take still result become make use seem wish only get "
        "lead feel find go come give show know change lack lose struggle benefit affect increase reduce mean "
        "experience involve miss never even already just prefer present provide add allow indicate suggest continue"
    )
)
NAMES_A_PLACE = frozenset(
    words_of(
        "section sections paragraph paragraphs para paras point points item items page pages version v "
        "recommendation recommendations standard step part chapter clause appendix figure table no number question "
        "row column"
    )
)


def century(two_digits: int) -> int:
    """The year that two digits stand for: 00 to 69 are this century's."""
    return two_digits + (2000 if two_digits < 70 else 1900)


def four_digit_year(tokens: Tokens, at: int) -> int | None:
    """The year that a token names with four digits (1900 to 2199)."""
    token = tokens[at]
    if token.number is not None and token.end - token.start == 4 and 1900 <= token.number <= 2199:
        return token.number
    return None


def ends_a_number(tokens: Tokens, after: int) -> bool:
    """Whether nothing that could be counted follows: the words end here, or go on with another part."""
    following = tokens[after]
    return not (following.is_word or following.is_digits) or following.text in GOES_ON


def stands_free(tokens: Tokens, at: int) -> bool:
    """Whether a number begins here: not the rest of a code, of a longer number, or of "paragraph 4"."""
    if at == 0:
        return True
    before = tokens[at - 1]
    if not tokens[at].glued:
        return before.text not in NAMES_A_PLACE and before.text not in {"£", "$", "€"}
    if before.text in {"/", ".", "-"}:
        return at < 2 or not tokens[at - 2].is_digits
    return not (before.is_word or before.is_digits or before.text in {",", "£", "$", "€", "#"})
