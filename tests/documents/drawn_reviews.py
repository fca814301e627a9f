"""Reviews as hypothesis draws them, in the form in which one leaves the database: sorted, numbered, nothing unused.

Each is drawn as loose things that name one another by their place in a list, and is then put in order, so that what
comes out of a database after `adopt_snapshot` must be equal to it byte for byte.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from system_review.evidence.rules import Confidence, EvidenceKind, EvidenceState, Naming
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.reviews import snapshots as plain
from system_review.reviews.rules.ratings import ratings_of
from system_review.reviews.rules.review_places import folded, why_not_called
from system_review.reviews.rules.words import Colour, Priority, Status, Unit, Unrated
from tests.documents.frameworks import audit_framework, grid_framework

COLOURS = list(Colour)
_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_KEPT = st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")
_IN_NAMES = st.characters(exclude_categories=["Cs"], exclude_characters="\0" + _LINE_ENDS)
_AWKWARD = st.sampled_from(
    [
        "=1+1",
        "@cmd",
        "Ysgol y Bont",
        "مدرسة",
        "\u202eabc",
        "a\u200bb",
        "👩‍👩‍👧",
        "é e\u0301",
        "{place} %s",
        "<b>&amp;</b>",
        "\x07\ufffe",
    ]
)

texts = st.text(_KEPT, max_size=40) | _AWKWARD
filled = texts.filter(str.strip)
names = st.text(_IN_NAMES, max_size=25) | _AWKWARD
filled_names = names.filter(str.strip)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
moments = st.datetimes(datetime(1901, 1, 1), datetime(2198, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - it adds the zone
places_among = st.integers(0, 5)


def _few(elements: st.SearchStrategy[Any], most: int = 3, **more: Any) -> st.SearchStrategy[list[Any]]:
    return st.lists(elements, max_size=most, **more)


@st.composite
def reviews(draw: st.DrawFn) -> plain.ReviewSnapshot:
    """A review of up to six findings and six actions on one of two small frameworks."""
    return _Drawing(draw).review()


class _Drawing:
    """One drawing: what is drawn is kept loose until everything that names it is there."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.framework: FrameworkSnapshot = draw(st.sampled_from([grid_framework(), audit_framework()]))
        self.holds = draw(st.builds(plain.Holds, **dict.fromkeys(plain.Holds.model_fields, st.booleans())))
        self.paths = [(d.key, v.key if v else None, s.key) for d, v, rows in self.framework.sheets() for s in rows]
        self.cells = [f"c{n}" for n in range(1, len(self.paths) + 1)]
        self.agency_names = sorted(draw(_few(filled_names, 4, min_size=1, unique=True)))
        self.used_agencies: set[str] = set()
        short = filled_names.filter(lambda name: why_not_called(name) is None)
        self.for_places = draw(_few(short, 3, unique_by=folded))

    def review(self) -> plain.ReviewSnapshot:
        evidence = self._evidence()
        findings, actions, leads = self._findings(len(evidence))
        refs = {name: f"g{n}" for n, name in enumerate(sorted(self.used_agencies), start=1)}
        return plain.ReviewSnapshot(
            holds=self.holds,
            partnership=" ".join(self.draw(filled_names).split()),
            framework=self.framework,
            review=self.draw(self._about()),
            places=tuple(plain.PlaceSnapshot(ref=f"p{n}", name=name) for n, name in enumerate(self.for_places, 1)),
            agencies=tuple(plain.AgencySnapshot(ref=ref, name=name) for name, ref in refs.items()),
            leads=tuple(
                plain.LeadSnapshot(
                    ref=f"l{n}", name=who[0], role=who[1], agency=refs.get(who[2]), holder=self._holder(*who[:2])
                )
                for n, who in enumerate(leads, start=1)
            ),
            evidence=tuple(plain.EvidenceSnapshot(**{**item, "source": refs.get(item["source"])}) for item in evidence),
            cells=tuple(self._cells()),
            findings=tuple(
                plain.FindingSnapshot(
                    **{
                        **finding,
                        "about": tuple(sorted((refs[name] for name in finding["about"]), key=_number)),
                        "on_behalf_of": refs.get(finding["on_behalf_of"]),
                    }
                )
                for finding in findings
            ),
            actions=tuple(plain.ActionSnapshot(**action) for action in actions),
            values=tuple(self._values()),
            comments=tuple(self._comments(findings, actions)) if self.holds.comments else (),
            working_notes=tuple(self._notes(findings)) if self.holds.working_notes else (),
            challenges=tuple(self._challenges(findings)) if self.holds.challenges else (),
        )

    def _holder(self, name: str, role: str) -> str:
        """Who holds a role, where the file tells that."""
        return self.draw(st.just("") | filled_names) if self.holds.holders and role and not name else ""

    def _comments(self, findings: list[dict[str, Any]], actions: list[dict[str, Any]]) -> list[plain.CommentSnapshot]:
        """Comments on some of the things, in the order of these and of time."""
        things = [*(("finding", one["ref"]) for one in findings), *(("action", one["ref"]) for one in actions)]
        made = []
        for kind, ref in things:
            said = self.draw(_few(st.builds(_comment, st.just({kind: ref}), _said(), _settled(), _few(_said(), 2)), 2))
            made += sorted(said, key=lambda one: one.written_at)
        return made

    def _notes(self, findings: list[dict[str, Any]]) -> list[plain.WorkingNoteSnapshot]:
        note = st.builds(
            plain.WorkingNoteSnapshot, finding=st.just("f1"), by=filled_names, changed_at=moments, text=filled
        )
        return [
            self.draw(note).model_copy(update={"finding": finding["ref"]})
            for finding in findings
            if self.draw(st.booleans())
        ]

    def _challenges(self, findings: list[dict[str, Any]]) -> list[plain.ChallengeSnapshot]:
        """Challenges to the review, to a stage, to some of the findings; with an answer or without."""
        things = [{}, {"cell": self.cells[0]}, *({"finding": one["ref"]} for one in findings[:2])]
        answers = st.fixed_dictionaries({"answer": filled, "answered_by": filled_names, "answered_at": moments})
        asked = st.fixed_dictionaries({"by": filled_names, "recorded_at": moments, "text": filled})
        return [
            plain.ChallengeSnapshot(**thing, **self.draw(asked), **self.draw(st.just({}) | answers))
            for thing in things
            if self.draw(st.booleans())
        ]

    def _about(self) -> st.SearchStrategy[plain.AboutSnapshot]:
        parts = dict.fromkeys(("purpose", "period", "harms", "ages", "places", "team", "method", "limits"), texts)
        return st.builds(plain.AboutSnapshot, title=filled_names, date=days, marking=names, **parts)

    def _agency(self) -> str:
        """An agency that is named by somebody: the others do not leave the database."""
        name: str = self.draw(st.sampled_from(self.agency_names))
        self.used_agencies.add(name)
        return name

    def _maybe_agency(self) -> str:
        return self._agency() if self.draw(st.booleans()) else ""

    def _for_place(self) -> str | None:
        place: str | None = self.draw(st.sampled_from([None, *(f"p{n}" for n in range(1, len(self.for_places) + 1))]))
        return place

    def _place_ratings(self) -> tuple[plain.PlaceRatingSnapshot, ...]:
        """The ratings for some of the places, in their order."""
        scale = [one for one in ratings_of(self.framework.scale) if one != Unrated.NOT_RATED]
        who = st.just({}) | st.fixed_dictionaries({"rated_by": filled_names, "rated_at": moments})
        return tuple(
            plain.PlaceRatingSnapshot(
                place=f"p{n}",
                rating=self.draw(st.sampled_from(scale)),
                reason=self.draw(texts),
                agreed_at=self.draw(texts),
                **self.draw(who),
            )
            for n in range(1, len(self.for_places) + 1)
            if self.draw(st.booleans())
        )

    def _evidence(self) -> list[dict[str, Any]]:
        allowed = [naming for naming in Naming if self.holds.team_only_evidence or naming is not Naming.TEAM_ONLY]
        made = []
        for number in range(1, self.draw(st.integers(0, 3)) + 1):
            item: dict[str, Any] = {
                "ref": f"e{number}",
                "kind": self.draw(st.sampled_from(list(EvidenceKind))),
                "state": self.draw(st.sampled_from(list(EvidenceState))),
                "naming": self.draw(st.sampled_from(allowed)),
                "source": "",
            }
            if self.holds.team_only_evidence or item["naming"] is Naming.NAMED:
                item |= {
                    "sentence": self.draw(texts),
                    "on": self.draw(st.none() | days),
                    "source": self._maybe_agency(),
                    "how_many": self.draw(st.none() | st.integers(0, 1_000_000)),
                    "confidence": self.draw(st.none() | st.sampled_from(list(Confidence))),
                    "for_place": self._for_place(),
                    "asked_of": self.draw(names),
                    "asked_on": self.draw(st.none() | days),
                    "due_on": self.draw(st.none() | days),
                    "looked_at_by": self.draw(names),
                    "so_far": self.draw(st.none() | st.integers(0, 1_000_000)),
                }
            made.append(item)
        return made

    def _cells(self) -> list[plain.CellSnapshot]:
        made = []
        for ref, (domain, level, stage) in zip(self.cells, self.paths, strict=True):
            rated = (
                {"rated_by": self.draw(filled_names), "rated_at": self.draw(moments)}
                if self.draw(st.booleans())
                else {}
            )
            made.append(
                plain.CellSnapshot(
                    ref=ref,
                    domain=domain,
                    level=level,
                    stage=stage,
                    rating=self.draw(st.sampled_from(ratings_of(self.framework.scale))),
                    reason=self.draw(texts),
                    agreed_at=self.draw(texts),
                    for_places=self._place_ratings(),
                    **rated,
                )
            )
        return made

    def _findings(self, evidence: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[tuple[str, str, str]]]:
        """Findings in the order of the sheet, then the actions in the order in which the sheet comes to them."""
        number = self.draw(st.integers(0, 6))
        where = [(self.draw(st.integers(0, len(self.cells) - 1)), self.draw(st.integers(0, 3))) for _ in range(number)]
        findings = [
            self._finding(f"f{n}", cell, COLOURS[colour], evidence)
            for n, (cell, colour) in enumerate(sorted(where), start=1)
        ]
        actions, leads = self._actions(findings)
        for finding in findings:
            finding["see_also"] = self._see_also(finding, actions)
        return findings, actions, leads

    def _finding(self, ref: str, cell: int, colour: Colour, evidence: int) -> dict[str, Any]:
        draw, others = self.draw, [name for n, name in enumerate(self.cells) if n != cell]
        return {
            "ref": ref,
            "cell": self.cells[cell],
            "colour": colour,
            "text": draw(filled),
            "for_place": self._for_place(),
            "about": {self._agency() for _ in range(draw(st.integers(0, 2)))},
            "on_behalf_of": self._maybe_agency(),
            "also_in": _in_order(draw(_few(st.sampled_from(others), 2, unique=True))),
            "evidence": _in_order(f"e{n}" for n in range(1, evidence + 1) if draw(st.booleans())),
            "changes": tuple(draw(_few(self._change(), 2))) if self.holds.history else (),
            "came_from": tuple(draw(_few(_came_from(), 2))) if self.holds.history else (),
            "archived": self.holds.archived and draw(st.booleans()),
        }

    def _change(self) -> st.SearchStrategy[plain.ColourChangeSnapshot]:
        def change(pair: list[Colour], on: date, reason: str, by: str) -> plain.ColourChangeSnapshot:
            return plain.ColourChangeSnapshot(before=pair[0], after=pair[1], on=on, reason=reason, by=by)

        pairs = st.lists(st.sampled_from(COLOURS), min_size=2, max_size=2, unique=True)
        return st.builds(change, pairs, days, texts, names)

    def _see_also(self, finding: dict[str, Any], actions: list[dict[str, Any]]) -> tuple[plain.SeeAlsoSnapshot, ...]:
        cells = _in_order(self.draw(_few(st.sampled_from(self.cells), 2, unique=True)))
        named = [action["ref"] for action in actions if self.draw(st.booleans())]
        return (
            *(plain.SeeAlsoSnapshot(cell=ref) for ref in cells),
            *(plain.SeeAlsoSnapshot(action=ref) for ref in _in_order(named)),
        )

    def _actions(self, findings: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[tuple[str, str, str]]]:
        served = [
            sorted(self.draw(st.lists(st.integers(0, len(findings) - 1), min_size=1, max_size=3, unique=True)))
            for _ in range(self.draw(st.integers(0, 6)) if findings else 0)
        ]
        place = {
            (action, f): len([b for b in range(action) if f in served[b]])
            for action, fs in enumerate(served)
            for f in fs
        }
        order = sorted(range(len(served)), key=lambda action: min((f, place[action, f]) for f in served[action]))
        ref = {action: f"a{n}" for n, action in enumerate(order, start=1)}
        whom = sorted({self._lead() for _ in range(self.draw(st.integers(0, 3)))}) if served else []
        leads_of = {action: self.draw(_few(st.sampled_from(whom), 2, unique=True)) if whom else [] for action in order}
        used = sorted({who for leads in leads_of.values() for who in leads})
        self._forget_leads_agencies(whom, used)
        made = [
            {
                "ref": ref[action],
                "serves": tuple(
                    plain.ServesSnapshot(
                        finding=findings[f]["ref"], colour=self.draw(st.sampled_from(COLOURS)), place=place[action, f]
                    )
                    for f in served[action]
                ),
                "leads": tuple(f"l{used.index(who) + 1}" for who in leads_of[action]),
                "waits_for": _in_order(ref[other] for other in range(action) if self.draw(st.integers(0, 4)) == 0),
                **self._deed(),
            }
            for action in order
        ]
        return made, used

    def _lead(self) -> tuple[str, str, str]:
        """A name, a role and an agency; at least one of them."""
        name, role = self.draw(names), self.draw(names)
        agency = self.draw(st.sampled_from(["", *self.agency_names]))
        return (name, role, agency) if name.strip() or role.strip() or agency else ("Col", role, agency)

    def _forget_leads_agencies(self, drawn: list[tuple[str, str, str]], used: list[tuple[str, str, str]]) -> None:
        self.used_agencies |= {agency for _, _, agency in used if agency}

    def _deed(self) -> dict[str, Any]:
        draw = self.draw
        repeats = st.builds(plain.RepeatsSnapshot, every=st.integers(1, 60), unit=st.sampled_from(list(Unit)))
        notes = st.builds(plain.NoteSnapshot, on=days, text=filled, by=names)
        return {
            "text": draw(filled),
            "for_place": self._for_place(),
            "due_words": draw(texts),
            "due_on": draw(st.none() | days),
            "repeats": draw(st.none() | repeats),
            "last_done_on": draw(st.none() | days),
            "status": draw(st.sampled_from(list(Status))),
            "priority": draw(st.sampled_from(list(Priority))),
            "difference": draw(texts),
            "notes": tuple(draw(_few(notes, 2))),
            "came_from": tuple(draw(_few(_came_from(), 1))) if self.holds.history else (),
            "archived": self.holds.archived and draw(st.booleans()),
        }

    def _values(self) -> list[plain.ValueSnapshot]:
        keys = [value.key for value in self.framework.values]
        extents = ["", *(extent.key for extent in self.framework.extents)]
        further = self.draw(_few(filled_names, 2, unique=True))
        return [
            plain.ValueSnapshot(
                key=key,
                name=name,
                extent=self.draw(st.sampled_from(extents)),
                narrative=self.draw(texts),
                examples_for=self.draw(texts),
                examples_against=self.draw(texts),
            )
            for key, name in [*((key, "") for key in keys), *(("", name) for name in further)]
        ]


def _said() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"by": filled_names, "agency": names, "written_at": moments, "text": filled})


def _settled() -> st.SearchStrategy[dict[str, Any]]:
    return st.just({}) | st.fixed_dictionaries({"settled_by": filled_names, "settled_at": moments})


def _comment(
    about: dict[str, str], said: dict[str, Any], settled: dict[str, Any], replies: list[dict[str, Any]]
) -> plain.CommentSnapshot:
    in_time = sorted(replies, key=lambda reply: reply["written_at"])
    return plain.CommentSnapshot(
        **about, **said, **settled, replies=tuple(plain.ReplySnapshot(**reply) for reply in in_time)
    )


def _came_from() -> st.SearchStrategy[plain.CameFromSnapshot]:
    return st.builds(
        plain.CameFromSnapshot, file_name=names, file_hash=st.sampled_from(["", "ab" * 32]), place=names, wording=texts
    )


def _number(ref: str) -> int:
    return int(ref[1:])


def _in_order(refs: Any) -> tuple[str, ...]:
    return tuple(sorted(refs, key=_number))
