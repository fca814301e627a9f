"""Every address of the product as a stranger and as nobody: what is not yours is not there, whatever you send."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from system_review.administration.urls import urlpatterns as looking_after
from system_review.audit.models import Event
from system_review.audit.queries import last_number
from system_review.evidence.rules import EvidenceKind
from system_review.evidence.services import Description
from system_review.files.services.keeping import Incoming
from system_review.partnerships.models import Agency, Lead
from system_review.partnerships.queries import command_line_in
from system_review.partnerships.rules import Role
from system_review.partnerships.services.invitations import invite
from system_review.partnerships.services.members import Part
from system_review.reviews.models import Action, Cell, Finding, UndoStep, ValueJudgement
from system_review.reviews.queries.attachments import Held
from system_review.reviews.services.actions import archive_action
from system_review.reviews.services.agreeing import agree_version
from system_review.reviews.services.attachments import attach
from system_review.reviews.services.challenges import record_challenge
from system_review.reviews.services.evidence import add_to_review
from system_review.reviews.services.notes import write_note
from tests import factories
from tests.cast import CANARY
from tests.factories import AT, TODAY
from tests.people.test_doors import OPENED as SIGNING_IN

# Addresses that belong to no partnership: everybody who is signed in may open them, some without signing in.
OUTSIDE = {
    "open-link",
    "one-time-link",
    "invited",
    "me",
    "sessions",
    "end-other-sessions",
    "end-session",
    "organisation-told",
    "disconnect",
    "first-page",
    "privacy",
    "accessibility",
    "begin",
    "contents",
    "page",
    *SIGNING_IN,  # who may open each of these stands in tests/people/test_doors.py
}


def patterns(resolver: Any = None, prefix: str = "") -> list[tuple[str, str]]:
    """Every address as (name, route)."""
    found: list[tuple[str, str]] = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += patterns(entry, route)
        elif isinstance(entry, URLPattern):
            found.append((str(entry.name), route))
    return found


LOOKING_AFTER = {pattern.name for pattern in looking_after}
# What everybody who belongs to a partnership may open.
FOR_READERS = (
    "<slug:partnership>/",
    "<slug:partnership>/agreed/",
    "<slug:partnership>/my-actions/",
    "<slug:partnership>/privacy/",
    "<slug:partnership>/accessibility/",
)
INSIDE = [(name, route) for name, route in patterns() if name not in OUTSIDE]


@pytest.fixture
def samples(anwen, review):
    """A real identifier for every kind of thing that an address can name."""
    evidence = add_to_review(
        review=review,
        description=Description(kind=EvidenceKind.SURVEY, sentence=f"A survey {CANARY}"),
        by=anwen,
        at=AT,
    )
    action = Action.unscoped.filter(review=review).last()
    step = archive_action(action=action, seen=action.version, by=anwen, at=AT)
    found = {
        "partnership": "eastmere-safeguarding-partnership",
        "review": review.public_id,
        "domain": "target",
        "level": "level-1",
        "cell": Cell.unscoped.filter(review=review).first().public_id,
        "finding": Finding.unscoped.filter(review=review).first().public_id,
        "action": Action.unscoped.filter(review=review).first().public_id,
        "evidence": evidence.public_id,
        "value": ValueJudgement.unscoped.filter(review=review).first().public_id,
        "lead": Lead.unscoped.first().public_id,
        "agency": Agency.unscoped.first().public_id,
        "member": anwen.public_id,
        "invitation": an_invitation(by=anwen).public_id,
        "step": UndoStep.unscoped.get(pk=step.pk).public_id,
    }
    more = {"attachment": attached(review, anwen), "comment": commented(review, anwen)}
    return found | more | agreed(review, anwen) | other_samples(review, anwen)


def agreed(review: Any, by: Any) -> dict[str, str]:
    """An agreed version, and a challenge."""
    seen = last_number(str(by.partnership.key), review.public_id)
    version = agree_version(review=review, name=f"Agreed {CANARY}", seen=seen, today=TODAY, by=by, at=AT)
    asks = command_line_in(by.partnership)
    challenge = record_challenge(review=review, text=f"Why? {CANARY}", by=asks, at=AT)
    return {"version": version.public_id, "challenge": challenge.public_id}


def attached(review: Any, by: Any) -> str:
    """A file attached to the review's first finding."""
    held = Held(Finding.unscoped.filter(review=review).first(), review)
    file = Incoming(f"{CANARY}.txt", io.BytesIO(CANARY.encode()))
    return attach(to=held, files=[file], by=by, at=AT).public_id


