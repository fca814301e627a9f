"""A file of ours that partners edited, brought back by the same door: shown, taken over, left; and whose it is."""

from __future__ import annotations

import html
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from system_review.audit.models import Particular
from system_review.documents.addresses import InboxAddresses
from system_review.documents.interpreter.understand import understand
from system_review.documents.models import Document, Passage, ReturnedFile
from system_review.documents.queries.returned import as_exported, laid_beside
from system_review.documents.readers.kinds import kind_of
from system_review.documents.readers.reading import read as read_file
from system_review.documents.reading import ReadFile
from system_review.documents.rules.returned.differences import Kind
from system_review.documents.rules.words import Fate
from system_review.documents.services.exports import export_review
from system_review.documents.services.receiving import receive_read
from system_review.documents.services.returning import leave_differences, look_again, take_differences
from system_review.errors import NotAllowed, Refused
from system_review.frameworks.queries import content_of
from system_review.jobs.running import run_waiting
from system_review.partnerships.models import Agency
from system_review.reviews.models import Action, ActionLead, CameFrom, Comment, Finding, ProgressNote, Review
from system_review.reviews.services.findings import edit_finding
from tests import factories
from tests.bench.returning import docx_edits, xlsx_edits
from tests.cast import CANARY
from tests.factories import AT, TODAY

EASTMERE = InboxAddresses("eastmere-safeguarding-partnership")
NAME = "Results, edited by the police.docx"


def exported(review: Review, by, format: str = "docx") -> bytes:
    return export_review(review=review, format=format, language="en-gb", today=TODAY, by=by, at=AT).data


def brought_back(data: bytes, review: Review, by, name: str = NAME) -> Document:
    framework = content_of(review.framework)
    kind = kind_of(data, name)
    reading = read_file(data, kind)  # the child that reads strangers' files stands round it in test_the_page_…
    read = ReadFile(kind, "", reading, understand(reading, framework, base=review.date))
    return receive_read(review=review, name=name, data=data, read=read, by=by, at=AT)


def laid(document: Document, by):
    return laid_beside(document, visible_to=by, today=TODAY)


@pytest.fixture
def red(review):
    return Finding.unscoped.get(review=review, colour="red")


@pytest.fixture
def paper(review, anwen, red):
    """The export, in which the red finding says something else, an action is done, and somebody asks."""
    paper = docx_edits.Paper(exported(review, anwen))
    paper.replace("f", red.public_id, f"Nobody asks about places or parks. {CANARY}", tracked=True)
    action = Action.unscoped.get(text__startswith="Brief")
    paper.replace("w", action.public_id, "by the end of June: no date yet · Done")
    paper.comment("f", red.public_id, "Is this still so?", "Rahul Osei")
    return paper


def test_every_difference_is_shown_and_nothing_is_applied(review, anwen, red, paper):
    document = brought_back(paper.bytes(), review, anwen)

    found = {each.kind: each for each in laid(document, anwen).found}

    assert set(found) == {Kind.TEXT, Kind.STATUS, Kind.COMMENT}
    assert all(each.is_sure for each in found.values())
    assert found[Kind.COMMENT].theirs == "Rahul Osei: Is this still so?"
    assert Finding.unscoped.get(pk=red.pk).text == red.text
    assert not Comment.unscoped.exists()
    assert not Passage.unscoped.exclude(fate=Fate.SET_ASIDE).exists()


def test_what_is_taken_over_goes_through_the_services_with_the_file_in_the_trail(review, anwen, red, paper):
    document = brought_back(paper.bytes(), review, anwen)
    keys = [each.key for each in laid(document, anwen).found]

    for _ in range(2):  # a double click
        take_differences(document=document, keys=keys, today=TODAY, key="k", by=anwen, at=AT)

    assert Finding.unscoped.get(pk=red.pk).text == f"Nobody asks about places or parks. {CANARY}"
    assert Action.unscoped.get(text__startswith="Brief").status == "done"
    assert Comment.unscoped.get().text == "Rahul Osei: Is this still so?"
    assert CameFrom.unscoped.get(finding=red).file_name == NAME
    told = Particular.objects.filter(field="returned_file", text=NAME).values_list("event__kind", flat=True)
    assert {"finding.edited", "action.progressed", "comment.written"} <= set(told)
    assert laid(document, anwen).found == []


def test_where_both_changed_all_three_texts_are_shown_and_nothing_is_sure(review, anwen, red, paper):
    before = red.text
    document = brought_back(paper.bytes(), review, anwen)
    edit_finding(finding=red, seen=red.version, text="We changed this ourselves.", about=[], on_behalf_of=None,
                 evidence=[], by=anwen, at=AT)  # fmt: skip

    beside = laid(document, anwen)

    [text] = [each for each in beside.found if each.kind is Kind.TEXT]
    assert not text.is_sure
    assert (text.ours, as_exported(beside, text, visible_to=anwen)) == ("We changed this ourselves.", before)
    assert beside.changed_since


