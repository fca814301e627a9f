"""What a person pastes, and what they choose for a piece of text. The rules say what must not be empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from system_review.documents.reading import LARGEST
from system_review.documents.rules.beside import Beside
from system_review.documents.rules.words import Between
from system_review.reviews.forms.fields import (
    AsTyped,
    Choices,
    Creating,
    Writing,
    date_field,
    long_text,
    optional,
    short_text,
)

ACCEPTED = ".docx,.xlsx,.pdf,.odt,.ods,.csv,.txt,.md"
FIRST, SECOND = "before", "after"  # where the open piece stands when it is joined


class TextForm(Creating):
    """A document to bring in: a file of any kind that can be read, or pasted words."""

    text = AsTyped(
        label=_("Or paste the text"),
        help_text=_("All of it, as it comes: headings and page numbers too. A blank line begins a new piece."),
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
    )
    file = forms.FileField(
        label=_("Choose a file"),
        help_text=_(
            "Word (.docx), Excel (.xlsx), PDF with text, OpenDocument (.odt, .ods), CSV or plain text, of at most "
            "25 MB. What it is is seen from its content."
        ),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    name = optional(short_text(_("What it is called"), hint=_("Findings and actions will say that they came from it.")))

    field_order = ("file", "text", "name")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        pasted, file = data.get("text", "").strip(), data.get("file")
        if pasted and file:
            self.add_error("file", _("Paste a text or choose a file: one at a time"))
        if not pasted and not file and not self.errors:
            self.add_error("text", _("Paste the text, or choose a file"))
        return data

    def pasted(self) -> str:
        """The pasted text; "" if a file was chosen."""
        return "" if self.cleaned_data.get("file") else str(self.cleaned_data["text"])

    def file_bytes(self) -> bytes:
        """The bytes of the file, one more than may be at most; none if the text was pasted."""
        file = self.cleaned_data.get("file")
        return bytes(file.read(LARGEST + 1)) if file else b""

    def file_name(self) -> str:
        """What the file is called; "" if the text was pasted."""
        file = self.cleaned_data.get("file")
        return str(file.name) if file else ""


BESIDE = ("leads", "due_words", "due_on")  # what a form of an action's words also asks
PARTS_OF_A_LEAD = {"name": _("Name"), "role": _("Role"), "agency": _("Agency")}


class LongSelect(forms.Select):
    """A list to choose from, drawn at once: a review has a hundred findings, and a template for each takes its time."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = self.format_value(value)
        parts = [
            format_html('<optgroup label="{}">{}</optgroup>', label, self._options(inside, chosen))
            if isinstance(inside, list | tuple)
            else self._options([(label, inside)], chosen)
            for label, inside in self.choices
        ]
        own = flatatt(self.build_attrs({"name": name, **self.attrs}, attrs))
        return format_html("<select{}>{}</select>", own, format_html_join("", "{}", ((part,) for part in parts)))

    def _options(self, choices: Any, chosen: Sequence[str]) -> SafeString:
        said = ((value, flatatt({"selected": str(value) in chosen}), words) for value, words in choices)
        return format_html_join("", '<option value="{}"{}>{}</option>', said)


class Chosen(AsTyped):
    """One of several ids. Whether it is there and may be seen is asked where it is looked up, not here."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 80, "widget": LongSelect, **options})


class FindingForm(Writing):
    """This piece is a finding: its colour and its stage."""

    colour = Chosen(label=_("Colour"), widget=forms.RadioSelect)
    cell = Chosen(label=_("Stage"))

    def offer(self, *, colours: Choices, cells: Choices) -> None:
        """What can be chosen, with its words."""
        self.fields["colour"].widget.choices = list(colours)
        self.fields["cell"].widget.choices = [("", _("Choose a stage")), *cells]


class RatingForm(Writing):
    """This piece gives a stage its overall rating."""

    rating = Chosen(label=_("Overall rating"))
    cell = Chosen(label=_("Stage that it is for"))

    def offer(self, *, ratings: Choices, cells: Choices) -> None:
        """What can be chosen, with its words."""
        self.fields["rating"].widget.choices = [("", _("Choose a rating")), *ratings]
        self.fields["cell"].widget.choices = [("", _("Choose a stage")), *cells]


class ActionForm(Writing):
    """This piece is an action for a finding."""

    under = Chosen(label=_("Finding that it is for"))

    def offer(self, *, findings: Choices) -> None:
        """What can be chosen, with its words."""
        self.fields["under"].widget.choices = [("", _("Choose a finding")), *findings]


class JoinForm(Writing):
    """This piece is one with another. `join` comes from a button: the order, the other's id and its version."""

    join = Chosen(required=False, widget=forms.HiddenInput)
    other = Chosen(label=_("The other piece"))
    order = forms.ChoiceField(
        label=_("Which comes first"),
        required=False,
        widget=forms.RadioSelect,
        choices=[(FIRST, _("This piece, then the other")), (SECOND, _("The other, then this piece"))],
    )
    between = forms.ChoiceField(
        label=_("Between them"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("SPACE", _("A space")), ("LINE", _("A new line")), ("NOTHING", _("Nothing"))],
    )

    field_order = ("other", "order", "between")

    def offer(self, *, pieces: Choices) -> None:
        """What can be chosen, with its words."""
        self.fields["other"].widget.choices = [("", _("Choose a piece")), *pieces]

    def chosen(self) -> tuple[bool, str, int]:
        """Whether the open piece comes first, the other's public id, and the version of it that was looked at."""
        order, _dot, other = self.cleaned_data["join"].partition(".")
        if not other:
            order, other = self.cleaned_data["order"], self.cleaned_data["other"]
        key, _dot, version = other.rpartition(".")
        return order != SECOND, key, int(version) if version.isascii() and version.isdigit() else 0

    def joint(self) -> str:
        """What stands between the two: a space unless another was chosen."""
        return Between[self.cleaned_data["between"] or "SPACE"].value


class SplitForm(Writing):
    """Blank lines where a piece is to be split."""

    text = long_text(_("Put a blank line where it is to be split"), hint=_("The words stay as they are."), rows=5)


class WordsForm(Writing):
    """Other words for a piece; for an action also who leads and when, understood as the document's words were."""

    text = long_text(_("What it will say"), hint=_("The document's own words stay beside it."), rows=5)
    leads = optional(
        long_text(
            _("Who leads"),
            hint=_("Each lead on its own line: a name, a role or an agency, or several of them with commas between."),
            rows=2,
        )
    )
    due_words = optional(
        short_text(
            _("When, in words"),
            hint=_("For example: in three months’ time, by the end of July, each term"),
            longest=500,
        )
    )
    due_on = optional(date_field(_("Date"), hint=_("Left as it is, it follows the words.")))

    def __init__(self, *args: Any, is_action: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_action:
            for name in BESIDE:
                del self.fields[name]

    def beside(self) -> Beside | None:
        """What was typed about leads and time; None for a piece that has none."""
        if "leads" not in self.fields:
            return None
        labels = {str(word).casefold(): part for part, word in PARTS_OF_A_LEAD.items()}
        return Beside(**{name: self.cleaned_data[name] for name in BESIDE}, labels=labels)
