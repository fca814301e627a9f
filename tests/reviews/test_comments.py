"""Comments on findings and actions: written, answered, settled, counted, listed, found, and kept in the history."""

from __future__ import annotations

import re

import pytest

from system_review.audit.models import Event
from system_review.errors import ChangedMeanwhile, NotAllowed, Refused
from system_review.partnerships.models import Agency
from system_review.reviews.models import Action, Comment, Finding
from system_review.reviews.queries.comments import Wanted, conversations_in, conversations_on
from system_review.reviews.services import comments as services
from system_review.reviews.services.moves import archive_finding
from tests import factories
from tests.cast import sample_review
from tests.factories import AT

EASTMERE = "/eastmere-safeguarding-partnership"


@pytest.fixture
def red(review):
    return Finding.unscoped.get(review=review, colour="red")


def speaks_for(member, *names):
    for name in names:
        member.agencies.through.objects.create(
            member=member, agency=Agency.unscoped.create(partnership=member.partnership, name=name)
        )


def sheet_of(client, review):
    return client.get(f"{EASTMERE}/reviews/{review.public_id}/sheet/target/level-1/")


def test_a_comment_is_written_with_name_and_agency_and_counted_on_the_sheet(as_, ben, review, red):
    speaks_for(ben, "Police")
    client = as_(ben)

    answer = client.post(f"{EASTMERE}/findings/{red.public_id}/comments/", {"text": "At night too?", "key": "k"})

    comment = Comment.unscoped.get()
    assert (comment.text, comment.by, comment.by_name, comment.agency_name) == ("At night too?", ben, "Ben", "Police")
    assert answer.headers["Location"].endswith(f"#comment-{comment.public_id}")
    page = client.get(f"{EASTMERE}/findings/{red.public_id}/comments/").text
    assert "At night too?" in page and "<b>Ben, Police</b>" in page
    assert "1 open comment</a>" in sheet_of(client, review).text
    assert Event.objects.latest("pk").kind == "comment.written"


def test_whoever_speaks_for_several_agencies_chooses_one(as_, ben, red):
    speaks_for(ben, "Police", "Probation")
    client, address = as_(ben), f"{EASTMERE}/findings/{red.public_id}/comments/"
    agency = Agency.unscoped.get(name="Probation")

    asked = client.get(address).text
    client.post(address, {"text": "Seen so.", "on_behalf_of": agency.public_id, "key": "k"})

    assert "You write for" in asked
    assert Comment.unscoped.get().agency_name == "Probation"


def test_nobody_speaks_for_an_agency_that_is_not_theirs(ben, red):
    other = Agency.unscoped.create(partnership=ben.partnership, name="Health")

    with pytest.raises(NotAllowed):
        services.add_comment(on=red, text="So it is.", agency=other, by=ben, at=AT)


def test_an_action_has_comments_of_its_own(as_, anwen, review):
    action = Action.unscoped.filter(review=review).order_by("pk").first()
    client = as_(anwen)

    client.post(f"{EASTMERE}/actions/{action.public_id}/comments/", {"text": "Who pays?", "key": "k"})

    assert Comment.unscoped.get().action == action
    page = sheet_of(client, review).text
    assert f'{EASTMERE}/actions/{action.public_id}/comments/">1 open comment</a>' in page


def test_an_empty_comment_is_refused_with_a_sentence(as_, anwen, red):
    answer = as_(anwen).post(f"{EASTMERE}/findings/{red.public_id}/comments/", {"text": "  ", "key": "k"})

    assert answer.status_code == 422
    assert "Write what you want to say" in answer.text
    assert not Comment.unscoped.exists()


def test_replies_stand_flat_below_the_first(as_, anwen, ben, red):
    first = factories.comment(red, "At night too?", by=ben)
    client = as_(anwen)

    client.post(f"{EASTMERE}/comments/{first.public_id}/reply/", {"text": "Nobody asked.", "key": "a"})
    reply = Comment.unscoped.get(answers=first)
    client.post(f"{EASTMERE}/comments/{reply.public_id}/reply/", {"text": "Then let us.", "key": "b"})

    assert Comment.unscoped.filter(answers=first).count() == 2
    (talk,) = conversations_on(red, visible_to=anwen)
    assert [said.text for said in talk.replies] == ["Nobody asked.", "Then let us."]


