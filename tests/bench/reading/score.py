"""What was understood of a document beside its answer key: how much of it came, and how much of what came is right."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from rapidfuzz import fuzz

MEASURES = (
    "findings",
    "actions",
    "colours",
    "cells",
    "leads",
    "due times",
    "overall ratings",
    "under",
    "see",
    "placed",
)
ASIDE = ("see", "placed")  # told, and not part of the worst figure: few of the one, and the other is made of the rest
OWN, UNREVIEWED = "our own export", "not reviewed this time"
ALIKE = 90  # of `token_set_ratio`, for two texts to be the same
LENGTHS = (0.55, 1.9)  # how long one may be beside the other: a text that holds two others is neither of them

LEAD_PHRASE = 40  # characters of a lead's name and of words of time that stand in an action's text besides


@dataclass
class Count:
    """How many of a kind were expected, given, and right."""

    expected: int = 0
    given: int = 0
    right: int = 0

    def add(self, other):
        self.expected += other.expected
        self.given += other.given
        self.right += other.right

    @property
    def recall(self):
        return self.right / self.expected if self.expected else None

    @property
    def precision(self):
        return self.right / self.given if self.given else None


@dataclass
class Score:
    """The counts of one document, or of many together, and what went wrong in words."""

    counts: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in MEASURES})
    faults: list[str] = field(default_factory=list)

    def add(self, other):
        for name, count in other.counts.items():
            self.counts[name].add(count)
        self.faults += other.faults

    @property
    def worst(self):
        """The lowest of all precisions and recalls, those of `ASIDE` apart."""
        parts = [part for name, one in self.counts.items() if name not in ASIDE for part in (one.precision, one.recall)]
        return min((part for part in parts if part is not None), default=1.0)


def score(expected, got):
    """The score of one document. Both are in the shape of the command line's JSON: cells, loose actions, questions."""
    made = Score()
    wanted, came = _flat(expected), _flat(got)
    pairs = _pairs([one.text for one in wanted.findings], [one.text for one in came.findings])
    _of_findings(made, wanted.findings, came.findings, pairs)
    _of_actions(made, wanted, came, pairs, expected)
    _of_ratings(made, expected, got)
    if expected["asks"] and not got.get("questions"):
        made.faults.append(f"nothing was asked, though the {expected['asks']} of everything is open")
    return made


@dataclass
class _One:
    """A finding or an action with its place; `under` is the number of its finding."""

    text: str
    at: tuple
    data: dict
    under: int | None = None


@dataclass
class _Flat:
    findings: list[_One]
    actions: list[_One]


def _flat(results):
    findings, actions = [], []
    for cell in results["cells"]:
        at = (cell["domain"], cell["level"], cell["stage"])
        for finding in cell["findings"]:
            findings.append(_One(finding["text"], at, finding))
            actions += [_One(one["text"], at, one, len(findings) - 1) for one in finding["actions"]]
        actions += [_One(one["text"], at, one) for one in cell.get("actions", ())]
    actions += [_One(one["text"], (None, None, None), one) for one in results.get("actions", ())]
    return _Flat(findings, actions)


def _pairs(wanted, came):
    """Which text is which, one to one, the likest first: numbers of `wanted` to numbers of `came`."""
    likely = sorted(
        ((_likeness(one, other), at, to) for at, one in enumerate(wanted) for to, other in enumerate(came)),
        reverse=True,
    )
    found = {}
    for likeness, at, to in likely:
        if likeness and at not in found and to not in found.values():
            found[at] = to
    return found


def _likeness(one, other):
    one, other = _plain(one), _plain(other)
    shared = fuzz.token_set_ratio(one, other)
    if shared < ALIKE or not one or not LENGTHS[0] * len(one) <= len(other) <= LENGTHS[1] * len(one) + LEAD_PHRASE:
        return 0
    return shared + fuzz.ratio(one, other) / 100


def _plain(text):
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _of_findings(made, wanted, came, pairs):
    findings, colours, cells = (made.counts[name] for name in ("findings", "colours", "cells"))
    findings.expected, findings.given, findings.right = len(wanted), len(came), len(pairs)
    made.faults += [f"finding missing: {one.text!r} {one.at}" for at, one in enumerate(wanted) if at not in pairs]
    made.faults += [f"finding invented: {one.text!r}" for to, one in enumerate(came) if to not in pairs.values()]
    for at, one in enumerate(wanted):
        other = came[pairs[at]] if at in pairs else None
        _compare(made, colours, "colour", one.data["colour"], other and other.data["colour"], one.text, other)
        _compare(made, cells, "cell", _known(one.at), other and _known(other.at), one.text, other)
        _place(made, other and (other.at, other.data["colour"]) == (one.at, one.data["colour"]), other)


def _place(made, right, other):
    """Whether a text came in the right cell and colour: the two together."""
    made.counts["placed"].expected += 1
    made.counts["placed"].given += other is not None
    made.counts["placed"].right += bool(right)


def _known(at):
    return at if at[0] else None


def _compare(made, count, what, wanted, got, text, told=True):
    """Count one thing that a text has. Nothing wanted and nothing got is no count. Told: as a fault of its own."""
    count.expected += wanted is not None
    count.given += got is not None
    count.right += wanted is not None and wanted == got
    if wanted != got and (told and (got is not None or wanted is not None)):
        made.faults.append(f"{what}: expected {wanted}, came {got}: {text!r}")


