"""What every page knows: who is signed in, and in which partnership."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """The member (None outside a partnership) and the person's name. Costs no query that the page has not made."""
    return {"member": getattr(request, "member", None), "person": getattr(request, "user", None)}
