"""The kinds of field that our forms are made of. None is *required* for Django: rules say what must not be empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from system_review.errors import Why
from system_review.texts import LONGEST, LONGEST_NAME
from system_review.ui.words import say

Choices = Sequence[tuple[str, Any]]
CHECK_MONTHS = (("3", _("In 3 months")), ("6", _("In 6 months")), ("12", _("In a year")))
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)  # what the interchange file takes as well
_OTHER_YEAR = _("Enter a year from 1900 to 2199")
FieldKind = TypeVar("FieldKind", bound=forms.Field)


class Asking(forms.Form):
    """A form whose rules speak up as soon as one of its fields is wrong: else they do so when it is saved.

    So a person hears of a wrong date and of an empty text at once.
    """

    NEEDED: ClassVar[dict[str, Callable[[str], Why | None]]] = {}  # by field, the rule that says what it lacks

    def clean(self) -> dict[str, Any] | None:
        """What Django makes of the form, after adding what else is wrong."""
        data = super().clean()
        if self.errors:
            self.say_what_is_missing()
        return data

    def say_what_is_missing(self) -> None:
        """Add what the rules say about the fields that have no error yet."""
        for name, why_not in self.NEEDED.items():
            if name not in self.errors and (why := why_not(self.cleaned_data.get(name) or "")):
                self.add_error(name, say(why))


def grouped_boxes(field: forms.BoundField, groups: Choices) -> list[tuple[str, list[dict[str, Any]]]]:
    """Each group of choices as a template draws its boxes, groups with a chosen one first.

    A box is a dictionary: `id`, `value`, `text`, `is_chosen`.
    """
    chosen = {str(value) for value in field.value() or ()}
    boxes: list[tuple[str, list[dict[str, Any]]]] = []
    number = 0
    for name, pairs in groups:
        group = []
        for value, text in pairs:
            group.append(
                {"id": f"{field.auto_id}_{number}", "value": value, "text": text, "is_chosen": value in chosen}
            )
            number += 1
        boxes.append((name, group))
    return sorted(boxes, key=lambda pair: not any(box["is_chosen"] for box in pair[1]))


MINE, THEIRS, JOINED = "mine", "theirs", "joined"  # after a conflict, what to keep of a field
KEEP = "keep-"  # begins the name of that choice; the two texts themselves are posted as `mine-…` and `theirs-…`


def as_decided(data: Any) -> Any:
    """What a form sent, with one of the two texts in each field for which the page of a conflict was told to."""
    decided = {name[len(KEEP) :]: data[name] for name in data or () if name.startswith(KEEP)}
    if not decided:
        return data
    data = data.copy()
    for name, choice in decided.items():
        if choice in (MINE, THEIRS):
            data.setlist(name, data.getlist(f"{choice}-{name}"))
    return data


class Writing(Asking):
    """Whatever is saved over something that others may have changed: the version that the person saw.

    Each field also posts what stood in it at first, so that after a conflict we know which fields this person changed.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*map(as_decided, args[:1]), *args[1:], **options)
        for field in self.fields.values():
            field.show_hidden_initial = not field.widget.is_hidden


class Creating(Asking):
    """Whatever makes something new: the random key that makes a second click harmless."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


TOO_LONG = _("Shorten this to %(limit_value)d characters or fewer: it has %(show_value)d")


class AsTyped(forms.CharField):
    """A text that goes to the gate as it was typed: the gate says what cannot be kept, the same on every road in."""

    def __init__(self, **options: Any) -> None:
        said = {"max_length": TOO_LONG, **options.pop("error_messages", {})}
        super().__init__(**{"required": False, "strip": False, "error_messages": said, **options})
        self.validators = [v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)]


GONE = {"invalid_choice": _("Something chosen here is no longer there. Choose again.")}


def optional(field: FieldKind) -> FieldKind:
    """A field that says "(optional)" beside its label."""
    field.optional = True  # type: ignore[attr-defined]
    return field


def long_text(label: Any, *, hint: Any = "", rows: int = 4) -> forms.CharField:
    """A field for a text of any length. Its limit is above the gate's, which counts line ends as one character."""
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return AsTyped(label=label, help_text=hint, max_length=LONGEST * 2, widget=widget)


def short_text(label: Any, *, hint: Any = "", longest: int = LONGEST_NAME) -> forms.CharField:
    """A field for one line."""
    return AsTyped(label=label, help_text=hint, max_length=longest, widget=forms.TextInput(attrs={"dir": "auto"}))


def date_field(label: Any, *, hint: Any = "") -> forms.DateField:
    """A date: the browser's own picker, which also takes typing where there is none."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a date, like 27 3 2027")},
        validators=[MinValueValidator(EARLIEST, _OTHER_YEAR), MaxValueValidator(LATEST, _OTHER_YEAR)],
    )
