"""How passwords are hashed."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Argon2id as OWASP advises (46 MiB, once, one lane): four threads at once take less than 200 MB."""

    time_cost = 1
    memory_cost = 47104
    parallelism = 1
