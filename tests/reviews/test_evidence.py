from __future__ import annotations

from datetime import date

import pytest

from system_review.audit.models import Event
from system_review.evidence.models import Evidence
from system_review.reviews.models import Finding, FindingEvidence
from tests import factories
from tests.cast import CANARY, sample_review
from tests.factories import AT
from tests.reviews.pieces import EASTMERE, evidence_url, piece


@pytest.fixture
def red(review):
    return Finding.unscoped.get(review=review, colour="red")


@pytest.fixture
def amber(review):
    return Finding.unscoped.get(review=review, colour="amber")


def resting_on(item):
    """The findings that rest on a piece, as they were linked."""
    return FindingEvidence.unscoped.filter(evidence=item).order_by("pk").values_list("finding", flat=True)


def part_of(page, heading):
    """What stands on the page from a heading to the next section."""
    return page.text.split(f">{heading} ", 1)[1].split("</section>", 1)[0]


def test_it_works_on_both_frameworks(as_, anwen, framework_key):
    review = sample_review(anwen, framework_key)
    finding = Finding.unscoped.get(review=review, colour="red")
    piece(review, "40 referrals read.", on=[finding], source="Police", how_many=40, confidence="high")

    response = as_(anwen).get(evidence_url(review))

    assert response.status_code == 200
    listed = part_of(response, "What there is")
    for words in ("40 referrals read.", "Dip-sample (40)", "Police", "confidence: high", "May be named"):
        assert words in listed
    assert "1 finding rests on it" in listed
    assert f"#finding-{finding.public_id}" in listed


def test_a_review_without_evidence_says_how_to_begin(as_, anwen, review):
    response = as_(anwen).get(evidence_url(review))

    assert "No evidence is listed yet." in response.text
    assert "Add the first piece" in response.text


def test_what_is_awaited_stands_first_and_says_of_whom_since_when_and_that_it_is_late(as_, anwen, review):
    piece(review, "Minutes of the panel.")
    piece(review, "Figures of the hospital.", state="asked_for", asked_of="Yasmin, health", due_on=date(2026, 3, 12))
    piece(review, "A survey.", state="asked_for", due_on=date(2190, 1, 1))
    piece(review, "The old register.", state="not_available", asked_of="housing")

    page = as_(anwen).get(evidence_url(review))

    awaited = part_of(page, "Still awaited")
    assert page.text.index("Still awaited") < page.text.index("What there is") < page.text.index("The old register.")
    assert awaited.index("Figures of the hospital.") < awaited.index("A survey.")
    assert "Asked of Yasmin, health on 20 April 2027, wanted by 12 March 2026" in awaited
    assert awaited.count("overdue") == 1
    assert "Asked of housing" in part_of(page, "Not available")


def test_findings_without_evidence_are_named_with_a_way_to_add_it(as_, anwen, review, red, amber):
    piece(review, on=[red])

    beside = as_(anwen).get(evidence_url(review)).text.split('id="without"', 1)[1]

    assert f"#finding-{amber.public_id}" in beside
    assert f"evidence/new/?finding={amber.public_id}" in beside
    assert red.public_id not in beside


def test_a_finding_that_rests_only_on_archived_evidence_is_without(as_, anwen, review, red):
    item = piece(review, on=[red])
    as_(anwen).post(evidence_url(review, f"{item.public_id}/archive/"), {"version": item.version})

    beside = as_(anwen).get(evidence_url(review)).text.split('id="without"', 1)[1]

    assert red.public_id in beside


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("kind=interview", {"Six mentors asked."}),
        ("state=asked_for", {"Hospital figures."}),
        ("kind=interview&state=asked_for", set()),
        ("kind=nonsense", set()),
        ("", {"Six mentors asked.", "Hospital figures.", "40 referrals read."}),
    ],
)
def test_the_list_can_be_narrowed(as_, anwen, review, query, seen):
    piece(review)
    piece(review, "Six mentors asked.", kind="interview")
    piece(review, "Hospital figures.", kind="data_extract", state="asked_for")

    page = as_(anwen).get(f"{evidence_url(review)}?{query}").text

    assert {s for s in ("Six mentors asked.", "Hospital figures.", "40 referrals read.") if s in page} == seen
    assert ("Nothing in the list is like this." in page) == (not seen)


