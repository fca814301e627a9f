"""What stands round every page of a review: the bar, the heading with its tabs, and what has just happened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from system_review.partnerships.access import may
from system_review.partnerships.ending import last_day
from system_review.partnerships.role_words import ON_SCREEN
from system_review.partnerships.rules import Permission, Role
from system_review.reviews import wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.queries.looking import is_looking, is_offered
from system_review.reviews.queries.places import asks_about_values
from system_review.reviews.queries.seeing import sight_of
from system_review.reviews.rules.audience import Audience
from system_review.texts import shown
from system_review.ui.happened import happened
from system_review.ui.parts import Frame, Head, Link, LookAs, Notice, Tab
from system_review.ui.register import TABS
from system_review.ui.words import say


def frame(request: HttpRequest, review: Any = None) -> Frame:
    """The bar: product, partnership, help, person. `review` is the one that the page is of."""
    member = getattr(request, "member", None)
    return Frame(
        partnership=shown(member.partnership.name) if member else "",
        partnership_url=f"/{member.partnership.slug}/" if member else "",
        switch_url="/" if member and getattr(member, "has_others", False) else "",
        home_url="/",
        person=shown(request.user.name),  # type: ignore[union-attr]
        person_url=reverse("people:me"),
        help_url=reverse("guide:contents"),
        until=_until(member),
        look_as=_look_as(request, review) if member else None,
    )


def _look_as(request: HttpRequest, review: Any) -> LookAs | None:
    """In the example alone, the roles as which one can look at it."""
    if not is_offered(request, review):
        return None
    member = request.member  # type: ignore[attr-defined]
    return LookAs(
        url=reverse("reviews:look-as", args=[member.partnership.slug]),
        roles=tuple((role.value, say(words)) for role, words in ON_SCREEN.items()),
        now=say(ON_SCREEN[Role(member.roles[0])]) if is_looking(request) else "",
    )


def _until(member: Any) -> str:
    """Until when a guest's access lasts, in words; "" for who is not a guest."""
    ends = getattr(member, "until", None) if member and Role.GUEST in member.roles else None
    if ends is None:
        return ""
    return gettext("You are a guest until %(day)s") % {"day": wording.day(last_day(ends))}


def page_context(
    request: HttpRequest, *, title: str, about: str = "", crumbs: Sequence[Link] = (), help_page: str = ""
) -> dict[str, Any]:
    """The frame and heading of a page outside a review."""
    return {
        "frame": frame(request),
        "head": Head(title=title, about=about, crumbs=tuple(crumbs), help_url=help_address(help_page)),
        "notice": notice(request),
    }


def partnership_context(request: HttpRequest, *crumbs: Link, title: str, help_page: str = "") -> dict[str, Any]:
    """The frame and heading of a page about the partnership; `crumbs` stand behind its name."""
    partnership = request.member.partnership  # type: ignore[attr-defined]
    home = Link(shown(partnership.name), Addresses(partnership.slug).home())
    return page_context(request, title=title, crumbs=[home, *crumbs], help_page=help_page)


def review_context(
    request: HttpRequest, review: Any, *, current: str, title: str = "", help_page: str = "", crumb: str = ""
) -> dict[str, Any]:
    """The frame, the review's heading with its tabs (`current` is one of their keys), and what has just happened."""
    to = Addresses(request.member.partnership.slug)  # type: ignore[attr-defined]
    name = shown(review.title)
    crumbs = [Link(gettext("Reviews"), to.home())]
    crumbs += [Link(name, to.review(review.public_id)), Link(crumb)] if crumb else [Link(name)]
    return {
        "frame": frame(request, review),
        "head": Head(
            title=title or name,
            about=_about(review),
            crumbs=tuple(crumbs),
            seen=seen_words(review, request.member),  # type: ignore[attr-defined]
            seen_url=_seen_url(request, review),
            held=_held_words(review, request.member.partnership),  # type: ignore[attr-defined]
            tabs=_tabs(request, review, current),
            help_url=help_address(help_page),
        ),
        "notice": notice(request),
        "review": review,
    }


def seen_words(review: Any, member: Any) -> str:
    """Who sees this draft; and to who is shown a part of it, that it is one."""
    words = wording.seen(review.audience)
    if sight_of(review, visible_to=member).whole:
        return words
    return f"{words}. {_part_words(review)}"


def _held_words(review: Any, partnership: Any) -> str:
    """That a legal hold keeps everything of the review; "" where there is none."""
    since = review.held_at if review.hold else partnership.held_at if partnership.hold else None
    if since is None:
        return ""
    return gettext("Under a legal hold since %(day)s: nothing of it is erased.") % {"day": wording.day_of(since)}


