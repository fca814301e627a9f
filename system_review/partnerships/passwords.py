"""What a password may not be made of: words of the place and of the field, which others there would try first."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from system_review.partnerships.queries import names_around
from system_review.people.easy_words import LEFT, too_easy


class EasyWords:
    """A validator of passwords, as Django asks for them (`AUTH_PASSWORD_VALIDATORS`)."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise `ValidationError` for a password that is hardly more than words that are easy to guess here."""
        names = [urlsplit(settings.BASE_URL).hostname or ""]
        if user is not None and user.pk:
            names += names_around(person=user)
        if word := too_easy(password, names):
            said = _(
                "“%(word)s” is easy to guess here. Leave it out, or add %(count)s letters or more that have nothing to "
                "do with it."
            )
            raise ValidationError(said % {"word": word, "count": LEFT}, code="password_easy")

    def get_help_text(self) -> str:
        """What Django asks every validator for."""
        return _("Words of the place and of the field are easy to guess.")
