"""Names that only stand there: "(Sarah Okafor)", "… – Sarah", "Sarah: arrange …", a name as the last sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from system_review.documents.interpreter import sentence_words
from system_review.documents.interpreter.leads import words
from system_review.documents.interpreter.leads.found import MOST, LeadPhrase
from system_review.documents.interpreter.leads.parties import LONGEST, Strictness, is_name, parties
from system_review.documents.interpreter.leads.sides import SENTENCE_STOPS, boundary_before, ends_sentence, is_dash
from system_review.documents.interpreter.written import CLOSING, OPENING, Token

_STOPS = frozenset(".;!?")
_TIMES = words.TIME_WORDS - frozenset(["by", "until", "before", "after", "from", "during", "within", "due"])
_BEFORE_NEXT = frozenset(("at", "for", "in", "on", "to", "with"))
_MOST_OF_TIME = 7  # tokens of words about time behind a name: more of them are about something else
_SAYS_WHO = frozenset(("to", "will"))  # between who does something and what
_MOST_BEFORE = 16  # tokens of a name that stands before what its owner shall do


def phrases(tokens: Sequence[Token], text: str) -> Iterator[LeadPhrase]:
    """All of them, the surer habits first."""
    for habit in (_bracketed, _at_ends, _before_task):
        yield from islice(habit(tokens, text), MOST)


def _bracketed(tokens: Sequence[Token], text: str) -> Iterator[LeadPhrase]:
    open_at: list[int] = []
    for at, token in enumerate(tokens):
        if token.text in OPENING:
            open_at.append(at)
        elif token.text in CLOSING and open_at:
            opening = open_at.pop()
            if at - opening <= LONGEST and not open_at and _ends_here(tokens, at + 1):
                leads = parties(tokens[opening + 1 : at], text, Strictness.BARE)
                if leads:
                    yield LeadPhrase(tokens[opening].start, token.end, leads, sure=token.text == "]")
                elif timed := _before_time(tokens, opening, at, text):
                    yield timed


def _before_time(tokens: Sequence[Token], opening: int, closing: int, text: str) -> LeadPhrase | None:
    """The names that are followed by when: "(Sarah Okafor, by May)", "– Sarah Okafor, at once"; the time is left.

    `opening` and `closing` are the tokens before and behind both.
    """
    commas = [at for at in range(opening + 2, closing - 1) if tokens[at].text in ",;"]
    if not commas or not _says_when(tokens[commas[-1] + 1 : closing]):
        return None
    leads = parties(tokens[opening + 1 : commas[-1]], text, Strictness.BARE)
    return LeadPhrase(tokens[opening].start, tokens[commas[-1]].end, leads, sure=False) if leads else None


def _says_when(tokens: Sequence[Token]) -> bool:
    """Whether words name a time, or the next of something: "at the next meeting of the board"."""
    said = [token.low for token in tokens]
    if not words.TIME_WORDS.isdisjoint(said) or (said[0] in _BEFORE_NEXT and "next" in said[1:3]):
        return True
    return len(said) <= _MOST_OF_TIME and (said[0].split("-")[0] in words.TIME_BEGINS or said[1:2] == ["once"])


def _ends_here(tokens: Sequence[Token], at: int) -> bool:
    return at >= len(tokens) or tokens[at].kind == "line" or tokens[at].text in _STOPS or is_dash(tokens, at)


def _at_ends(tokens: Sequence[Token], text: str) -> Iterator[LeadPhrase]:
    """After the last dash of a sentence, or as the text's last sentence."""
    ends = [at for at, token in enumerate(tokens) if at > 1 and _ends(tokens, at, token)]
    for at in [*ends, len(tokens)] if len(tokens) > 1 else ():
        start = boundary_before(tokens, at)
        if start == 0 or start >= at:
            continue
        after_dash = is_dash(tokens, start - 1) and _spaced(tokens, start - 1)
        last = ends_sentence(tokens, start - 1) and at >= len(tokens) - 1 and at - start > 1
        leads = parties(tokens[start:at], text, Strictness.BARE) if after_dash or last else None
        if leads:
            yield LeadPhrase(tokens[start - (1 if after_dash else 0)].start, tokens[at - 1].end, leads, sure=False)
        elif after_dash and (
            timed := _before_time(tokens, start - 1, at, text) or _between_dashes(tokens, start, at, text)
        ):
            yield timed


def _between_dashes(tokens: Sequence[Token], start: int, end: int, text: str) -> LeadPhrase | None:
    """The names before a last dash behind which only a time stands: "Tell the schools – Ivo Marchetti – October"."""
    if not _says_when(tokens[start:end]) and tokens[start].kind != "number":
        return None
    before = boundary_before(tokens, start - 1)
    if before == 0 or not is_dash(tokens, before - 1) or not _spaced(tokens, before - 1):
        return None
    leads = parties(tokens[before : start - 1], text, Strictness.BARE)
    return LeadPhrase(tokens[before - 1].start, tokens[start - 2].end, leads, sure=False) if leads else None


def _ends(tokens: Sequence[Token], at: int, token: Token) -> bool:
    """Whether a line, a sentence or a part of one ends with the token here."""
    if token.kind == "word":
        return False
    return token.kind == "line" or token.text == ";" or (token.text in SENTENCE_STOPS and ends_sentence(tokens, at))


def _spaced(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].text in "–—" or (at > 0 and tokens[at].start > tokens[at - 1].end)


def _before_task(tokens: Sequence[Token], text: str) -> Iterator[LeadPhrase]:
    """ "Sarah Okafor: arrange …", "SO – arrange …", "Sarah to arrange …", at the begin of a line or a sentence."""
    for start in range(len(tokens)):
        before = tokens[start - 1]
        begins = (
            not start or before.kind == "line" or (before.text in SENTENCE_STOPS and ends_sentence(tokens, start - 1))
        )
        if not begins and not (before.low in _TIMES and tokens[start].capital):
            continue
        for at in range(start + 1, min(start + _MOST_BEFORE, len(tokens) - 1)):
            mark, follows = tokens[at], tokens[at + 1]
            if mark.kind == "word" and mark.low not in _SAYS_WHO:
                continue
            parts = mark.text == ":" or mark.low in _SAYS_WHO or (is_dash(tokens, at) and _spaced(tokens, at))
            does = mark.low in {"to", "will"} and at - start > 1 and follows.text.islower()
            named = not start and mark.text == ":" and at > 1 and is_name(tokens[:at], Strictness.BARE)
            if parts and (does or named or follows.low in sentence_words.IMPERATIVES):
                leads = parties(tokens[start:at], text, Strictness.BARE)
                if leads:
                    yield LeadPhrase(tokens[start].start, mark.end, leads, sure=mark.low in {"to", "will", ":"})
                break
