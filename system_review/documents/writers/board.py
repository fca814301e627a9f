"""What stands at the front of a paper for a board: cover, about, summary, ratings, priorities. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from system_review.documents.rules.papers import BoardAsked, Paper, Part
from system_review.documents.writers import sentences
from system_review.documents.writers.entries import brief
from system_review.documents.writers.pages import BoardFront, Fact, ListPart, Spoken, SummaryEntry
from system_review.documents.writers.places import Places
from system_review.reviews.rules.summary import MOST_PRIORITIES
from system_review.reviews.rules.words import CLOSED, Priority, SummaryPart
from system_review.reviews.snapshots import ActionSnapshot, FindingSnapshot, SummarySnapshot

SHORT_TEXT, SHORT_FACT, SHORT_ROW = 85, 30, 18  # words, so that the short paper keeps to its two pages
SHORT_FACTS = ("purpose", "limits")
SPOKEN = 24  # words of a finding or an action that the summary speaks of
_WORD = re.compile(r"\S+")


def board_front(places: Places, asked: BoardAsked, about: tuple[Fact, ...]) -> BoardFront:
    """The front of the paper that was asked for; `about` is what is told about the review."""
    is_short, headings = asked.paper is Paper.SHORT, places.wording.headings
    return BoardFront(
        is_short=is_short,
        stands=_stands(places),
        contents_heading="" if is_short else headings.contents,
        about=_about(places, about, is_short=is_short) if asked.has(Part.ABOUT) else (),
        summary_heading=headings.summary,
        summary=_summary(places, is_short=is_short) if asked.has(Part.SUMMARY) else (),
        shows_ratings=asked.has(Part.RATINGS),
        priorities=_priorities(places, is_short=is_short) if asked.has(Part.PRIORITIES) else None,
    )


def shortened(text: str, words: int) -> str:
    """The first words of a text with its lines kept, and … where something follows."""
    ends = [found.end() for found in _WORD.finditer(text)]
    return text if len(ends) <= words else f"{text[: ends[words - 1]]}\u00a0…"


def _stands(places: Places) -> tuple[Fact, ...]:
    wording = places.wording
    return (
        Fact(wording.columns.state, wording.version or wording.state),
        Fact(wording.columns.as_at, wording.date_words(wording.as_at)),
    )


def _about(places: Places, about: tuple[Fact, ...], *, is_short: bool) -> tuple[Fact, ...]:
    if not is_short:
        return about
    wanted = {getattr(places.wording.facts, name) for name in SHORT_FACTS}
    return tuple(Fact(fact.name, shortened(fact.text, SHORT_FACT)) for fact in about if fact.name in wanted)


def _summary(places: Places, *, is_short: bool) -> tuple[SummaryEntry, ...]:
    """The parts in which something stands; the priorities have a part of their own."""
    headings = places.wording.headings
    names = {
        SummaryPart.STRENGTHS: headings.strengths,
        SummaryPart.THEMES: headings.themes,
        SummaryPart.DECISIONS: headings.decisions,
    }
    written = {part.part: part for part in places.snapshot.summary}
    entries = []
    for key, name in names.items():
        part = written.get(key, SummarySnapshot(part=key))
        if is_short:
            entries.append(SummaryEntry(name, shortened(part.text, SHORT_TEXT)))
        else:
            entries.append(SummaryEntry(name, part.text, tuple(_spoken(places, part))))
    return tuple(entry for entry in entries if entry.text or entry.things)


def _spoken(places: Places, part: SummarySnapshot) -> Iterable[Spoken]:
    for ref in part.findings:
        if finding := places.findings.get(ref):
            yield Spoken(f"finding-{ref}", places.place(finding.cell), brief(finding.text, SPOKEN))
    for ref in part.actions:
        if action := places.actions.get(ref):
            yield Spoken(f"action-{ref}", _where(places, action), _numbered(places, action, SPOKEN))


def _priorities(places: Places, *, is_short: bool) -> ListPart | None:
    """What the summary names as priorities; where it names nothing, what is marked. None if there is none."""
    named = next((part for part in places.snapshot.summary if part.part == SummaryPart.PRIORITIES), None)
    findings, actions = _chosen(places, named)
    words = SHORT_ROW if is_short else 45
    rows = [_finding_row(places, finding, words) for finding in findings]
    rows += [_action_row(places, action, words) for action in actions]
    if is_short:
        rows = rows[:MOST_PRIORITIES]
    if not rows and not (named and named.text):
        return None
    columns, wording = places.wording.columns, places.wording
    text = named.text if named else ""
    return ListPart(
        heading=wording.headings.priorities,
        heads=(columns.what, columns.where, columns.lead, columns.when),
        shares=(42, 22, 20, 16),
        rows=tuple(rows),
        empty="",
        text=shortened(text, SHORT_FACT) if is_short else text,
    )


def _chosen(places: Places, named: SummarySnapshot | None) -> tuple[list[FindingSnapshot], list[ActionSnapshot]]:
    if named and (named.findings or named.actions):
        findings = [places.findings[ref] for ref in named.findings if ref in places.findings]
        return findings, [places.actions[ref] for ref in named.actions if ref in places.actions]
    marked = [finding for finding in places.in_order if finding.priority]
    return marked, [action for action in places.actions.values() if action.priority == Priority.HIGH]


def _finding_row(places: Places, finding: FindingSnapshot, words: int) -> tuple[str, ...]:
    """A finding, who leads on it, and when the first of its open actions is due."""
    colour = places.said(getattr(places.framework.colours, finding.colour.value).word)
    open_actions = [action for action in places.actions_under(finding.ref) if action.status not in CLOSED]
    leads = dict.fromkeys(sentences.lead_parts(places, action.leads[0])[0] for action in open_actions if action.leads)
    due = min((action.due_on for action in open_actions if action.due_on), default=None)
    wording = places.wording
    return (
        f"{colour}: {brief(finding.text, words)}",
        places.place(finding.cell),
        "; ".join(leads) or wording.phrases.no_lead_yet,
        wording.phrases.by_date.format(date=wording.date_words(due)) if due else wording.phrases.no_date_yet,
    )


def _action_row(places: Places, action: ActionSnapshot, words: int) -> tuple[str, ...]:
    lead = sentences.lead_words(places, action.leads[0]) if action.leads else places.wording.phrases.no_lead_yet
    when = sentences.when_words(action, places.wording)
    return _numbered(places, action, words), _where(places, action), lead, when


def _numbered(places: Places, action: ActionSnapshot, words: int) -> str:
    return f"{places.action_numbers[action.ref]}  {brief(action.text, words)}"


def _where(places: Places, action: ActionSnapshot) -> str:
    served = places.served(action)
    return places.place(served[0].cell) if served else places.wording.phrases.without_finding