def test_what_only_the_review_changed_is_no_difference(review, anwen, red):
    data = exported(review, anwen)
    edit_finding(finding=red, seen=red.version, text="We changed this ourselves.", about=[], on_behalf_of=None,
                 evidence=[], by=anwen, at=AT)  # fmt: skip

    assert laid(brought_back(data, review, anwen), anwen).found == []


def test_what_changed_since_it_was_looked_at_is_not_taken(review, anwen, red, paper):
    document = brought_back(paper.bytes(), review, anwen)
    keys = [each.key for each in laid(document, anwen).found]
    edit_finding(finding=red, seen=red.version, text="Faster.", about=[], on_behalf_of=None, evidence=[], by=anwen,
                 at=AT)  # fmt: skip

    with pytest.raises(Refused, match="Nothing was taken over"):
        take_differences(document=document, keys=keys, today=TODAY, by=anwen, at=AT)

    assert not Comment.unscoped.exists()


def test_what_is_left_as_it_is_is_not_offered_until_somebody_looks_again(review, anwen, paper):
    document = brought_back(paper.bytes(), review, anwen)
    first = laid(document, anwen).found[0]
    file = ReturnedFile.unscoped.get()

    leave_differences(document=document, keys=[first.key], seen=file.version, today=TODAY, by=anwen, at=AT)
    assert first not in laid(document, anwen).found

    look_again(document=document, seen=file.version + 1, by=anwen, at=AT)
    assert first in laid(document, anwen).found


def test_rows_notes_leads_and_what_is_gone_are_differences_too(review, anwen, red):
    paper = docx_edits.Paper(exported(review, anwen))
    brief = Action.unscoped.get(text__startswith="Brief")
    write = Action.unscoped.get(text__startswith="Write")
    amber = Finding.unscoped.get(review=review, colour="amber")
    paper.replace("l", brief.public_id, "Morag Sinclair, Police")
    docx_edits._plan_row(paper, write.public_id)[6].append(docx_edits.paragraph("Sent on 4 May."))
    paper.strike("f", amber.public_id)
    document = brought_back(paper.bytes(), review, anwen)
    found = laid(document, anwen).found

    take_differences(document=document, keys=[each.key for each in found], today=TODAY, by=anwen, at=AT)

    assert {each.kind for each in found} == {Kind.LEAD, Kind.NOTE, Kind.GONE}
    assert str(ActionLead.unscoped.get(action=brief).lead).startswith("Morag Sinclair")
    assert ProgressNote.unscoped.get(action=write).text == "Sent on 4 May."
    amber.refresh_from_db(from_queryset=Finding.unscoped.all())
    assert amber.archived_at
    assert laid(document, anwen).found == []


def test_words_that_are_no_day_are_taken_over_as_words(review, anwen):
    action = Action.unscoped.get(text__startswith="Brief")
    paper = docx_edits.Paper(exported(review, anwen))
    paper.replace("w", action.public_id, "as soon as the two posts are filled · Not started")
    document = brought_back(paper.bytes(), review, anwen)
    [found] = laid(document, anwen).found
    assert not found.is_sure

    take_differences(document=document, keys=[found.key], today=TODAY, by=anwen, at=AT)

    action = Action.unscoped.get(pk=action.pk)
    assert (action.due_words, action.due_on) == ("as soon as the two posts are filled", None)
    assert laid(document, anwen).found == []


def test_what_partners_filled_in_in_excel_is_taken_over_and_what_is_not_compared_is_named(as_, review, anwen, red):
    book = xlsx_edits.Book(exported(review, anwen, format="xlsx"))
    action = Action.unscoped.get(text__startswith="Brief")
    book.fill(book.actions, action.text, {"Difference made": "Two calls a week", "Priority": "High", "What for": "?"})
    book.fill(book.findings, red.text, {"Priority": "High", "Overall rating": "Amber"})
    document = brought_back(book.bytes(), review, anwen, name="Results.xlsx")
    page = as_(anwen).get(EASTMERE.document(document.public_id, "differences")).text
    keys = [each.key for each in laid(document, anwen).found]

    take_differences(document=document, keys=keys, today=TODAY, by=anwen, at=AT)

    action, finding = Action.unscoped.get(pk=action.pk), Finding.unscoped.select_related("cell").get(pk=red.pk)
    assert (action.difference, action.priority) == ("Two calls a week", "high")
    assert (finding.is_priority, finding.cell.rating) == (True, "amber")
    assert laid(document, anwen).found == []
    sentence = "The file also changes “What for” in Actions (A1) in columns that are not compared: look at them in"
    assert sentence in page


