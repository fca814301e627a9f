from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from system_review.audit.models import Event
from system_review.evidence.rules import EvidenceKind, EvidenceState, Naming
from system_review.evidence.services import Description
from system_review.partnerships.services import LeadName
from system_review.reviews.models import Action, Finding
from system_review.reviews.queries.overview import overview_page
from system_review.reviews.services.actions import archive_action, serve_finding
from system_review.reviews.services.evidence import add_to_review
from system_review.reviews.services.findings import add_see_also
from system_review.reviews.services.moves import archive_finding, recolour_finding
from system_review.reviews.services.ratings import rate_cell
from tests import factories
from tests.cast import CANARY, sample_review
from tests.factories import AT, TODAY, cell

EASTMERE = "/eastmere-safeguarding-partnership"


def url(review, part=""):
    return f"{EASTMERE}/reviews/{review.public_id}/{part}"


def page(review, member, **more):
    """The overview with its parts worked out."""
    found = overview_page(review, visible_to=member, today=TODAY, **more)
    return replace(found, **{name: getattr(found, name).make() for name in ("matrix", "to_sort_out", "load")})


def lines(review, member):
    """What is to be sorted out, by its words: number, detail and address."""
    return {line.text: line for line in page(review, member).to_sort_out}


def rate(of, rating, reason="", *, by):
    rate_cell(cell=of, seen=of.version, rating=rating, reason=reason, agreed_at="", by=by, at=AT)


def test_it_shows_the_whole_review_on_both_frameworks(as_, anwen, framework_key):
    review = sample_review(anwen, framework_key)

    response = as_(anwen).get(url(review))

    assert response.status_code == 200
    assert "2 findings, 3 actions" in response.text
    assert "nothing written yet" in response.text
    assert f"Jo {CANARY}, Police {CANARY}" in response.text


def test_the_matrix_counts_an_action_once_in_a_stage(anwen, review):
    both = list(Finding.unscoped.filter(review=review))
    serve_finding(action=Action.unscoped.filter(review=review).first(), finding=both[1], by=anwen, at=AT)

    first = page(review, anwen).matrix.groups[0].rows[0].cells[0]

    assert first.counts == "2 findings, 3 actions"
    assert first.url == f"{url(review)}sheet/target/level-1/#stage-{cell(review).stage}"


def test_the_matrix_has_a_row_a_sheet_and_a_column_a_stage(anwen, review):
    matrix = page(review, anwen).matrix

    assert len(matrix.heads) == 4
    assert [len(group.rows) for group in matrix.groups] == [2, 2, 2, 2]
    assert all(len(row.cells) == 4 for group in matrix.groups for row in group.rows)


def test_sheets_with_stages_of_their_own_stand_in_lists(anwen):
    matrix = page(sample_review(anwen, "section-175-schools"), anwen).matrix

    assert matrix.heads == ()
    assert [group.name for group in matrix.groups] == [""]


def test_an_action_without_a_lead_is_to_be_sorted_out(as_, anwen, review):
    line = lines(review, anwen)["Action without a lead"]

    assert (line.number, line.detail) == ("1", "Target, Level 1, Referral")
    assert "Write to the ambulance service" in as_(anwen).get(line.url).text
    assert "Brief the practices" not in as_(anwen).get(line.url).text


def test_actions_without_a_date_and_overdue_ones_are_to_be_sorted_out(as_, anwen, review):
    red = Finding.unscoped.get(review=review, colour="red")
    factories.action(red, "Agree one form", LeadName("Ola"), due_on=date(2027, 3, 31))

    found = lines(review, anwen)

    assert found["Actions without a date"].number == "3"
    assert found["Action overdue"].number == "1"
    assert found["Action overdue"].detail == "Agree one form, Ola, due 31 March 2027"
    assert found["Action overdue"].url.endswith("/plan/?due=overdue")


