"""Whether the example can be looked at as any of its roles: by the one person of a laptop, in the example, alone.

Never beyond this computer, never behind a proxy, and no longer once there is another partnership or another review.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from system_review.partnerships.models import Member, Partnership
from system_review.partnerships.queries import memberships
from system_review.people.devices import is_here
from system_review.people.queries import local_person
from system_review.reviews.models import Review

LOOKING = "looking"  # in the session of somebody who looks at the example as one of its roles
HERE = ("localhost", "127.0.0.1", "::1")


def is_offered(request: HttpRequest, review: Review | None = None) -> bool:
    """Whether who asks holds the link that this computer printed, and the example is all there is.

    `review` is one that is there: of another than the example nothing need be asked.
    """
    if review is not None and not review.is_example:
        return False
    return _holds_the_printed_link(request) and is_the_example_alone()


def is_looking(request: HttpRequest) -> bool:
    """Whether this session looks at the example as one of its roles."""
    return bool(request.session.get(LOOKING))


def is_the_example_alone() -> bool:
    """Whether there is one partnership, and no review but the example in it."""
    # because it asks about the whole installation, and tells nothing of it
    kinds = list(Review.unscoped.values_list("partnership", "is_example").distinct()[:2])
    return len(kinds) == 1 and kinds[0][1] and Partnership.objects.count() == 1


def oneself(member: Member) -> Member | None:
    """The laptop's own person in the same partnership."""
    person: Any = local_person()
    own = memberships(person=person) if person else []
    return next((one for one in own if one.partnership_id == member.partnership_id), None)


def _holds_the_printed_link(request: HttpRequest) -> bool:
    person: Any = request.user
    return bool(
        settings.SIGN_IN_TOKEN
        and request.session.get("run") == settings.RUN
        and urlsplit(settings.BASE_URL).hostname in HERE
        and is_here(request)
        and (person.is_local or is_looking(request))
    )
