"""What the columns of a table hold, by their heads, their shades and what stands under them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from system_review.documents import likeness
from system_review.documents.interpreter.matching import plain
from system_review.documents.interpreter.tables.asking_heads import asked_for
from system_review.documents.interpreter.vocabulary import COLUMN_HEADS, STRENGTH_HEADS, WEAK_FINDING_HEADS

_LONGEST_NUMBER = 6  # "1.2.10"
_CLOSE = 88
BY_QUESTION = 15  # the rank of a head that asks for what stands under it in words of its own
BY_PART = 20  # the rank of a head in which only some of the words are known
_LONGEST_TICK = 2
_TICKS = frozenset({"yes", "y", "tick", "ticked", "true", "here"})
WEAK = 100  # the rank from which a head only counts where no other column says the same


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a key of `COLUMN_HEADS`, or ""; on the paper the findings or the actions of a colour."""

    holds: str = ""
    colour: str = ""
    rank: int = 0  # how sure its head is: 0 is the surest name
    is_strength: bool = False  # a head such as "Strengths", which stands beside what is to be better
    names_agency: bool = False  # a head such as "Lead agency", which is an agency's where another column has the name


_BY_HEAD = {
    plain(head): (holds, rank) for holds, heads in reversed(COLUMN_HEADS.items()) for rank, head in enumerate(heads)
}
_BY_HEAD |= {plain(head): ("finding", WEAK + rank) for rank, head in enumerate(WEAK_FINDING_HEADS)}
_TAIL_WORDS = frozenset(["the", "of", "for", "a", "an", "and", "or", "is", "to", "s", "please"])


_STRENGTHS = frozenset(map(plain, STRENGTH_HEADS))


@lru_cache(maxsize=1024)
def column_of(head: str) -> Column:
    """What a column with this head holds, as lists call it; `Column()` if the head says nothing."""
    text = plain(head.replace("#", " no "))
    if text in _STRENGTHS:
        return Column("finding", rank=WEAK - 1, is_strength=True)
    for form in (text, text.replace("/", " "), _without_brackets(head), plain(head.split("\n")[0])):
        if found := _BY_HEAD.get(form):
            return Column(found[0], rank=found[1])
    words = text.split()
    if not words or len(words) > 9:
        return Column()
    if asked := asked_for(text):
        return Column(asked, rank=BY_QUESTION)
    best = max(_BY_HEAD, key=lambda each: likeness.token_sort_ratio(text, each))
    if len(best) > 4 and likeness.token_sort_ratio(text, best) >= _CLOSE:
        return Column(_BY_HEAD[best][0], rank=_BY_HEAD[best][1] + 1)
    return _by_part(words)


def is_tick(text: str) -> bool:
    """Whether a text only marks the column that it stands in."""
    return len(text.strip()) <= _LONGEST_TICK or plain(text) in _TICKS


_APOSTROPHES = frozenset("'’")


def is_numbered_label(text: str) -> bool:
    """Whether a text only numbers what follows it: "Learning point 1", "Recommendation no. 4:", "2."."""
    if text[-1:].isalpha() and not _APOSTROPHES & {*text[-3:]}:
        return False  # its last word is no number
    if not any(letter.isalpha() for letter in text):
        return len(text.strip()) <= _LONGEST_NUMBER and any(letter.isdigit() for letter in text)
    *words, number = plain(text).split()
    if not number.isdigit():
        return False
    name = " ".join(word for word in words if word != "no")
    return bool(name) and _BY_HEAD.get(name, ("", 0))[0] in ("finding", "action")


def _without_brackets(head: str) -> str:
    return plain(head.split("(")[0].split("/")[0]) if "(" in head or "/" in head else ""


def _by_part(words: list[str]) -> Column:
    """A long head by the longest known head within it: "Action(s) to be taken to get to the next colour"."""
    found: list[tuple[int, int, str]] = []
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            known = _BY_HEAD.get(" ".join(words[start:end]))
            if known and (end - start > 1 or len(words) - 1 <= 3 + len(_TAIL_WORDS & {*words})):
                found.append((end - start, -start, known[0]))
    if words[-1] in ("finding", "findings") and words[0] not in ("for", "no", "of"):
        return Column("finding", rank=BY_PART)  # "Traffic light findings"
    return Column(max(found)[2], rank=BY_PART) if found else Column()
