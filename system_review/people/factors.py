"""How django-allauth's second steps work here: secrets are kept sealed, passkeys belong to our address."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

from system_review.people.limits import SECOND_STEP
from system_review.people.services.tries import count_try, give_try_back

PRODUCT = "System Review"


class Factors(DefaultMFAAdapter):
    """Secrets of apps and seeds of codes are sealed with a key made from the secret key."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or it has been used."),
        "cannot_generate_recovery_codes": _("Set up a second step first."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return _seal().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """What the app on the telephone calls us."""
        return PRODUCT

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Nobody's passkey has a name until they give it one."""
        return ""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whom a passkey is for: the host of our address; on a laptop the one that was opened."""
        host = urlsplit(settings.BASE_URL).hostname if settings.IS_BEHIND_PROXY else None
        return {"id": host or context.request.get_host().partition(":")[0], "name": PRODUCT}


def count_code(person: Any, *, at: Any) -> None:
    """Count one code that somebody tries for this person."""
    count_try(SECOND_STEP, str(person.public_id), at=at)


def give_code_back(person: Any, *, at: Any) -> None:
    """It was right."""
    give_try_back(SECOND_STEP, str(person.public_id), at=at)


def _seal() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"second step:" + force_bytes(key)).digest())) for key in keys]
    )
