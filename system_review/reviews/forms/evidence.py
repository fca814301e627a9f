"""What a person types about a piece of evidence, and what they want to see of the register."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from system_review.evidence.rules import EvidenceState, Naming, why_no_kind
from system_review.reviews.forms.fields import (
    Choices,
    Creating,
    Writing,
    date_field,
    grouped_boxes,
    long_text,
    optional,
    short_text,
)
from system_review.reviews.forms.review_places import ForPlaceField
from system_review.reviews.forms.speaking import SpeakingFields

AWAITING = ("state", "asked_of", "asked_on", "due_on", "looked_at_by", "so_far")
DETAILS = ("on", "source", "how_many", "confidence", "naming")
USUAL = {"state": EvidenceState.RECEIVED.value, "naming": Naming.NAMED.value}


class EvidenceFields(forms.Form):
    """Kind and a sentence; the rest can wait. The findings are offered by stage."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=(),
        error_messages={"invalid_choice": _("Select what kind of evidence it is")},
    )
    sentence = optional(
        long_text(
            _("What it is, in a sentence"),
            hint=_("For example: 40 referrals read, January. No names of children, no details of a case."),
            rows=2,
        )
    )
    findings = forms.MultipleChoiceField(
        label=_("Findings that rest on it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(),
        error_messages={"invalid_choice": _("Choose findings of this review")},
    )
    stages = forms.MultipleChoiceField(
        label=_("Stages that it speaks to"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(),
        error_messages={"invalid_choice": _("Choose stages of this review")},
    )
    state = forms.ChoiceField(
        label=_("Is it here?"),
        required=False,
        widget=forms.RadioSelect,
        choices=(),
        error_messages={"invalid_choice": _("Select whether it is there")},
    )
    asked_of = short_text(_("Asked of"), hint=_("A role or an agency"))
    asked_on = date_field(_("Asked on"), hint=_("Today, if you leave it empty"))
    due_on = date_field(_("Wanted by"))
    looked_at_by = short_text(_("Who of us looks at it"), hint=_("Who reads it, sits in the meeting, holds the group"))
    so_far = forms.IntegerField(
        label=_("How many so far"),
        help_text=_("Of as many as there are to be"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Enter a number from 0 to 1,000,000")),
    )
    on = date_field(_("Date"), hint=_("When it was gathered, or what it is from"))
    source = short_text(_("Agency it comes from"))
    how_many = forms.IntegerField(
        label=_("How many"),
        help_text=_("Files read, meetings seen, people who answered"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Enter a number from 0 to 1,000,000")),
    )
    confidence = forms.ChoiceField(
        label=_("How far we can rely on it"),
        required=False,
        choices=(),
        error_messages={"invalid_choice": _("Select how far it can be relied on")},
    )
    naming = forms.ChoiceField(
        label=_("Who may know of it"),
        help_text=_("Exports, the appendix, search and counts obey this"),
        required=False,
        widget=forms.RadioSelect,
        choices=(),
        error_messages={"invalid_choice": _("Select how far it may be named")},
    )

    source.widget.attrs |= {"list": "known-sources", "autocomplete": "off"}
    groups: tuple[tuple[str, Choices], ...] = ()  # the findings by stage, for the template

    def offer(
        self,
        *,
        kinds: Choices,
        states: Choices,
        confidences: Choices,
        namings: Choices,
        findings: Choices,
        stages: Choices,
    ) -> None:
        """Fill in what can be chosen. `findings` come in groups: a stage and its findings as id and words."""
        self._choose("kind", [("", _("Choose the kind")), *kinds])
        self._choose("state", states)
        self._choose("stages", stages)
        self._choose("confidence", [("", _("Not said")), *confidences])
        self._choose("naming", namings)
        self.groups = tuple(findings)
        self._choose("findings", [pair for _place, pairs in findings for pair in pairs])

    def _choose(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def finding_groups(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """Each stage with its findings as the template draws them."""
        return grouped_boxes(self["findings"], self.groups)

    def says(self, names: tuple[str, ...]) -> bool:
        """Whether any of these fields holds something unusual, or an error: then their fold stands open."""
        return any(self[name].errors or self[name].value() not in (None, "", [], USUAL.get(name)) for name in names)

    @property
    def says_awaiting(self) -> bool:
        """Whether it is not simply there."""
        return self.says(AWAITING)

    @property
    def says_details(self) -> bool:
        """Whether more than kind and sentence is known."""
        return self.says(DETAILS)

    @property
    def says_for_whom(self) -> bool:
        """Whether it is written for an agency."""
        return self.says(("on_behalf_of",))

    @property
    def says_stages(self) -> bool:
        """Whether it speaks to a stage."""
        return self.says(("stages",))

    @property
    def says_findings(self) -> bool:
        """Whether a finding rests on it."""
        return self.says(("findings",))


class NewEvidenceForm(Creating, EvidenceFields, ForPlaceField, SpeakingFields):
    """A new piece of evidence."""

    NEEDED = {"kind": why_no_kind}


class EvidenceForm(Writing, EvidenceFields, ForPlaceField, SpeakingFields):
    """Changing a piece of evidence. What others linked while this person was writing stays linked."""

    NEEDED = {"kind": why_no_kind}

    findings_seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)

    def findings_wanted(self, now: Collection[str]) -> list[str]:
        """The public ids of the findings to link: those linked now, with what this person ticked and unticked."""
        seen = set(self.cleaned_data["findings_seen"].split())
        chosen = set(self.cleaned_data["findings"])
        return sorted((set(now) | (chosen - seen)) - (seen - chosen))


class SendForm(forms.Form):
    """Which list it was that somebody looked at before sending it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class WantedForm(forms.Form):
    """What to show of the register. What is not known is passed over, so that an old address still works."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=())
    source = forms.ChoiceField(label=_("Agency"), required=False, choices=())
    state = forms.ChoiceField(label=_("Is it here?"), required=False, choices=())
    for_place = forms.ChoiceField(label=_("For which place"), required=False, choices=())

    def offer(self, *, kinds: Choices, sources: Choices, states: Choices, for_places: Choices = ()) -> None:
        """Fill in what can be chosen, each with "all" before it."""
        every = {"kind": _("All kinds"), "source": _("All agencies"), "state": _("All")}
        for name, choices in (("kind", kinds), ("source", sources), ("state", states)):
            self.fields[name].choices = [("", every[name]), *choices]  # type: ignore[attr-defined]
        self.fields["for_place"].choices = [("", _("All")), *for_places]  # type: ignore[attr-defined]
        if not for_places:
            del self.fields["for_place"]