def test_settled_it_is_no_longer_counted_and_opened_again_it_is(as_, anwen, ben, review, red):
    comment, client = factories.comment(red, by=ben), as_(anwen)
    address = f"{EASTMERE}/comments/{comment.public_id}"

    client.post(f"{address}/settlement/", {"version": 1})
    settled = sheet_of(client, review).text
    page = client.get(f"{EASTMERE}/findings/{red.public_id}/comments/").text
    client.post(f"{address}/opening/", {"version": 2})

    assert "open comment" not in settled
    assert "Settled by Anwen" in page
    assert "1 open comment" in sheet_of(client, review).text


def test_settling_what_somebody_settled_meanwhile_is_told(anwen, ben, red):
    comment = factories.comment(red, by=ben)
    stale = Comment.unscoped.get(pk=comment.pk)
    services.settle_comment(comment=comment, seen=1, by=ben, at=AT)

    with pytest.raises(ChangedMeanwhile):
        services.settle_comment(comment=stale, seen=1, by=anwen, at=AT)


def test_only_its_writer_changes_or_withdraws_a_comment(as_, anwen, ben, red):
    comment = factories.comment(red, "At nihgt too?", by=ben)
    address = f"{EASTMERE}/comments/{comment.public_id}/"

    answers = [as_(anwen).get(address), as_(anwen).post(address, {"text": "Mine now", "version": 1})]
    answers.append(as_(anwen).post(f"{address}withdrawal/", {"version": 1}))
    as_(ben).post(address, {"text": "At night too?", "version": 1})

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    comment.refresh_from_db()
    assert comment.text == "At night too?"
    assert "changed" in as_(anwen).get(f"{EASTMERE}/findings/{red.public_id}/comments/").text


def test_what_was_withdrawn_is_shown_to_nobody_and_can_be_brought_back(as_, anwen, ben, review, red):
    comment = factories.comment(red, "Ask the quillonfish", by=ben)
    address, page = f"{EASTMERE}/comments/{comment.public_id}", f"{EASTMERE}/findings/{red.public_id}/comments/"
    search = f"{EASTMERE}/reviews/{review.public_id}/search/?q=quillonfish"

    as_(ben).post(f"{address}/withdrawal/", {"version": 1})
    gone = [as_(who).get(page).text for who in (anwen, ben)]
    found = as_(anwen).get(search).text
    sheet = sheet_of(as_(anwen), review).text
    as_(ben).post(f"{address}/restoration/", {"version": 2})

    assert not any("quillonfish" in text for text in gone)
    assert all("Withdrawn by its writer" in text for text in gone)
    assert "Nothing in this review" in found and "open comment" not in sheet
    assert "quillonfish" in as_(anwen).get(page).text


def test_a_withdrawn_comment_is_not_settled_nor_changed(ben, red):
    comment = factories.comment(red, by=ben)
    services.withdraw_comment(comment=comment, seen=1, by=ben, at=AT)

    with pytest.raises(Refused):
        services.settle_comment(comment=comment, seen=2, by=ben, at=AT)
    with pytest.raises(Refused):
        services.edit_comment(comment=comment, seen=2, text="Otherwise", by=ben, at=AT)


def test_two_windows_with_the_same_comment_show_both_texts(as_, ben, red):
    comment = factories.comment(red, "First", by=ben)
    address = f"{EASTMERE}/comments/{comment.public_id}/"
    as_(ben).post(address, {"text": "Second", "version": 1})

    answer = as_(ben).post(address, {"text": "Third", "version": 1})

    assert answer.status_code == 409
    assert "Second" in answer.text and "Third" in answer.text


def test_the_list_of_a_review_shows_open_ones_mine_an_agencys_or_the_settled(anwen, ben, carys, review, red):
    speaks_for(ben, "Police")
    action = Action.unscoped.filter(review=review).order_by("pk").first()
    bens, caryss = factories.comment(red, "Ben asks", by=ben), factories.comment(action, "Carys asks", by=carys)
    services.answer_comment(comment=caryss, text="I know", by=anwen, at=AT)
    done = factories.comment(red, "Done with", by=carys)
    services.settle_comment(comment=done, seen=1, by=anwen, at=AT)

    def texts(member, **wanted):
        return [one.first.text for one in conversations_in(review, wanted=Wanted(**wanted), visible_to=member)]

    assert texts(anwen) == ["Ben asks", "Carys asks"]
    assert texts(anwen, who="mine") == ["Carys asks"]
    assert texts(ben, who="mine") == ["Ben asks"]
    assert texts(anwen, who="Police") == ["Ben asks"]
    assert texts(anwen, settled=True) == ["Done with"]
    assert bens.agency_name == "Police"


