"""What a person types about a finding, and about moving it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from system_review.reviews.forms.fields import (
    CHECK_MONTHS,
    GONE,
    Choices,
    Creating,
    Writing,
    date_field,
    long_text,
    short_text,
)
from system_review.reviews.forms.review_places import ForPlaceField
from system_review.reviews.forms.speaking import SpeakingFields
from system_review.reviews.rules import findings as rules
from system_review.reviews.rules.findings import Onward
from system_review.reviews.rules.words import Colour

ONWARD = "onward-"  # begins the name of each question about an open action


class FindingLinks(ForPlaceField, SpeakingFields):
    """What a finding rests on, whom it is about, and for whom it is written."""

    evidence = forms.MultipleChoiceField(
        label=_("How we know"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(),
        error_messages=GONE,
    )
    about = forms.MultipleChoiceField(
        label=_("About which agencies"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(),
        error_messages=GONE,
    )
    another_agency = short_text(_("Another agency"))
    is_priority = forms.BooleanField(label=_("A priority for the board"), required=False)

    def offer(
        self, *, agencies: Callable[[], Choices], evidence: Callable[[], Choices], own: Choices | None = None
    ) -> None:
        """Say where the choices come from. They are fetched when they are shown or chosen from, not on every save.

        `own` are the agencies for which the writer speaks; None for whoever may speak for any.
        """
        self.fields["about"].choices = agencies  # type: ignore[attr-defined]
        self.fields["evidence"].choices = evidence  # type: ignore[attr-defined]
        if own is None:
            self.offer_any(agencies)
        else:
            self.offer_own(own)

    def evidence_boxes(self) -> list[dict[str, Any]]:
        """Each piece of evidence as the template draws its box, those that the finding rests on first.

        A box is a dictionary: `id`, `value`, `line` (what it is, in a few words), `sentence`, `is_chosen`.
        """
        field = self["evidence"]
        chosen = {str(value) for value in field.value() or ()}
        boxes = []
        for number, (value, words) in enumerate(self.fields["evidence"].choices):  # type: ignore[attr-defined]
            line, _, sentence = words.partition("\n")
            boxes.append(
                {
                    "id": f"{field.auto_id}_{number}",
                    "value": value,
                    "line": line,
                    "sentence": sentence,
                    "is_chosen": value in chosen,
                }
            )
        return sorted(boxes, key=lambda box: not box["is_chosen"])


class NewFindingForm(Creating, FindingLinks):
    """A new finding: what was found and its colour; the rest can wait."""

    text = long_text(_("What was found"))
    colour = forms.ChoiceField(label=_("Colour"), widget=forms.RadioSelect, required=False, choices=())

    NEEDED = {"text": rules.why_not_write, "colour": rules.why_no_colour}
    field_order = ("text", "colour", "for_place", "evidence", "about", "another_agency", "on_behalf_of")


class FindingForm(Writing, FindingLinks):
    """Changing a finding."""

    text = long_text(_("What was found"))

    NEEDED = {"text": rules.why_not_write}
    field_order = ("text", "for_place", "evidence", "about", "another_agency", "on_behalf_of")


class ColourForm(Writing):
    """A finding moves to another colour: since when, why, and what becomes of its open actions."""

    colour = forms.ChoiceField(label=_("New colour"), widget=forms.RadioSelect, required=False, choices=())
    on = date_field(_("Since"))
    reason = long_text(_("What has changed"), rows=3)
    check = forms.ChoiceField(
        label=_("Look again, once it is green"),
        help_text=_("Plans an action for that day: does this still hold?"),
        required=False,
        choices=[("", _("No check planned")), *CHECK_MONTHS],
    )

    NEEDED = {"colour": rules.why_no_colour, "reason": rules.why_no_reason}

    def offer(self, *, colours: Choices, actions: Iterable[tuple[str, str]]) -> None:
        """`actions` are the open ones: public id and text. Each gets its own question."""
        self.fields["colour"].choices = list(colours)  # type: ignore[attr-defined]
        if Colour.GREEN not in dict(colours):
            del self.fields["check"]
        for public_id, text in actions:
            self.fields[ONWARD + public_id] = forms.ChoiceField(
                label=text,
                required=False,
                widget=forms.RadioSelect,
                choices=[
                    (Onward.CARRY_ON.value, _("Carry on")),
                    (Onward.DONE.value, _("Done")),
                    (Onward.NOT_NEEDED.value, _("No longer needed")),
                ],
            )

    def months_to_check(self) -> int:
        """In how many months a finding that is green now is looked at again; 0 for never."""
        return int(self.cleaned_data["check"] or 0) if self.cleaned_data["colour"] == Colour.GREEN else 0

    def onward(self) -> dict[str, str]:
        """The answers about the open actions, by public id."""
        return {name[len(ONWARD) :]: value for name, value in self.cleaned_data.items() if name.startswith(ONWARD)}

    def onward_fields(self) -> list[forms.BoundField]:
        """The questions about the open actions, for the template."""
        return [self[name] for name in self.fields if name.startswith(ONWARD)]

    def first_unanswered(self) -> str:
        """The name of the first question about an open action that has no answer; "" if all have one."""
        return next((ONWARD + public_id for public_id, answer in self.onward().items() if not answer), "")


class PlaceForm(Writing):
    """Another stage for a finding."""

    cell = forms.ChoiceField(label=_("Move it to"), required=False, choices=(), error_messages=GONE)


class CopyForm(Creating):
    """The same finding in another stage."""

    cell = forms.ChoiceField(label=_("Copy it to"), required=False, choices=(), error_messages=GONE)
    with_actions = forms.BooleanField(label=_("Its actions serve the copy as well"), required=False, initial=True)


class RelevanceForm(Writing):
    """Where else a finding is shown as a reference."""

    cells = forms.MultipleChoiceField(
        label=_("Also relevant to"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(),
        error_messages=GONE,
    )


class PointerForm(forms.Form):
    """A cross-reference from a finding's plan."""

    target = forms.ChoiceField(label=_("See the actions in"), required=False, choices=(), error_messages=GONE)


class OrderForm(Writing):
    """One place up or down."""

    earlier = forms.BooleanField(required=False, widget=forms.HiddenInput)
