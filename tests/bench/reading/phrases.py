"""How people write who leads, by when, and where else to look."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.bench.reading.answers import names_of

IN_TEXT = (
    "dash", "dash_first", "follow", "bracket", "bracket_agency", "owner_initials", "label_line", "rank", "colon",
    "subject", "action_by", "take_forward", "lead_agency",
)  # fmt: skip
RANKS = ("DI", "Insp.", "Supt", "PC", "DS", "Chief Inspector")


@dataclass(frozen=True)
class Habit:
    """A writer's habit for leads and times in the text of an action."""

    leads: str = "dash"
    due: str = "comma"
    end: str = ""

    def words(self, action):
        """The action as this writer writes it."""
        text = self._timed(action)
        if action.pointer:
            return text
        return self._led(text, action) if action.leads else text + self.end

    def written(self, action):
        """The action as it can be understood from those words: its leads by the names that stand there."""
        if self.leads in ("dash_first", "owner_initials"):
            return replace(action, leads=tuple(replace(one, name=_short(one, self.leads)) for one in action.leads))
        return action

    def _timed(self, action):
        text, due = action.text, action.due
        if not due:
            return text
        joint = {"comma": ", {}", "bracket": " ({})", "plain": " {}", "stop": ". Timescale: {}"}[self.due]
        return text + joint.format(due)

    def _led(self, text, action):
        people = action.leads
        names = [_rank(one) if self.leads == "rank" else _short(one, self.leads) for one in people]
        joined, both = _and(names), len(names) > 1
        agencies = [one.agency for one in people]
        agency = "; ".join(f"{one.name}, {one.agency}" for one in people)
        forms = {
            "dash": f"{text} – {joined} to lead{self.end}",
            "dash_first": f"{text} — {joined} to lead{self.end}",
            "rank": f"{text} - {joined} to lead{self.end}",
            "follow": f"{text} – {joined} to follow up{self.end}",
            "take_forward": f"{text} - {joined} to take forward{self.end}",
            "bracket": f"{text} ({'Leads' if both else 'Lead'}: {', '.join(names)}){self.end}",
            "bracket_agency": f"{text} ({'Leads' if both else 'Lead'}: {agency}){self.end}",
            "lead_agency": f"{text} [{' / '.join(f'{n} ({a})' for n, a in zip(names, agencies, strict=True))}]",
            "owner_initials": f"{text}. {'Owners' if both else 'Owner'}: {'/'.join(names)}",
            "label_line": f"{text}\nLead: {joined}",
            "action_by": f"{text}. Action by {joined}{self.end}",
            "colon": f"{joined}: {text}{self.end}",
            "subject": f"{joined} to {text[0].lower()}{text[1:]}{self.end}",
        }
        return forms[self.leads]


def any_habit(rng, leads=IN_TEXT):
    """A habit, by chance."""
    return Habit(rng.choice(leads), rng.choice(("comma", "bracket", "plain")), rng.choice((".", "")))


def see_words(framework, see):
    """Words that lead to other cells: "Level 2 Response"."""
    return " and ".join(" ".join(part for part in names_of(framework, at)[1:] if part) for at in see)


def with_references(key):
    """The key with the words for cross-references in the texts of its actions."""

    def action(one):
        if one.pointer or not one.see:
            return one
        return replace(one, text=f"{one.text} (see {see_words(key.framework, one.see)})")

    return each_action(key, action)


def each_action(key, change):
    """The key with each action changed."""
    cells = tuple(
        replace(cell, findings=tuple(replace(one, actions=tuple(map(change, one.actions))) for one in cell.findings))
        for cell in key.cells
    )
    return replace(key, cells=cells)


def _short(person, leads):
    return {"dash_first": person.first, "owner_initials": person.initials}.get(leads, person.name)


def _rank(person):
    if "police" not in person.agency.lower() and "heddlu" not in person.agency.lower():
        return person.name
    return f"{person.rank or RANKS[len(person.name) % len(RANKS)]} {person.name}"


def _and(names):
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