def _part_words(review: Any) -> str:
    if review.audience == Audience.TEAM:
        return gettext("You see its stages, and what you wrote yourself.")
    if review.audience == Audience.OWN:
        return gettext("You see what is about your agency or written on its behalf, and what you wrote yourself.")
    return gettext("Ratings, and findings about some agencies, are shown on a later day.")


def _seen_url(request: HttpRequest, review: Any) -> str:
    member = request.member  # type: ignore[attr-defined]
    if not may(member, Permission.REVIEW_SET_AUDIENCE):
        return ""
    return Addresses(member.partnership.slug).review(review.public_id, "audience")


@cache
def help_address(page: str) -> str:
    """The address of a part of the guide, named as page#part; "" for none."""
    if not page:
        return ""
    name, _, part = page.partition("#")
    return reverse("guide:page", args=[name]) + (f"#{part}" if part else "")


def _about(review: Any) -> str:
    framework = review.framework
    parts = (
        wording.state(review.stands),
        wording.day(review.date),
        f"{framework.title} {framework.edition}",
        shown(review.marking),
    )
    return " · ".join(part for part in parts if part)


def _tabs(request: HttpRequest, review: Any, current: str) -> tuple[Tab, ...]:
    member = request.member  # type: ignore[attr-defined]
    to = Addresses(member.partnership.slug)
    own = [
        ("overview", gettext("Overview"), to.review(review.public_id)),
        ("sheet", gettext("Results sheet"), to.review(review.public_id, "sheet")),
        ("plan", gettext("Action plan"), to.review(review.public_id, "plan")),
        ("evidence", gettext("Evidence"), to.review(review.public_id, "evidence")),
        ("values", gettext("Values"), to.review(review.public_id, "values")),
        ("comments", gettext("Comments"), to.review(review.public_id, "comments")),
    ]
    if not asks_about_values(review):
        own = [tab for tab in own if tab[0] != "values"]
    tabs = [Tab(text, url, key == current) for key, text, url in own]
    for entry in TABS:
        if entry.shown and not entry.shown(review, member):
            continue
        count = entry.count(review, member) if entry.count else 0
        address = entry.address(member.partnership.slug, review.public_id)
        tabs.append(Tab(entry.text(), address, entry.key == current, count))
    return tuple(tabs)


# What has just happened: a word in the address, so that it holds in every tab and needs no session.
UNTOLD, OWN_UNTOLD = "action-untold", "own-action-untold"  # closed without a word on the difference that it made
SAID = {
    "finding-added": lambda: gettext("Finding added"),
    "finding-saved": lambda: gettext("Finding saved"),
    "finding-copied": lambda: gettext("Finding copied"),
    "finding-restored": lambda: gettext("Finding brought back"),
    "order-changed": lambda: gettext("Order changed"),
    "relevance-saved": lambda: gettext("Saved where else it is relevant"),
    "action-added": lambda: gettext("Action added"),
    "action-saved": lambda: gettext("Action saved"),
    "action-restored": lambda: gettext("Action brought back"),
    "action-linked": lambda: gettext("The action now serves this finding as well"),
    "action-unlinked": lambda: gettext("The action no longer serves that finding"),
    "round-noted": lambda: gettext("Noted as done this time"),
    "asked-sent": lambda: gettext("The list is on its way"),
    "checked": lambda: gettext("Noted as still green"),
    "checked-no-longer": lambda: gettext("Noted. Choose the colour that it has now"),
    "carried-on": lambda: gettext("The action goes on in this review"),
    "pointer-added": lambda: gettext("Reference added"),
    "pointer-removed": lambda: gettext("Reference removed"),
    "rating-saved": lambda: gettext("Rating saved"),
    "words-taken-out": lambda: gettext("The words were taken out"),
    "review-begun": lambda: gettext("Review begun"),
    "priority-set": lambda: gettext("Marked as priority"),
    "priority-lifted": lambda: gettext("No longer marked as priority"),
    "review-saved": lambda: gettext("Saved"),
    "place-added": lambda: gettext("Place added"),
    "place-saved": lambda: gettext("Saved"),
    "place-removed": lambda: gettext("Place removed"),
    "review-archived": lambda: gettext("Review archived"),
    "review-restored": lambda: gettext("Review brought back"),
    "evidence-added": lambda: gettext("Evidence added"),
    "evidence-saved": lambda: gettext("Evidence saved"),
    "evidence-archived": lambda: gettext("Evidence archived"),
    "evidence-restored": lambda: gettext("Evidence brought back"),
    "files-attached": lambda: gettext("Attached"),
    "file-restored": lambda: gettext("Attachment brought back"),
    "meeting-opened": lambda: gettext("The meeting is open"),
    "meeting-saved": lambda: gettext("Saved"),
    "meeting-closed": lambda: gettext("The meeting is closed"),
    "summary-saved": lambda: gettext("Saved"),
    "value-saved": lambda: gettext("Saved"),
    "value-added": lambda: gettext("Value added"),
    "comment-added": lambda: gettext("Comment added"),
    "reply-added": lambda: gettext("Reply added"),
    "comment-saved": lambda: gettext("Comment saved"),
    "comment-settled": lambda: gettext("Settled"),
    "comment-open": lambda: gettext("Open again"),
    "comment-withdrawn": lambda: gettext("Comment withdrawn"),
    "comment-restored": lambda: gettext("Comment brought back"),
    UNTOLD: lambda: gettext("Saved as done. What difference it made is still to be told"),
    OWN_UNTOLD: lambda: gettext("Saved as done. What difference it made is still to be told"),
    "note-saved": lambda: gettext("Working note saved"),
    "member-saved": lambda: gettext("Saved. It holds at their next click."),
    "member-ended": lambda: gettext("They are out, at their next click"),
    "invitation-sent": lambda: gettext("The invitation is on its way"),
    "invitation-withdrawn": lambda: gettext("Invitation taken back: its link works no more"),
    "agency-added": lambda: gettext("Agency added"),
    "agency-saved": lambda: gettext("Saved"),
    "lead-saved": lambda: gettext("Saved"),
    "settings-saved": lambda: gettext("Saved"),
    "job-again": lambda: gettext("It is being tried again"),
    "name-removed": lambda: gettext("The name is removed"),
    "deleted-for-good": lambda: gettext("Deleted for good"),
    "hold-set": lambda: gettext("Under a legal hold from now on"),
    "hold-lifted": lambda: gettext("Legal hold lifted"),
    "undone": lambda: gettext("Undone"),
    "challenge-recorded": lambda: gettext("Challenge recorded"),
    "challenge-answered": lambda: gettext("Answer saved"),
    "version-agreed": lambda: gettext("This version is agreed, and kept as it is"),
    "review-moved": lambda: gettext("Saved how far the review is"),
    "audience-set": lambda: gettext("Saved who sees the draft"),
}
STEPS = {
    "finding.recoloured": lambda: gettext("Finding moved to another colour"),
    "finding.moved": lambda: gettext("Finding moved"),
    "finding.archived": lambda: gettext("Finding archived"),
    "action.archived": lambda: gettext("Action archived"),
    "actions.changed": lambda: gettext("Actions changed"),
}


