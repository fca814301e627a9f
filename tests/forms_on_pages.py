"""The forms of a page as a browser would send them: every field with the value that stands in it, and what else it
offers."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

NOT_SENT = {"submit", "button", "image", "reset", "file"}


@dataclass
class FormOnPage:
    """Where a form is sent ("" is the page itself), the names and values in it, and the names of its long texts.

    `offered` is everything that a field or a button can send, chosen or not; `kinds` the type of each field;
    `elsewhere` where its buttons send it instead.
    """

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    long: list[str] = field(default_factory=list)
    offered: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)

    def filled(self, **values: Any) -> dict[str, Any]:
        """What is sent when these fields are filled in and the others left as they are."""
        return {**self.values, **values}


def forms_on(page: str) -> list[FormOnPage]:
    """The forms of a page that are posted, in their order."""
    reading = _Reading()
    reading.feed(page)
    return reading.forms


def creating_form_on(page: str) -> FormOnPage:
    """The form that makes something new: it carries a key. Raises `LookupError` if the page has none or several."""
    found = [form for form in forms_on(page) if "key" in form.values]
    if len(found) != 1:
        raise LookupError(f"The page has {len(found)} forms with a key")
    return found[0]


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FormOnPage] = []
        self.form: FormOnPage | None = None
        self.by_id: dict[str, FormOnPage] = {}
        self.select = self.textarea = ""
        self.first_option: str | None = None
        self.several = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self.form = FormOnPage(given.get("action", ""))
            self.forms.append(self.form)
            self.by_id[given.get("id", "")] = self.form
        elif tag == "select":
            self.select, self.first_option = given.get("name", ""), None
            self.several = "multiple" in given or int(given.get("size") or 1) > 1
        elif tag == "textarea":
            self.textarea = given.get("name", "")
            self._add(self.textarea, "")
            if self.form is not None:
                self.form.long.append(self.textarea)
        elif tag == "option" and self.select:
            value = given.get("value", "")
            self.first_option = value if self.first_option is None else self.first_option
            self._offer(self.select, value, "select")
            if "selected" in given:
                self._add(self.select, value)
        elif tag == "input" and given.get("type") not in NOT_SENT:
            ticked = given.get("type") in ("radio", "checkbox")
            self._offer(given.get("name", ""), given.get("value", ""), given.get("type") or "text")
            if not ticked or "checked" in given:
                self._add(given.get("name", ""), given.get("value", "on" if ticked else ""))
        elif tag == "button":
            self._button(given)

    def _button(self, given: dict[str, str]) -> None:
        """A button sends its own value, may send the form elsewhere, and may stand outside of it."""
        form = self.by_id.get(given["form"]) if "form" in given else self.form
        if form is None:
            return
        if "formaction" in given:
            form.elsewhere.append(given["formaction"])
        if name := given.get("name"):
            form.offered.setdefault(name, []).append(given.get("value", ""))
            form.kinds[name] = "button"

    def handle_data(self, data: str) -> None:
        if self.textarea and self.form:
            # a browser leaves out the line end that follows the tag
            self.form.values[self.textarea][-1] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self._choose_first()
            self.select = ""
        elif tag == "textarea":
            self.textarea = ""

    def _choose_first(self) -> None:
        """Where nothing is chosen, a drop-down list shows its first entry, and that is sent."""
        chosen = self.form is not None and self.select in self.form.values
        if not (chosen or self.several or self.first_option is None):
            self._add(self.select, self.first_option)

    def _offer(self, name: str, value: str, kind: str) -> None:
        if self.form is not None and name:
            self.form.offered.setdefault(name, []).append(value)
            self.form.kinds[name] = kind

    def _add(self, name: str, value: str) -> None:
        if self.form is not None and name:
            self.form.values.setdefault(name, []).append(value)
