"""Agreeing a version, reading it, taking it out; that it stays as it was, and that a change of it is found."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from system_review.audit.models import Event, Particular
from system_review.errors import NotAllowed, Refused
from system_review.partnerships.ending import end_of
from system_review.partnerships.models import Agency, Member
from system_review.partnerships.rules import Role
from system_review.reviews.models import AgreedVersion, Finding, Review, ShownFrom, ValueJudgement
from system_review.reviews.queries.agreed import AgreedPages, content_of_version, tampered_versions
from system_review.reviews.queries.sheet import sheet_page
from system_review.reviews.rules.agreeing import may_stand_in, why_not_agree
from system_review.reviews.services.adopt import adopt_snapshot
from system_review.reviews.services.agreeing import agree_version
from system_review.reviews.services.findings import add_see_also, edit_finding, set_also_relevant
from system_review.reviews.services.ratings import rate_cell
from tests import factories
from tests.architecture.sources import modules
from tests.cast import CANARY
from tests.factories import AT, TODAY
from tests.reviews.pieces import EASTMERE, piece
from tests.triggers import without_triggers

FORMATS = ("docx", "pdf", "xlsx", "csv", "json")


def seen(review: Review) -> int:
    return Event.objects.filter(review=review.public_id).order_by("-seq").values_list("seq", flat=True).first()


def agree(review: Review, by: Member, name: str = "Agreed by the board") -> AgreedVersion:
    return agree_version(review=review, name=name, seen=seen(review), today=TODAY, by=by, at=AT)


@pytest.fixture
def version(review, gita):
    return agree(review, gita)


def url(version: AgreedVersion, part: str = "") -> str:
    return f"{EASTMERE}/agreed/{version.public_id}/{part}"


def test_an_approver_agrees_a_version_on_its_page(as_, gita, review):
    client, page = as_(gita), f"{EASTMERE}/reviews/{review.public_id}/versions/"
    form = client.get(page)
    assert "No version of this review is agreed yet." in form.text
    sent = {"name": "The board, May 2027", "seen": str(seen(review)), "key": "once"}

    response = client.post(page, sent, follow=True)
    again = client.post(page, sent, follow=True)

    assert "This version is agreed, and kept as it is" in response.text
    assert "The board, May 2027 · Agreed by Gita on" in response.text
    assert AgreedVersion.unscoped.count() == 1
    assert again.redirect_chain == response.redirect_chain
    [event] = Event.objects.filter(kind="version.agreed")
    made = AgreedVersion.unscoped.get()
    assert Particular.objects.get(event=event, field="sha256").text == made.sha256
    assert "Agreed last:" in client.get(f"{EASTMERE}/reviews/{review.public_id}/").text


def test_agreeing_twice_makes_one_version(anwen, gita, review):
    made = agree(review, gita, "Board, June")

    again = agree(review, gita, "board,  June")
    two = factories.member(review.partnership, "Mair", Role.APPROVER)
    of_another = agree_version(review=review, name="Board, June", seen=0, today=TODAY, key="own", by=two, at=AT)

    assert made == again == of_another
    assert Event.objects.filter(kind="version.agreed").count() == 1


def test_the_same_under_another_name_is_refused_with_the_version_that_stands(as_, gita, review, version):
    page = f"{EASTMERE}/reviews/{review.public_id}/versions/"

    answer = as_(gita).post(page, {"name": "Another", "seen": 1, "key": "k"})

    assert answer.status_code == 422
    assert "Nothing was changed since “Agreed by the board” was agreed. That version stands." in answer.text
    assert AgreedVersion.unscoped.count() == 1


def test_a_name_is_given_once(gita, review, version):
    factories.finding(factories.cell(review), "red", "Written since.")

    with pytest.raises(Refused, match="There is a version called “agreed by the Board” already"):
        agree(review, gita, "agreed by the Board")

    assert agree(review, gita, "Agreed once more").number == 2


def test_the_review_then_stands_as_agreed_unless_it_is_left_out(as_, gita, review):
    page = f"{EASTMERE}/reviews/{review.public_id}/versions/"
    sent = {"name": "For the panel", "seen": seen(review), "key": "one"}

    as_(gita).post(page, sent)
    assert Review.unscoped.get(pk=review.pk).state == "setting_up"
    factories.finding(factories.cell(review), "red", "Written since.")
    as_(gita).post(page, {**sent, "name": "Board", "seen": seen(review), "key": "two", "moves": "on"})

    assert Review.unscoped.get(pk=review.pk).state == "agreed"


def test_bringing_its_file_in_makes_another_review_and_leaves_it(anwen, version):
    before = AgreedVersion.unscoped.get()

    made = adopt_snapshot(snapshot=content_of_version(version), by=anwen, at=AT)

    after = AgreedVersion.unscoped.get()
    assert made.pk != version.review_id
    assert (after.content, after.sha256, after.keys) == (before.content, before.sha256, before.keys)


def test_no_service_but_two_writes_a_version():
    writes = re.compile(
        r"AgreedVersion\.unscoped\b[^\n]*\.(create|update|delete|bulk|save)|AgreedVersion\.unscoped\.(create|bulk)"
    )
    found = {
        module.path.as_posix()
        for module in modules()
        if "migrations" not in module.path.parts and writes.search("\n".join(module.lines))
    }

    assert found == {"reviews/services/agreeing.py", "upkeep/services/taking_out_rows.py"}


def test_who_agrees(as_, anwen, ben, farid, gita, review):
    page = f"{EASTMERE}/reviews/{review.public_id}/versions/"
    for member in (anwen, ben, farid):
        with pytest.raises(NotAllowed):
            agree(review, member)
        response = as_(member).post(page, {"name": "x", "seen": seen(review)})
        assert response.status_code == 403
        assert "Agree this version" not in as_(member).get(page).text
    assert "A version is agreed by Gita." in as_(anwen).get(page).text
    assert not AgreedVersion.unscoped.exists()


def test_the_review_lead_agrees_where_nobody_approves(as_, anwen, review):
    assert "Agree this version" in as_(anwen).get(f"{EASTMERE}/reviews/{review.public_id}/versions/").text

    assert agree(review, anwen).number == 1


def test_the_rules():
    assert may_stand_in([Role.APPROVER], has_approver=True)
    assert not may_stand_in([Role.REVIEW_LEAD], has_approver=True)
    assert may_stand_in([Role.REVIEW_LEAD], has_approver=False)
    fine = {"name": "x", "days": {}, "archived": False, "changed": False}
    assert why_not_agree(**fine) is None
    for wrong in ({"name": " "}, {"days": {"Police": TODAY}}, {"archived": True}, {"changed": True}):
        assert why_not_agree(**{**fine, **wrong}) is not None


def test_what_changed_since_one_looked_is_not_agreed(as_, gita, review):
    page, before = f"{EASTMERE}/reviews/{review.public_id}/versions/", seen(review)
    factories.finding(factories.cell(review), "red", "Written meanwhile.")
    client = as_(gita)

    response = client.post(page, {"name": "x", "seen": before, "key": "k"})

    assert response.status_code == 422
    assert "The review was changed since you opened this page" in response.text
    assert not AgreedVersion.unscoped.exists()
    [number] = re.findall(r'name="seen" value="(\d+)"', response.text)
    assert client.post(page, {"name": "x", "seen": number, "key": "k"}).status_code == 302


def test_nothing_is_agreed_while_an_agency_waits_for_its_day(gita, review):
    police = Agency.unscoped.create(partnership=review.partnership, name="Police")
    days = ShownFrom.unscoped.create(
        partnership=review.partnership, review=review, agency=police, on=TODAY + timedelta(days=1)
    )

    with pytest.raises(Refused, match="Findings about Police are held back"):
        agree(review, gita)

    days.on = TODAY
    days.save()
    assert agree(review, gita)


@pytest.mark.parametrize("who", ["anwen", "ben", "carys", "dev", "farid", "gita", "huw"])
def test_every_member_reads_it_and_takes_it_out(as_, request, version, who):
    client = as_(request.getfixturevalue(who))

    listed = client.get(f"{EASTMERE}/agreed/").text
    whole, sheet = client.get(url(version)), client.get(url(version, "sheet/"), follow=True)

    assert "Agreed by the board" in listed
    assert whole.status_code == sheet.status_code == 200
    assert "It cannot be changed." in whole.text
    assert f"Nobody asks about places. {CANARY}" in sheet.text
    assert f"Brief the practices {CANARY}" in sheet.text
    assert "Jo " in sheet.text
    assert client.get(url(version, "exports/")).status_code == 200
    for form in FORMATS:
        assert client.post(url(version, "exports/"), {"format": form}).status_code == 200, form


def test_nothing_on_its_pages_leads_to_what_can_be_changed(as_, anwen, version):
    for part in ("", "sheet/target/level-1/"):
        page = as_(anwen).get(url(version, part)).text
        main = page.partition("<main")[2]
        assert not re.search(rf'href="{EASTMERE}/(findings|actions|cells|reviews|values)/', main)
        assert 'href=""' not in main


def test_the_sheet_says_what_the_sheet_of_the_draft_said(anwen, farid, review):
    first, third = factories.cell(review), factories.cell(review, 3)
    red = Finding.unscoped.get(review=review, colour="red")
    piece(review, "40 referrals read.", on=[red], how_many=40)
    other = factories.finding(third, "green", "Shops call.")
    factories.action(other, "Visit the shops", due_words="each term", repeats_every=1, repeats_unit="term")
    set_also_relevant(finding=other, seen=1, cells=[first], by=anwen, at=AT)
    add_see_also(finding=red, cell=third, by=anwen, at=AT)
    rate_cell(cell=first, seen=1, rating="red", reason="Half do", agreed_at="the panel", by=anwen, at=AT)

    made = agree(review, anwen)
    drawn = AgreedPages(made, visible_to=anwen).sheet("target", "level-1")
    draft = sheet_page(review, domain="target", level="level-1", visible_to=farid, today=TODAY)

    def said(page) -> list[str]:
        words = []
        for stage in page.stages:
            row = stage.make() if hasattr(stage, "make") else stage
            words += [row.name, str(row.rating), *row.rated, row.why]
            for band in row.bands:
                words += [band.word, *(one.text for one in band.references)]
                for part in band.findings:
                    block = part.make()
                    words += [block.start, block.evidence, *block.quiet, *(link.text for link in block.see_also)]
                    for action in block.actions:
                        words += [action.text, action.lead, action.others, action.when, action.status_word]
                        words += [*action.extras, action.tag]
        return [word for word in words if word]

    assert said(drawn) == said(draft)
    assert "Half do" in str(said(drawn))


def test_every_link_of_its_pages_leads_to_a_page_and_to_a_place_on_it(as_, anwen, huw, review):
    red = Finding.unscoped.get(review=review, colour="red")
    far = factories.action(factories.finding(factories.cell(review, 5), "amber", "Parks call."), "Visit the parks")
    add_see_also(finding=red, action=far, by=anwen, at=AT)
    client, found = as_(huw), {}
    todo = [url(agree(review, anwen))]
    while todo:
        page = todo.pop()
        found[page] = client.get(page, follow=True)
        links = {link.split("?")[0] for link in re.findall(r'href="(/[^"]*/agreed/[^"]*)"', found[page].text)}
        todo += sorted({link.split("#")[0] for link in links} - {*found, *todo})

    assert {page: answer.status_code for page, answer in found.items() if answer.status_code != 200} == {}
    anchors = {link for answer in found.values() for link in re.findall(r'href="(/[^"]*#action-[^"]*)"', answer.text)}
    assert anchors
    assert [one for one in anchors if f'id="{one.split("#")[1]}"' not in found[one.split("#")[0]].text] == []


def test_the_values_stand_on_it(as_, anwen, huw, review):
    ValueJudgement.unscoped.filter(review=review, position=0).update(narrative="Children are heard.")

    made = agree(review, anwen)

    assert "Children are heard." in as_(huw).get(url(made)).text


def test_it_stays_as_it_was(as_, anwen, huw, review, version):
    client = as_(huw)

    def everything() -> list[bytes]:
        pages = [client.get(url(version, part)).content for part in ("", "sheet/target/level-1/")]
        files = [client.post(url(version, "exports/"), {"format": form}).content for form in FORMATS]
        return [*(re.sub(rb'X-CSRFToken": "[^"]*', b"", page) for page in pages), *files]

    before = everything()
    red = Finding.unscoped.get(review=review, colour="red")
    edit_finding(finding=red, seen=1, text="Somebody asks.", about=[], on_behalf_of=None, evidence=[], by=anwen, at=AT)
    Agency.unscoped.filter(name__startswith="Police").update(name="Renamed")
    Review.unscoped.update(title="Another title")
    Member.unscoped.filter(pk=anwen.pk).update(roles=[Role.READER])

    assert everything() == before


def test_the_database_refuses_to_change_or_remove_it(version):
    for change in (
        lambda: AgreedVersion.unscoped.filter(pk=version.pk).update(name="Another"),
        lambda: AgreedVersion.unscoped.filter(pk=version.pk).update(keys='{"f1": "other"}'),
        lambda: AgreedVersion.unscoped.filter(pk=version.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="never"), transaction.atomic():
            change()


@pytest.mark.parametrize("change", [{"content": "{}"}, {"sha256": "0" * 64}, {"keys": "{}"}, None])
def test_a_change_past_the_database_is_told(version, change):
    assert tampered_versions() == []

    with without_triggers():
        rows = AgreedVersion.unscoped.filter(pk=version.pk)
        rows.update(**change) if change else rows.delete()

    assert tampered_versions() == [version.public_id]


def test_it_holds_nothing_for_the_team_only(gita, review):
    piece(review, "The deputy said", naming="team_only")
    piece(review, "The managers said", naming="kind_only")

    content = agree(review, gita).content

    assert "The deputy" not in content
    assert "The managers" not in content


def test_others_find_nothing(as_, esme, jack, ines, version):
    for member in (esme, jack, ines):
        for part in ("", "sheet/", "sheet/target/level-1/", "exports/"):
            assert as_(member).get(url(version, part)).status_code == 404
    assert as_(esme).get(f"/westfold-safeguarding-partnership/agreed/{version.public_id}/").status_code == 404


def test_what_a_guest_reads_stands_in_the_history(as_, eastmere, huw, anwen, review, version):
    guest = factories.member(eastmere, "Lloyd", Role.GUEST)

    as_(huw).get(url(version))
    assert not Event.objects.filter(kind="version.read").exists()
    as_(guest).get(url(version))
    as_(guest).get(url(version, "sheet/target/level-1/"))
    as_(guest).post(url(version, "exports/"), {"format": "csv"})

    kinds = Event.objects.filter(subject=f"agreedversion:{version.public_id}").order_by("pk")
    assert list(kinds.values_list("kind", flat=True))[1:] == ["version.read", "version.read", "version.exported"]
    history = as_(anwen).get(f"{EASTMERE}/reviews/{review.public_id}/history/").text
    assert "a guest, read the agreed version" in history


@pytest.mark.parametrize("who", ["huw", "dev"])
def test_who_reads_agreed_results_only_is_told_what_there_is(as_, request, review, who):
    client = as_(request.getfixturevalue(who))
    nothing = "You read what was agreed. Nothing is agreed yet"

    assert nothing in client.get("/").text
    assert nothing in client.get(f"{EASTMERE}/").text
    assert "Nothing is agreed yet" in client.get(f"{EASTMERE}/agreed/").text
    assert "Start a review" not in client.get("/").text
    assert CANARY not in client.get("/").text

    agree(review, factories.member(review.partnership, "Mair", Role.APPROVER))

    assert "Agreed by the board" in client.get("/").text
    assert "Agreed by the board" in client.get(f"{EASTMERE}/").text


def test_the_day_of_an_agreed_version_is_the_day_of_the_agreement(as_, huw, anwen, review):
    late = timezone.localtime(AT).date() - timedelta(days=1)
    factories.action(Finding.unscoped.filter(review=review).first(), "Late", due_on=late)
    made = agree(review, anwen)

    assert as_(huw).get(url(made, "sheet/target/level-1/")).text.count(">overdue<") == 1


def test_a_guest_is_told_their_last_day(as_, eastmere, version):
    guest = factories.member(eastmere, "Lloyd", Role.GUEST)
    guest.until = end_of(date(2047, 5, 31))
    guest.save(update_fields=["until"])

    assert "You are a guest until 31 May 2047" in as_(guest).get(url(version)).text
