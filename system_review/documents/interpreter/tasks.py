"""Cuts an action's paragraph into tasks: where several leads share it, or bullets and numbers tell them apart. Pure.

A task keeps all its characters: its lead phrase, its words of time, the bullet or number before it. Nothing is cut
through a word, and the tasks of a text together hold every character of it that is no white space.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from system_review.documents.interpreter import sentence_words
from system_review.documents.interpreter.leads import LeadPhrase, leads_in
from system_review.documents.interpreter.leads.words import TIME_WORDS
from system_review.documents.interpreter.sentences import sentences, task_score
from system_review.documents.interpreter.understanding import NamedLead
from system_review.documents.interpreter.written import Token, tokens_of

_BULLET = re.compile(r"[ \t]*(?:[•·▪◦‣●○■□➢➤►✓\uf000-\uf0ff]|[-–—*o](?=\s))[ \t]*")
_NUMBER = re.compile(r"(?:(?<=\s)|^)\(?(\d{1,2}|[a-h]|i{1,3}|iv|v)[.)][ \t]+(?=\S)", re.MULTILINE)
_ROMAN = ("i", "ii", "iii", "iv", "v")
_SMALL = sentence_words.ARTICLES | TIME_WORDS
_SUBSTANCE = 2  # words that say what, which a sentence must have to be a task of its own
_BEFORE_TASK = (" to", ":")  # what a lead that stands before its task ends with
_NEAR = 200  # characters beside a line's end that are looked at


@dataclass(frozen=True, slots=True)
class Task:
    """Characters `start` to `end` of the text; `text` is without the bullet or number, which is `mark`."""

    start: int
    end: int
    text: str
    mark: str
    leads: tuple[NamedLead, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    phrases: tuple[LeadPhrase, ...]
    only_lead: bool = False  # nothing but a lead phrase, with its words of time
    asks: bool = False
    points: bool = False
    takes_up: bool = False
    begins_line: bool = False
    runs_on: bool = False  # begins with its lead, and no full stop parts it from the task before


def tasks_in(text: str) -> tuple[Task, ...]:
    """The tasks of an action's paragraph, in order; one for a text that needs no cutting, none for an empty one."""
    phrases = leads_in(text).phrases
    tasks: list[Task] = []
    for start, body, end, mark in _items(text, phrases):
        groups = _groups(_sentences(text, body, end, phrases))
        for at, group in enumerate(groups):
            begin = start if at == 0 else group[0].start
            leads = dict.fromkeys(lead for each in group for phrase in each.phrases for lead in phrase.leads)
            kept = text[group[0].start : group[-1].end]
            tasks.append(Task(begin, group[-1].end, kept, mark if at == 0 else "", tuple(leads)))
    return tuple(tasks)


def _items(text: str, phrases: Sequence[LeadPhrase]) -> list[tuple[int, int, int, str]]:
    """Where each item begins, where its words do, where it ends, and its bullet or number."""
    begins = dict(_marks(text, phrases))
    if not begins or min(begins) > 0:
        begins.setdefault(0, "")
    starts = sorted(begins)
    items: list[tuple[int, int, int, str]] = []
    waiting = None  # where marks begin that nothing followed
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        body, first = start + len(begins[start]), start + _space(text[start:end])
        if text[body:end].strip():
            items.append(
                (first if waiting is None else waiting, body + _space(text[body:end]), end, begins[start].strip())
            )
            waiting = None
        elif waiting is None and first < end:
            waiting = first
    if waiting is not None:
        items.append((waiting, waiting, len(text), ""))
    return items


def _space(text: str) -> int:
    return len(text) - len(text.lstrip())


def _marks(text: str, phrases: Sequence[LeadPhrase]) -> list[tuple[int, str]]:
    """Bullets at the begin of lines, and numbers that count up from the first."""
    marks = []
    at = 0
    lead_starts = {phrase.start for phrase in phrases}
    for line in text.splitlines(keepends=True):
        bullet = _BULLET.match(line)
        if bullet and at + _space(line) not in lead_starts and line[bullet.end() :].strip():
            marks.append((at, bullet[0]))
        at += len(line)
    return marks + _numbers(text)


def _numbers(text: str) -> list[tuple[int, str]]:
    counted: list[tuple[int, str]] = []
    for match in _NUMBER.finditer(text):
        if match[1] in _following(len(counted)) and (
            counted or match.start() == 0 or text[: match.start()][-1:] in "\n .:;"
        ):
            counted.append((match.start(), match[0]))
    return counted if len(counted) > 1 or (counted and counted[0][0] == 0) else []


def _following(count: int) -> set[str]:
    return {str(count + 1), chr(ord("a") + min(count, 25)), *_ROMAN[count : count + 1]}


def _sentences(text: str, start: int, end: int, phrases: Sequence[LeadPhrase]) -> list[_Sentence]:
    cut: list[tuple[int, int]] = []
    for line_start, line_end in _lines(text, start, end, phrases):
        for first, last in sentences(text[line_start:line_end]):
            cut += _at_leads(text, line_start + first, line_start + last, phrases)
    if len(cut) == 1:  # one sentence is one task, whatever it says
        return [_Sentence(*cut[0], _phrases_in(*cut[0], phrases))]
    return [_judged(text, first, last, phrases) for first, last in cut]


def _phrases_in(start: int, end: int, phrases: Sequence[LeadPhrase]) -> tuple[LeadPhrase, ...]:
    return tuple(phrase for phrase in phrases if phrase.start < end and phrase.end > start)


