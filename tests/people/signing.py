"""What tests of signing in share: a person with a password, a browser, the letters."""

from __future__ import annotations

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from system_review.people.models import Person

PASSWORD = "three plain lanterns"
ADDRESS = "anwen@example.org"


def with_password(email: str = ADDRESS, name: str = "Anwen", **more: Any) -> Person:
    """Somebody who signs in with `PASSWORD`."""
    return Person.objects.create_user(email, name, PASSWORD, **more)


def browser(**more: Any) -> Client:
    """A browser in which nobody is signed in."""
    return Client(HTTP_HOST="localhost", **more)


def sign_in(client: Client, email: str = ADDRESS, password: str = PASSWORD, **more: Any) -> Any:
    """Send the form of the sign-in page."""
    return client.post("/sign-in/", {"login": email, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    """Whether the first page is theirs."""
    return client.get("/").status_code == 200


def without_marks(response: Any) -> tuple[int, bytes]:
    """An answer without its tokens, and without what was typed: for comparing two of them."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", response.content)
    return response.status_code, re.sub(rb'name="login" value="[^"]*"', b"", body)


def code_of(secret: str, *, steps: int = 0) -> str:
    """What the app shows now, or `steps` times 30 seconds from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_app(person: Person) -> str:
    """Give the person an app that shows codes; its secret."""
    secret: str = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret
