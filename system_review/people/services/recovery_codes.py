"""Recovery codes of which a slow, salted hash is kept, as of a password: whoever has the database has no code.

django-allauth keeps a sealed seed from which it can say every code again. Ours are made at the moment at which they are
shown, once, and nothing but their hashes is written. `put_in_place` has allauth use these in place of its own.

What is kept (`Authenticator.data`): nothing at first; once they were shown `hashes`, one for each code that was not
used. A row of the version before has a `seed`: its codes go on working until they are hashed (`hash_seeds`).
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import auth, flows
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

HIDDEN = "****"
KIND = Authenticator.Type.RECOVERY_CODES


class HashedCodes(auth.RecoveryCodes):
    """The recovery codes of one person."""

    instance: Authenticator
    made: tuple[str, ...] = ()  # by this very object, which shows them

    @classmethod
    def activate(cls, user: Any) -> HashedCodes:
        """The person's codes. New ones are made when they are looked at first, and do not work before."""
        instance, _ = Authenticator.objects.get_or_create(user=user, type=KIND, defaults={"data": {}})
        return cls(instance)

    def mark_as_viewed(self) -> None:
        """Make the codes that are about to be shown, unless another window has just done so."""
        numbers: set[int] = set()
        while len(numbers) < app_settings.RECOVERY_CODE_COUNT:
            numbers.add(secrets.randbelow(10**app_settings.RECOVERY_CODE_DIGITS))
        codes = tuple(str(number).zfill(app_settings.RECOVERY_CODE_DIGITS) for number in numbers)
        if self._put({"hashes": _hashed(codes)}):
            self.made = codes

    @property
    def did_view(self) -> bool:
        """Whether the codes were shown."""
        return "hashes" in self.instance.data or super().did_view

    def get_unused_codes(self) -> list[str]:
        """The codes, where they were made by this very object; else as many marks as there are codes left."""
        if self.made:
            return list(self.made)
        left = super().get_unused_codes() if self._has_seed() else self.instance.data.get("hashes", ())
        return [HIDDEN] * len(left)

    def validate_code(self, code: str) -> bool:
        """Whether this is a code that was not used yet; it is used from now on."""
        if self._has_seed():
            return super().validate_code(code)
        digits = re.sub(r"[\s-]", "", code)
        if not (digits.isascii() and digits.isdigit() and len(digits) == app_settings.RECOVERY_CODE_DIGITS):
            return False  # a code of an app, say: hashing takes its time
        found = next((kept for kept in self.instance.data.get("hashes", ()) if check_password(digits, kept)), None)
        return found is not None and self._use(found)

    @transaction.atomic
    def _use(self, found: str) -> bool:
        """Take this hash away, unless somebody else has just used its code."""
        self._lock()
        hashes = self.instance.data.get("hashes", [])
        if found not in hashes:
            return False
        self._keep({**self.instance.data, "hashes": [kept for kept in hashes if kept != found]})
        return True

    def hash_seed(self) -> None:
        """Keep hashes in place of the seed of the version before. Codes that nobody has seen are forgotten."""
        if self._has_seed():
            self._put({"hashes": _hashed(super().get_unused_codes())} if self.did_view else {})

    @transaction.atomic
    def _put(self, data: dict[str, Any]) -> bool:
        """Keep this in place of what this object has found, unless that has changed by now. Whether it is kept."""
        found = self.instance.data
        self._lock()  # only now: hashing takes its time, and others wait for a lock
        if self.instance.data != found:
            return False
        self._keep(data)
        return True

    def _has_seed(self) -> bool:
        return "seed" in self.instance.data

    def _lock(self) -> None:
        self.instance = Authenticator.objects.select_for_update().get(pk=self.instance.pk)

    def _keep(self, data: dict[str, Any]) -> None:
        self.instance.data = data
        self.instance.save(update_fields=["data"])


def _hashed(codes: Iterable[str]) -> list[str]:
    return [make_password(code) for code in codes]


def hash_seeds() -> None:
    """Keep hashes in place of every seed of the version before. One that was sealed with a lost key stays as it is."""
    from cryptography.fernet import InvalidToken  # ten megabytes, which a worker has no other use for

    for row in Authenticator.objects.filter(type=KIND, data__has_key="seed").order_by("pk"):
        with suppress(InvalidToken):
            HashedCodes(row).hash_seed()


def put_in_place() -> None:
    """Have allauth make and look at codes in this way. It offers no setting for that; a test holds that it does."""
    auth.RecoveryCodes = flows.RecoveryCodes = HashedCodes