def _lines(text: str, start: int, end: int, phrases: Sequence[LeadPhrase]) -> list[tuple[int, int]]:
    """Lines that stand for themselves: begun with a capital after a sentence's end or a lead, or with a demand."""
    lines, begin = [], start
    for match in re.finditer(r"\n", text[start:end]):
        at = start + match.start()
        near = max(begin, at - _NEAR)
        before, after = text[near:at].rstrip(), text[at + 1 : min(end, at + _NEAR)].lstrip()
        led = any(near + len(before) - 1 <= phrase.end <= at for phrase in phrases)
        if after[:1].isupper() and (before[-1:] in ".!?;" or led or task_score(after.split("\n", 1)[0]) >= 1):
            lines.append((begin, at))
            begin = at + 1
    return [*lines, (begin, end)]


def _at_leads(text: str, start: int, end: int, phrases: Sequence[LeadPhrase]) -> list[tuple[int, int]]:
    """A sentence cut after a lead where the next one begins without a full stop: "… – Ann to lead; train … – Bo"."""
    cut, begin = [], start
    inside = [phrase for phrase in phrases if start <= phrase.start and phrase.end <= end]
    for phrase, following in pairwise([*inside, None]):
        if phrase is None:
            break
        if _stands_before_its_task(text, phrase) and _is_task(text[begin : phrase.start], begin, inside):
            cut.append((begin, begin + len(text[begin : phrase.start].rstrip())))
            begin = phrase.start
            continue
        if phrase.start == begin == start and text[:start].strip() and _is_followed_by_task(text, phrase, end):
            cut.append((begin, phrase.end))
            begin = phrase.end + _space(text[phrase.end : end])
        if phrase.start <= begin or following is None:
            continue  # the lead stands before its task
        between = text[phrase.end : following.start]
        words = _saying(between)
        semicolon = between.find(";")
        if semicolon >= 0:
            cut.append((begin, phrase.end + semicolon + 1))
            begin = phrase.end + semicolon + 1 + _space(text[phrase.end + semicolon + 1 : end])
        elif len(words) >= _SUBSTANCE and words[0].capital and task_score(between) > 0:
            cut.append((begin, phrase.end))
            begin = phrase.end + _space(text[phrase.end : end])
    return [*cut, (begin, end)]


def _is_task(text: str, start: int, phrases: Sequence[LeadPhrase]) -> bool:
    """Whether what stands before the lead of the next task is one itself: it asks, or begins with its own lead."""
    return task_score(text) > 0 or (bool(text.strip()) and any(phrase.start == start for phrase in phrases))


def _stands_before_its_task(text: str, phrase: LeadPhrase) -> bool:
    return text[phrase.start : phrase.end].endswith(_BEFORE_TASK)


def _is_followed_by_task(text: str, phrase: LeadPhrase, end: int) -> bool:
    """Whether a lead that ends the task before it ("Owner: TR") is followed by the next one without a full stop."""
    rest = text[phrase.end : end]
    words = _saying(rest)
    led = not _stands_before_its_task(text, phrase) and len(words) >= _SUBSTANCE
    return led and words[0].capital and task_score(rest) > 0


def _judged(text: str, start: int, end: int, phrases: Sequence[LeadPhrase]) -> _Sentence:
    own = _phrases_in(start, end, phrases)
    rest = text[start:end]
    for phrase in reversed(own):
        rest = rest[: max(0, phrase.start - start)] + " " + rest[max(0, phrase.end - start) :]
    words = _saying(rest)
    first = tokens_of(text[start : min(end, start + 60)])[:4]
    return _Sentence(
        start,
        end,
        own,
        only_lead=bool(own) and len(words) < _SUBSTANCE,
        asks=task_score(rest) > 0 and len(words) >= _SUBSTANCE,
        points=bool(first) and first[0].low in {"see", "refer"} and not own,
        takes_up=any(token.low in sentence_words.TAKES_UP for token in first[:1]),
        begins_line=text[:start].rstrip(" \t")[-1:] == "\n",
        runs_on=any(phrase.start == start and _stands_before_its_task(text, phrase) for phrase in own)
        and text[:start].rstrip()[-1:].isalnum(),
    )


def _saying(text: str) -> list[Token]:
    """The words that say what: without articles, prepositions and words of time."""
    return [token for token in tokens_of(text) if token.kind == "word" and token.low not in _SMALL]


def _groups(found: Sequence[_Sentence]) -> list[list[_Sentence]]:
    """Sentences that are one task: those up to a lead, and what only adds to it."""
    groups: list[list[_Sentence]] = []
    closed = False
    for at, sentence in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        if not groups or (closed and _begins(sentence, following)) or _parts(groups[-1], sentence):
            groups.append([sentence])
            closed = bool(sentence.phrases)
        else:
            groups[-1].append(sentence)
            closed = closed or bool(sentence.phrases)
    return groups


def _begins(sentence: _Sentence, following: _Sentence | None) -> bool:
    """Whether a sentence after a task that has its lead begins another."""
    if sentence.only_lead or (sentence.takes_up and not sentence.phrases):
        return False
    return (
        bool(sentence.phrases)
        or sentence.asks
        or (following is not None and bool(following.phrases) and not following.only_lead)
    )


def _parts(group: Sequence[_Sentence], sentence: _Sentence) -> bool:
    """Whether they are two things: one only points to other actions, or both ask for something on their own lines."""
    if sentence.only_lead:
        return False
    if sentence.runs_on or sentence.points or all(each.points for each in group):
        return True
    return sentence.begins_line and sentence.asks and group[0].asks
