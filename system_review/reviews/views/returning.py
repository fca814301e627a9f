"""The way back to the page that a form was opened from: `?from=plan`, `?from=lead-…`, `?from=agency-…`."""

from __future__ import annotations

import re
from typing import Any

from system_review.reviews.addresses import Addresses

_PERSON = re.compile(r"(lead|agency)-([0-9a-z]{22})", re.ASCII)


def page_before(request: Any, review: Any) -> str:
    """The address of that page in this review; "" if none was named. It is made here, never taken from the request."""
    named, to = request.GET.get("from", ""), Addresses(request.member.partnership.slug)
    if named == "plan":
        return to.review(review.public_id, "plan")
    if found := _PERSON.fullmatch(named):
        page = to.lead if found[1] == "lead" else to.agency
        return page(review.public_id, found[2])
    return ""
