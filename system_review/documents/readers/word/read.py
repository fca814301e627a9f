"""Reads a Word file (.docx, .docm, .dotx): bytes in, passages with their place and look out. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from system_review.documents.readers.finishing import finished
from system_review.documents.readers.markup import NESTED, Element, given, local
from system_review.documents.readers.outside import left_out
from system_review.documents.readers.packages import Package
from system_review.documents.readers.passages import Part, Reading
from system_review.documents.readers.properties import properties_of
from system_review.documents.readers.themes import theme_colours
from system_review.documents.readers.word.numbering import Numbering
from system_review.documents.readers.word.parts import WordPart, WordParts, word_parts
from system_review.documents.readers.word.standing import Standing
from system_review.documents.readers.word.styles import Styles
from system_review.documents.readers.word.sweep import swept
from system_review.documents.readers.word.walk import Walk
from system_review.errors import Refused, Why

_MOST_PLACES = 20  # of struck out text that are told one by one
_NOTES = (Part.FOOTNOTE, Part.ENDNOTE, Part.COMMENT)
_NO_WORDS = Why(
    "There are no words in this Word file. If it holds pictures of pages, type what they say, or bring in the file that"
    " they were made from."
)


def read(data: bytes) -> Reading:
    """A Word file as passages. Raises `Refused` with one sentence for what cannot be read safely or at all."""
    package = Package(data)
    parts = word_parts(package)
    core = next((name for name in package.names if name.lower().endswith("docprops/core.xml")), None)
    own = properties_of(package.tree(core) if core else None)
    try:
        walk = _walked(parts)
    except RecursionError:
        raise Refused(NESTED) from None
    if not walk.passages:
        raise Refused(_NO_WORDS)
    count = sum(swept(part.root) for part in parts.texts) + own.swept
    told = [*_told(walk), *left_out(package)]
    return finished([*walk.passages, *own.passages], count, told=told, title=own.title, shades=walk.shades)


def _walked(parts: WordParts) -> Walk:
    walk = Walk(Styles(parts.styles, theme_colours(parts.theme)), Numbering(parts.numbering))
    for part in parts.texts:
        _walk_part(walk, part)
    return walk


def _walk_part(walk: Walk, part: WordPart) -> None:
    if part.part not in _NOTES:
        walk.blocks(part.root, Standing(part=part.part))
        return
    for element in part.root:
        walk.blocks([element], _note(element, part.part, walk))


def _note(element: Element, part: Part, walk: Walk) -> Standing:
    """Where a note's paragraphs stand: they are counted in it, and its outer place is where it hangs."""
    where = walk.anchors.get((local(element), given(element, "id")), "")
    return Standing(part=part, outer=where, by=given(element, "author"))


def _told(walk: Walk) -> Iterator[Why]:
    yield from _places(
        walk.struck, Why("{count} characters that were struck out by tracked changes are left out ({place})")
    )
    yield from _places(
        walk.moved,
        Why("{count} characters are left out where they stood before tracked changes moved them ({place})"),
    )
    if walk.prompts:
        yield Why("Fields that nobody has filled in show what to write in them: {count}", count=walk.prompts)
    hidden = sum(passage.look.hidden for passage in walk.passages)
    if hidden:
        yield Why("Paragraphs with hidden text: {count}. They are marked as hidden.", count=hidden)


def _places(counts: Counter[str], said: Why) -> Iterator[Why]:
    """The sentence for each place, and for all the places after the twentieth together."""
    places = list(counts.items())
    for place, count in places[:_MOST_PLACES]:
        yield Why(said.text, count=count, place=place)
    if rest := places[_MOST_PLACES:]:
        more = Why("{count} more places", count=len(rest))
        yield Why(said.text, count=sum(count for _, count in rest), place=more)