def test_the_list_can_be_narrowed_to_an_agency(as_, anwen, review):
    item = piece(review, source="Police")
    piece(review, "Six mentors asked.", source="Health")

    page = as_(anwen).get(f"{evidence_url(review)}?source={item.source.public_id}").text

    assert "40 referrals read." in page
    assert "Six mentors asked." not in page


def test_adding_a_piece_takes_a_kind_and_leads_back_to_it(as_, anwen, review, red):
    client = as_(anwen)

    response = client.post(evidence_url(review, "new/"), {"kind": "interview", "key": "k", "findings": [red.public_id]})

    made = Evidence.unscoped.get()
    assert response.headers["Location"].endswith(f"#evidence-{made.public_id}")
    assert (made.state, made.naming) == ("received", "named")
    assert list(resting_on(made)) == [red.pk]
    assert "Evidence added" in client.get(response.headers["Location"]).text
    assert Event.objects.filter(kind="evidence.added").count() == 1


def test_everything_that_the_form_asks_is_kept(as_, anwen, review):
    data = {
        "kind": "survey", "sentence": "What pupils said.", "state": "asked_for", "asked_of": "the two schools",
        "due_on": "2027-06-01", "on": "12 March 2027", "source": "Education", "how_many": "230", "confidence": "low",
        "naming": "kind_only", "key": "k",
    }  # fmt: skip

    as_(anwen).post(evidence_url(review, "new/"), data)

    made = Evidence.unscoped.select_related("source").get()
    assert (made.kind, made.sentence) == ("survey", "What pupils said.")
    assert (made.state, made.asked_of) == ("asked_for", "the two schools")
    assert (made.due_on, made.on, made.how_many) == (date(2027, 6, 1), date(2027, 3, 12), 230)
    assert (made.source.name, made.confidence, made.naming) == ("Education", "low", "kind_only")


def test_an_agency_that_is_known_is_not_made_again(as_, anwen, review):
    known = piece(review, source="Police").source

    as_(anwen).post(evidence_url(review, "new/"), {"kind": "document", "source": " Police ", "key": "k"})

    assert Evidence.unscoped.get(kind="document").source == known


def test_only_kind_and_sentence_stand_open_at_first(as_, anwen, review, red):
    page = as_(anwen).get(evidence_url(review, "new/")).text
    from_finding = as_(anwen).get(evidence_url(review, f"new/?finding={red.public_id}")).text

    assert page.count('<details class="fold">') == 4
    assert from_finding.count('<details class="fold" open>') == 1
    assert f'value="{red.public_id}" id="id_findings_0" checked' in from_finding
    assert "No names of children" in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"sentence": "No kind."}, "Select what kind of evidence it is"),
        ({"kind": "gossip"}, "Select what kind of evidence it is"),
        ({"kind": "document", "state": "lost"}, "Select whether it is there"),
        ({"kind": "document", "naming": "everybody"}, "Select how far it may be named"),
        ({"kind": "document", "confidence": "utter"}, "Select how far it can be relied on"),
        ({"kind": "document", "how_many": "-1"}, "Enter a number from 0 to 1,000,000"),
        ({"kind": "document", "how_many": "9" * 5000}, "Enter a number from 0 to 1,000,000"),
        ({"kind": "document", "how_many": "many"}, "Enter a number from 0 to 1,000,000"),
        ({"kind": "document", "on": "31 February 2027"}, "Enter a date, like 27 3 2027"),
        ({"kind": "document", "findings": ["abc"]}, "Choose findings of this review"),
        ({"kind": "document", "sentence": "a\x00b"}, "cannot be stored"),
        ({"kind": "document", "sentence": "x" * 20_001}, "Shorten this to 20000 characters"),
        ({"kind": "document", "source": "a\x00b"}, "cannot be stored"),
    ],
)
def test_bad_input_is_told_and_changes_nothing(as_, anwen, review, data, sentence):
    before = Event.objects.count()

    response = as_(anwen).post(evidence_url(review, "new/"), {**data, "key": "k"})

    assert response.status_code == 422
    assert sentence in response.text
    assert not Evidence.unscoped.exists()
    assert Event.objects.count() == before


