"""Taking words out of what a column holds, as it is written there. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.reviews.snapshots import ReviewSnapshot
from system_review.upkeep.rules.word_places import Column, How
from system_review.upkeep.rules.word_snapshots import texts_of, without_words
from system_review.upkeep.rules.words import Words


@dataclass(frozen=True, slots=True)
class Taken:
    """What stands in a column afterwards, how often the words stood there, and a short line with the first of them."""

    value: Any
    count: int
    line: str


@dataclass(frozen=True, slots=True)
class Taking:
    """The words, and the frameworks that belong to everybody, by fingerprint: what stands in them stays."""

    words: Words
    shared: frozenset[str] = frozenset()

    def of(self, column: Column, value: Any, *, longest: int | None = None) -> Taken | None:
        """The column without the words; None where they do not stand in it."""
        if not value:
            return None
        if column.how is How.PADDED:
            return self._counted([value], lambda: self.words.padded(value))
        if column.how in (How.JSON, How.STEP):
            return self._of_json(value, column.codes)
        if column.how is How.JSON_TEXT:
            return self.of_json_text(value)
        if column.how is How.REVIEW:
            return self._of_review(value)
        if column.how is How.FRAMEWORK:
            return self._of_framework(value)
        return self._counted([value], lambda: self.words.without(value, longest=longest))

    def of_json_text(self, text: str, *, names: bool = False) -> Taken | None:
        """A text that may be JSON: then of the texts in it (and their `names`), else of itself."""
        if not self.words.may_stand(text):
            return None
        if text[:1] in ("{", "["):
            try:
                inside = json.loads(text)
            except ValueError:
                pass
            else:
                taken = self._of_json(inside, frozenset(), names)
                return taken and Taken(json.dumps(taken.value, ensure_ascii=False), taken.count, taken.line)
        return self._counted([text], lambda: self.words.without(text))

    def _of_json(self, value: Any, codes: frozenset[str], names: bool = False) -> Taken | None:
        return self._counted(_texts_in(value, codes, names), lambda: self._walked(value, codes, names))

    def _walked(self, value: Any, codes: frozenset[str], names: bool) -> Any:
        if isinstance(value, str):
            return self.words.without(value)
        if _is_sentence(value):
            return [value[0], self._walked(value[1], codes, names)]
        if isinstance(value, list):
            return [self._walked(each, codes, names) for each in value]
        if isinstance(value, dict):
            return {
                self.words.without(name) if names else name: each if name in codes else self._walked(each, codes, names)
                for name, each in value.items()
            }
        return value

    def _of_review(self, content: str) -> Taken | None:
        if not self.words.may_stand(content):
            return None
        review = ReviewSnapshot.model_validate_json(content)
        keep = (FrameworkSnapshot,) if review.framework.hash in self.shared else ()
        return self._counted(
            texts_of(review, keep),
            lambda: without_words(review, self.words, keep).canonical_bytes().decode(),
        )

    def _of_framework(self, content: str) -> Taken | None:
        if not self.words.may_stand(content):
            return None
        framework = FrameworkSnapshot.model_validate_json(content)
        return self._counted(
            texts_of(framework), lambda: without_words(framework, self.words).canonical_bytes().decode()
        )

    def _counted(self, texts: Iterable[str], without: Any) -> Taken | None:
        count, line = 0, ""
        for text in texts:
            found = len(self.words.spans(text))
            if found and not count:
                line = self.words.around(text)
            count += found
        return Taken(without(), count, line) if count else None


def _texts_in(value: Any, codes: frozenset[str], names: bool) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif _is_sentence(value):
        yield from _texts_in(value[1], codes, names)
    elif isinstance(value, list):
        for each in value:
            yield from _texts_in(each, codes, names)
    elif isinstance(value, dict):
        for name, each in value.items():
            if names:
                yield name
            if name not in codes:
                yield from _texts_in(each, codes, names)


def _is_sentence(value: Any) -> bool:
    """Whether it is a sentence of the house's own with the values that fill it."""
    return isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], dict)