def commented(review: Any, by: Any) -> str:
    """A comment on the review's first finding, beside which there is a working note."""
    finding = Finding.unscoped.filter(review=review).first()
    write_note(finding=finding, seen=0, text=f"Ask again {CANARY}", by=by, at=AT)
    return factories.comment(finding, f"Who says so? {CANARY}", by=by).public_id


def an_invitation(*, by: Any) -> Any:
    """An invitation that waits, with the canary in its name."""
    return invite(
        email="new@example.org",
        name=f"Nia {CANARY}",
        part=Part(roles={Role.READER}),
        by_letter=False,
        by=by,
        at=AT,
    )


def other_samples(review: Any, by: Any) -> dict[str, str]:
    """The inbox's things, once it has addresses."""
    from system_review.documents.services.receiving import receive_text

    document = receive_text(
        review=review, content=f"One. {CANARY}\n\nTwo.", name="pasted.txt", key="doors", by=by, at=AT
    )
    piece = document.passages.model.unscoped.filter(document=document).first()
    question = document.questions.model.unscoped.create(
        partnership=by.partnership,
        document=document,
        position=99,
        words=[CANARY, {}],
        about=[piece.public_id],
        answers=[],
    )
    return {"document": document.public_id, "piece": piece.public_id, "question": question.public_id}


def address(route: str, samples: dict[str, str]) -> str:
    """The route with real identifiers; an unknown kind of thing fails, so that a new address gets its sample here."""
    parts = []
    for part in route.split("/"):
        if part.startswith("<"):
            part = samples[part.strip("<>").split(":")[-1]]
        parts.append(part)
    return "/" + "/".join(parts)


def names_only_partnership(route: str) -> bool:
    """Whether it is a page about a whole partnership: members know that it is there (403)."""
    return route.count("<") == 1


def test_every_address_inside_a_partnership_names_it_first():
    assert INSIDE
    assert all(route.startswith("<slug:partnership>/") for _, route in INSIDE)


def test_a_stranger_finds_nothing_anywhere(as_, esme, samples):
    client, events = as_(esme), Event.objects.count()

    for _, route in INSIDE:
        here = address(route, samples)
        through_own = here.replace("/eastmere-", "/westfold-", 1)
        # what names nothing but the partnership is theirs through their own
        only = route in FOR_READERS or names_only_partnership(route)
        for where in [here] if only else [here, through_own]:
            for response in (
                client.get(where),
                client.post(where, {"version": 1}),
                client.get(where, HTTP_HX_REQUEST="true"),
            ):
                assert response.status_code in (404, 405), where
                assert CANARY not in response.text, where
    assert Event.objects.count() == events


def test_what_is_foreign_and_what_is_absent_get_the_same_answer(as_, esme, samples):
    client = as_(esme)

    for _, route in INSIDE:
        foreign = client.get(address(route, samples))
        absent = client.get(address(route, {**samples, "partnership": "no-such-partnership"}))
        assert (foreign.status_code, foreign.content) == (absent.status_code, absent.content), route


def test_nobody_is_sent_to_sign_in_from_everywhere(as_, samples):
    client, events = as_(None), Event.objects.count()

    for _, route in INSIDE:
        for response in (client.get(address(route, samples)), client.post(address(route, samples), {"version": 1})):
            assert response.status_code == 302, route
            assert response.headers["Location"].startswith("/sign-in/"), route
    assert Event.objects.count() == events


@pytest.mark.parametrize("who", ["ines", "jack", "huw", "dev"])
def test_who_has_left_or_reads_agreed_results_only_sees_no_draft(as_, request, samples, who):
    client, events = as_(request.getfixturevalue(who)), Event.objects.count()

    for name, route in INSIDE:
        if route == "<slug:partnership>/" or (who in ("huw", "dev") and route.startswith(FOR_READERS[1:])):
            continue
        # in one's own partnership, looking after people is there, and not for oneself to do
        is_inside = names_only_partnership(route) or (name in LOOKING_AFTER and who in ("huw", "dev"))
        refused = (403, 404, 405) if is_inside else (404, 405)
        for response in (client.get(address(route, samples)), client.post(address(route, samples), {"version": 1})):
            assert response.status_code in refused, (route, response.status_code)
            assert CANARY not in response.text, route
    assert Event.objects.count() == events


def test_a_scrutineer_looks_and_changes_nothing(as_, farid, samples):
    client, events = as_(farid), Event.objects.count()

    for _, route in INSIDE:
        own = route == "<slug:partnership>/my-actions/<slug:action>/"
        assert client.get(address(route, samples)).status_code in ((404,) if own else (200, 302, 403, 405)), route
        response = client.post(address(route, samples), {"version": 1})
        assert response.status_code in (403, 404, 405, 409, 422) or "exports" in route, (route, response.status_code)
    assert Event.objects.count() == events
