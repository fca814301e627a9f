"""Staging loses nothing: whatever a person does with the pieces, their sum is the whole and so are their characters."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from system_review.documents.readers.text import read_pasted
from system_review.documents.rules import placing
from system_review.documents.rules.placing import Piece, cuts_of
from system_review.documents.rules.sources import Source, place_of, why_not_whole, wordings
from system_review.documents.rules.words import Between, Fate, PassageRole
from system_review.errors import Refused

WHOLE = "\n  Forms are old. Staff know it.\n\nAmend the form – Bea to lead\n\n\fPage 2\n\nNo school\npilots yet\n"
WORDS = [
    "Forms are old.",
    "Amend it – Bea to lead",
    "Page 2",
    "é\u200b",
    "Not yet",
    "\xa0",
    "a",
    "two\nlines",
    "x" * 30,
]
BETWEEN = ["\n\n", "\n \n\n", "\f", "\n\n\n  "]


def pieces_in(whole):
    reading = read_pasted(whole)
    pieces, start = {}, len(reading.before)
    for number, passage in enumerate(reading.passages):
        source = Source(start, start + len(passage.text), str(passage.place))
        pieces[f"p{number}"] = Piece(key=f"p{number}", position=start, text=passage.text, sources=(source,))
        start = source.end + len(passage.after)
    return pieces


def after(pieces, move):
    return {**pieces, **{piece.key: piece for piece in (*move.changed, *move.made)}}


def live(pieces):
    return sorted((piece for piece in pieces.values() if piece.fate != Fate.REPLACED), key=lambda piece: piece.position)


@pytest.fixture
def pieces():
    return pieces_in(WHOLE)


def test_a_finding_that_is_placed_again_keeps_its_actions(pieces):
    pieces = after(pieces, placing.as_finding(pieces, "p0", cell=1, colour="red"))
    pieces = after(pieces, placing.as_action(pieces, "p1", under="p0"))

    move = placing.as_finding(pieces, "p0", cell=2, colour="amber")

    assert [piece.key for piece in move.changed] == ["p0"]
    assert (move.changed[0].cell, move.changed[0].colour) == (2, "amber")


@pytest.mark.parametrize("leave", [placing.set_aside, placing.put_back])
def test_a_finding_that_leaves_takes_its_actions_back_to_waiting(pieces, leave):
    pieces = after(pieces, placing.as_finding(pieces, "p0", cell=1, colour="red"))
    pieces = after(pieces, placing.as_action(pieces, "p1", under="p0"))

    pieces = after(pieces, leave(pieces, "p0"))

    assert pieces["p1"] == Piece("p1", pieces["p1"].position, pieces["p1"].text, pieces["p1"].sources)
    assert pieces["p0"].role == ""


def test_a_finding_that_becomes_an_action_takes_its_actions_back_to_waiting(pieces):
    pieces = after(pieces, placing.as_finding(pieces, "p0", cell=1, colour="red"))
    pieces = after(pieces, placing.as_finding(pieces, "p3", cell=1, colour="red"))
    pieces = after(pieces, placing.as_action(pieces, "p1", under="p0"))

    pieces = after(pieces, placing.as_action(pieces, "p0", under="p3"))

    assert pieces["p1"].fate == Fate.WAITING
    assert (pieces["p0"].role, pieces["p0"].under, pieces["p0"].colour) == (PassageRole.ACTION, "p3", "")


@pytest.mark.parametrize("above", ["p1", "p0", "elsewhere", ""])
def test_an_action_stands_under_a_placed_finding_only(pieces, above):
    with pytest.raises(Refused):
        placing.as_action(pieces, "p1", under=above)


def test_placing_a_piece_where_it_stands_changes_nothing(pieces):
    pieces = after(pieces, placing.as_finding(pieces, "p0", cell=1, colour="red"))

    assert placing.as_finding(pieces, "p0", cell=1, colour="red").changed == ()


def test_a_colour_that_does_not_exist_is_refused(pieces):
    with pytest.raises(Refused, match="Choose a colour"):
        placing.as_finding(pieces, "p0", cell=1, colour="blue")


def test_what_is_in_the_review_is_no_longer_changed_here(pieces):
    pieces["p0"] = replace(pieces["p0"], fate=Fate.APPLIED, role=PassageRole.FINDING)

    for move in (placing.set_aside, placing.put_back):
        with pytest.raises(Refused, match="in the review already"):
            move(pieces, "p0")


def test_joined_pieces_stand_where_the_first_characters_stand_and_keep_both_places(pieces):
    move = placing.joined(pieces, "p3", "p0", between=" ", key="new")

    whole = move.made[0]
    assert whole.text == "No school\npilots yet Forms are old. Staff know it."
    assert whole.position == pieces["p0"].position
    assert place_of(whole.sources) == "page 2, paragraph 4; page 1, paragraph 1"
    assert {piece.key: piece.fate for piece in move.changed} == {"p0": Fate.REPLACED, "p3": Fate.REPLACED}


def test_joining_to_a_placed_finding_keeps_its_place_and_its_actions(pieces):
    pieces = after(pieces, placing.as_finding(pieces, "p0", cell=1, colour="red"))
    pieces = after(pieces, placing.as_action(pieces, "p3", under="p0"))

    pieces = after(pieces, placing.joined(pieces, "p0", "p1", between="\n", key="new"))

    assert (pieces["new"].fate, pieces["new"].cell, pieces["new"].colour) == (Fate.PLACED, 1, "red")
    assert pieces["p3"].under == "new"


def test_joining_a_waiting_piece_with_a_placed_one_after_it_keeps_the_placement_too(pieces):
    pieces = after(pieces, placing.as_finding(pieces, "p1", cell=1, colour="red"))
    pieces = after(pieces, placing.as_action(pieces, "p3", under="p1"))

    pieces = after(pieces, placing.joined(pieces, "p0", "p1", between="", key="new"))

    assert (pieces["new"].fate, pieces["new"].cell) == (Fate.PLACED, 1)
    assert pieces["p3"].under == "new"


def test_two_placed_pieces_are_not_joined(pieces):
    for key in ("p0", "p1"):
        pieces = after(pieces, placing.as_finding(pieces, key, cell=1, colour="red"))

    with pytest.raises(Refused, match="Both pieces are placed"):
        placing.joined(pieces, "p0", "p1", between=" ", key="new")


def test_a_piece_set_aside_waits_when_it_is_joined_to_one_that_waits(pieces):
    pieces = after(pieces, placing.set_aside(pieces, "p0"))

    assert placing.joined(pieces, "p0", "p1", between=" ", key="new").made[0].fate == Fate.WAITING


def test_a_split_leaves_the_placement_with_the_first_part(pieces):
    pieces = after(pieces, placing.as_finding(pieces, "p0", cell=1, colour="red"))
    pieces = after(pieces, placing.as_action(pieces, "p1", under="p0"))

    pieces = after(pieces, placing.split(pieces, "p0", whole=WHOLE, cuts=[14], keys=["a", "b"]))

    assert (pieces["a"].text, pieces["a"].fate, pieces["a"].cell) == ("Forms are old.", Fate.PLACED, 1)
    assert (pieces["b"].text, pieces["b"].fate, pieces["b"].role) == ("Staff know it.", Fate.WAITING, "")
    assert pieces["p1"].under == "a"
    assert [WHOLE[source.start : source.end] for key in "ab" for source in pieces[key].sources] == [
        "Forms are old.",
        "Staff know it.",
    ]


@pytest.mark.parametrize("cuts", [[], [0], [29], [30], [200], [20, 10], [-3]])
def test_a_split_needs_words_on_both_sides(pieces, cuts):
    with pytest.raises(Refused, match="Choose a place to split"):
        placing.split(pieces, "p0", whole=WHOLE, cuts=cuts, keys=["k"] * (len(cuts) + 1))


def test_a_reworded_piece_is_split_where_its_words_stand_in_the_document(pieces):
    pieces = after(pieces, placing.reworded(pieces, "p0", text="The forms are outdated. Staff know it."))

    move = placing.split(pieces, "p0", whole=WHOLE, cuts=[23], keys=["a", "b"])

    assert [piece.text for piece in move.made] == ["The forms are outdated.", "Staff know it."]
    assert wordings(WHOLE, move.made[1].sources) == [("page 1, paragraph 1", "Staff know it.")]


def test_a_part_without_a_word_of_the_document_is_refused(pieces):
    pieces = after(pieces, placing.reworded(pieces, "p2", text="Page 2 And words of my own"))

    with pytest.raises(Refused, match="no words of the document"):
        placing.split(pieces, "p2", whole=WHOLE, cuts=[0 + len("Page 2")], keys=["a", "b"])


def test_blank_lines_say_where_to_split():
    text = "One line\nanother line. And more"

    assert cuts_of(text, "One line\nanother line.\n\nAnd more\n") == [text.index("And")]
    assert cuts_of(text, "One\r\n \r\n\r\nline another line. And\n\nmore") == [text.index("line"), text.index("more")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("One line\nanother line. And more", "Put a blank line"),
        ("One line\n\nsomething else", "blank lines only"),
        ("", "blank lines only"),
    ],
)
def test_a_split_without_a_blank_line_or_with_other_words_is_refused(typed, said):
    with pytest.raises(Refused, match=said):
        cuts_of("One line\nanother line. And more", typed)


def test_a_step_taken_back_leaves_the_pieces_as_they_were(pieces):
    before = after(pieces, placing.as_finding(pieces, "p0", cell=1, colour="red"))
    move = placing.joined(before, "p0", "p1", between=" ", key="new")

    undone = after(
        after(before, move),
        placing.taken_back(after(before, move), before=[before["p0"], before["p1"]], made=["new"]),
    )

    assert live(undone) == live(before)


def test_a_step_is_not_taken_back_under_later_actions(pieces):
    placed = after(pieces, placing.as_finding(pieces, "p0", cell=1, colour="red"))
    later = after(placed, placing.as_action(placed, "p1", under="p0"))

    with pytest.raises(Refused, match="Undo the later steps first"):
        placing.taken_back(later, before=[pieces["p0"]], made=[])


class Inbox(RuleBasedStateMachine):
    """Any sequence of steps in an inbox, refused ones and undone ones included."""

    @initialize(parts=st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BETWEEN)), min_size=1, max_size=6))
    def bring_in(self, parts):
        self.whole = "start" + "".join(between + words for words, between in parts)
        self.pieces = pieces_in(self.whole)
        self.names = (f"n{number}" for number in count())
        self.steps = []

    def do(self, move):
        try:
            done = move()
        except Refused:
            return
        self.steps.append(([self.pieces[piece.key] for piece in done.changed], [piece.key for piece in done.made]))
        self.pieces = after(self.pieces, done)

    def one(self, data, *, findings=False):
        """Any piece; most often one that can still be moved, or with `findings` one that an action can stand under."""
        apt = [
            piece.key for piece in live(self.pieces) if (piece.is_finding if findings else piece.fate != Fate.APPLIED)
        ]
        anything = st.sampled_from(sorted(self.pieces))
        return data.draw(st.one_of(*[st.sampled_from(apt)] * 4, anything) if apt else anything)

    @rule(data=st.data(), cell=st.integers(1, 3), colour=st.sampled_from(["red", "amber", "green", "not_yet_known"]))
    def place_a_finding(self, data, cell, colour):
        self.do(lambda: placing.as_finding(self.pieces, self.one(data), cell=cell, colour=colour))

    @rule(data=st.data())
    def place_an_action(self, data):
        self.do(lambda: placing.as_action(self.pieces, self.one(data), under=self.one(data, findings=True)))

    @rule(data=st.data())
    def place_a_finding_with_an_action(self, data):
        above = self.one(data)
        self.do(lambda: placing.as_finding(self.pieces, above, cell=1, colour="red"))
        self.do(lambda: placing.as_action(self.pieces, self.one(data), under=above))

    @rule(data=st.data())
    def place_an_action_in_the_review(self, data):
        self.do(lambda: placing.as_action(self.pieces, self.one(data), under_finding=7))

    @rule(data=st.data(), between=st.sampled_from(list(Between)), findings=st.booleans())
    def join(self, data, between, findings):
        key, second = next(self.names), self.one(data, findings=findings)
        self.do(lambda: placing.joined(self.pieces, self.one(data), second, between=between, key=key))

    @rule(data=st.data(), cuts=st.lists(st.integers(0, 12), max_size=2).map(sorted), findings=st.booleans())
    def split(self, data, cuts, findings):
        keys, piece = [next(self.names) for _ in range(len(cuts) + 1)], self.one(data, findings=findings)
        self.do(lambda: placing.split(self.pieces, piece, whole=self.whole, cuts=cuts, keys=keys))

    @rule(data=st.data(), leave=st.sampled_from([placing.set_aside, placing.put_back]), findings=st.booleans())
    def leave(self, data, leave, findings):
        self.do(lambda: leave(self.pieces, self.one(data, findings=findings)))

    @rule(data=st.data(), text=st.sampled_from([*WORDS, "Amended: the form is old. Staff know it"]))
    def reword(self, data, text):
        self.do(lambda: placing.reworded(self.pieces, self.one(data), text=text))

    @precondition(lambda self: self.steps)
    @rule()
    def undo(self):
        before, made = self.steps.pop()
        self.pieces = after(self.pieces, placing.taken_back(self.pieces, before=before, made=made))

    @precondition(lambda self: len(self.steps) > 12)
    @rule()
    def apply(self):
        for key, piece in self.pieces.items():
            if piece.fate == Fate.PLACED:
                self.pieces[key] = replace(piece, fate=Fate.APPLIED)
        self.steps.clear()

    @invariant()
    def the_sum_is_the_whole(self):
        counted = placing.sums(piece.fate for piece in self.pieces.values())
        assert counted["whole"] == len(live(self.pieces))
        assert counted["whole"] == sum(counted[fate] for fate in ("placed", "set_aside", "waiting", "applied"))

    @invariant()
    def no_character_is_lost_or_counted_twice(self):
        sources = [source for piece in live(self.pieces) for source in piece.sources]
        assert why_not_whole(self.whole, sources) is None
        end, together = 0, ""
        for source in sorted(sources, key=lambda source: source.start):
            together += self.whole[end : source.end]
            end = source.end
        assert together + self.whole[end:] == self.whole

    @invariant()
    def every_piece_has_a_place_of_its_own_and_says_something(self):
        positions = [piece.position for piece in live(self.pieces)]
        assert len(set(positions)) == len(positions)
        assert all(piece.text for piece in live(self.pieces))

    @invariant()
    def every_action_stands_under_a_finding(self):
        for piece in live(self.pieces):
            if piece.role == PassageRole.ACTION:
                assert piece.under_finding or self.pieces[piece.under].is_finding


Inbox.TestCase.settings = settings(stateful_step_count=40)
TestInbox = Inbox.TestCase
