"""What is typed about a partnership, its people and its agencies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from system_review.partnerships.ending import end_of
from system_review.partnerships.role_words import ON_SCREEN, WHAT_FOR
from system_review.partnerships.rules import Role
from system_review.partnerships.services.members import Part
from system_review.reviews.forms.fields import GONE, AsTyped, Creating, date_field, optional, short_text
from system_review.ui.words import say


class Behind(forms.Form):
    """A form that can say that somebody else was faster. What this person chose stays, and can be saved after all."""

    is_behind = False

    def say_changed_meanwhile(self, now: str, *, field: str, seen: object) -> None:
        """Say what stands there now, and take that as seen."""
        self.is_behind = True
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[field] = str(seen)
        self.data = data
        sentence = gettext("Somebody else changed this meanwhile. It now says: %(now)s. Save again to keep yours.")
        self.add_error(None, sentence % {"now": now})

    def status(self) -> int:
        """The status of the page that shows the form."""
        return 409 if self.is_behind else 422 if self.errors else 200


class PartForm(Behind):
    """What somebody is in the partnership: roles, agencies, the last day."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), required=False, widget=forms.CheckboxSelectMultiple, error_messages=GONE
    )
    agencies = forms.MultipleChoiceField(
        label=_("Agencies"),
        help_text=_("On whose behalf an agency representative writes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=GONE,
    )
    until = optional(
        date_field(_("Last day"), hint=_("The part ends by itself after this day. A time-limited guest needs one."))
    )

    def offer(self, agencies: Iterable[Any]) -> None:
        """Fill in the roles, each with what it is for, and the partnership's agencies."""
        self.there = {agency.public_id: agency for agency in agencies}
        roles = [(role.value, f"{say(words)}: {say(WHAT_FOR[role])}") for role, words in ON_SCREEN.items()]
        self.fields["roles"].choices = roles  # type: ignore[attr-defined]
        if self.there:
            self.fields["agencies"].choices = [(key, one.name) for key, one in self.there.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["agencies"]

    def part(self) -> Part:
        """The part that was chosen."""
        data = self.cleaned_data
        return Part(
            roles={Role(role) for role in data["roles"]},
            agencies=[self.there[key] for key in data.get("agencies", ())],
            until=end_of(data["until"]) if data["until"] else None,
        )


class MemberForm(PartForm):
    """A member's part. `seen` is the stamp that the person saw."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=22)


class InviteForm(PartForm, Creating):
    """Whom to invite, as what."""

    email = AsTyped(label=_("E-mail address"), max_length=254, widget=forms.EmailInput())
    name = short_text(_("Name"))

    field_order: Sequence[str] = ("email", "name", "roles", "agencies", "until", "key")


class NewAgencyForm(Creating):
    """What a further agency is called."""

    agency = short_text(_("Name of the agency"))


class RenameForm(Behind):
    """What something is called from now on."""

    name = short_text(_("Name"))


class AgencyForm(RenameForm):
    """What an agency is called, and where lists for it go; the version that the person saw."""

    email = forms.CharField(
        label=_("E-mail address for what it is asked for"),
        help_text=_("An address of the agency, not of a person, if it has one. May stay empty."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class PartnershipForm(RenameForm):
    """What the partnership is called; the name that the person saw."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=200)


class LeadForm(Behind):
    """What is said about a lead: the version that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class WithMember(LeadForm):
    """A choice of one member, or of none."""

    member = forms.ChoiceField(label=_("Member"), required=False, error_messages=GONE)
    none: Any = _("Not a member")

    def offer(self, members: Iterable[Any]) -> None:
        """Fill in the members there are."""
        self.there = {member.public_id: member for member in members}
        words = [(key, f"{one.name}, {one.email}") for key, one in self.there.items()]
        self.fields["member"].choices = [("", self.none), *words]  # type: ignore[attr-defined]


class ConnectForm(WithMember):
    """Which member a lead is."""


class HolderForm(WithMember, Creating):
    """Who holds a role, from which day."""

    name = optional(short_text(_("Name"), hint=_("May be left out for a member")))
    since = date_field(_("In post from"))
    none = _("Somebody who is not a member")

    field_order: Sequence[str] = ("member", "name", "since", "version", "key")


class EndHoldingForm(LeadForm):
    """From which day nobody holds a role."""

    on = date_field(_("No longer in post from"))


class EndForm(forms.Form):
    """To whom open actions go when somebody leaves."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=22)
    to = forms.ChoiceField(label=_("Who takes over their open actions"), required=False, error_messages=GONE)

    def offer(self, leads: Iterable[Any]) -> None:
        """Fill in the leads there are."""
        self.there = {lead.public_id: lead for lead in leads}
        stay = ("", _("Nobody yet: they stay under this name"))
        self.fields["to"].choices = [stay, *((key, str(lead)) for key, lead in self.there.items())]  # type: ignore[attr-defined]


class NewPasswordForm(forms.Form):
    """The password of somebody new. The rules for passwords speak when it is kept."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters; three words that do not belong together are good"),
        max_length=4096,
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