def test_a_refused_form_stands_open_where_the_error_is(as_, anwen, review):
    page = as_(anwen).post(evidence_url(review, "new/"), {"kind": "document", "how_many": "-1", "key": "k"}).text

    assert page.count('<details class="fold" open>') == 1
    assert "Not saved yet" in page


def test_posted_twice_it_is_made_once(as_, anwen, review):
    for _ in range(2):
        as_(anwen).post(evidence_url(review, "new/"), {"kind": "document", "key": "the-same"})

    assert Evidence.unscoped.count() == 1


def test_changing_a_piece_changes_its_findings_and_records_both(as_, anwen, review, red, amber):
    item = piece(review, on=[red])
    url = evidence_url(review, f"{item.public_id}/")
    data = {"kind": "dip_sample", "sentence": "60 read.", "version": 1, "findings_seen": red.public_id}
    data["findings"] = [amber.public_id]

    response = as_(anwen).post(url, data)

    assert response.status_code == 302
    assert list(resting_on(item)) == [amber.pk]
    item.refresh_from_db()
    assert item.sentence == "60 read."
    assert Event.objects.filter(kind="evidence.edited").count() == 1


def test_a_link_that_another_made_meanwhile_stays(as_, anwen, review, red, amber):
    item = piece(review)
    FindingEvidence.unscoped.create(partnership=review.partnership, finding=amber, evidence=item)
    data = {"kind": "dip_sample", "version": 1, "findings": [red.public_id], "findings_seen": ""}

    as_(anwen).post(evidence_url(review, f"{item.public_id}/"), data)

    assert set(resting_on(item)) == {red.pk, amber.pk}


def test_a_finding_that_is_archived_keeps_its_evidence(as_, anwen, review, red):
    item = piece(review, on=[red])
    red.archived_at = AT
    red.save()

    as_(anwen).post(evidence_url(review, f"{item.public_id}/"), {"kind": "document", "version": 1, "findings_seen": ""})

    assert list(resting_on(item)) == [red.pk]


def test_two_people_at_once_see_both_texts(as_, anwen, ben, review):
    item = piece(review, "40 read.", by=ben)
    url = evidence_url(review, f"{item.public_id}/")
    data = {"kind": "dip_sample", "version": 1, "findings_seen": ""}
    as_(ben).post(url, {**data, "sentence": "Ben read 41."})

    response = as_(anwen).post(url, {**data, "sentence": "Anwen read 42."})

    assert response.status_code == 409
    for words in ("Ben read 41.", "Anwen read 42.", "Ben saved this"):
        assert words in response.text
    item.refresh_from_db()
    assert item.sentence == "Ben read 41."


def test_archived_evidence_leaves_the_list_and_comes_back(as_, anwen, review, red):
    item, client = piece(review, on=[red]), as_(anwen)

    response = client.post(evidence_url(review, f"{item.public_id}/archive/"), {"version": 1}, follow=True)

    assert "Evidence archived" in response.text
    assert "1 archived piece" in response.text
    assert 'class="told' not in response.text
    client.post(evidence_url(review, f"{item.public_id}/restoration/"), {"version": 2})
    assert 'class="told' in client.get(evidence_url(review)).text
    kinds = list(Event.objects.order_by("-pk").values_list("kind", flat=True)[:2])
    assert kinds == ["evidence.restored", "evidence.archived"]


def test_archiving_can_be_undone_from_the_line_that_says_so(as_, anwen, review):
    item, client = piece(review), as_(anwen)
    page = client.post(evidence_url(review, f"{item.public_id}/archive/"), {"version": 1}, follow=True).text
    undo = page.split('id="notice"', 1)[1].split('action="', 1)[1].split('"', 1)[0]

    response = client.post(undo)

    assert "evidence-restored" in response.headers["Location"]
    item.refresh_from_db()
    assert item.archived_at is None


