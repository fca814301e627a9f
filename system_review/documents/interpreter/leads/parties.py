"""What a few words name: people, roles and agencies, or nobody. The words are known to stand where a lead stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from system_review.documents.interpreter.leads import words
from system_review.documents.interpreter.understanding import NamedLead
from system_review.documents.interpreter.written import CLOSING, DASHES, OPENING, Token

LONGEST = 30  # tokens; what is longer names no leads
_MOST_NAMES, _MOST_INITIALS = 5, 4
_ARTICLES = frozenset(("the", "a", "an", "our", "their"))
_HYPHEN_AT_END = re.compile(r"(?<=\w)- (?=\w)")
_NO_AGENCY = frozenset(("lead", "support", "supporting", "chair", "deputy", "tbc", "tba", "acting", "interim"))
_JOINTS = frozenset("/,;&+|•·")
_JOINING = frozenset(("and", "plus", "a'r", "with", "alongside"))
_SMALL = frozenset(("of", "and", "for", "the", "in"))
_PREPOSITIONS = frozenset(("of", "from", "at", "in", "for"))
_BEFORE_ARTICLES = _PREPOSITIONS | _JOINING
_BRACKETS = CLOSING | OPENING
_IN_ROLES = words.ROLE_WORDS | words.ROLE_NOUNS | _ARTICLES
_IN_AGENCIES = _SMALL | words.AGENCY_NOUNS
_AFTER_NAME = frozenset(("lead", "leads", "leading"))


class Strictness(Enum):
    """How much the place where the words stand says that they are a lead."""

    BARE = "bare"  # only a bracket or a dash
    PHRASE = "phrase"  # "… to lead"
    LABEL = "label"  # "Lead: …"
    COLUMN = "column"  # a column for leads


class Sort(Enum):
    """What one part of an enumeration is."""

    NAME = "name"
    ROLE = "role"
    AGENCY = "agency"
    NOBODY = "nobody"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Party:
    """One part of an enumeration. `joint` is the mark or word before it."""

    sort: Sort
    words: tuple[Token, ...]
    agency: str = ""
    role: str = ""
    joint: str = ""


def parties(tokens: Sequence[Token], text: str, strictness: Strictness) -> tuple[NamedLead, ...] | None:
    """The leads that these words name, in order; empty if they mean nobody, None if they are something else."""
    if not tokens or len(tokens) > LONGEST:
        return None
    if strictness is Strictness.BARE and not any(token.capital for token in tokens):
        return None  # no name is among them
    found = [_party(part, joint, text, strictness) for joint, part in _parts(tokens)]
    found = _joined(_told_by_commas(found, text), text, strictness)
    if not found or any(party.sort is Sort.UNKNOWN for party in found):
        return None
    if strictness is Strictness.BARE and not any(party.sort is Sort.NAME for party in found):
        return None
    return _leads(found, text)


def _told_by_commas(found: list[Party], text: str) -> list[Party]:
    """Where semicolons part the people, a comma parts each from the agency: "Sarah Okafor, Heddlu; Tom Bell, Parks"."""
    groups: list[list[Party]] = []
    for party in found:
        if groups and party.joint != ";":
            groups[-1].append(party)
        else:
            groups.append([party])
    if len(groups) < 2 or not all(_one_and_where(group) for group in groups):
        return found
    where = [[token for party in group[1:] for token in party.words] for group in groups]
    return [
        replace(group[0], agency=group[0].agency or said(of, text)) for group, of in zip(groups, where, strict=True)
    ]


def _one_and_where(group: Sequence[Party]) -> bool:
    """A person and, after a comma, where the person belongs: "Tom Bell, Community Learning and Development"."""
    if len(group) < 2 or group[0].sort is not Sort.NAME or group[1].joint != ",":
        return False
    return len(group) == 2 or all(party.sort is not Sort.NAME for party in group[2:])


def said(tokens: Sequence[Token], text: str) -> str:
    """The words as they stand, on one line."""
    return _HYPHEN_AT_END.sub("-", " ".join(text[tokens[0].start : tokens[-1].end].split())) if tokens else ""


def matches(tokens: Sequence[Token], phrases: Collection[tuple[str, ...]]) -> bool:
    """Whether the words are one of the phrases, marks between letters left out ("L&D", "n/a")."""
    low = tuple(token.low for token in tokens)
    return low in phrases or ("".join(low),) in phrases


def _parts(tokens: Sequence[Token]) -> list[tuple[str, list[Token]]]:
    """The words between joints (comma, slash, "and"), each with its joint; what is in brackets stays with its word."""
    parts: list[tuple[str, list[Token]]] = [("", [])]
    depth = 0
    for at, token in enumerate(tokens):
        depth += (token.text in OPENING) - (token.text in CLOSING)
        joins = token.text in _JOINTS or token.kind == "line" or token.low in _JOINING or token.text in DASHES
        if depth <= 0 and joins and not _in_rank(tokens, at):
            parts.append((token.low, []))
        else:
            parts[-1][1].append(token)
    return [(joint, part) for joint, part in parts if part]


def _in_rank(tokens: Sequence[Token], at: int) -> bool:
    """Whether the mark here stands in a rank: "T/DCI"."""
    near = tokens[at - 1 : at + 2]
    return len(near) == 3 and near[1].text == "/" and near[0].low in {"t", "a"} and near[2].low in words.RANKS


def _party(part: list[Token], joint: str, text: str, strictness: Strictness) -> Party:
    part, inside = _bracket_taken(part)
    while part and part[0].low in _ARTICLES:
        part = part[1:]
    if len(part) > 1 and part[-1].low in _AFTER_NAME and is_name(part[:-1], strictness):
        part = part[:-1]
    if not part:
        return Party(_sort(inside, text, strictness), tuple(inside), joint=joint)
    return _with_bracket(_placed(part, text, strictness), inside, text, joint)


def _placed(part: list[Token], text: str, strictness: Strictness) -> Party:
    """What the words are, with the agency in them: "Sarah Okafor from the police"."""
    sort, place = _sort(part, text, strictness), _preposition(part)
    if sort is not Sort.NAME and place and is_name(part[:place], strictness):
        where = [token for token in part[place + 1 :] if token.low not in _ARTICLES]
        named = _sort(where, text, Strictness.LABEL) in {Sort.AGENCY, Sort.ROLE}
        if named or (where and all(token.capital for token in where)):  # "Noor Escott of Early Years"
            return Party(Sort.NAME, tuple(part[:place]), said(where, text))
    return Party(sort, tuple(part))


def _with_bracket(party: Party, inside: list[Token], text: str, joint: str) -> Party:
    """With what the brackets after it say: an agency or a role after a name, a name after a role or an agency."""
    if not inside or inside[0].low in _NO_AGENCY:
        return replace(party, joint=joint) if joint else party
    told = said(inside, text)
    if party.sort in {Sort.ROLE, Sort.AGENCY} and is_name(inside, Strictness.BARE):
        whose = said(party.words, text)
        role, agency = (whose, "") if party.sort is Sort.ROLE else ("", whose)
        return Party(Sort.NAME, tuple(inside), agency, role, joint)
    if party.sort is Sort.NAME and _sort(inside, text, Strictness.LABEL) is Sort.ROLE:
        return replace(party, role=told, joint=joint)
    return replace(party, agency=told, joint=joint)


def _bracket_taken(part: list[Token]) -> tuple[list[Token], list[Token]]:
    """The words before a bracket, and the words in it."""
    opening = next((at for at, token in enumerate(part) if token.text in OPENING), None)
    if opening is None:
        return [token for token in part if token.text not in CLOSING], []
    inside = [token for token in part[opening + 1 :] if token.text not in _BRACKETS]
    return part[:opening], inside


def _preposition(part: Sequence[Token]) -> int:
    return next((at for at, token in enumerate(part) if at and token.low in _PREPOSITIONS), 0)


def _sort(part: Sequence[Token], text: str, strictness: Strictness) -> Sort:
    if not part or matches(part, words.NOBODY) or all(_is_time(token) for token in part):
        return Sort.NOBODY if strictness is Strictness.COLUMN or matches(part, words.NOBODY) else Sort.UNKNOWN
    if matches(part, words.AGENCIES):
        return Sort.AGENCY
    if any(token.kind == "number" for token in part):
        return Sort.UNKNOWN
    if is_name(part, strictness):
        return Sort.NAME
    if _is_role(part, strictness):
        return Sort.ROLE
    if _is_agency(part, strictness):
        return Sort.AGENCY
    return Sort.UNKNOWN


def _is_time(token: Token) -> bool:
    return token.low in words.TIME_WORDS or token.kind in {"number", "line"} or token.text in "/.,"


def is_name(part: Sequence[Token], strictness: Strictness) -> bool:
    """Whether the words can be the name of a person, with or without a rank, or initials."""
    ranked = 0
    if _in_rank(part, 1):
        ranked = 2
    while (
        ranked < len(part)
        and len(part) > 1
        and (part[ranked].low in words.RANKS or (ranked and part[ranked].text == "."))
    ):
        ranked += 1
    rest = [token for token in part[ranked:] if token.text != "."]
    if not rest or len(rest) > _MOST_NAMES or not all(token.is_word for token in rest):
        return False
    if len(rest) == 1 and not ranked and _is_initials(rest[0], strictness):
        return True
    own = [token for token in rest if not (token.low in words.PARTICLES and len(rest) > 1)]
    if not own or (len(own) == 1 and not ranked and len(own[0].text) == 1):
        return False
    if len(own) > 1 and all(token.low in words.NAMES_TOO for token in own):
        return own[0].low in words.FIRST_NAMES_TOO and strictness is not Strictness.BARE
    if strictness is Strictness.BARE and any(token.low in words.PLACE_NOUNS for token in own):
        return False
    return all(_is_name_word(token, at, len(own), strictness) for at, token in enumerate(own))


def _is_initials(token: Token, strictness: Strictness) -> bool:
    letters = token.text.replace("-", "")
    told = strictness in {Strictness.LABEL, Strictness.COLUMN}  # there "PS" is somebody
    known = (token.low,) in words.AGENCIES or token.low in words.ROLE_NOUNS or (token.low,) in words.NOBODY
    known = known or (not told and (token.low in words.ABBREVIATIONS or token.low in words.RANKS))
    most = _MOST_INITIALS if told else 2
    return token.text.isupper() and 2 <= len(letters) <= most and not known


def _is_name_word(token: Token, at: int, of: int, strictness: Strictness) -> bool:
    """Whether one word of a name of `of` words can be one. A single word is judged more strictly."""
    low = token.low
    if strictness is Strictness.BARE and (_joined_small(token.text) or (of == 1 and token.all_capitals)):
        return False
    if not token.capital and not (strictness is Strictness.COLUMN and low not in words.NO_NAMES):
        return False
    if low in words.ABBREVIATIONS or (low,) in words.AGENCIES or low in words.NOBODY_WORDS:
        return of > 1 and at > 0 and token.text.istitle() and low in words.NAMES_TOO
    if low in words.NAMES_TOO and of > 1:
        return at > 0 or low in words.FIRST_NAMES_TOO
    if low in words.FIRST_NAMES_TOO and strictness is not Strictness.BARE:
        return low not in words.TIME_WORDS
    if low in words.NO_NAMES or low in words.TIME_WORDS or low in words.ROLE_NOUNS or low in words.AGENCY_NOUNS:
        return False
    if of == 1 and token.all_capitals and len(low) <= _MOST_INITIALS and strictness is not Strictness.COLUMN:
        return False
    return not low.endswith(words.NOUN_ENDS) and not (of == 1 and low.endswith(words.GROUP_ENDS) and len(low) > 6)


def _joined_small(text: str) -> bool:
    """Whether it is a word like "Rights-based", or has figures in it."""
    return any(part[:1].islower() for part in text.split("-")[1:]) or any(letter.isdigit() for letter in text)


def _is_role(part: Sequence[Token], strictness: Strictness) -> bool:
    """A phrase with a role in it, of words that such phrases hold or that are capitalised."""
    if not any(token.low in words.ROLE_NOUNS for token in part):
        return len(part) == 1 and part[0].low.endswith(words.GROUP_ENDS) and part[0].capital
    if _is_sentence(part):
        return False
    lax = strictness in {Strictness.COLUMN, Strictness.LABEL}
    return len(part) <= 10 and all(
        token.low in _IN_ROLES or (token.is_word and (token.capital or lax)) for token in part
    )


def _is_sentence(part: Sequence[Token]) -> bool:
    """Whether an article stands where a name of a role or an agency has none: "Train the panel"."""
    return any(token.low in _ARTICLES and before.low not in _BEFORE_ARTICLES for before, token in pairwise(part))


def _is_agency(part: Sequence[Token], strictness: Strictness) -> bool:
    if not all(token.is_word or token.text in "'." for token in part) or len(part) > 8:
        return False
    last = part[-1]
    if len(part) == 1:
        return last.all_capitals and len(last.text) > 2 and last.low not in words.ABBREVIATIONS
    named = [token for token in part if token.capital]
    if _is_sentence(part):
        return False
    if strictness is Strictness.PHRASE and not all(token.capital or token.low in _IN_AGENCIES for token in part):
        return False
    known = matches(part[:2], words.AGENCIES) or (part[0].low,) in words.AGENCIES
    return (last.low in words.AGENCY_NOUNS and (len(named) > 0 or strictness is not Strictness.PHRASE)) or (
        known and strictness is not Strictness.BARE
    )


def _joined(found: list[Party], text: str, strictness: Strictness) -> list[Party]:
    """An "and" or "&" inside a role or an agency is no joint: "Head of Education and Skills", "Children & Families"."""
    joined: list[Party] = []
    for party in found:
        last = joined[-1] if joined else None
        if last and party.joint in {"and", "&", "of", ","} and Sort.UNKNOWN in {party.sort, last.sort}:
            tokens = [*last.words, *party.words]
            sort = _sort_of_joined(tokens, text, strictness)
            if sort is not Sort.UNKNOWN and Sort.NAME not in {last.sort, party.sort}:
                joined[-1] = replace(last, sort=sort, words=tuple(tokens), agency=party.agency)
                continue
        joined.append(party)
    return joined


def _sort_of_joined(tokens: list[Token], text: str, strictness: Strictness) -> Sort:
    sort = _sort(tokens, text, strictness)
    return sort if sort in {Sort.ROLE, Sort.AGENCY} else Sort.UNKNOWN


def _leads(found: Sequence[Party], text: str) -> tuple[NamedLead, ...]:
    leads: list[NamedLead] = []
    for at, party in enumerate(found):
        before = leads[-1] if leads and at and found[at - 1].sort is not Sort.NOBODY else None
        lead = _lead(party, text)
        if lead is None:
            continue
        both = _told_apart(before, lead, party, found[at - 1]) if before else None
        if both:
            leads[-1] = both
        else:
            leads.append(lead)
    return tuple(leads)


def _lead(party: Party, text: str) -> NamedLead | None:
    told = said(party.words, text)
    if party.sort is Sort.NAME:
        return NamedLead(told.rstrip("."), party.role, party.agency)
    if party.sort is Sort.ROLE:
        return NamedLead(role=told, agency=party.agency)
    return NamedLead(agency=told) if party.sort is Sort.AGENCY else None


def _told_apart(before: NamedLead, lead: NamedLead, party: Party, previous: Party) -> NamedLead | None:
    """One lead told in two parts: "Sarah Okafor, police", "police – Sarah Okafor", "team manager, MASH"."""
    comma, dash = party.joint == ",", party.joint in DASHES
    if (comma or dash) and party.sort is Sort.AGENCY and previous.sort in {Sort.NAME, Sort.ROLE} and not before.agency:
        return replace(before, agency=lead.agency)
    if (comma or dash) and party.sort is Sort.ROLE and previous.sort is Sort.NAME and not before.role:
        return replace(before, role=lead.role, agency=lead.agency or before.agency)
    if dash and party.sort is Sort.NAME and previous.sort is Sort.AGENCY and not (before.name or before.role):
        return replace(lead, agency=lead.agency or before.agency)
    if (dash or comma) and party.sort is Sort.NAME and previous.sort is Sort.ROLE and not before.name:
        return replace(before, name=lead.name, agency=lead.agency or before.agency)
    return None
