"""What tests of signing in share: a person with a password, a browser, the letters."""

from __future__ import annotations

import re
from typing import Any

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
