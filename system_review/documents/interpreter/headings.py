"""What a short text names: a domain, a level, a stage, a column of the paper. Pure.

It knows the framework that the review follows, in every language that the framework has, and what people make of its
names: capitals, plurals, slips of the keyboard, letters that were misread from a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from system_review.documents import likeness
from system_review.documents.interpreter.colours import BLUE, ColourNames
from system_review.documents.interpreter.matching import misread, plain, words_of
from system_review.documents.interpreter.phrases import Meant, phrases_of
from system_review.documents.interpreter.ratings import RatingWords
from system_review.documents.interpreter.understanding import Spot
from system_review.documents.interpreter.vocabulary import FILLERS, FINDING_HEADS, PLAN_HEADS
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.reviews.rules.words import Colour

LONGEST_HEADING = 45  # words: a level may be named with its strapline
_GOES_ON = re.compile(r":|\s[–—-]\s|\n")
_RATED = re.compile(r"\s*(.{3,120}?)\s*(?:[(\[:|=\n]|\s[–—-]\s)\s*([^()\[\]]{1,40}?)[)\]\s]*", re.DOTALL)
_LONGEST_MISSPELT = 12
_CLOSE = 84  # of 100: how alike a misspelt name must be


@dataclass(frozen=True, slots=True)
class Named:
    """What a short text names. `level` is a level's key, `stage` a stage's plain name, `plan` the colour it
    starts from.

    `rest` are its words that are neither names nor fillers: a heading has none, or few. `confidence` is 1 for names as
    the framework writes them.
    """

    domain: str = ""
    level: str = ""
    stage: str = ""
    colour: str = ""
    plan: str = ""
    is_plan: bool = False  # says "action plan", of whatever colour
    is_found: bool = False  # says "traffic light rating" or "findings"
    rating: str = ""
    says_overall: bool = False
    rest: tuple[str, ...] = ()
    confidence: float = 1.0

    @property
    def names_place(self) -> bool:
        """Whether it names a domain, a level or a stage."""
        return bool(self.domain or self.level or self.stage)

    @property
    def is_heading(self) -> bool:
        """Whether it says nothing but names."""
        return not self.rest and (
            self.names_place or bool(self.colour or self.plan or self.is_plan or self.is_found or self.says_overall)
        )


class Headings:
    """The names of one framework."""

    def __init__(self, framework: FrameworkSnapshot) -> None:
        self.framework = framework
        self.colours = ColourNames(framework)
        self.ratings = RatingWords(framework, self.colours)
        self._phrases = phrases_of(framework)
        self._longest = max(map(len, self._phrases))
        self._singles = {" ".join(words): meant for words, meant in self._phrases.items() if not meant.is_nothing}
        self._misread = {misread(name): meant for name, meant in self._singles.items() if len(name) > 4}
        self._plan_heads = {tuple(head.split()) for head in PLAN_HEADS}
        self._finding_heads = {tuple(head.split()) for head in FINDING_HEADS}
        self._seen: dict[str, Named] = {}
        self._led_to: dict[tuple[str, str, str], Spot | None] = {}
        self.spots = [
            (Spot(domain.key, level.key if level else "", stage.key), {plain(name) for name in stage.name.values()})
            for domain, level, stages in framework.sheets()
            for stage in stages
        ]
        self._own_words = self._own_words_of_parts()
        self._own_texts = set(map(plain, _texts_of(framework)))

    def named(self, text: str) -> Named:
        """What a text names. A long one names nothing, and all its words are `rest`."""
        key = text[:400]
        if key not in self._seen:
            self._seen[key] = self._named(key)
        return self._seen[key]

    def named_as(self, part: str, text: str) -> Named:
        """What the cell of a column names whose head says which part it holds: under "Level", "1" is a level."""
        named = self.named(text)
        if (named.names_place and not named.rest) or part not in ("domain", "level", "stage"):
            return named
        said = getattr(self.framework.words, part) or {}
        tries = (self.named(f"{word} {text}") for word in said.values())
        return _only_a_place((*tries, *self._at_start(text)), named)

    def named_first(self, text: str) -> Named:
        """What a head names, if need be before it goes on: "Level 2: groups, schools and places"."""
        named = self.named(text)
        return _only_a_place((named, *self._at_start(text)), named)

    def _at_start(self, text: str) -> Iterator[Named]:
        """What a text names before it goes on: "1. Referral: staff know how to refer"."""
        if apart := _GOES_ON.search(text):
            yield self.named(text[: apart.start()])

    def part_named(self, text: str) -> str:
        """Which part of a framework a column head names, by the framework's own words for its parts; "" if none."""
        words, said = self.framework.words, plain(text)
        for part, names in (("domain", words.domain), ("level", words.level or {}), ("stage", words.stage)):
            if said in {plain(name) for name in names.values()}:
                return part
        return ""

    def names_of(self, spot: Spot) -> tuple[str, str, str]:
        """What the framework calls a stage's domain, its level ("" where there is none) and the stage itself."""
        tongue = self.framework.language
        for domain, level, stages in self.framework.sheets():
            for stage in stages:
                if spot == Spot(domain.key, level.key if level else "", stage.key):
                    return domain.name[tongue], level.name[tongue] if level else "", stage.name[tongue]
        return spot

    def described(self, spot: Spot) -> str:
        """The guiding question of a stage and what each colour looks like there."""
        for domain, level, stages in self.framework.sheets():
            for stage in stages:
                if spot == Spot(domain.key, level.key if level else "", stage.key):
                    texts = (stage.question, stage.red, stage.amber, stage.green)
                    return " ".join(text[self.framework.language] for text in texts)
        return ""

    def is_own_text(self, text: str) -> bool:
        """Whether a text only repeats the framework: a guiding question, what a colour means or looks like."""
        return plain(text) in self._own_texts

    def domain_name(self, domain: str) -> str:
        """What the framework calls a domain, in its own language; its key if there is none."""
        names = (each.name[self.framework.language] for each in self.framework.domains if each.key == domain)
        return next(names, domain)

    def level_name(self, domain: str, level: str) -> str:
        """What the framework calls a level of a domain, in its own language; its key if there is none."""
        found = (each for of, each, _ in self.framework.sheets() if each and of.key == domain and each.key == level)
        each = next(found, None)
        return each.name[self.framework.language] if each else level

    def spot(self, domain: str, level: str, stage: str) -> Spot | None:
        """The one stage that these names lead to ("" for one not given); None if there are several, or none."""
        key = (domain, level, stage)
        if key not in self._led_to:
            found = self.spots_of(domain, level, stage)
            self._led_to[key] = found[0] if len(found) == 1 else None
        return self._led_to[key]

    def spots_of(self, domain: str = "", level: str = "", stage: str = "") -> list[Spot]:
        """All stages that these names may mean. A level that a domain does not have is taken for not given."""
        return [
            spot
            for spot, names in self.spots
            if (not domain or spot.domain == domain)
            and (not level or not spot.level or spot.level == level)
            and (not stage or stage in names)
        ]

    def _named(self, text: str) -> Named:
        label = self.ratings.after_label(text) if len(text) < 200 else None
        if label is not None:
            rating, before_rating = self.ratings.last_in(label[1])
            words = words_of(label[0]) + words_of(before_rating)
            named = self._words_named(words)
            if named.rest and not named.stage:
                named = self._closely(" ".join(words), named)
            return replace(named, says_overall=True, rating=rating)
        words = words_of(text)
        if len(words) > LONGEST_HEADING:
            return Named(rest=words)
        if not words and (sign := self.colours.exact(text)) and sign != BLUE:
            return Named(colour=sign)
        named = self._words_named(words)
        if rated := self._rated(text):
            return rated
        return named if not named.rest else self._closely(text, named)

    def _rated(self, text: str) -> Named | None:
        """A stage with its rating behind a bracket, a colon or a dash: "Referral (Amber/Red)"."""
        found = _RATED.fullmatch(text)
        rating = self.ratings.exact(found[2]) if found else ""
        if not found or not rating:
            return None
        named = self._words_named(words_of(found[1]))
        if named.rest:
            named = self._closely(found[1], named)
        return replace(named, says_overall=True, rating=rating) if named.stage and not named.rest else None

    def _words_named(self, words: tuple[str, ...]) -> Named:
        """Names by exact phrases, the longest first from left to right."""
        named, rest, at = Named(), [], 0
        while at < len(words):
            length, found = self._phrase_at(words, at, named)
            if found is None:
                rest.append(words[at])
            named = found or named
            at += length
        content = tuple(word for word in rest if word not in FILLERS and not word.isdigit())
        return replace(named, rest=content)

    def _phrase_at(self, words: tuple[str, ...], at: int, named: Named) -> tuple[int, Named | None]:
        for length in range(min(self._longest, len(words) - at), 0, -1):
            part = words[at : at + length]
            meant = self._phrases.get(part)
            if part in self._plan_heads and not (meant and meant.plan):
                return length, replace(named, is_plan=True)
            if part in self._finding_heads and meant is None:
                return length, replace(named, is_found=True)
            if meant is not None:
                return length, _with(named, meant)
        return 1, None

    def _closely(self, text: str, named: Named) -> Named:
        """Names that are misspelt, misread or shortened, where they make the rest of the text clear."""
        if found := self._misread.get(misread(text)):
            return replace(_with(Named(), found), confidence=0.9)
        if len(named.rest) > 4 or len(words_of(text)) > _LONGEST_MISSPELT:
            return named
        joined, better, rest = " ".join(named.rest), named, []
        for whole in (joined, *_numbered(text)):
            if meant := self._closest(whole):
                return replace(_with(named, meant), rest=(), confidence=0.9)
        for word in named.rest:
            if meant := self._closest(word):
                better = replace(_with(better, meant), confidence=0.85)
            elif meant := self._own_words.get(word) or self._own_words.get(word[:5]):
                better = replace(_with(better, meant), confidence=0.8)
            else:
                rest.append(word)
        return replace(better, rest=tuple(rest))

    def _closest(self, text: str) -> Meant | None:
        if len(text) < 5:
            return None
        digits = _digits(text)
        best = max(self._singles, key=lambda name: likeness.ratio(text, name) if _digits(name) == digits else 0)
        return self._singles[best] if likeness.ratio(text, best) >= _CLOSE and len(best) > 4 else None

    def _own_words_of_parts(self) -> dict[str, Meant]:
        """Words that only one part has in its name, and the beginnings of those that only one domain has.

        "Outcomes" is enough for that domain, and so is "Outcome measures"; "Training" is enough for its standard.
        """
        owners: dict[str, list[Meant]] = {}
        for name, meant in self._singles.items():
            if meant.stage or meant.domains:
                for word in {*name.split()} - FILLERS:
                    for part in {word, word[:5] if meant.domains else word}:
                        if len(part) > 4 and meant not in owners.setdefault(part, []):
                            owners[part].append(meant)
        return {part: meants[0] for part, meants in owners.items() if len(meants) == 1}