def test_what_is_done_is_not_to_be_sorted_out(anwen, review):
    Action.unscoped.filter(review=review).update(status="done")

    assert "Action without a lead" not in lines(review, anwen)
    assert "Actions without a date" not in lines(review, anwen)


def test_a_finding_without_an_action_leads_to_its_place_on_the_sheet(anwen, review):
    bare = factories.finding(cell(review, 5), "green", "A quiet strength")

    line = lines(review, anwen)["Finding without an action"]

    assert line.number == "1"
    assert line.url.endswith(f"/sheet/target/level-2/#finding-{bare.public_id}")


def test_several_findings_without_an_action_have_a_page(as_, anwen, review):
    for number in range(3):
        factories.finding(cell(review, number), "green", f"A quiet strength {number}")

    response = as_(anwen).get(lines(review, anwen)["Findings without an action"].url)

    assert response.text.count("A quiet strength") >= 3
    assert "Nobody asks about places" not in response.text
    assert "/new-action/" in response.text


def test_a_finding_that_moved_on_needs_an_action_for_its_new_colour(anwen, review):
    amber = Finding.unscoped.select_related("cell").get(review=review, colour="amber")
    onward = {action.public_id: "done" for action in Action.unscoped.filter(servings__finding=amber)}
    recolour_finding(
        finding=amber, seen=1, colour="green", on=TODAY, reason="The form is in use", onward=onward, by=anwen, at=AT
    )

    assert lines(review, anwen)["Finding without an action"].number == "1"


def test_a_finding_that_refers_to_other_actions_is_not_without_one(anwen, review):
    bare = factories.finding(cell(review, 5), "green", "A quiet strength")
    add_see_also(finding=bare, cell=cell(review), by=anwen, at=AT)

    assert "Finding without an action" not in lines(review, anwen)


def test_a_finding_without_evidence_is_to_be_sorted_out(as_, anwen, review):
    red = Finding.unscoped.get(review=review, colour="red")
    survey = Description(kind=EvidenceKind.SURVEY, sentence="40 answers")
    add_to_review(review=review, description=survey, findings=[red], by=anwen, at=AT)

    line = lines(review, anwen)["Finding without evidence"]

    assert (line.number, line.detail) == ("1", "Target, Level 1, Referral")
    listed = as_(anwen).get(url(review, "findings/?without=evidence")).text
    assert "The new form asks about friends" in listed and "Nobody asks about places" not in listed
    assert "evidence/new/?finding=" in listed


def test_a_rating_at_odds_with_its_findings_is_to_be_sorted_out(as_, anwen, review):
    rate(cell(review), "green", "One team is far ahead", by=anwen)

    line = lines(review, anwen)["Rating at odds with its findings"]

    assert line.url.endswith(f"/sheet/target/level-1/#stage-{cell(review).stage}")
    listed = as_(anwen).get(url(review, "stages/?which=at-odds")).text
    assert "One team is far ahead" in listed and "The findings suggest" in listed
    assert ">Change<span" in listed and ">Rate<span" not in listed
    assert ">Rate<span" in as_(anwen).get(url(review, "stages/?which=unrated")).text


def test_a_suggestion_that_nobody_took_up_is_told_from_a_stage_without_findings(anwen, review):
    found = lines(review, anwen)

    assert found["Rating suggested, nobody has rated yet"].number == "1"
    assert found["Stages not rated yet"].number == "31"


def test_stages_not_yet_known_are_to_be_sorted_out(as_, anwen, review):
    for number in (6, 7):
        rate(cell(review, number), "not_yet_known", by=anwen)

    line = lines(review, anwen)["Stages not yet known"]

    assert line.number == "2"
    assert line.url.endswith("/stages/?which=unknown")
    assert as_(anwen).get(line.url).text.count("Not yet known</span>") == 2


