"""Reads OpenDocument texts and sheets (.odt, .ods, and their flat forms): bytes in, passages out. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from system_review.documents.readers.finishing import MOST_PASSAGES, finished
from system_review.documents.readers.markup import NESTED, Element, given, local, parsed
from system_review.documents.readers.odt.standing import Standing
from system_review.documents.readers.odt.styles import Styles
from system_review.documents.readers.odt.texts import swept
from system_review.documents.readers.odt.walk import Walk
from system_review.documents.readers.outside import left_out
from system_review.documents.readers.packages import DAMAGED, LARGEST_PART, Package
from system_review.documents.readers.passages import Part, Reading, ReadPassage, characters_in
from system_review.documents.readers.properties import properties_of
from system_review.errors import Refused, Why

_NO_WORDS = Why("There are no words in this OpenDocument file. Choose another one, or paste its text.")


def read(data: bytes) -> Reading:
    """An OpenDocument file as passages. Raises `Refused` with one sentence."""
    content, styles, meta, told = _parts(data)
    walk = Walk(Styles(content, styles))
    try:
        _walk(walk, content, styles)
    except RecursionError:
        raise Refused(NESTED) from None
    own = properties_of(meta)
    if all(_is_sheet_name(passage) for passage in walk.passages):
        raise Refused(_NO_WORDS)
    is_book = next(content.iter("{*}spreadsheet"), None) is not None
    return finished(
        [*walk.passages, *own.passages],
        swept(content) + (swept(styles) if styles is not None else 0) + _sheet_names(content) + own.swept,
        told=[*_told(walk, content), *told],
        title=own.title,
        shades=walk.shades,
        most=400_000 if is_book else MOST_PASSAGES,
    )


def _parts(data: bytes) -> tuple[Element, Element | None, Element | None, list[Why]]:
    """The content, the styles, what the file says of itself, and what is left out. A flat file is its own content."""
    if not data.startswith(b"PK"):
        if len(data) > LARGEST_PART:
            raise Refused(DAMAGED)
        root = parsed(data, "document")
        return root, None, next(root.iter("{*}meta"), None), []
    package = Package(data)
    if "content.xml" not in package.names:
        raise Refused(DAMAGED)
    _refuse_encrypted(package)
    styles, meta = (package.tree(name) if name in package.names else None for name in ("styles.xml", "meta.xml"))
    return package.tree("content.xml"), styles, meta, list(left_out(package))


def _refuse_encrypted(package: Package) -> None:
    name = "META-INF/manifest.xml"
    if name in package.names and next(package.tree(name).iter("{*}encryption-data"), None) is not None:
        raise Refused(Why("This file is protected with a password. Save a copy without one and bring in that copy."))


def _walk(walk: Walk, content: Element, styles: Element | None) -> None:
    walk.blocks(content, Standing())
    if styles is not None:
        walk.styles = Styles(styles)
        walk.blocks(styles, Standing())


def _is_sheet_name(passage: ReadPassage) -> bool:
    return passage.place.sheet is not None and passage.place.row is None and passage.place.part is Part.BODY


def _sheet_names(content: Element) -> int:
    books = content.iter("{*}spreadsheet")
    return characters_in(given(one, "name") for book in books for one in book if local(one) == "table")


def _told(walk: Walk, content: Element) -> Iterator[Why]:
    for region in content.iter("{*}changed-region"):
        for deletion in region.iter("{*}deletion"):
            count = sum(
                characters_in(map(str, one.itertext())) for one in deletion if local(one) in ("p", "h", "table", "list")
            )
            place = walk.changes.get(given(region, "id") or _xml_id(region), "")
            if count:
                yield Why(
                    "{count} characters that were struck out by tracked changes are left out ({place})",
                    count=count,
                    place=place or Why("place not known"),
                )
    for name in walk.hidden_sheets:
        yield Why("The sheet “{sheet}” is hidden. What stands in it is marked as hidden.", sheet=name)
    for name, count in walk.hidden.items():
        said = "Cells in hidden rows or columns of “{sheet}”: {count}. They are marked as hidden."
        yield Why(said, sheet=name, count=count)
    hidden = sum(one.look.hidden for one in walk.passages) - sum(walk.hidden.values())
    if hidden > 0 and not walk.hidden_sheets:
        yield Why("Paragraphs with hidden text: {count}. They are marked as hidden.", count=hidden)


def _xml_id(region: Element) -> str:
    return region.get("{http://www.w3.org/XML/1998/namespace}id") or ""
