"""What a reader asks of the plan, and what is changed in many actions at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from system_review.reviews import wording
from system_review.reviews.forms.fields import GONE, Choices, Writing, date_field, short_text
from system_review.reviews.rules.actions import Later
from system_review.reviews.rules.words import Priority, Status


class FilterForm(forms.Form):
    """The filters and the order, as they are chosen now. Drawn only: what an address asks for is read by the query."""

    lead = forms.ChoiceField(label=_("Lead"))
    agency = forms.ChoiceField(label=_("Agency"))
    due = forms.ChoiceField(label=_("Due"))
    status = forms.ChoiceField(label=_("How it stands"))
    difference = forms.ChoiceField(label=_("Difference made"))
    kind = forms.ChoiceField(label=_("What it is for"))
    priority = forms.ChoiceField(label=_("Priority"))
    place = forms.ChoiceField(label=_("Place on the sheet"))
    for_place = forms.ChoiceField(label=_("For which place"))
    changed = forms.ChoiceField(label=_("Changed"))
    since = forms.DateField(
        label=_("Changed since the day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    sort = forms.ChoiceField(label=_("Sort by"))

    use_required_attribute = False

    def __init__(self, *, chosen: dict[str, str], choices: Mapping[str, Choices]) -> None:
        super().__init__(initial=chosen, auto_id="filter-%s")
        if "changed" not in choices:  # there was no meeting yet
            del self.fields["changed"]
        if "for_place" not in choices:
            del self.fields["for_place"]
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]


class CarryForm(Writing):
    """The finding of this review under which an action of an earlier one goes on."""

    finding = forms.ChoiceField(label=_("For which finding"), required=False, choices=(), error_messages=GONE)

    def offer(self, findings: Choices) -> None:
        """The findings by stage. Where there is none, what to do first."""
        self.fields["finding"].choices = [("", _("Choose a finding")), *findings]  # type: ignore[attr-defined]
        if not findings:
            said = _("This review has no finding yet. Write one on the results sheet, then come back.")
            self.fields["finding"].help_text = said


class ManyForm(forms.Form):
    """The same lead, date, status or priority for many actions. What stays empty stays as it is."""

    name = short_text(_("Lead’s name"))
    role = short_text(_("Role"))
    agency = short_text(_("Agency"))
    due_words = short_text(_("When, in words"), hint=_("For example: by the end of July"), longest=500)
    due_on = date_field(_("Date"))
    postpone = forms.ChoiceField(
        label=_("Move their dates on by"),
        required=False,
        error_messages={"invalid_choice": _("Select how far to move the dates")},
        choices=[
            ("", _("As it is")),
            (Later.WEEK.value, _("1 week")),
            (Later.FORTNIGHT.value, _("2 weeks")),
            (Later.MONTH.value, _("1 month")),
            (Later.QUARTER.value, _("3 months")),
            (Later.HALF_YEAR.value, _("6 months")),
        ],
    )
    status = forms.ChoiceField(
        label=_("How they stand"), required=False, error_messages={"invalid_choice": _("Select how the actions stand")}
    )
    priority = forms.ChoiceField(
        label=_("Priority"), required=False, error_messages={"invalid_choice": _("Select a priority")}
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="many-%s")
        as_it_is = ("", _("As it is"))
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            as_it_is,
            *((value.value, wording.status(value)) for value in Status),
        ]
        self.fields["priority"].choices = [  # type: ignore[attr-defined]
            as_it_is,
            *((value.value, wording.priority(value)) for value in Priority),
        ]
        for part, known in (("name", "known-names"), ("role", "known-roles"), ("agency", "known-agencies")):
            self.fields[part].widget.attrs |= {"list": known, "autocomplete": "off"}

    def lead(self) -> tuple[str, str, str] | None:
        """The lead as typed (name, role, agency); None if nothing was."""
        typed = self.cleaned_data["name"], self.cleaned_data["role"], self.cleaned_data["agency"]
        return typed if any(part.strip() for part in typed) else None
