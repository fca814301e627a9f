"""The places of a review in what leaves it: files of every kind, agreed versions, what comes back, what is compared."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest

from system_review.audit.models import Event
from system_review.audit.queries import last_number
from system_review.documents.interpreter.understand import understand
from system_review.documents.readers.excel.read import read as read_xlsx
from system_review.documents.readers.word.read import read as read_docx
from system_review.documents.reading import ReadFile
from system_review.documents.rules.selection import Selection
from system_review.documents.services.exports import export_agreed, export_review
from system_review.documents.services.receiving import receive_read
from system_review.documents.services.review_files import bring_in_snapshot
from system_review.errors import Refused
from system_review.evidence.services import Description
from system_review.frameworks.queries import content_of
from system_review.partnerships.models import Agency
from system_review.partnerships.services import rename_agency, rename_partnership
from system_review.reviews.compared_plain import comparison_plain
from system_review.reviews.models import Action, Finding, PlaceRating, Review, ReviewPlace
from system_review.reviews.queries.comparison import compared_with_draft
from system_review.reviews.rules.adoption import why_not_adopt
from system_review.reviews.services.actions import Plan, add_action
from system_review.reviews.services.agreeing import agree_version
from system_review.reviews.services.evidence import add_to_review
from system_review.reviews.services.findings import add_finding, edit_finding
from system_review.reviews.services.ratings import rate_place
from system_review.reviews.services.review_places import Onward, add_place, remove_place, rename_place
from system_review.reviews.snapshot_of_place import for_one_place
from system_review.reviews.snapshots import PlaceSnapshot, ReviewSnapshot
from tests import factories
from tests.documents.snapshots import small_grid
from tests.documents.test_returning import laid
from tests.factories import AT, TODAY

EASTMERE = "/eastmere-safeguarding-partnership"
NORTH, SOUTH = "Northam", "Southam"


@pytest.fixture
def two(review, anwen):
    """A review of two places: a finding with action and evidence for each and for both, a rating for one place."""
    again = {"by": anwen, "at": AT}
    north, south = (add_place(review=review, name=name, **again) for name in (NORTH, SOUTH))
    cell = factories.cell(review)
    for name, where in (("North", north), ("South", south), ("Both", None)):
        told = Description(kind="survey", sentence=f"{name}: a survey")
        piece = add_to_review(review=review, description=told, for_place=where, **again)
        finding = add_finding(
            cell=cell, colour="amber", text=f"{name}: some ask.", for_place=where, evidence=[piece], **again
        )
        add_action(finding=finding, plan=Plan(text=f"{name}: ask all", for_place=where), **again)
    given = PlaceRating.unscoped.get(cell=cell, for_place=north)
    rate_place(given=given, seen=1, rating="green", reason="Better in the north.", agreed_at="the panel", **again)
    return Review.unscoped.select_related("framework", "partnership").get(pk=review.pk)


def agree(review, by):
    seen = last_number(str(by.partnership.key), review.public_id)
    return agree_version(review=review, name="Board, June", seen=seen, today=TODAY, by=by, at=AT)


def out(review, by, format, **more):
    return export_review(review=review, format=format, language="en-gb", today=TODAY, by=by, at=AT, **more).data


def words_of(data, format):
    """Everything that a document says, what stands at the head of its pages too."""
    if format == "csv":
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))


def named(words):
    return [name for name in ("North:", "South:", "Both:") if name in words]


def test_the_interchange_file_carries_places_and_comes_back_byte_for_byte(two, anwen):
    first = out(two, anwen, "json")

    plain = json.loads(first)
    back = bring_in_snapshot(data=first, by=None, at=AT)

    assert [one["name"] for one in plain["places"]] == [NORTH, SOUTH]
    rated = next(cell for cell in plain["cells"] if "for_places" in cell)["for_places"]
    assert [(one["place"], one["rating"]) for one in rated] == [("p1", "green")]
    assert out(back, anwen, "json") == first
    assert back.has_places
    assert PlaceRating.unscoped.filter(cell__review=back).count() == 2 * len(plain["cells"])
    assert Action.unscoped.get(review=back, text="South: ask all").for_place.name == SOUTH


def test_a_file_of_a_review_without_places_says_nothing_of_them(review, anwen):
    assert b"for_place" not in out(review, anwen, "json")
    assert "places" not in json.loads(out(review, anwen, "json"))
    assert "Place" not in next(csv.reader(io.StringIO(out(review, anwen, "csv").decode("utf-8-sig"))))


@pytest.mark.parametrize("format", ["docx", "xlsx", "csv"])
def test_documents_say_for_which_place_things_are_and_can_be_of_one(two, anwen, format):
    whole = words_of(out(two, anwen, format), format)
    north = words_of(out(two, anwen, format, only=Selection(for_place=" northam ")), format)

    assert named(whole) == ["North:", "South:", "Both:"]
    assert SOUTH in whole
    assert named(north) == ["North:", "Both:"]
    assert "only Northam" in north
    if format == "docx":
        assert "Rating for Northam: Green" in whole
        assert "Better in the north." in north
        assert SOUTH not in north


def test_what_cannot_be_narrowed_says_so(two, review, anwen):
    with pytest.raises(Refused, match=r"no place called “Westam”. It has: Northam, Southam"):
        out(two, anwen, "docx", only=Selection(for_place="Westam"))
    with pytest.raises(Refused, match="JSON holds the whole review"):
        out(two, anwen, "json", only=Selection(for_place=NORTH))
    with pytest.raises(Refused, match="not about several places"):
        out(factories.review(anwen, title="Plain"), anwen, "csv", only=Selection(for_place=NORTH))


def test_the_export_page_offers_each_place(as_, anwen, two):
    north = ReviewPlace.unscoped.get(name=NORTH)
    page = f"{EASTMERE}/reviews/{two.public_id}/exports/"

    assert f'value="for:{north.public_id}"' in as_(anwen).get(page).content.decode()
    made = as_(anwen).post(page, {"format": "csv", "only": f"for:{north.public_id}"})
    assert named(made.content.decode()) == ["North:", "Both:"]
    assert Event.objects.filter(kind="review.exported").latest("seq").particulars.get(field="only").text == NORTH


def test_an_agreed_version_keeps_its_places_is_read_by_place_and_exported_by_place(as_, anwen, gita, two):
    version = agree(two, gita)
    for place in ReviewPlace.unscoped.order_by("-position"):
        remove_place(place=place, seen=place.version, onward=Onward(None), by=anwen, at=AT)
    page = f"{EASTMERE}/agreed/{version.public_id}/"
    sheet = f"{page}sheet/target/level-1/"

    assert named(as_(gita).get(sheet).content.decode()) == ["North:", "South:", "Both:"]
    north = as_(gita).get(f"{sheet}?for_place=p1").content.decode()
    assert named(north) == ["North:", "Both:"]
    assert "The rating for Northam" in north and "for_place=p1" in north
    assert "What was for Northam" in as_(gita).get(f"{page}?for_place=p1").content.decode()
    said = {"language": "en-gb", "by": gita, "at": AT}
    made = export_agreed(version=version, format="csv", only=Selection(for_place=NORTH), **said)
    assert named(made.data.decode()) == ["North:", "Both:"]
    assert made.data == export_agreed(version=version, format="csv", only=Selection(for_place="NORTHAM"), **said).data
    posted = as_(gita).post(f"{page}exports/", {"format": "csv", "only": "for:p2"})
    assert named(posted.content.decode()) == ["South:", "Both:"]
    assert as_(gita).post(f"{page}exports/", {"format": "csv", "only": "for:p9"}).status_code == 422


def test_an_agreed_version_keeps_the_names_of_the_day(anwen, gita, two):
    police = Agency.unscoped.create(partnership=two.partnership, name="Police")
    red = Finding.unscoped.get(text="North: some ask.")
    about = {"about": [police], "on_behalf_of": None, "evidence": []}
    edit_finding(finding=red, seen=red.version, text=red.text, by=anwen, at=AT, **about)
    version = agree(two, gita)
    said = {"version": version, "language": "en-gb", "by": gita, "at": AT}
    before = {form: export_agreed(format=form, **said).data for form in ("json", "csv")}

    rename_agency(agency=police, name="North Police and Fire", seen=police.version, by=anwen, at=AT)
    place = ReviewPlace.unscoped.get(name=NORTH)
    rename_place(place=place, seen=place.version, name="Greater Northam", by=anwen, at=AT)
    partnership = two.partnership.name
    rename_partnership(partnership=anwen.partnership, name="North and South", seen=partnership, by=anwen, at=AT)
    anwen.partnership.refresh_from_db()

    version.refresh_from_db(from_queryset=type(version).unscoped.all())
    after = {form: export_agreed(format=form, **{**said, "version": version}).data for form in ("json", "csv")}
    assert after == before
    kept = json.loads(after["json"])
    assert kept["partnership"] == partnership
    assert "Police" in [one["name"] for one in kept["agencies"]]
    assert NORTH in [one["name"] for one in kept["places"]]
    draft = json.loads(out(Review.unscoped.get(pk=two.pk), anwen, "json"))
    names = [one["name"] for one in draft["agencies"]]
    assert "North Police and Fire" in names and "Police" not in names
    assert draft["partnership"] == "North and South"


def test_comparing_tells_a_change_of_place_and_no_renaming(anwen, gita, two):
    version = agree(two, gita)
    north, south = (ReviewPlace.unscoped.get(name=name) for name in (NORTH, SOUTH))
    rename_place(place=north, seen=1, name="Greater Northam", by=anwen, at=AT)
    assert comparison_plain(compared_with_draft(version, two, visible_to=anwen))["changes"] == []
    one = Finding.unscoped.get(text="North: some ask.")
    links = {"about": [], "on_behalf_of": None, "evidence": []}
    edit_finding(finding=one, seen=one.version, text=one.text, for_place=south, by=anwen, at=AT, **links)
    given = PlaceRating.unscoped.get(cell=factories.cell(two), for_place=south)
    rate_place(given=given, seen=1, rating="red", reason="Worse there.", agreed_at="", by=anwen, at=AT)

    compared = compared_with_draft(version, two, visible_to=anwen)
    told = {change["kind"]: change for change in comparison_plain(compared)["changes"]}

    assert set(told) == {"finding", "rating"}
    assert told["finding"]["what"] == ["place"]
    assert (told["finding"]["old"]["place"], told["finding"]["new"]["place"]) == (NORTH, SOUTH)
    assert told["rating"]["old"]["rating"] == "not_rated" and told["rating"]["new"]["place"] == SOUTH
    groups = [part.make() for part in compared.page(show="", url="", sheet_url="").groups]
    lines = [line.happened for group in groups for line in group.lines]
    assert lines == ["for Southam; Not rated to Red; other reason", "for Southam"]


@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_a_file_that_comes_back_as_it_went_has_no_differences_and_changes_no_place(two, anwen, format):
    data, framework = out(two, anwen, format), content_of(two.framework)
    reading = {"docx": read_docx, "xlsx": read_xlsx}[format](data)
    read = ReadFile(format, "", reading, understand(reading, framework, base=two.date))
    document = receive_read(review=two, name=f"back.{format}", data=data, read=read, by=anwen, at=AT)

    assert list(laid(document, anwen).found) == []
    assert Finding.unscoped.filter(review=two, for_place__name=NORTH).count() == 1


def test_the_command_line_takes_one_place_out_of_the_draft_and_of_a_version(two, anwen, gita):
    from argparse import Namespace

    from system_review.commands.export import _only, _only_of_version

    asked = Namespace(only="target", agency=None, lead=None, place=NORTH, changed_since=None)
    version = agree(two, gita)
    for chosen in (_only(asked, two, anwen), _only_of_version(asked, version, [version])):
        assert (chosen.domain, chosen.for_place, chosen.beside_the_place().for_place) == ("target", NORTH, "")


def test_narrowing_leaves_nothing_that_names_what_is_gone():
    snapshot = small_grid()
    places = (PlaceSnapshot(ref="p1", name=NORTH), PlaceSnapshot(ref="p2", name=SOUTH))
    half = [one.model_copy(update={"for_place": f"p{1 + n % 2}"}) for n, one in enumerate(snapshot.findings)]
    served = [one for one in snapshot.actions if one.serves]
    deeds = [one.model_copy(update={"for_place": (None, "p1", "p2")[n % 3]}) for n, one in enumerate(served)]
    whole = snapshot.model_copy(update={"places": places, "findings": tuple(half), "actions": tuple(deeds)})
    assert why_not_adopt(whole) is None

    for ref in ("p1", "p2"):
        part = for_one_place(whole, ref)
        assert 0 < len(part.findings) < len(whole.findings)
        assert why_not_adopt(ReviewSnapshot.model_validate(part.model_dump())) is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"places": (PlaceSnapshot(ref="p1", name="A"), PlaceSnapshot(ref="p2", name=" a "))}, "stands there twice"),
        ({"places": (PlaceSnapshot(ref="p1", name=" "),)}, "places › p1 › name"),
        ({"places": (PlaceSnapshot(ref="p1", name="A"), PlaceSnapshot(ref="p1", name="B"))}, "the name p1"),
        ({"places": tuple(PlaceSnapshot(ref=f"p{n}", name=f"N{n}") for n in range(1, 42))}, "40 at most"),
    ],
)
def test_places_that_do_not_fit_together_are_refused(change, says):
    assert says in str(why_not_adopt(small_grid(**change)))


def test_a_thing_for_a_place_that_the_file_lacks_is_refused():
    first, *others = small_grid().findings
    lost = first.model_copy(update={"for_place": "p7"})

    assert "findings › f1 › for_place: p7 is not among the places" in str(
        why_not_adopt(small_grid(findings=(lost, *others)))
    )
