"""What a statement tells: that something is absent, partly there, or in place. English words, as data; pure."""

from __future__ import annotations

from system_review.documents.interpreter.matching import plain
from system_review.reviews.rules.words import Colour


def _listed(phrases: str) -> tuple[str, ...]:
    return tuple(f" {phrase.strip()} " for phrase in phrases.replace("\n", " ").split(";"))


_ABSENT = _listed(
    """
    no; not; none; nobody; nothing; never; no one; nowhere; neither; without; cannot; could not; do not; does
    not; has not; have not; have yet; are not; is not; was not; were not; yet to; unclear; unaware; not aware;
    unknown; missing; absent; lacks; lack; lacking; gap; gaps; left out; only the; stopped; closed; refused;
    outside the; rather than; unable; unsure; fail; fails; failed; ignored; blank; instead
    """
)
_PARTLY = _listed(
    """
    some; partly; partial; partially; inconsistent; inconsistently; inconsistency; pilot; pilots; piloted;
    piloting; trial; trialled; tried; begun; began; beginning; started; starting; under way; underway; in
    progress; developing; emerging; varies; vary; varied; depends; depend; uneven; patchy; sometimes;
    occasionally; currently; in part; a few; several; one team; individual; not all; not every; not yet; so far;
    limited; ad hoc; informal; informally; draft; where; but; however; yet; although; different; differ; seldom;
    rarely; half; most; fewer; mixed; unevenly; in places; only in; only one; two of
    """
)
_IN_PLACE = _listed(
    """
    consistent; consistently; all; every; always; embedded; routine; routinely; regularly; regular; effective;
    effectively; established; confirmed; confirm; shows that; demonstrates; demonstrated; strong; well
    established; well used; in place; agreed; trained; checked; checks; sampled; report that; valued; aware;
    sustained; praised; know; knows; reach; reaches; used by; led by; is used; are used; in full; whole;
    complete; completed; finished; works; work well; successful; successfully; good; introduced; within
    """
)


def sense_of(text: str) -> dict[str, float]:
    """How much a statement reads like each colour: the three sum to 1."""
    said = f" {plain(text)} "
    absent, partly, in_place = (_count(said, words) for words in (_ABSENT, _PARTLY, _IN_PLACE))
    weights = {
        Colour.RED.value: 0.6 + 1.2 * absent,
        Colour.AMBER.value: 0.8 + 1.0 * partly + 0.35 * min(absent, in_place),
        Colour.GREEN.value: 0.5 + 0.9 * in_place - 0.5 * absent - 0.3 * partly,
    }
    weights = {colour: max(0.15, weight) for colour, weight in weights.items()}
    whole = sum(weights.values())
    return {colour: weight / whole for colour, weight in weights.items()}


def _count(said: str, phrases: tuple[str, ...]) -> float:
    return min(3.0, sum(phrase in said for phrase in phrases))


_KEEPING = _listed(
    """
    repeat; keep; keeping; continue; maintain; sustain; go on; again; renew; carry on; still; share; thank;
    publish; embed; each year; every year; yearly; annually; annual; review process; review the process;
    induction; refresher
    """
)


def keeps_going(text: str) -> float:
    """How much a task sounds like going on with what works: 0 to 1."""
    return min(1.0, 0.5 * _count(f" {plain(text)} ", _KEEPING))
