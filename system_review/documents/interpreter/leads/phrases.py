"""Leads in running text: where a text says who leads, and whom it names. Pure, and linear in the length of the text.

The grammar finds the place ("— … to lead", "(Lead: …)", "Owner - …"); what stands there is then read as names, roles
and agencies, or refused. A word list is only the second net.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from system_review.documents.interpreter import sentence_words
from system_review.documents.interpreter.leads import bare, habits
from system_review.documents.interpreter.leads.found import MOST, LeadPhrase
from system_review.documents.interpreter.leads.parties import Strictness, parties
from system_review.documents.interpreter.leads.sides import (
    apart_from_before,
    boundary_before,
    end_of_value,
    is_dash,
    said_at,
)
from system_review.documents.interpreter.understanding import NamedLead
from system_review.documents.interpreter.written import CLOSING, DASHES, OPENING, Token, tokens_of

_MOST_ENDS = 8  # places at which the words after a label are tried to end
_MOST_TRIED = 300  # places of one habit in one text
_LABELS_BEGIN = frozenset({*habits.LABELS, *habits.WEAK_LABELS})  # most words begin no habit, and are passed over
_VERBS_BEGIN = frozenset({*habits.LEADING, *habits.DOING})
_LED_BEGINS = frozenset(habits.BEFORE)
_NO_LEAD_AFTER = frozenset(
    [
        "with",
        "to",
        "by",
        "for",
        "from",
        "of",
        "and",
        "or",
        "the",
        "a",
        "as",
        "via",
        "through",
        "including",
        "ask",
        "asks",
        "meet",
    ]
)


@dataclass(frozen=True, slots=True)
class LeadsFound:
    """The phrases of a text that say who leads, in order, without overlaps."""

    phrases: tuple[LeadPhrase, ...] = ()

    @property
    def leads(self) -> tuple[NamedLead, ...]:
        """All leads named, each once, in order."""
        return tuple(dict.fromkeys(lead for phrase in self.phrases for lead in phrase.leads))

    @property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """From where to where each phrase stands, with its dash or brackets."""
        return tuple((phrase.start, phrase.end) for phrase in self.phrases)


@lru_cache(maxsize=4096)  # whoever cuts a paragraph, and looks for its times, asks for its leads too
def leads_in(text: str) -> LeadsFound:
    """The leads that a running text names. Never raises; a text without any gives none."""
    tokens = tokens_of(text)
    found: list[LeadPhrase] = []
    said = {token.low for token in tokens}
    for habit, begin in ((_labelled, _LABELS_BEGIN), (_said, _VERBS_BEGIN), (_led_by, _LED_BEGINS)):
        if not begin.isdisjoint(said):
            found += islice(habit(tokens, text), MOST)
    return LeadsFound(tuple(_without_overlaps([*found, *bare.phrases(tokens, text)], len(text))))


def _without_overlaps(found: Iterable[LeadPhrase], length: int) -> list[LeadPhrase]:
    """Of phrases that overlap, the surer: those found first."""
    kept: list[LeadPhrase] = []
    taken = bytearray(length)
    for phrase in found:
        if not any(taken[phrase.start : phrase.end]):
            taken[phrase.start : phrase.end] = b"x" * (phrase.end - phrase.start)
            kept.append(phrase)
    return sorted(kept, key=lambda phrase: phrase.start)


def _labelled(tokens: Sequence[Token], text: str) -> Iterator[LeadPhrase]:
    """ "Lead: …", "Owner - …", "(lead officer …)"."""
    at = tried = 0
    while at < len(tokens) and tried < _MOST_TRIED:
        if tokens[at].low not in _LABELS_BEGIN:
            at += 1
            continue
        strong = said_at(tokens, at, habits.LABELS)
        length = strong or said_at(tokens, at, habits.WEAK_LABELS)
        phrase = _after_label(tokens, text, at, at + length, strong=bool(strong)) if length else None
        tried += bool(length)
        if phrase:
            yield phrase
        at += length or 1


def _after_label(tokens: Sequence[Token], text: str, at: int, after: int, *, strong: bool) -> LeadPhrase | None:
    begins = apart_from_before(tokens, at)
    after = _over_plural(tokens, after)
    mark = tokens[after].text if after < len(tokens) else ""
    if mark == ":" or (mark == "=" and strong) or (strong and begins and mark in {*DASHES, "is", "are"}):
        after += 1
    elif not (strong and begins):
        return None
    told = mark in {":", "=", "is", "are", *DASHES}
    if told and after < len(tokens) and tokens[after].kind == "line":
        after += 1
    if not strong:
        return _names_only(_value(tokens, text, at, after, Strictness.PHRASE))
    return _value(tokens, text, at, after, Strictness.LABEL if told else Strictness.BARE)


def _names_only(phrase: LeadPhrase | None) -> LeadPhrase | None:
    return phrase if phrase and phrase.leads and all(lead.name for lead in phrase.leads) else None


def _over_plural(tokens: Sequence[Token], after: int) -> int:
    """Past "(s)" or the point of "Resp."."""
    marks = "".join(token.low for token in tokens[after : after + 3])
    if marks == "(s)":
        return after + 3
    if (
        after < len(tokens)
        and tokens[after].text == "."
        and after + 1 < len(tokens)
        and tokens[after + 1].text in {":", *DASHES}
    ):
        return after + 1
    return after


def _value(tokens: Sequence[Token], text: str, at: int, after: int, strictness: Strictness) -> LeadPhrase | None:
    for end in _value_ends(tokens, after, end_of_value(tokens, after)):
        while end > after + 1 and tokens[end - 1].text in {",", ";", *DASHES}:
            end -= 1
        leads = parties(tokens[after:end], text, strictness)
        if leads is not None:
            return phrase_of(tokens, at, end, leads, sure=strictness is not Strictness.BARE)
    return None


def _value_ends(tokens: Sequence[Token], after: int, end: int) -> list[int]:
    """Where the words after a label may end: as late as possible first."""
    inner = [
        at
        for at in range(after + 1, end)
        if tokens[at].text in ";,."
        or is_dash(tokens, at)
        or tokens[at].low in habits.VALUE_ENDS
        or tokens[at].kind == "number"
        or said_at(tokens, at, habits.LABELS)
        or tokens[at].text in OPENING
        or said_at(tokens, at, habits.LEADING)
        or _is_demand(tokens, at)
    ]
    return [end, *reversed(inner[:_MOST_ENDS])]


def _is_demand(tokens: Sequence[Token], at: int) -> bool:
    """Whether the next task begins here without a full stop before it: "Owners: TR/PL Audit twenty files"."""
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    is_verb = tokens[at].capital and tokens[at].low in sentence_words.IMPERATIVES
    return is_verb and follows is not None and not follows.capital and (follows.is_word or follows.kind == "number")


def _said(tokens: Sequence[Token], text: str) -> Iterator[LeadPhrase]:
    """ "… to lead", "… will follow up"."""
    at, tried = 1, 0
    while at < len(tokens) and tried < _MOST_TRIED:
        if tokens[at].low not in _VERBS_BEGIN:
            at += 1
            continue
        leading = said_at(tokens, at, habits.LEADING)
        length = leading or said_at(tokens, at, habits.DOING)
        tried += bool(length)
        if length:
            phrase = _before_verb(tokens, text, at, at + length, leading=bool(leading))
            if phrase:
                yield phrase
        at += length or 1


def _before_verb(tokens: Sequence[Token], text: str, at: int, after: int, *, leading: bool) -> LeadPhrase | None:
    after += said_at(tokens, after, habits.AFTERWARDS)
    start = boundary_before(tokens, at)
    for begin in _begins(tokens, start, at):
        leads = parties(tokens[begin:at], text, Strictness.PHRASE)
        if leads is not None:
            return phrase_of(tokens, begin, after, leads, sure=True)
    names = _names_before(tokens, text, start, at, leading=leading)
    leads = parties(tokens[names:at], text, Strictness.PHRASE) if names else None
    return phrase_of(tokens, names, after, leads, sure=leading) if leads else None


def _begins(tokens: Sequence[Token], start: int, at: int) -> list[int]:
    """Where the names before a verb may begin: at the boundary, else after a comma, the earliest first."""
    commas = [place + 1 for place in range(start, at - 1) if tokens[place].text == ","]
    return [start, *commas[-_MOST_ENDS:]]


def _names_before(tokens: Sequence[Token], text: str, start: int, at: int, *, leading: bool) -> int:
    """Where names begin that run into the sentence before them ("… in three months' time Bo to lead"); 0 if nowhere."""
    best = 0
    for begin in range(at - 1, max(start, at - 9, 0), -1):
        leads = parties(tokens[begin:at], text, Strictness.PHRASE)
        if leads and all(lead.name for lead in leads) and tokens[begin].capital:
            best = begin
    joined = not leading and tokens[best - 1].low in _NO_LEAD_AFTER
    return 0 if joined else best


def _led_by(tokens: Sequence[Token], text: str) -> Iterator[LeadPhrase]:
    """ "led by …": anybody after "to be led by" or where the phrase stands apart, else only a person by name."""
    at = tried = 0
    while at < len(tokens) and tried < _MOST_TRIED:
        if tokens[at].low not in habits.BEFORE:
            at += 1
            continue
        length = said_at(tokens, at, habits.BEFORE)
        tried += bool(length)
        if length:
            begins = tokens[at].low in {"to", "will"} or (apart_from_before(tokens, at) and tokens[at - 1].text != ",")
            phrase = _value(tokens, text, at, at + length, Strictness.PHRASE)
            phrase = phrase if begins else _names_only(phrase)
            if phrase:
                yield phrase
        at += length or 1


def phrase_of(tokens: Sequence[Token], at: int, end: int, leads: tuple[NamedLead, ...], *, sure: bool) -> LeadPhrase:
    """The phrase of tokens `at` to `end`, with the dash or the brackets round it."""
    start = tokens[at].start
    last = tokens[end - 1].end
    if at and (is_dash(tokens, at - 1) or tokens[at - 1].text in OPENING):
        start = tokens[at - 1].start
        if tokens[at - 1].text in OPENING and end < len(tokens) and tokens[end].text in CLOSING:
            last = tokens[end].end
            if at > 1 and is_dash(tokens, at - 2):
                start = tokens[at - 2].start
    return LeadPhrase(start, last, leads, sure)
