"""A column for leads: whom one of its cells names. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from system_review.documents.interpreter.leads import habits, words
from system_review.documents.interpreter.leads.parties import Strictness, is_name, matches, parties, said
from system_review.documents.interpreter.leads.sides import said_at
from system_review.documents.interpreter.understanding import NamedLead
from system_review.documents.interpreter.written import DASHES, Token, tokens_of

_NUMBERED = re.compile(r"(?:^|(?<=[\s;,|]))\(?(\d{1,2}[a-h]?|[a-h])[.):](?=\s|[^\W\d_])", re.MULTILINE)
_BULLETS = "•·▪◦‣*o"
_LONGEST_CELL = 1000  # characters


@lru_cache(maxsize=2048)  # a column is judged by its cells before it is read, and the same people come again
def leads_in_column(text: str) -> tuple[NamedLead, ...]:
    """The leads that a cell of a lead column names, each once, in order. Words that mean nobody give none."""
    numbered = leads_by_number(text)
    leads = [lead for each in numbered.values() for lead in each] if numbered else _leads_of(text)
    return tuple(dict.fromkeys(leads))


def leads_by_number(text: str) -> dict[str, tuple[NamedLead, ...]]:
    """For a cell that numbers its leads ("1. Sarah 2. Tom & Ann"), the leads of each number; else empty."""
    marks = list(_NUMBERED.finditer(text[:_LONGEST_CELL]))
    if not marks or text[: marks[0].start()].strip():
        return {}
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return {
        mark[1]: tuple(_leads_of(text[mark.end() : end].strip(" \t\n;,|")))
        for mark, end in zip(marks, ends, strict=True)
    }


def _leads_of(text: str) -> list[NamedLead]:
    lines = re.split(r"[\n;|]|(?<=\w)\s{3,}", text[:_LONGEST_CELL])
    leads = [_line(line.strip().strip(_BULLETS[:-1]).strip()) for line in lines if line.strip()]
    if len(leads) > 1 and all(_with_its_agency(line, each) for line, each in zip(lines, leads, strict=False)):
        leads = [[replace(each[0], agency=each[0].agency or each[-1].name)] for each in leads]
    return [lead for each in leads for lead in each]


def _with_its_agency(line: str, leads: list[NamedLead]) -> bool:
    """Whether one of several lines names a person and, after its only comma, where the person belongs."""
    if len(leads) == 1:
        return bool(leads[0].name and leads[0].agency)
    return len(leads) == 2 and line.count(",") == 1 and all(lead.name and not lead.agency for lead in leads)


def _line(text: str) -> list[NamedLead]:
    tokens: tuple[Token, ...] = tokens_of(text)
    tokens = _without_label(tokens)
    while tokens and tokens[-1].text in ".,:":
        tokens = tokens[:-1]
    if not tokens or matches(tokens, words.NOBODY):
        return []
    for at in range(1, len(tokens)):
        if length := said_at(tokens, at, habits.LEADING):
            tokens = tokens[:at] + tokens[at + length :] if at + length == len(tokens) else tokens
            break
    surname_first = _surname_first(tokens, text)
    if surname_first:
        return [surname_first]
    leads = parties(tokens, text, Strictness.COLUMN)
    if leads is not None:
        return list(leads)
    return _with_what_follows(tokens, text) or _after_agency(tokens, text) or _whatever(tokens, text)


def _without_label(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    length = said_at(tokens, 0, habits.LABELS) or said_at(tokens, 0, habits.WEAK_LABELS)
    if length and length < len(tokens) and (tokens[length].text == ":" or tokens[length].text in DASHES):
        return tokens[length + 1 :]
    return tokens


def _surname_first(tokens: tuple[Token, ...], text: str) -> NamedLead | None:
    """ "OKAFOR, Sarah", and "Okafor, Sarah (Housing)": what stands in brackets behind a name is no third name."""
    if len(tokens) > 5 and tokens[3].text == "(" and tokens[-1].text == ")" and tokens[1].text == ",":
        name = (tokens[2], tokens[0])
        if all(token.capital for token in name) and is_name(name, Strictness.BARE):
            return NamedLead(f"{tokens[2].text} {tokens[0].text}", agency=said(tokens[4:-1], text))
    if len(tokens) == 3 and tokens[1].text == "," and tokens[0].all_capitals and len(tokens[0].text) > 2:
        first = tokens[2]
        if first.capital and not first.all_capitals and (tokens[0].low,) not in words.AGENCIES:
            return NamedLead(name=f"{first.text} {tokens[0].text.title()}")
    return None


def _with_what_follows(tokens: tuple[Token, ...], text: str) -> list[NamedLead]:
    """ "Sarah Okafor, Parks and Leisure": a full name, and behind it, or in brackets, where the person belongs."""
    mark = next((at for at, token in enumerate(tokens) if token.text in ",("), 0)
    name, rest = tokens[:mark], tokens[mark + 1 :]
    if mark and tokens[mark].text == "(":
        rest = rest[:-1] if rest and rest[-1].text == ")" else ()
    whole = len(name) > 1 and rest and is_name(name, Strictness.BARE)
    if not whole or any(token.kind == "number" or token.low in words.TIME_WORDS for token in rest):
        return []
    role = any(token.low in words.ROLE_NOUNS for token in rest)
    told = said(rest, text)
    return [NamedLead(said(name, text), role=told) if role else NamedLead(said(name, text), agency=told)]


def _after_agency(tokens: tuple[Token, ...], text: str) -> list[NamedLead]:
    """ "Children's Social Care: Dervla Haines": a full name behind the agency that the person belongs to."""
    colon = next((at for at, token in enumerate(tokens) if token.text == ":"), 0)
    name = tokens[colon + 1 :]
    if not colon or len(name) < 2 or not is_name(name, Strictness.BARE):
        return []
    return [NamedLead(said(name, text), agency=said(tokens[:colon], text))]


def _whatever(tokens: tuple[Token, ...], text: str) -> list[NamedLead]:
    """Words that are neither: what stands in this column leads, so they are taken for a role or an agency."""
    if not any(token.is_word for token in tokens) or any(token.kind == "number" for token in tokens):
        return []
    told = said(tokens, text)
    if all(token.low in words.TIME_WORDS or token.low in words.NO_NAMES for token in tokens if token.is_word):
        group = any(token.low in words.AGENCY_NOUNS for token in tokens) and len(tokens) > 1
        return [NamedLead(agency=told)] if group else []
    role = any(token.low in words.ROLE_NOUNS for token in tokens)
    return [NamedLead(role=told) if role else NamedLead(agency=told)]
