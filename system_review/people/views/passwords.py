"""Another password, or the first."""

from __future__ import annotations

from typing import Any

from allauth.account.views import PasswordChangeView, PasswordSetView

from system_review.people.views.ours import Ours


class ChangePassword(Ours, PasswordChangeView):
    """Another password, for somebody who gives the one until now."""

    template_name = "people/password.html"
    success_url = "/me/ways/"


class SetPassword(Ours, PasswordSetView):
    """The first password, for somebody who came by a link or from their organisation."""

    template_name = "people/password.html"
    success_url = "/me/ways/"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """It is their first."""
        return {**super().get_context_data(**kwargs), "is_first": True}
