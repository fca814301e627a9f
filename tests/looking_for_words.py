"""Looking at every page in a browser for what can only have come out of somebody's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

from playwright.sync_api import Error as PlaywrightError

from tests.hostile_words import FOUND_IN_PAGE, TRAP, pages


@dataclass
class Seen:
    """How many pages were looked at, how many show the words, and what was amiss, by address."""

    pages: int = 0
    with_words: int = 0
    faults: dict[str, list[str]] = field(default_factory=dict)

    @staticmethod
    def trapped(page: Any, content: str) -> list[str]:
        """What is found in a page with this content."""
        page.goto("about:blank")
        page.evaluate(f"(() => {{ {TRAP} }})()")
        page.set_content(content)
        found: list[str] = page.evaluate(FOUND_IN_PAGE)
        return found


def looked_at(page: Any, live: str, ids: dict[str, str], words: str) -> Seen:
    """Open every page of the partnership in a window in which somebody is signed in."""
    seen, asked = Seen(), []
    page.add_init_script(TRAP)
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    for path in pages(ids):
        try:
            answer = page.goto(live + path)
        except PlaywrightError as problem:
            if "Download is starting" in str(problem):
                continue
            raise
        body = answer.text()
        found = page.evaluate(FOUND_IN_PAGE)
        found += ["the words are not escaped"] if words in body and escape(words) != words else []
        found += ["a template ran"] if "{{7*7}}" in words and words.replace("{{7*7}}", "49") in unescape(body) else []
        seen.pages += 1
        seen.with_words += escape(words) in body or words in unescape(body)
        if found or asked:
            seen.faults[path] = [*found, *asked]
            asked.clear()
    return seen
