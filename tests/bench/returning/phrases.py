"""Words for the edits. Everything in them is invented."""

from __future__ import annotations

import random

STATUSES = {"not_started": "Not started", "under_way": "Under way", "done": "Done", "blocked": "Blocked"}
RATINGS = {"red": "Red", "amber_red": "Amber/Red", "amber": "Amber", "green_amber": "Green/Amber", "green": "Green"}
LEADS = ("Rahul Osei", "Morag Sinclair, Police", "Tariq, service manager, Housing", "Bethan Rees, Youth work")
DAYS = (("30 June 2027", "2027-06-30"), ("1 September 2027", "2027-09-01"), ("15 December 2027", "2027-12-15"))
PEOPLE = ("Rahul Osei", "Morag Sinclair", "")
COMMENTS = (
    "Is this still so after the new panel began?",
    "We would put this more carefully: two teams already do it.",
    "Police agree with this.",
)
NOTES = (
    "First meeting held on 4 May; twelve people came.",
    "Waits for the new information officer.",
    "Template agreed with health, goes out next week.",
)
_ENDS = (
    "This was confirmed by the partners in May.",
    "Two of the five teams said otherwise.",
    "The picture differs between the boroughs.",
)
_WORDS = {
    "young people": "children and young people", "do not": "seldom", "have": "now have", "are": "are mostly",
    "is": "is largely", "and": "as well as", "some": "a few", "all": "nearly all", "the": "our",
}  # fmt: skip


def reworded(text: str, chance: random.Random) -> str:
    """The same in other words: one or two changed, a sentence more, or its end cut off."""
    way = chance.randrange(3)
    if way == 0 and len(text.split()) > 8:
        return " ".join(text.split()[:-2]).rstrip(",;:") + "."
    if way == 1:
        changed = text
        for word, other in _WORDS.items():
            if f" {word} " in changed:
                changed = changed.replace(f" {word} ", f" {other} ", 1)
                break
        if changed != text:
            return changed
    return f"{text} {chance.choice(_ENDS)}"


def sentence(chance: random.Random) -> str:
    """A sentence to add."""
    return chance.choice(_ENDS)


def new_finding(chance: random.Random) -> str:
    """A finding that no review has."""
    who = chance.choice(("Bus drivers", "Librarians", "Park wardens", "Shop owners"))
    what = chance.choice(("have no one to ring", "were told whom to tell", "meet the team every month"))
    return f"{who} {what} when they worry about the square at {chance.randrange(3, 10)} in the evening."


def new_action(chance: random.Random) -> str:
    """An action that no review has."""
    what = chance.choice(("Invite", "Write to", "Visit"))
    whom = chance.choice(("bus company", "library service", "traders"))
    return f"{what} the {whom} about the {chance.choice(('square', 'arcade', 'river path'))}"
