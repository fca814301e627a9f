"""Every form of every page, filled with identifiers of what is not the member's to know of.

Which fields hold identifiers is seen on the pages: those that offer one, in a value or in the field's own name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.apps import apps
from django.urls import Resolver404, resolve

from tests.doors.walking import Asking, told
from tests.forms_on_pages import FormOnPage, forms_on

AN_ID = re.compile(r"(?<![0-9a-z])[2-9a-km-z]{22}(?![0-9a-z])")
ABSENT = "a" * 22
TOKENS = re.compile(
    r'(name="(?:csrfmiddlewaretoken|key|draft)" value="|"X-CSRFToken": "|draft=)[^"&]*|(?m:^Set-Cookie.*$)'
)
TYPED = {"text": "Words", "search": "Words", "email": "new@example.org", "date": "2027-04-20", "number": "1"}
ASKED = {"roles": "reader"}  # what else a form cannot do without
NUMBERED = {"remove": "reviews.SeeAlso"}  # fields that hold the number of a row: a part of a thing has no other id
Swap = Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """One field that holds an identifier: the address that its form is sent to, and what is sent."""

    view: str
    name: str  # with * in the place of an identifier
    path: str
    values: dict[str, list[str]] = field(hash=False)
    own: str = ""  # the field's name, as it is sent
    said: str = ""  # what it sends

    def kind_in(self, ids: Mapping[str, str]) -> str:
        """What kind of thing the field names."""
        return next((ids[one] for one in AN_ID.findall(f"{self.own} {self.said}") if one in ids), "")

    def sent(self, swap: Swap) -> dict[str, list[str]]:
        """What is sent with other identifiers in this field."""
        values = {name: given for name, given in self.values.items() if name != self.own}
        return values | {swapped(self.own, swap): [swapped(self.said, swap)]}


@dataclass(frozen=True)
class Tried:
    """What came of one field: sent with one's own thing, with one that is not, with one that never was."""

    view: str
    name: str
    own: Any
    other: Any
    absent: Any

    @property
    def is_alike(self) -> bool:
        """Whether what is not theirs is answered as what never was, for the same questions to the database."""
        return (_bare(self.other), self.other.asked) == (_bare(self.absent), self.absent.asked)


def swapped(text: str, swap: Swap) -> str:
    """The text with other identifiers."""
    return AN_ID.sub(lambda found: swap.get(found[0], found[0]), text)


def ids_in(partnership: Any) -> dict[str, str]:
    """Every public id of a partnership's things, with what kind of thing it is."""
    return {
        public_id: model._meta.label
        for model in _tables()
        if any(one.name == "public_id" for one in model._meta.fields)
        for public_id in model.unscoped.filter(partnership=partnership).values_list("public_id", flat=True)
    }


def strays(partnership: Any) -> list[str]:
    """Which kinds of row of a partnership lead to a row of another: none may."""
    found = []
    scoped = set(_tables())
    for model in apps.get_models(include_auto_created=True):
        ends = [one for one in model._meta.fields if one.related_model in scoped]
        for here in ["partnership"] if model in scoped else [f"{one.name}__partnership" for one in ends]:
            for end in ends:
                rows = model._base_manager.filter(**{here: partnership, f"{end.name}__partnership__isnull": False})
                if rows.exclude(**{f"{end.name}__partnership": partnership}).exists():
                    found.append(f"{model.__name__}.{end.name}")
    return found


def _tables() -> Iterator[Any]:
    """The tables that belong to partnerships."""
    for model in apps.get_models():
        if any(one.name == "partnership" for one in model._meta.fields) and hasattr(model, "unscoped"):
            yield model


def fields_of(asking: Asking, paths: Iterable[str], ids: Mapping[str, str]) -> dict[tuple[str, str], Field]:
    """The fields that hold identifiers, on all of these pages: one for each address that they are sent to."""
    found: dict[tuple[str, str], Field] = {}
    for path in paths:
        answer = asking.get(path)
        if answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html"):
            for form in forms_on(answer.body.decode()):
                for one in _fields_on(path, form, ids):
                    found.setdefault((one.view, one.name), one)
    return found


def _fields_on(page: str, form: FormOnPage, ids: Mapping[str, str]) -> Iterator[Field]:
    values = _filled(form)
    for action in dict.fromkeys([form.action, *form.elsewhere]):
        path = urlsplit(urljoin(page, action)).path if action else page
        view = _view_at(path)
        for name, offered in form.offered.items():
            if name.startswith("initial-"):  # what stood in the field at first; the service asks what stands there
                continue
            for said in reversed(offered):
                if name in NUMBERED or any(one in ids for one in AN_ID.findall(f"{name} {said}")):
                    typed = TYPED.get(form.kinds[name], "1")
                    yield Field(view, AN_ID.sub("*", name), path, values, name, said or typed)
                    break


def _view_at(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return path


def _filled(form: FormOnPage) -> dict[str, list[str]]:
    """What stands in the form, and something in every field that asks for it."""
    values = dict(form.values)
    for name in {**form.kinds, **dict.fromkeys(form.long, "text")}:
        kind = form.kinds.get(name, "text")
        if any(values.get(name, ())) or name.startswith(("initial-", "lead-", "due", "repeats", "until")):
            continue
        if name in ASKED:
            values[name] = [ASKED[name]]
        elif kind in TYPED:
            values[name] = [TYPED[kind]]
        elif kind in ("radio", "select"):
            values[name] = [value for value in form.offered[name] if value][-1:]
    return values


def try_out(
    asking: Asking, fields: Iterable[Field], other: Callable[[str], str], look: Callable[[], Any]
) -> list[Tried]:
    """Send each field's form three times. `other` gives, for a thing of theirs, one of that kind that is not theirs."""
    found = []
    for one in fields:
        held = AN_ID.findall(f"{one.own} {one.said}")
        theirs = {public_id: other(public_id) for public_id in held}
        answers = []
        for sent, asking.look in zip(_three(one, theirs), (look, look, None), strict=True):
            answers.append(asking.post(one.path, sent))
        found.append(Tried(one.view, one.name, *answers))
    return found


def _three(one: Field, theirs: Swap) -> Iterator[dict[str, list[str]]]:
    yield one.sent({})
    if one.name in NUMBERED:
        number = apps.get_model(NUMBERED[one.name]).unscoped.values_list("pk", flat=True).last()
        yield from (replace(one, said=str(said)).sent({}) for said in (number, number + 1))
    else:
        yield one.sent(theirs)
        yield one.sent(dict.fromkeys(theirs, ABSENT))


def _bare(response: Any) -> str:
    """All that an answer tells, without the tokens that are drawn anew and the identifiers that were sent."""
    return AN_ID.sub("*", TOKENS.sub(r"\1", told(response)))
