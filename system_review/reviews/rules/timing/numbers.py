"""Numbers as people write them: "three", "twenty-one", "3", "1½", "a couple of", "six to eight", "the 5th"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from system_review.reviews.rules.timing.tokens import Phrases, Tokens, skip, words_of

_ONES = words_of("one two three four five six seven eight nine")
_TEENS = words_of("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = words_of("twenty thirty forty fifty sixty seventy eighty ninety")
_ONES_TH = words_of("first second third fourth fifth sixth seventh eighth ninth")
_TEENS_TH = words_of("tenth eleventh twelfth") + [f"{teen}th" for teen in _TEENS[3:]]


def _words(ones: list[str], teens: list[str], tens: list[str]) -> dict[str, int]:
    """Every number from one to ninety-nine in words, with its value."""
    table = {word: value for value, word in enumerate(ones + teens, start=1)}
    table |= {word: 10 * value for value, word in enumerate(tens, start=2)}
    for ten, word in enumerate(_TENS, start=2):
        table |= {f"{word} {one}": 10 * ten + value for value, one in enumerate(ones, start=1)}
    return table


CARDINALS = Phrases(
    {
        **_words(_ONES, _TEENS, _TENS),
        "a hundred": 100,
        "one hundred": 100,
        "hundred": 100,
        "a dozen": 12,
        "half a dozen": 6,
    }
)
ORDINALS = Phrases(_words(_ONES_TH, _TEENS_TH, [ten.removesuffix("y") + "ieth" for ten in _TENS]))
VAGUE = Phrases(
    {
        "a couple of": 2,
        "couple of": 2,
        "a couple": 2,
        "a few": 3,
        "few": 3,
        "several": 4,
        "some": 4,
        "a number of": 4,
    }
)
AMOUNTS_BEGIN = CARDINALS.begin | VAGUE.begin | frozenset({"a", "an", "half", "fortnight", "½", "¼", "¾"})
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_BETWEEN = frozenset({"-", "to", "or", "and"})


@dataclass(frozen=True)
class Amount:
    """How many, and the index after it. `upper` is the other end of "six to eight"; a vague one is "a few"."""

    value: float
    after: int
    upper: float | None = None
    vague: bool = False


def ordinal(tokens: Tokens, start: int) -> tuple[int, int] | None:
    """5th, fifth, twenty-first: its value and the index after it."""
    token = tokens[start]
    if token.number is not None and tokens[start + 1].glued and tokens[start + 1].text in _SUFFIXES:
        return token.number, start + 2
    return ORDINALS.at(tokens, start)


def cardinal(tokens: Tokens, start: int) -> tuple[int, int] | None:
    """12, twelve: its value and the index after it. Not the digits of a code such as A4 or of 1,000."""
    token = tokens[start]
    if token.number is None:
        return CARDINALS.at(tokens, start)
    if token.glued and start and (tokens[start - 1].is_word or tokens[start - 1].text in {".", ",", "£", "$"}):
        return None
    if tokens[start + 1].text == "," and tokens[start + 1].glued and tokens[start + 2].is_digits:
        return None
    return token.number, start + 1


def amount(tokens: Tokens, start: int) -> Amount | None:
    """How many of something are counted here; "a" and "an" are one."""
    if vague := VAGUE.at(tokens, start):
        return Amount(float(vague[0]), vague[1], vague=True)
    single = _single(tokens, start)
    if single is None:
        return None
    mark = tokens[single.after].text
    if mark in _BETWEEN:
        other = _single(tokens, single.after + 1)
        if other and single.value == 0:  # "0-3 months"
            return other
        if other and other.value > single.value and tokens[single.after + 1].text not in {"a", "an"}:
            return replace(single, upper=other.value, after=other.after)
    return single


def _single(tokens: Tokens, start: int) -> Amount | None:
    token = tokens[start]
    if token.text in _FRACTIONS:
        return Amount(_FRACTIONS[token.text], start + 1)
    if token.text == "half" and tokens[start + 1].text != "-":
        return Amount(0.5, skip(tokens, start + 1, "a", "an"))
    counted = cardinal(tokens, start)
    if counted is None and token.text in {"a", "an"}:
        after = start + 1
        return Amount(0.5, after + 1) if tokens[after].text == "half" else Amount(1.0, after)
    if counted is None:
        return None
    value, after = counted
    if (tokens[after].text, tokens[after + 2].text) == ("(", ")") and tokens[after + 1].number == value:
        after += 3  # "three (3) months"
    part, after = _part(tokens, after)
    return Amount(value + part, after)


_AND_A_HALF = Phrases({"and a half": 0.5, "and half": 0.5, "- and a half": 0.5, "and ½": 0.5})


def _part(tokens: Tokens, start: int) -> tuple[float, int]:
    """What follows a whole number: ½, .5, "and a half"; zero if nothing."""
    token = tokens[start]
    if token.text in _FRACTIONS:
        return _FRACTIONS[token.text], start + 1
    if half := _AND_A_HALF.at(tokens, start):
        return half
    following = tokens[start + 1]
    if token.text == "." and token.glued and following.glued and following.text in {"5", "25", "75"}:
        return float("0." + following.text), start + 2
    return 0.0, start
