"""Finding the guide's pages: beside the source in a checkout, inside the package where it was installed."""

from __future__ import annotations

from pathlib import Path

from system_review.errors import NotThere, Why
from system_review.guide.rendering import CONTENTS, Link, Page, render

_PACKAGED = Path(__file__).parent / "pages"
_IN_CHECKOUT = Path(__file__).parents[2] / "docs" / "guide"


def folder() -> Path:
    """Where the pages stand."""
    return _PACKAGED if _PACKAGED.is_dir() else _IN_CHECKOUT


def names() -> set[str]:
    """The names of all pages but the contents."""
    return {path.stem for path in folder().glob("*.md")} - {CONTENTS}


def contents(*, home: str) -> Page:
    """The page that lists the others. `home` is the guide's address."""
    return _read(CONTENTS, home)


def page_named(name: str, *, home: str) -> Page:
    """One page. Raises `NotThere`; a name is looked up in the list, so that it can never lead out of the folder."""
    if name not in names():
        raise NotThere(Why("There is no such page"))
    return _read(name, home)


def in_order(*, home: str) -> list[Link]:
    """The pages in the order of the contents, with the words that stand there."""
    seen: dict[str, Link] = {}
    for link in contents(home=home).links:
        if link.name:
            seen.setdefault(link.name, link)
    return list(seen.values())


def _read(name: str, home: str) -> Page:
    return render((folder() / f"{name}.md").read_text(encoding="utf-8"), home)