def _of_actions(made, wanted, came, finding_pairs, expected):
    real = [one for one in wanted.actions if not one.data["pointer"]]
    pointers = [one for one in wanted.actions if one.data["pointer"]]
    given = [one for one in came.actions if not _points(one, pointers)]
    pairs = _pairs([one.text for one in real], [one.text for one in given])
    count = made.counts["actions"]
    count.expected, count.given, count.right = len(real), len(given), len(pairs)
    made.faults += [f"action missing: {one.text!r} {one.at}" for at, one in enumerate(real) if at not in pairs]
    made.faults += [f"action invented: {one.text!r}" for to, one in enumerate(given) if to not in pairs.values()]
    for at, one in enumerate(real):
        other = given[pairs[at]] if at in pairs else None
        _of_action(made, one, other)
        _under(made, one, other, finding_pairs, expected)
    for to, other in enumerate(given):
        if to not in pairs.values():
            made.counts["leads"].given += len(other.data["leads"])
    _of_references(made, wanted.actions, came.actions)


def _points(one, pointers):
    """Whether an action that came is one of the cross-references."""
    return any(fuzz.token_set_ratio(_plain(one.text), _plain(other.text)) >= ALIKE for other in pointers)


def _of_action(made, one, other):
    data = other.data if other else {"kind": None, "leads": [], "due_text": None}
    _compare(made, made.counts["colours"], "kind", one.data["kind"], data["kind"], one.text, other)
    _compare(made, made.counts["cells"], "cell of action", _known(one.at), other and _known(other.at), one.text, other)
    _place(made, other and (other.at, data["kind"]) == (one.at, one.data["kind"]), other)
    _of_leads(made, one, data["leads"], other)
    _of_due(made, one, data["due_text"], other)


def _of_leads(made, one, got, told):
    count, left = made.counts["leads"], list(got)
    count.expected += len(one.data["leads"])
    count.given += len(got)
    for lead in one.data["leads"]:
        match = next((each for each in left if _same_person(lead["name"], _called(each))), None)
        if match is None and told:
            made.faults.append(f"lead missing: {lead['name']!r}, came {[_called(each) for each in got]}: {one.text!r}")
        if match is not None:
            left.remove(match)
            count.right += 1
    made.faults += [f"lead invented: {_called(each)!r}: {one.text!r}" for each in left]


def _called(lead):
    return lead["name"] or lead.get("role") or lead["agency"] or ""


def _same_person(wanted, got):
    """Whether a name is that name: the same, with a rank before it, or the full name of those initials."""
    words, others = _plain(wanted).split(), _plain(got).split()
    if wanted.isupper() and len(wanted) <= 4:
        return got.upper() == wanted or "".join(one[0] for one in others).upper() == wanted
    if fuzz.token_sort_ratio(" ".join(words), " ".join(others)) >= ALIKE:
        return True
    return set(words) <= set(others) and len(others) <= max(3, len(words) + 2)


def _of_due(made, one, got, told):
    """Words of time that stand in the action's own text are neither expected nor wrong."""
    wanted = one.data["due_text"]
    if not wanted and got and _plain(got) in _plain(one.text):
        return
    right = bool(wanted and got) and fuzz.token_set_ratio(_plain(wanted), _plain(got)) >= ALIKE
    _compare(made, made.counts["due times"], "due", wanted, wanted if right else got, one.text, told)


def _under(made, one, other, finding_pairs, expected):
    """Whether an action stands under its finding, where the layout tells."""
    if expected["split"] != "yes":
        return
    wanted = finding_pairs.get(one.under)
    count = made.counts["under"]
    count.expected += 1
    count.given += bool(other and other.under is not None)
    right = bool(other) and other.under is not None and other.under == wanted
    count.right += right
    if other and not right:
        made.faults.append(f"not under its finding: {one.text!r}")


def _of_references(made, wanted, came):
    count = made.counts["see"]
    expected = Counter(_plain(at) for one in wanted for at in one.data["see"])
    got = Counter(_stage(at) for one in came for at in one.data["see"])
    count.expected, count.given = expected.total(), got.total()
    count.right = (expected & got).total()
    if expected != got:
        made.faults.append(f"cross-references: expected {dict(expected)}, came {dict(got)}")


def _stage(at):
    """A stage that an action leads to: as words, or as domain, level and stage."""
    if isinstance(at, str):
        return _plain(at)
    level = f"Level {at['level']}" if isinstance(at.get("level"), int) else at.get("level") or ""
    return _plain(f"{level} {at.get('stage') or ''}")


def _of_ratings(made, expected, got):
    wanted, came = _ratings(expected), _ratings(got)
    for at in sorted(wanted.keys() | came.keys(), key=str):
        if expected["layout"] == OWN and wanted.get(at) == UNREVIEWED and at not in came:
            continue  # not every format of ours lists the stages that nobody looked at
        _compare(made, made.counts["overall ratings"], "overall", wanted.get(at), came.get(at), str(at))


def _ratings(results):
    return {
        (cell["domain"], cell["level"], cell["stage"]): cell["overall"].casefold()
        for cell in results["cells"]
        if cell["overall"]
    }
