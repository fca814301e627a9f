"""Saying how an action stands: the same form for who plans it and for who leads it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from system_review.reviews import wording
from system_review.reviews.forms.actions import ProgressForm, plain_choices
from system_review.reviews.rules.words import Status
from system_review.reviews.services import actions as services


def progress_form(request: Any, action: Any) -> ProgressForm:
    """The form, as the action stands now."""
    initial = {
        "status": action.status,
        "difference": action.difference,
        "on": timezone.localdate(),
        "version": action.version,
    }
    form = ProgressForm(request.POST or None, initial=initial)
    form.fields["status"].choices = plain_choices(Status, wording.status)  # type: ignore[attr-defined]
    return form


def note_progress(request: Any, action: Any, form: ProgressForm) -> None:
    """Save what the valid form says. Raises what the service raises."""
    data = form.cleaned_data
    services.add_note(
        action=action,
        seen=data["version"],
        text=data["text"],
        on=data["on"] or timezone.localdate(),
        status=data["status"] or action.status,
        difference=data["difference"],
        by=request.member,
        at=timezone.now(),
    )


def stands_now(fresh: Any, form: ProgressForm) -> dict[str, Any]:
    """What the form's fields would hold of the action as somebody else has changed it meanwhile."""
    return {**form.cleaned_data, "status": fresh.status, "difference": fresh.difference}