def test_an_agency_whose_apostrophe_a_program_changed_is_the_one_that_is_here(review, anwen, red):
    office = Agency.unscoped.create(partnership=review.partnership, name="Children's social care")
    action = Action.unscoped.get(text__startswith="Brief")
    paper = docx_edits.Paper(exported(review, anwen))
    paper.replace("l", action.public_id, "Morag Sinclair, team manager, Children\u2019s social care")
    document = brought_back(paper.bytes(), review, anwen)

    take_differences(document=document, keys=[each.key for each in laid(document, anwen).found], today=TODAY,
                     by=anwen, at=AT)  # fmt: skip

    assert ActionLead.unscoped.get(action=action).lead.agency_id == office.pk
    assert laid(document, anwen).found == []


def test_what_is_gone_is_told_though_the_last_change_is_told_with_an_earlier_day(review, anwen, red):
    amber = Finding.unscoped.get(review=review, colour="amber")
    edit_finding(finding=red, seen=red.version, text="Told of last week.", about=[], on_behalf_of=None, evidence=[],
                 by=anwen, at=AT - timedelta(days=7))  # fmt: skip
    paper = docx_edits.Paper(exported(review, anwen))
    paper.strike("f", amber.public_id)

    [gone] = [each for each in laid(brought_back(paper.bytes(), review, anwen), anwen).found if each.about]

    assert (gone.kind, gone.about) == (Kind.GONE, amber.public_id)


def test_a_file_of_another_review_says_so_and_is_placed_piece_by_piece(review, anwen):
    other = factories.review(anwen, title="System Review 2028")
    document = brought_back(exported(review, anwen), other, anwen)

    assert not ReturnedFile.unscoped.exists()
    assert "made from another review, “{title}”" in document.told[0][0]
    waiting = Passage.unscoped.filter(document=document, fate=Fate.WAITING).count()
    text, values = document.told[1]
    assert text.format(**values) == f"Pieces to look at here: {waiting}. None of them is taken over by itself."
    assert waiting
    assert not Finding.unscoped.filter(review=other).exists()


def test_a_file_of_another_partnership_says_so_and_tells_nothing_of_it(review, anwen, esme):
    theirs = factories.review(esme, title="Westfold")
    document = brought_back(exported(review, anwen), theirs, esme)

    assert "not among yours" in document.told[0][0]
    assert CANARY not in json.dumps(document.told)


def test_only_who_brings_documents_in_takes_over(review, anwen, ben, paper):
    document = brought_back(paper.bytes(), review, anwen)

    with pytest.raises(NotAllowed):
        take_differences(document=document, keys=["x"], today=TODAY, by=ben, at=AT)


def test_the_page_marks_the_words_and_takes_over_all_that_is_sure(as_, review, anwen, red, paper):
    client = as_(anwen)
    upload = SimpleUploadedFile(NAME, paper.bytes())
    client.post(EASTMERE.texts(review.public_id), {"file": upload, "key": "up"})
    run_waiting()
    document = Document.unscoped.select_related("review__framework", "review__partnership").get()
    address = EASTMERE.document(document.public_id, "differences")

    page = client.get(EASTMERE.document(document.public_id), follow=True)

    assert page.redirect_chain[-1][0] == address
    assert "<ins>or parks</ins>" in page.text.replace("<ins> or parks</ins>", "<ins>or parks</ins>")
    assert "Take over all 3 that are sure" in page.text
    assert "none of ours" not in page.text
    keys = [each.key for each in laid(document, anwen).found]
    answer = client.post(address, {"take": "sure", "sure": keys, "key": "k"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{address}?said=differences-taken#now-title")
    assert "Nothing is different." in client.get(address).text
    assert client.post(address, {"take": "gone", "key": "l"}).status_code == 422


def test_a_refusal_does_not_stand_below_the_line_that_something_was_taken_over(as_, review, anwen, paper):
    document = brought_back(paper.bytes(), review, anwen)
    address = EASTMERE.document(document.public_id, "differences") + "?said=differences-taken"

    refused = as_(anwen).post(address, {"take": "what-stood-there-before", "key": "k"})

    assert refused.status_code == 422
    assert "Nothing was taken over" in refused.text
    assert "Taken over into the review" not in refused.text
    assert "Taken over into the review" in as_(anwen).get(address).text


def test_columns_that_are_not_ours_are_told_on_the_page(as_, review, anwen, paper):
    document = brought_back(paper.bytes(), review, anwen)
    file = ReturnedFile.unscoped.get()
    file.content["foreign_columns"] = ["Where we are", CANARY]
    file.save()

    page = as_(anwen).get(EASTMERE.document(document.public_id, "differences")).text

    assert f"what stands in them is not compared: “Where we are”, “{html.escape(CANARY)}”. Look at them" in page
