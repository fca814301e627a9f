"""The pages of bringing in: the list of texts, the inbox, what each button does, who sees what."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from system_review.audit.models import Event
from system_review.documents.addresses import InboxAddresses
from system_review.documents.models import Document, InboxStep, Passage
from system_review.documents.queries.inbox import waiting_count
from system_review.documents.services.applying import apply_document
from system_review.documents.services.receiving import receive_text
from system_review.jobs.running import run_waiting
from system_review.reviews.services.findings import add_finding
from tests.documents.inboxes import NOW, TORN, inbox_with, kinds
from tests.documents.test_inbox_staging import as_action, as_finding, join
from tests.forms_on_pages import forms_on

EASTMERE = InboxAddresses("eastmere-safeguarding-partnership")


@pytest.fixture
def inbox(anwen):
    return inbox_with(by=anwen)


def address(inbox):
    return EASTMERE.document(inbox.document.public_id)


def move(inbox, beginning, what):
    return EASTMERE.move(inbox.document.public_id, inbox.piece(beginning).public_id, what)


def open_piece(response):
    """The text of the piece that stands in the form."""
    return re.search(r'<blockquote class="typed now-text" dir="auto">(.*?)</blockquote>', response.text, re.S)[1]


def numbers(response):
    """The figures of the counters, the whole first."""
    line = re.search(r'<p class="sums-line">.*?</p>', response.text, re.S)[0]
    return [int(number) for number in re.findall(r"<b>(\d+)</b>", line)]


# --- the list of texts -------------------------------------------------------------------------------------------


def test_a_pasted_text_leads_to_its_inbox_with_the_first_piece_open(as_, anwen, review):
    client = as_(anwen)

    response = client.post(EASTMERE.texts(review.public_id), {"text": TORN, "key": "k1"})

    document = Document.unscoped.get()
    assert response.status_code == 302
    page = client.get(response.headers["Location"])
    assert "Brought in" in page.text
    assert open_piece(page)
    assert re.match(r"Pasted text, \d+ \w+ \d{4}", document.name)


def test_a_text_file_is_called_by_its_name(as_, anwen, review):
    file = SimpleUploadedFile("results 2025.txt", "Née\n\nRed".encode("cp1252"))

    as_(anwen).post(EASTMERE.texts(review.public_id), {"file": file, "key": "k1"})
    run_waiting()

    document = Document.unscoped.get()
    assert (document.name, document.encoding) == ("results 2025.txt", "Windows-1252")
    page = as_(anwen).get(EASTMERE.document(document.public_id))
    assert "Read as Windows-1252, since it is not UTF-8" in page.text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": "  \n"}, "Paste the text, or choose a file"),
        ({"text": "a\x00b"}, "cannot be stored (line 1, character 2)"),
        ({"text": "Red", "name": "x\x00"}, "cannot be stored"),
        ({"text": "x" * (2 * 1024 * 1024 + 1)}, "larger than 2 MB"),
        ({"text": "a\n\n" * 5_001}, "5001 paragraphs"),
        ({"file": SimpleUploadedFile("a.txt", b"x" * (25 * 1024 * 1024 + 1))}, "larger than 25 MB"),
        ({"file": SimpleUploadedFile("a.txt", b"")}, "This file is empty"),
        ({"text": "Red", "file": SimpleUploadedFile("a.txt", b"Green")}, "one at a time"),
    ],
)
def test_a_text_that_cannot_come_in_is_told_on_the_same_page(as_, anwen, review, data, sentence):
    before = Event.objects.count()
    for value in data.values():
        if not isinstance(value, str):
            value.seek(0)

    response = as_(anwen).post(EASTMERE.texts(review.public_id), data)

    assert response.status_code == 422
    assert sentence in response.text
    assert "Error:" in response.text
    assert not Document.unscoped.exists()
    assert Event.objects.count() == before


def test_a_form_sent_twice_brings_in_one_text(as_, anwen, review):
    answers = [as_(anwen).post(EASTMERE.texts(review.public_id), {"text": TORN, "key": "same"}) for _ in range(2)]

    assert Document.unscoped.count() == 1
    assert answers[0].headers["Location"] == answers[1].headers["Location"]


def test_the_list_says_how_each_text_stands(as_, anwen, inbox):
    as_finding(inbox, "Nobody")

    page = as_(anwen).get(EASTMERE.texts(inbox.review.public_id))

    assert "Pieces: 13, of which waiting: 12, placed: 1, in the review: 0, set aside: 0" in page.text
    assert "brought in by Anwen on 20 April 2027" in page.text


def test_a_text_is_set_aside_and_brought_back(as_, anwen, inbox):
    client = as_(anwen)
    away = client.post(address(inbox) + "setting-aside/", {"version": 1})
    page = client.get(away.headers["Location"])
    assert "Text set aside" in page.text
    assert "1 text set aside" in page.text
    assert waiting_count(inbox.review, visible_to=anwen) == 0

    back = client.post(address(inbox) + "return/", {"version": 2})

    assert "Text brought back" in client.get(back.headers["Location"]).text
    assert waiting_count(inbox.review, visible_to=anwen) == 13


def test_in_a_text_that_was_set_aside_nothing_is_offered_but_bringing_it_back(as_, anwen, inbox):
    as_(anwen).post(address(inbox) + "setting-aside/", {"version": 1})

    page = as_(anwen).get(address(inbox))

    assert "Bring this text back" in page.text
    assert "It is a finding" not in page.text


def test_the_same_text_a_second_time_says_so(as_, anwen, inbox):
    again = receive_text(review=inbox.review, name="Again", content=TORN, by=anwen, at=NOW)

    page = as_(anwen).get(EASTMERE.document(again.public_id))

    assert "The same text was brought in before, on 20 April 2027." in page.text
    assert "The same text" not in as_(anwen).get(address(inbox)).text


# --- placing -----------------------------------------------------------------------------------------------------


def test_placing_a_finding_goes_on_to_the_next_piece_and_offers_undo(as_, anwen, inbox):
    client, piece = as_(anwen), inbox.piece("Nobody")

    response = client.post(
        move(inbox, "Nobody", "finding"), {"version": 1, "colour": "red", "cell": inbox.cells[1].public_id}
    )
    page = client.get(response.headers["Location"])

    assert inbox.piece("Nobody").cell == inbox.cells[1]
    assert open_piece(page) == "Brief the front door on"
    assert "Placed as a finding" in page.text
    assert EASTMERE.undoing(inbox.document.public_id, InboxStep.unscoped.get().public_id) in page.text
    assert "Red finding · Target, Level 1, Assessment" in page.text
    assert numbers(page) == [13, 1, 0, 12]
    assert piece.public_id in page.text


def test_the_last_stage_colour_and_finding_are_chosen_beforehand(as_, anwen, inbox):
    as_finding(inbox, "Nobody", cell=3, colour="not_yet_known")

    page = as_(anwen).get(EASTMERE.piece(inbox.document.public_id, inbox.piece("Brief").public_id)).text

    assert re.search(rf'<option value="{inbox.cells[3].public_id}" selected>Response \(Target, Level 1\)', page)
    assert re.search(r'value="not_yet_known"[^>]*checked', page)
    assert re.search(rf'<option value="p.{inbox.piece("Nobody").public_id}" selected>', page)


def test_after_an_action_the_same_finding_is_chosen_again(as_, anwen, inbox):
    as_finding(inbox, "Nobody", cell=3)
    as_finding(inbox, "Chairs", cell=1)
    as_action(inbox, "Brief", under=inbox.piece("Nobody"))

    page = as_(anwen).get(EASTMERE.piece(inbox.document.public_id, inbox.piece("what a").public_id)).text

    assert re.search(rf'<option value="p.{inbox.piece("Nobody").public_id}" selected>', page)
    assert re.search(rf'<option value="{inbox.cells[3].public_id}" selected>', page)


def test_an_action_goes_under_a_finding_of_the_text_or_of_the_review(as_, anwen, inbox):
    as_finding(inbox, "Nobody")
    written = add_finding(cell=inbox.cells[9], colour="amber", text="By hand", by=anwen, at=NOW)
    client = as_(anwen)

    client.post(move(inbox, "Brief", "action"), {"version": 1, "under": f"p.{inbox.piece('Nobody').public_id}"})
    client.post(move(inbox, "Look", "action"), {"version": 1, "under": f"f.{written.public_id}"})

    assert inbox.piece("Brief").under == inbox.piece("Nobody")
    assert inbox.piece("Look").under_finding == written
    page = client.get(address(inbox)).text
    assert "To get to amber · Nobody can say what belongs in a referral about a place," in page
    assert "To get to green · By hand" in page
    assert "In the review already: By hand" in page


@pytest.mark.parametrize(
    ("what", "data", "sentence"),
    [
        ("finding", {"colour": "red"}, "Choose a stage"),
        ("finding", {"cell": "first"}, "Choose a colour"),
        ("finding", {"cell": "first", "colour": "blue"}, "Choose a colour"),
        ("action", {}, "Choose the finding that this action is for"),
        ("action", {"under": "x.y"}, "Choose the finding that this action is for"),
        ("action", {"under": "mine"}, "Choose a finding that is placed"),
        ("joining", {}, "Choose the other piece"),
        ("joining", {"other": "mine"}, "Choose another piece"),
        ("joining", {"other": "next", "between": "comma"}, "Select a valid choice"),
        ("split", {"text": "Some teams map friendships."}, "Put in blank lines only"),
        ("split", {"text": "same"}, "Put a blank line where"),
        ("text", {"text": " \n "}, "Write what this piece says"),
        ("text", {"text": "a\x00"}, "cannot be stored"),
        ("text", {"text": "x" * 20_001}, "Shorten this to 20000 characters"),
    ],
)
def test_what_is_refused_is_told_beside_the_piece_and_changes_nothing(as_, anwen, inbox, what, data, sentence):
    piece, after = inbox.piece("Some"), inbox.piece("page 1")
    names = {
        "first": inbox.cells[0].public_id,
        "mine": f"p.{piece.public_id}" if what == "action" else f"{piece.public_id}.1",
        "next": f"{after.public_id}.1",
        "same": piece.text,
    }
    before = kinds()

    sent = {name: names.get(value, value) for name, value in data.items()}
    response = as_(anwen).post(move(inbox, "Some", what), {"version": 1, **sent})

    assert response.status_code == 422
    assert sentence in response.text
    assert open_piece(response).startswith("Some teams")
    assert kinds() == before


def test_joining_with_the_next_opens_what_they_became(as_, anwen, inbox):
    after = inbox.piece("Brief")

    response = as_(anwen).post(
        move(inbox, "Nobody", "joining"), {"version": 1, "join": f"before.{after.public_id}.{after.version}"}
    )
    page = as_(anwen).get(response.headers["Location"])

    assert open_piece(page) == "Nobody can say what belongs in a referral about a place, Brief the front door on"
    assert numbers(page) == [12, 0, 0, 12]


def test_the_pieces_around_are_offered_for_joining_but_not_what_is_in_the_review(as_, anwen, inbox):
    as_finding(inbox, "Chairs")
    apply_document(document=inbox.fresh(), seen=2, by=anwen, at=NOW)

    page = as_(anwen).get(EASTMERE.piece(inbox.document.public_id, inbox.piece("so these").public_id)).text
    offered = re.search(r'<select [^>]*name="other".*?</select>', page, re.S)[0]

    assert f'<option value="{inbox.piece("Nobody").public_id}.1">Nobody can say' in offered
    assert "page 1 of 2" in offered
    assert "so these" not in offered
    assert "Chairs" not in offered


def test_joining_with_a_piece_further_away_keeps_the_order_asked_for(as_, anwen, inbox):
    other = inbox.piece("Nobody")

    as_(anwen).post(
        move(inbox, "so these", "joining"),
        {"version": 1, "other": f"{other.public_id}.1", "order": "after", "between": "LINE"},
    )

    assert inbox.piece("Nobody").text.endswith("about a place,\nso these referrals wait.")
    inbox.assert_nothing_lost()


def test_a_blank_line_splits_a_piece(as_, anwen, inbox):
    typed = inbox.piece("Some teams").text.replace("Share", "\r\n\r\nShare")

    response = as_(anwen).post(move(inbox, "Some", "split"), {"version": 1, "text": typed})
    page = as_(anwen).get(response.headers["Location"])

    assert open_piece(page) == "Some teams map friendships. Others have not heard of it."
    assert inbox.piece("Share").text == "Share the template with every team – Tom to follow up"


def test_changed_words_stand_beside_those_of_the_text(as_, anwen, inbox):
    response = as_(anwen).post(move(inbox, "Nobody", "text"), {"version": 1, "text": "Staff cannot say"})
    page = as_(anwen).get(response.headers["Location"])

    assert open_piece(page) == "Staff cannot say"
    assert "Nobody can say what belongs in a referral about a place," in page.text


def test_setting_aside_and_putting_back(as_, anwen, inbox):
    client = as_(anwen)

    client.post(move(inbox, "page 1", "setting-aside"), {"version": 1})
    assert numbers(client.get(address(inbox))) == [13, 0, 1, 12]
    response = client.post(move(inbox, "page 1", "return"), {"version": 2})

    page = client.get(response.headers["Location"])
    assert numbers(page) == [13, 0, 0, 13]
    assert open_piece(page) == "page 1 of 2"


def test_the_last_step_is_undone_from_the_counters(as_, anwen, inbox):
    client = as_(anwen)
    step = join(inbox, "RED", "Rating")
    page = client.get(address(inbox)).text
    assert f'action="{EASTMERE.undoing(inbox.document.public_id, step.public_id)}"' in page

    response = client.post(EASTMERE.undoing(inbox.document.public_id, step.public_id))

    page = client.get(response.headers["Location"])
    assert "Undone" in page.text
    assert numbers(page)[0] == 13


def test_a_step_that_cannot_be_undone_says_why_on_the_page(as_, anwen, inbox):
    step = as_finding(inbox, "Nobody")
    as_finding(inbox, "Nobody", colour="green")

    response = as_(anwen).post(EASTMERE.undoing(inbox.document.public_id, step.public_id))

    assert response.status_code == 422
    assert "a piece of it has been changed since" in response.text


# --- who sees what -----------------------------------------------------------------------------------------------


def test_a_long_text_is_drawn_with_no_more_queries_than_a_short_one(as_, anwen):
    def queries_for(count):
        text = "\n\n".join(f"Piece {number} of a long text" for number in range(count))
        inbox = inbox_with(text, by=anwen)
        as_finding(inbox, "Piece 0 ")
        as_action(inbox, "Piece 1 ", under=inbox.piece("Piece 0 "))
        client = as_(anwen)
        client.get(address(inbox))
        return len(client.get(address(inbox)).queries)

    assert queries_for(500) == queries_for(5) <= 12


def test_text_is_shown_as_text(as_, anwen):
    inbox = inbox_with("<script>alert(1)</script> {{ 7 }}\n\n\u202eabc\x07", by=anwen)

    page = as_(anwen).get(address(inbox)).text

    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 }}" in page
    assert "\u2407" in page


def test_every_address_is_answered_by_the_view_of_that_name(inbox):
    from django.urls import resolve

    piece = inbox.piece("RED").public_id
    for what, name in (("finding", "place-finding"), ("text", "edit-piece"), ("return", "put-back")):
        assert resolve(EASTMERE.move(inbox.document.public_id, piece, what)).view_name == f"documents:{name}"
    assert resolve(EASTMERE.texts(inbox.review.public_id)).view_name == "documents:texts"
    assert resolve(EASTMERE.document(inbox.document.public_id)).view_name == "documents:inbox"


def test_the_tab_counts_what_waits(as_, anwen, inbox):
    page = as_(anwen).get(f"/eastmere-safeguarding-partnership/reviews/{inbox.review.public_id}/evidence/").text

    assert re.search(r'Bring in <span class="count">13</span>', page)
    assert Passage.unscoped.count() == 13


def test_every_form_of_the_inbox_names_its_address_since_the_page_may_be_taken_into_another(as_, anwen, inbox):
    page = as_(anwen).get(address(inbox)).text

    assert [form for form in forms_on(page) if not form.action and not form.elsewhere] == []