def test_archiving_what_another_changed_meanwhile_is_refused(as_, anwen, review):
    item = piece(review)

    response = as_(anwen).post(evidence_url(review, f"{item.public_id}/archive/"), {"version": 7})

    assert response.status_code == 409
    assert not Event.objects.filter(kind="evidence.archived").exists()
    item.refresh_from_db()
    assert item.archived_at is None


@pytest.mark.parametrize("who", ["farid", "gita"])
def test_who_may_only_look_sees_the_page_and_cannot_write(as_, request, review, who):
    item, client = piece(review), as_(request.getfixturevalue(who))
    before = Event.objects.count()

    page = client.get(evidence_url(review))

    assert "40 referrals read." in page.text
    assert "Add evidence" not in page.text and ">Change<" not in page.text
    for part in ("new/", f"{item.public_id}/", f"{item.public_id}/archive/", f"{item.public_id}/restoration/"):
        assert client.post(evidence_url(review, part), {"kind": "document", "version": 1}).status_code == 403
    for part in ("new/", f"{item.public_id}/"):
        assert client.get(evidence_url(review, part)).status_code == 403
    assert Event.objects.count() == before


def test_an_agency_representative_can_add(as_, ben, review):
    assert as_(ben).post(evidence_url(review, "new/"), {"kind": "document", "key": "k"}).status_code == 302


def test_a_stranger_finds_nothing(as_, esme, huw, review):
    item = piece(review, CANARY)

    for client in (as_(esme), as_(huw)):
        answers = [client.get(evidence_url(review, part)) for part in ("", "new/", f"{item.public_id}/")]
        parts = ("new/", f"{item.public_id}/", f"{item.public_id}/archive/", f"{item.public_id}/restoration/")
        answers += [client.post(evidence_url(review, part), {"kind": "document", "version": 1}) for part in parts]
        assert {answer.status_code for answer in answers} == {404}
        assert not [answer for answer in answers if CANARY in answer.text]


def test_evidence_of_another_review_is_not_there(as_, anwen, review):
    other = sample_review(anwen)
    item = piece(other)

    assert as_(anwen).get(evidence_url(review, f"{item.public_id}/")).status_code == 404


def test_looking_changes_nothing_and_costs_the_same_however_much_there_is(as_, anwen, review, red, amber):
    client = as_(anwen)
    piece(review, on=[red])
    client.get(evidence_url(review))
    few = len(client.get(evidence_url(review)).queries)
    for number in range(30):
        piece(review, f"Piece {number}.", on=[red, amber], source=f"Agency {number % 5}")
    before = Event.objects.count()

    many = client.get(evidence_url(review))

    assert len(many.queries) == few <= 10
    assert Event.objects.count() == before


def test_texts_are_shown_as_typed_and_never_run(as_, anwen, review):
    piece(review, "<script>alert(1)</script> {{ 7 }} ŵ مرحبا 👩‍👩‍👧", asked_of="<b>x</b>", state="asked_for")

    page = as_(anwen).get(evidence_url(review)).text

    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 }} ŵ مرحبا 👩‍👩‍👧" in page
    assert "<b>x</b>" not in page


def test_a_finding_in_a_script_without_spaces_is_shortened_too(as_, anwen, review, red):
    red.text = "字" * 5000
    red.save()

    page = as_(anwen).get(evidence_url(review)).text

    assert "字" * 160 + " …" in page
    assert "字" * 161 not in page


def test_the_sheet_leads_from_a_finding_without_evidence_to_its_form(as_, anwen, review, red):
    sheet = as_(anwen).get(f"{EASTMERE}/reviews/{review.public_id}/sheet/", follow=True).text

    assert f"{EASTMERE}/findings/{red.public_id}/#evidence" in sheet
    assert "How do we know?" in sheet


def test_a_review_without_findings_does_not_praise_their_evidence(as_, anwen):
    empty = factories.review(anwen, title="Nothing yet")

    page = as_(anwen).get(evidence_url(empty)).text

    assert "No finding is written yet." in page
    assert "Every finding names what it rests on" not in page