def test_what_is_awaited_says_of_whom_and_until_when(anwen, review):
    for who, day in (("the police", date(2027, 3, 1)), ("health", date(2027, 5, 12))):
        asked = Description(kind=EvidenceKind.DATA_EXTRACT, state=EvidenceState.ASKED_FOR, asked_of=who, due_on=day)
        add_to_review(review=review, description=asked, by=anwen, at=AT)

    line = lines(review, anwen)["Pieces of evidence still awaited"]

    assert line.detail == "the police, since 1 March 2027; health, by 12 May 2027"
    assert line.url.endswith("/evidence/asked/")


def test_evidence_for_the_team_is_not_counted_for_others(anwen, ben, review):
    for naming in (Naming.TEAM_ONLY, Naming.KIND_ONLY):
        asked = Description(
            kind=EvidenceKind.INTERVIEW, state=EvidenceState.ASKED_FOR, asked_of="a named head", naming=naming
        )
        add_to_review(review=review, description=asked, by=anwen, at=AT)

    assert lines(review, anwen)["Pieces of evidence still awaited"].number == "2"
    told = lines(review, ben)["Piece of evidence still awaited"]
    assert (told.number, told.detail) == ("1", "Interview")


def test_archived_things_are_counted_nowhere(anwen, review):
    red = Finding.unscoped.select_related("cell", "review").get(review=review, colour="red")
    last = Action.unscoped.select_related("review").filter(review=review).last()
    archive_action(action=last, seen=last.version, by=anwen, at=AT)
    archive_finding(finding=red, seen=red.version, by=anwen, at=AT)

    shown = page(review, anwen)

    assert shown.matrix.groups[0].rows[0].cells[0].counts == "1 finding, no actions"
    assert shown.load.rows == ()


def test_many_places_are_named_and_the_rest_counted(anwen, review):
    for number in range(8):
        factories.finding(cell(review, number), "green", "A quiet strength")

    detail = lines(review, anwen)["Findings without an action"].detail

    assert detail.endswith("and 5 more")
    assert detail.startswith("Target, Level 1, Referral; ")


def test_who_carries_how_much_by_lead_agency_and_month(anwen, review):
    red = Finding.unscoped.get(review=review, colour="red")
    factories.action(red, "One", LeadName("Sade", "", "Youth justice"), due_on=date(2027, 5, 3), status="under_way")
    factories.action(red, "Two", LeadName("Sade", "", "Youth justice"), due_on=date(2027, 3, 3), status="done")
    factories.action(red, "Three", LeadName("Sade", "", "Youth justice"), status="not_needed")

    by_lead = {row.who: row.figures for row in page(review, anwen).load.rows}
    by_agency = {row.who: row.figures for row in page(review, anwen, by="agency").load.rows}
    by_month = [(row.who, row.figures) for row in page(review, anwen, by="month").load.rows]

    assert by_lead["Sade, Youth justice"] == ("1", "1", "0", "0")
    assert by_lead["No lead yet"] == ("0", "0", "1", "0")
    assert by_agency == {
        f"Police {CANARY}": ("0", "0", "2", "0"),
        "Youth justice": ("1", "1", "0", "0"),
        "No agency yet": ("0", "0", "1", "0"),
    }
    assert [who for who, _ in by_month] == ["March 2027", "May 2027", "No date yet"]


def test_blocked_actions_have_a_figure_of_their_own(anwen, review):
    Action.unscoped.filter(review=review, text__startswith="Brief").update(status="blocked")

    load = page(review, anwen).load

    assert load.columns == ("Done", "Under way", "Blocked", "Not started", "Overdue")
    assert load.rows[0].figures == ("0", "0", "1", "1", "0")


def test_leads_who_would_read_the_same_are_told_apart_by_their_role(anwen, review):
    red = Finding.unscoped.get(review=review, colour="red")
    for role in ("inspector", "sergeant"):
        factories.action(red, role, LeadName("Sam", role, "Police"))

    assert {"Sam, inspector, Police", "Sam, sergeant, Police"} <= {row.who for row in page(review, anwen).load.rows}