def _only_a_place(tries: Iterable[Named], otherwise: Named) -> Named:
    """The first that names a place and says nothing else."""
    return next((each for each in tries if each.names_place and not each.rest), otherwise)


def _digits(text: str) -> list[str]:
    return [letter for letter in text if letter.isdigit()]


def _numbered(text: str) -> Iterator[str]:
    """A short text with a number, whole: the number tells "LEVLE 2" from "LEVLE 1"."""
    if _digits(text) and len(words_of(text)) <= 3:
        yield plain(text)


def _texts_of(framework: FrameworkSnapshot) -> Iterator[str]:
    for colour in Colour:
        yield from getattr(framework.colours, colour).meaning.values()
    for domain, level, stages in framework.sheets():
        for strapline in (domain.strapline, level.strapline if level else None):
            yield from (strapline or {}).values()
        for stage in stages:
            for words in (stage.question, stage.red, stage.amber, stage.green):
                yield from words.values()


def _with(named: Named, meant: Meant) -> Named:
    """A text that names this as well. What it names first stands: "Level 2 (see Level 1)" is Level 2."""
    return replace(
        named,
        domain=named.domain or (next(iter(meant.domains)) if len(meant.domains) == 1 else ""),
        level=named.level or meant.level,
        stage=named.stage or meant.stage,
        colour=named.colour or meant.colour,
        plan=named.plan or meant.plan,
        is_plan=named.is_plan or bool(meant.plan),
    )


def colours_named(names: Iterable[Named]) -> list[str]:
    """The colours that some headings name, each once, in order; a plan's is the colour it starts from."""
    return list(dict.fromkeys(named.plan or named.colour for named in names if named.plan or named.colour))
