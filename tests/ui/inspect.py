"""What can be said of a page's HTML without a browser."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
CONTROLS = {"input", "select", "textarea"}


class Page(HTMLParser):
    """Reads a page and remembers its elements; `faults()` says what no page of ours may have."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: dict[str, list[str]] = {}
        self.badly_nested: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.badly_nested.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and data.strip():
            self.words.setdefault(self.open[-1], []).append(data.strip())

    def of(self, tag: str) -> list[dict[str, str]]:
        """The attributes of each element of that name."""
        return [attributes for name, attributes in self.elements if name == tag]

    def faults(self) -> list[str]:
        """Sentences about what is wrong, empty for a good page."""
        ids = Counter(attributes["id"] for _, attributes in self.elements if "id" in attributes)
        labelled = {attributes.get("for") for attributes in self.of("label")}
        found = [f"the id {name} stands {count} times" for name, count in ids.items() if count > 1]
        found += [f"<{tag}> is closed out of turn" for tag in self.badly_nested] + [
            f"<{tag}> is open" for tag in self.open
        ]
        if len(self.of("h1")) != 1:
            found.append(f"{len(self.of('h1'))} first headings")
        title, heading = "".join(self.words.get("title", [])), "".join(self.words.get("h1", []))
        if not title.startswith((heading, f"Error: {heading}")):
            found.append(f"the title {title!r} does not begin with the heading {heading!r}")
        if not self.of("html")[0].get("lang"):
            found.append("no language")
        for tag, attributes in self.elements:
            found += [f"<{tag} {name}>" for name in attributes if name == "style" or name.startswith(("on", "hx-on"))]
            found += [f"#{attributes[name]} is named and not there" for name in ("aria-labelledby", "for")
                      if name in attributes and attributes[name] not in ids]  # fmt: skip
            if tag == "style" or (tag == "script" and "src" not in attributes):
                found.append(f"<{tag}> inside the page")
            if tag in CONTROLS and attributes.get("type") != "hidden" and attributes.get("id") not in labelled:
                found.append(f"<{tag} name={attributes.get('name')}> has no label")
        return found
