"""What a packed file holds besides text, or points at outside itself: left out, and told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from system_review.documents.readers.markup import given
from system_review.documents.readers.packages import Package
from system_review.errors import Why

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".webp", ".heic")
_MACROS = ("vbaproject.bin", "script-lc.xml")
_FOREIGN = (".htm", ".html", ".mht", ".rtf", ".docx", ".doc")  # documents inside the document (`w:altChunk`)

_LINKS: Final = {
    "hyperlink": Why("Addresses behind links are left out: {count}"),
    "image": Why("Pictures that stand outside the file are left out and were not fetched: {count}"),
    "attachedTemplate": Why("A template outside the file is left out and was not fetched: {count}"),
    "externalLinkPath": Why("Links to other workbooks are left out and were not followed: {count}"),
    "oleObject": Why("Links to objects outside the file are left out and were not followed: {count}"),
    "": Why("Other links to outside the file are left out and were not followed: {count}"),
}


def left_out(package: Package) -> Iterator[Why]:
    """A sentence for each kind of thing that is not read."""
    names = [name.lower() for name in package.names]
    if any(name.endswith(_MACROS) or name.startswith(("basic/", "scripts/")) for name in names):
        yield Why("Macros in the file are left out")
    embedded = sum("/embeddings/" in name or "/activex/" in name or name.startswith("object ") for name in names)
    if embedded:
        yield Why("Objects of other programs inside the file are left out: {count}", count=embedded)
    if foreign := sum(name.endswith(_FOREIGN) and "/embeddings/" not in name for name in names):
        yield Why("Whole documents inside the file are left out: {count}. Bring them in one by one.", count=foreign)
    pictures = sum(name.endswith(_PICTURES) and "thumbnail" not in name for name in names)
    if pictures:
        yield Why("Pictures in the file are left out: {count}. Type what they say, if it matters.", count=pictures)
    yield from _links(package)


def _links(package: Package) -> Iterator[Why]:
    counts = dict.fromkeys(_LINKS, 0)
    for name in package.names:
        if name.endswith(".rels"):
            for relation in package.tree(name):
                if given(relation, "TargetMode") == "External":
                    kind = given(relation, "Type").rpartition("/")[2]
                    counts[kind if kind in counts else ""] += 1
    for kind, count in counts.items():
        if count:
            yield Why(_LINKS[kind].text, count=count)
