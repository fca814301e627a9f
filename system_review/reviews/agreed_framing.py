"""What stands round every page of an agreed version."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.framing import page_context
from system_review.reviews.queries.agreed import content_of_version, state_of
from system_review.texts import shown
from system_review.ui.parts import Link, Tab


def agreed_crumbs(request: Any) -> tuple[Link, ...]:
    """The way to an agreed version."""
    to = Addresses(request.member.partnership.slug)
    return Link(gettext("Reviews"), to.home()), Link(gettext("Agreed versions"), to.agreed())


def agreed_context(request: Any, version: Any, *, current: str) -> dict[str, Any]:
    """The frame and heading of a page about an agreed version. `current` is the key of one of its tabs."""
    to, review = Addresses(request.member.partnership.slug), content_of_version(version).review
    crumbs = (*agreed_crumbs(request), Link(shown(version.name)))
    context = page_context(request, title=shown(version.title), crumbs=crumbs, help_page="agreed-versions")
    tabs = (
        ("overview", gettext("Overview"), to.agreed(version.public_id)),
        ("sheet", gettext("Results sheet"), to.agreed(version.public_id, "sheet")),
        ("compare", gettext("Compare"), to.agreed(version.public_id, "compare")),
        ("exports", gettext("Print or export"), to.agreed(version.public_id, "exports")),
    )
    context["head"] = replace(
        context["head"],
        about=" · ".join(one for one in (wording.day(review.date), shown(review.marking)) if one),
        seen=f"{state_of(version)}. {gettext('It cannot be changed.')}",
        tabs=tuple(Tab(words, url, key == current) for key, words, url in tabs),
    )
    return context