def test_what_is_said_about_an_archived_finding_leaves_the_list(as_, anwen, ben, review, red):
    factories.comment(red, "Ben asks", by=ben)
    client, address = as_(anwen), f"{EASTMERE}/reviews/{review.public_id}/comments/"
    before = client.get(address).text
    archive_finding(finding=red, seen=red.version, by=anwen, at=AT)

    assert "Ben asks" in before
    assert "Ben asks" not in client.get(address).text


def test_settling_in_the_list_leads_back_to_the_list(as_, anwen, ben, review, red):
    comment = factories.comment(red, by=ben)

    answer = as_(anwen).post(f"{EASTMERE}/comments/{comment.public_id}/settlement/", {"version": 1, "from": "list"})

    assert answer.headers["Location"].startswith(f"{EASTMERE}/reviews/{review.public_id}/comments/?said=")


def test_search_finds_comments_by_their_words_and_their_writer(as_, anwen, ben, review, red):
    factories.comment(red, "What about the ferry terminal?", by=ben)

    page = as_(anwen).get(f"{EASTMERE}/reviews/{review.public_id}/search/?q=ferry").text

    assert "Comment by Ben" in page
    assert re.search(r"<mark>ferry</mark>", page)


def test_the_history_of_a_finding_tells_what_was_said_and_what_it_was_before(as_, anwen, ben, red):
    comment = factories.comment(red, "At nihgt?", by=ben)
    services.edit_comment(comment=comment, seen=1, text="At night?", by=ben, at=AT)
    services.settle_comment(comment=comment, seen=2, by=anwen, at=AT)

    page = as_(anwen).get(f"{EASTMERE}/findings/{red.public_id}/history/").text

    for words in ("Ben wrote a comment", "Ben changed a comment", "Anwen settled a comment", "At nihgt?"):
        assert words in page


@pytest.mark.usefixtures("ben_wrote")
def test_a_comment_is_not_taken_for_a_change_of_its_finding(as_, anwen, ben, red):
    address = f"{EASTMERE}/findings/{red.public_id}/"
    as_(anwen).post(address, {"text": "Anwen's words", "version": 1})
    factories.comment(red, by=ben)

    page = as_(ben).post(address, {"text": "Ben's words", "version": 1})

    assert "Anwen saved this" in page.text


def test_whoever_reads_alone_sees_comments_and_can_write_none(as_, anwen, farid, review, red):
    factories.comment(red, "At night too?", by=anwen)
    address = f"{EASTMERE}/findings/{red.public_id}/comments/"

    page = as_(farid).get(address)

    assert "At night too?" in page.text
    assert "Add comment" not in page.text and "/settlement/" not in page.text
    assert as_(farid).post(address, {"text": "Mine", "key": "k"}).status_code == 403
    assert "1 open comment" in sheet_of(as_(farid), review).text


def test_an_approver_is_offered_to_comment_and_not_to_write_findings(as_, gita, review, red):
    page = sheet_of(as_(gita), review).text

    assert f'{EASTMERE}/findings/{red.public_id}/comments/">Comment</a>' in page
    assert "/moves/" not in page


def test_a_sheet_with_many_comments_takes_no_more_statements(
    as_, anwen, ben, review, red, django_assert_max_num_queries
):
    for number in range(30):
        factories.comment(red, f"Comment {number}", by=ben)
    client = as_(anwen)
    sheet_of(client, review)
    factories.comment(red, "One more", by=ben)

    with django_assert_max_num_queries(12):
        page = sheet_of(client, review)

    assert "31 open comments" in page.text


def test_other_frameworks_have_comments_too(as_, anwen, framework_key):
    review = sample_review(anwen, framework_key)
    finding = Finding.unscoped.filter(review=review).first()
    factories.comment(finding, "At night too?", by=anwen)

    for address in (f"findings/{finding.public_id}/comments/", f"reviews/{review.public_id}/comments/"):
        assert "At night too?" in as_(anwen).get(f"{EASTMERE}/{address}").text
