"""What a person types about an action."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import format_lazy
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
from system_review.reviews.rules.findings import why_not_plan
from system_review.reviews.rules.words import Checked, Priority, Status, Unit

LEAD_ROWS = 4


@dataclass(frozen=True, slots=True)
class LeadWords:
    """A lead as typed: a name, a role, an agency."""

    name: str
    role: str
    agency: str


class PlanFields(forms.Form):
    """What, who, when. Leads are rows of name, role and agency; the first is accountable."""

    text = long_text(_("What will be done"), rows=3)
    due_words = short_text(
        _("When, in words"), hint=_("For example: in three months’ time, by the end of July, each term"), longest=500
    )
    due_on = date_field(_("Date"))
    repeats_every = forms.IntegerField(label=_("Comes round every"), required=False, min_value=1, max_value=60)
    repeats_unit = forms.ChoiceField(label=_("Counted in"), required=False, choices=())
    priority = forms.ChoiceField(label=_("Priority"), required=False, choices=())

    def __init__(self, *args: Any, units: Choices = (), priorities: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["repeats_unit"].choices = [("", _("Once only")), *units]  # type: ignore[attr-defined]
        self.fields["priority"].choices = list(priorities)  # type: ignore[attr-defined]
        for row in range(LEAD_ROWS):
            who = format_lazy(_("With, {number}"), number=row) if row else _("Lead")
            for part, label, known in (
                ("name", _("Name"), "known-names"),
                ("role", _("Role"), "known-roles"),
                ("agency", _("Agency"), "known-agencies"),
            ):
                self.fields[f"lead-{row}-{part}"] = short_text(format_lazy("{}: {}", who, label))
                self.fields[f"lead-{row}-{part}"].widget.attrs |= {
                    "list": known,
                    "autocomplete": "off",
                    "placeholder": " ",
                }

    def lead_rows(self) -> Iterator[list[forms.BoundField]]:
        """The bound fields of each lead, for the template."""
        for row in range(LEAD_ROWS):
            yield [self[f"lead-{row}-{part}"] for part in ("name", "role", "agency")]

    def leads(self) -> list[LeadWords]:
        """The leads as typed, without empty rows."""
        rows = [
            LeadWords(*(self.cleaned_data.get(f"lead-{row}-{part}", "") for part in ("name", "role", "agency")))
            for row in range(LEAD_ROWS)
        ]
        return [row for row in rows if row.name or row.role or row.agency]

    def due_word_choice(self) -> str:
        """Which reading of the words the person confirmed: an ISO date, "none", or "" where nothing was asked."""
        return self.data.get("due_choice", "")


class NewActionForm(Creating, PlanFields, ForPlaceField, SpeakingFields):
    """A new action for a finding."""

    NEEDED = {"text": why_not_plan}


class ActionForm(Writing, PlanFields, ForPlaceField, SpeakingFields):
    """Changing an action."""

    NEEDED = {"text": why_not_plan}

    status = forms.ChoiceField(label=_("How it stands"), required=False, choices=())
    difference = long_text(_("What difference it made"), rows=2)
    waits_for = forms.MultipleChoiceField(
        label=_("Waits for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(),
        error_messages=GONE,
    )

    def offer(self, *, statuses: Choices, actions: Choices) -> None:
        """Fill in how it can stand and what it can wait for."""
        self.fields["status"].choices = list(statuses)  # type: ignore[attr-defined]
        self.fields["waits_for"].choices = list(actions)  # type: ignore[attr-defined]
        if not actions:
            del self.fields["waits_for"]


class ProgressForm(Writing):
    """How an action stands today."""

    status = forms.ChoiceField(label=_("How it stands"), required=False, choices=())
    on = date_field(_("Date"))
    text = long_text(_("Progress"), rows=3)
    difference = long_text(
        _("What difference it made"),
        hint=_("For children, young people, families or places; not only that it is done"),
        rows=2,
    )


class RoundForm(Writing):
    """A recurring action was done once more."""

    on = date_field(_("Done on"))
    next_on = date_field(_("Next due"))


class CheckForm(Writing):
    """Whether a finding is still green, and when to look again."""

    answer = forms.ChoiceField(
        label=_("Is it still green?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[(Checked.STILL.value, _("Still green")), (Checked.NO_LONGER.value, _("No longer green"))],
        error_messages={"invalid_choice": _("Select whether it is still green")},
    )
    on = date_field(_("Looked at on"))
    text = long_text(_("What you saw"), rows=3)
    again = forms.ChoiceField(
        label=_("Look again"),
        help_text=_("Counted from the day you looked, while it is still green"),
        required=False,
        choices=[("", _("No further check")), *CHECK_MONTHS],
    )

    def months(self) -> int:
        """In how many months it is looked at again; 0 for never."""
        return int(self.cleaned_data["again"] or 0) if self.cleaned_data["answer"] == Checked.STILL else 0


class LinkActionForm(forms.Form):
    """An action of the review that also serves this finding."""

    action = forms.ChoiceField(label=_("An action that is there already"), required=False, choices=())


def plain_choices(values: type[Status] | type[Priority] | type[Unit], word: Any) -> list[tuple[str, str]]:
    """An enumeration as choices, with its words."""
    return [(value.value, word(value)) for value in values]