def test_one_lead_with_much_of_the_work_is_named(anwen, review):
    red = Finding.unscoped.get(review=review, colour="red")
    for number in range(6):
        factories.action(red, f"Action {number}", LeadName("Ola"))

    assert page(review, anwen).load.note == "Ola leads 6 of the 9 actions that are still to be done."


def test_the_table_that_was_asked_for_is_shown(as_, anwen, review):
    client = as_(anwen)

    assert "Actions by agency" in client.get(url(review, "?by=agency")).text
    assert "Actions by due month" in client.get(url(review, "?by=month")).text
    assert "Actions by lead" in client.get(url(review, "?by=agency__members__password")).text


def test_an_empty_review_shows_its_first_step_and_no_chores(as_, anwen):
    review = factories.review(anwen)

    response = as_(anwen).get(url(review))

    assert "Begin with one finding" in response.text
    assert f"/cells/{cell(review).public_id}/new-finding/" in response.text
    assert "To sort out" not in response.text


def test_a_change_is_seen_at_once(as_, anwen, review):
    client = as_(anwen)
    client.get(url(review))

    factories.finding(cell(review, 1), "red", "Something new")

    assert "Finding without an action" in client.get(url(review)).text


def test_what_is_told_about_the_review_stands_below(as_, anwen):
    review = factories.review(anwen, about={"purpose": "To see <b>clearly</b>"})

    response = as_(anwen).get(url(review))

    assert "To see &lt;b&gt;clearly&lt;/b&gt;" in response.text
    assert "Change what is told about this review" in response.text


def test_who_may_only_look_is_offered_no_change(as_, farid, review):
    response = as_(farid).get(url(review))

    assert response.status_code == 200
    assert "Change what is told" not in response.text
    assert "new-finding" not in response.text


@pytest.mark.parametrize("part", ["", "findings/?without=action", "stages/?which=unrated"])
def test_a_stranger_cannot_tell_that_it_exists(as_, esme, review, part):
    there = as_(esme).get(url(review, part))
    absent = as_(esme).get(url(review, part).replace(review.public_id, "a" * 22))

    assert there.status_code == absent.status_code == 404
    assert there.content == absent.content
    assert CANARY not in there.text


@pytest.mark.parametrize("part", ["", "findings/", "stages/"])
def test_a_reader_of_agreed_results_does_not_see_a_draft(as_, huw, review, part):
    assert as_(huw).get(url(review, part)).status_code == 404


def test_looking_leaves_no_event(as_, anwen, review):
    before = Event.objects.count()

    as_(anwen).get(url(review))
    as_(anwen).get(url(review, "stages/"))

    assert Event.objects.count() == before


def test_it_asks_the_database_as_often_for_many_as_for_few(as_, anwen, review):
    client = as_(anwen)
    client.get(url(review))  # reads the framework, once a process
    factories.finding(cell(review, 31))
    few = len(client.get(url(review)).queries)
    for number in range(20):
        made = factories.finding(cell(review, number), "green", f"Finding {number}")
        for other in range(3):
            factories.action(made, f"Action {number} {other}", LeadName(f"Lead {number}"))

    response = client.get(url(review))

    assert len(response.queries) == few <= 15


def test_it_hands_the_database_no_lists_of_numbers(as_, anwen, review):
    for number in range(30):
        factories.action(factories.finding(cell(review, number)), f"Action {number}", LeadName(f"Lead {number}"))
    handed = []

    def count(execute, sql, params, many, context):
        handed.append(len(params or ()))
        return execute(sql, params, many, context)

    client = as_(anwen)
    with connection.execute_wrapper(count):
        client.get(url(review))

    assert sum(handed) < 100


def test_short_lists_take_any_words_in_their_address(as_, anwen, review):
    client = as_(anwen)

    assert "Findings without an action" in client.get(url(review, "findings/?without=cell__review__title")).text
    assert "Ratings at odds" in client.get(url(review, "stages/?which=%00")).text
