"""What a person types about a finding, and about moving it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from system_review.reviews.rules.findings import Onward
from system_review.texts import LONGEST

Choices = Sequence[tuple[str, Any]]
FieldKind = TypeVar("FieldKind", bound=forms.Field)


class Writing(forms.Form):
    """Whatever is saved over something that others may have changed: the version that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class Creating(forms.Form):
    """Whatever makes something new: the random key that makes a second click harmless."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


def optional(field: FieldKind) -> FieldKind:
    """A field that says "(optional)" beside its label. No field of ours is *required* for Django: the rule says it."""
    field.optional = True  # type: ignore[attr-defined]
    return field


def long_text(label: Any, *, hint: Any = "", rows: int = 4) -> forms.CharField:
    """A field for a text of any length, kept as typed. The rule says what must not be empty, and how."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        strip=False,
        max_length=LONGEST * 2,  # the gate counts after line ends are made one character
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
    )


class FindingLinks(forms.Form):
    """What a finding rests on and whom it is about."""

    evidence = forms.MultipleChoiceField(
        label=_("How we know"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    about = forms.MultipleChoiceField(
        label=_("About which agencies"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    another_agency = forms.CharField(label=_("Another agency"), required=False, max_length=200)
    on_behalf_of = forms.ChoiceField(label=_("Written on behalf of"), required=False, choices=())

    def offer(self, *, agencies: Callable[[], Choices], evidence: Callable[[], Choices]) -> None:
        """Say where the choices come from. They are fetched when they are shown or chosen from, not on every save."""
        self.fields["about"].choices = agencies  # type: ignore[attr-defined]
        self.fields["on_behalf_of"].choices = lambda: [("", _("Nobody in particular")), *agencies()]  # type: ignore[attr-defined]
        self.fields["evidence"].choices = evidence  # type: ignore[attr-defined]


class NewFindingForm(Creating, FindingLinks):
    """A new finding: what was found and its colour; the rest can wait."""

    text = long_text(_("What was found"))
    colour = forms.ChoiceField(label=_("Colour"), widget=forms.RadioSelect, required=False, choices=())

    field_order = ("text", "colour", "evidence", "about", "another_agency", "on_behalf_of")


class FindingForm(Writing, FindingLinks):
    """Changing a finding."""

    text = long_text(_("What was found"))

    field_order = ("text", "evidence", "about", "another_agency", "on_behalf_of")


class ColourForm(Writing):
    """A finding moves to another colour: since when, why, and what becomes of its open actions."""

    colour = forms.ChoiceField(label=_("New colour"), widget=forms.RadioSelect, required=False, choices=())
    on = forms.DateField(label=_("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    reason = long_text(_("What has changed"), rows=3)

    def offer(self, *, colours: Choices, actions: Iterable[tuple[str, str]]) -> None:
        """`actions` are the open ones: public id and text. Each gets its own question."""
        self.fields["colour"].choices = list(colours)  # type: ignore[attr-defined]
        for public_id, text in actions:
            self.fields[f"onward-{public_id}"] = forms.ChoiceField(
                label=text,
                required=False,
                widget=forms.RadioSelect,
                choices=[
                    (Onward.CARRY_ON.value, _("Carry on")),
                    (Onward.DONE.value, _("Done")),
                    (Onward.NOT_NEEDED.value, _("No longer needed")),
                ],
            )

    def onward(self) -> dict[str, str]:
        """The answers about the open actions, by public id."""
        start = "onward-"
        return {name[len(start) :]: value for name, value in self.cleaned_data.items() if name.startswith(start)}


class PlaceForm(Writing):
    """Another stage for a finding."""

    cell = forms.ChoiceField(label=_("Move it to"), required=False, choices=())


class CopyForm(Creating):
    """The same finding in another stage."""

    cell = forms.ChoiceField(label=_("Copy it to"), required=False, choices=())
    with_actions = forms.BooleanField(
        label=_("Its actions serve the copy as well"), required=False, initial=True
    )


class RelevanceForm(Writing):
    """Where else a finding is shown as a reference."""

    cells = forms.MultipleChoiceField(
        label=_("Also relevant to"), required=False, widget=forms.SelectMultiple(attrs={"size": 8}), choices=()
    )


class PointerForm(forms.Form):
    """A cross-reference from a finding's plan."""

    target = forms.ChoiceField(label=_("See the actions in"), required=False, choices=())


class OrderForm(Writing):
    """One place up or down."""

    earlier = forms.BooleanField(required=False, widget=forms.HiddenInput)