def notice(request: HttpRequest) -> Notice | None:
    """The line that says what has just happened, with its Undo where there is one, and what is still to be told.

    It asks the database nothing: whether a step can still be undone is told when somebody tries.
    """
    said, step = happened(request), happened(request, "step")
    words = STEPS.get(said) if step else SAID.get(said)
    if words is None:
        return None
    to = Addresses(request.member.partnership.slug) if hasattr(request, "member") else None
    undo_url = to.undo(step) if to and step.isalnum() else ""
    rest, link = _still_to_tell(request, to)
    return Notice(
        f"{words()}{rest}",
        focus=_anchor(request.GET.get("at", "")),
        undo_url=undo_url,
        undo_first=bool(undo_url),
        link=link,
    )


def _still_to_tell(request: HttpRequest, to: Addresses | None) -> tuple[str, Link | None]:
    """After actions were closed without a word on the difference that they made: a sentence, and where to tell it."""
    said, of = request.GET.get("said", ""), request.GET.get("of", "")
    if to and said in (UNTOLD, OWN_UNTOLD) and of.isalnum():
        url = to.action(of, "progress") if said == UNTOLD else to.own(of)
        return "", Link(gettext("Tell it now"), url)
    past = gettext(". Their new date is past already") if said == "actions.changed" and request.GET.get("past") else ""
    untold = request.GET.get("untold", "")
    if said == "actions.changed" and untold.isdecimal() and len(untold) < 5:
        words = gettext("Of %(n)d of them, the difference made is still to be told") % {"n": int(untold)}
        return f"{past}. {words}", Link(gettext("Show them"), "?status=done&difference=untold")
    return past, None


def _anchor(text: str) -> str:
    return text if text.replace("-", "").replace("_", "").isalnum() else ""


def back_to(
    address: str, *, said: str = "", step: str = "", at: str = "", of: str = "", with_undo: bool = False
) -> HttpResponse:
    """Redirect to a page that says what has just happened and shows it: `at` is an id on that page.

    `of` is the public id of the action of which something is still to be told. After a `step`, or `with_undo`, reading
    begins at the line that offers it, which leads on to `at`.
    """
    query = {name: value for name, value in (("said", said), ("step", step), ("of", of), ("at", at)) if value}
    address += f"?{urlencode(query)}" if query else ""
    part = "notice" if step or with_undo else at
    return HttpResponseRedirect(f"{address}#{part}" if part else address)
