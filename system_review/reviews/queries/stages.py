"""A stage of the sheet: its rating with what its findings suggest, and its bands."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from system_review.evidence.rules import may_describe
from system_review.frameworks.snapshots import FrameworkSnapshot
from system_review.reviews import pages, wording
from system_review.reviews.addresses import Addresses
from system_review.reviews.queries.blocks import FindingBlocks
from system_review.reviews.queries.places import Place, Places
from system_review.reviews.queries.sheet_row_shapes import CellRow, LinkRow
from system_review.reviews.queries.stage_facts import FindingFacts, Setting, StageFacts
from system_review.reviews.rules import ratings
from system_review.reviews.rules.words import Colour, Unrated
from system_review.texts import shown
from system_review.ui.parts import Part
from system_review.ui.words import say


class StageRows:
    """Works out the stages of one sheet, each from its facts and the setting alone."""

    def __init__(self, setting: Setting, framework: FrameworkSnapshot, places: Places, to: Addresses) -> None:
        self.setting, self.framework, self.to = setting, framework, to
        self.blocks = FindingBlocks(setting, framework, places, to)

    def row(self, place: Place, facts: StageFacts) -> pages.StageRow:
        """One stage."""
        cell, findings = facts.cell, facts.findings
        given = next((one for one in facts.place_ratings if one.action_id == self.setting.for_place), None)
        whole = self.setting.sees_whole
        suggestion = ratings.suggest((Colour(one.finding.colour) for one in findings), self.framework.scale)
        differs = suggestion.rating is not None and suggestion.rating != cell.rating
        outside = cell.rating == Unrated.NOT_REVIEWED and not findings
        language = self.setting.language
        return pages.StageRow(
            key=place.path[2],
            name=place.stage,
            question=place.question,
            rating=wording.rating_mark(self.framework, cell.rating, language),
            rated=self._rated(cell, given, is_suggested=suggestion.rating is not None)
            if whole
            else (gettext("The review team sees it"),),
            suggested=wording.rating_mark(self.framework, suggestion.rating, language)
            if whole and suggestion.rating and differs
            else None,  # suggested from a part of the findings it would mislead
            why=say(suggestion.why) if whole and (differs or (findings and suggestion.rating is None)) else "",
            bands=() if outside else self._bands(place, facts),
            outside=gettext("Not in this review") if outside else "",
            change_url=self._rating_url(cell) if self.setting.may_rate else "",
            change_text=gettext("Change")
            if given or (cell.rated_at and not self.setting.for_place)
            else gettext("Rate"),
            for_places=() if self.setting.for_place else tuple(map(self._for_place, facts.place_ratings)),
            history_url=self.to.cell(cell.public_id, "history") if whole else "",
            speaks=tuple(self._speaking(cell, link) for link in facts.speaks),
            speaks_text=_speaks_text(len(facts.speaks)) if facts.speaks else "",
        )

    def _rating_url(self, cell: CellRow) -> str:
        """Where the stage is rated: for the place that is looked at, or for all."""
        url, looked_at = self.to.cell(cell.public_id, "rating"), self.setting.for_place
        return next((f"{url}{public_id}/" for pk, _, public_id in self.setting.places if pk == looked_at), url)

    def _rated(self, cell: CellRow, given: LinkRow | None, *, is_suggested: bool) -> tuple[str, ...]:
        """Who rated, and why; where one place is looked at, whether this is its own rating or the one for all."""
        if not self.setting.for_place:
            return _rated(cell, is_suggested=is_suggested)
        if given is None:
            if not cell.rated_at:
                return _rated(cell, is_suggested=is_suggested)
            return (gettext("The rating for all places"), *_rated(cell, is_suggested=is_suggested))
        place = shown(self.setting.place_name(self.setting.for_place))
        return (gettext("The rating for %(place)s") % {"place": place}, *_rated_for_place(given))

    def _for_place(self, given: LinkRow) -> pages.PlaceMark:
        """The rating of one place, beside the one for all."""
        mark = wording.rating_mark(self.framework, given.one, self.setting.language)
        return pages.PlaceMark(shown(self.setting.place_name(given.action_id)), mark, _rated_for_place(given))

    def _speaking(self, cell: CellRow, link: LinkRow) -> pages.SpeakingEvidence:
        """Evidence that speaks to the stage; of some, others hear the kind alone."""
        described = may_describe(link.three, in_team=self.setting.in_team)
        new = f"{self.to.cell(cell.public_id, 'new-finding')}?evidence={link.four}"
        return pages.SpeakingEvidence(
            text=(shown(link.two) if described else "") or wording.evidence_kind(link.one),
            url=f"{self.to.review(self.setting.review, 'evidence')}#evidence-{link.four}",
            add_url=new if self.setting.may_write else "",
        )

    def _bands(self, place: Place, facts: StageFacts) -> tuple[pages.Band, ...]:
        meanings = dict(place.meanings)
        bands = [self._band(facts, colour, meanings.get(colour, "")) for colour in Colour]
        unknown = bands[-1]
        return tuple(bands if unknown.findings or unknown.references or self.setting.may_write else bands[:-1])

    def _band(self, facts: StageFacts, colour: Colour, meaning: str) -> pages.Band:
        word = self._word(colour)
        findings = tuple(self._finding(one) for one in facts.findings if one.finding.colour == colour)
        references = tuple(self._reference(link) for link in facts.references if link.two == colour)
        url = f"{self.to.cell(facts.cell.public_id, 'new-finding')}?colour={colour.value}"
        return pages.Band(
            shape=colour.value,
            word=word,
            meaning=meaning,
            findings=findings,
            references=references,
            empty="" if findings or references else self._empty(facts, colour),
            add_text=_add_text(word, colour),
            add_url=url if self.setting.may_write else "",
        )

    def _finding(self, facts: FindingFacts) -> Part[pages.FindingBlock]:
        return Part((self.setting, facts), lambda: self.blocks.block(facts))

    def _word(self, colour: str) -> str:
        return self.framework.said(getattr(self.framework.colours, colour).word, self.setting.language)

    def _empty(self, facts: StageFacts, colour: Colour) -> str:
        if colour is Colour.NOT_YET_KNOWN:
            return ""
        if facts.cell.rating in {step.key for step in self.framework.scale}:
            return gettext("Looked, none found")
        if facts.findings:
            return ""
        return gettext("Nothing written yet") if self.setting.sees_whole else gettext("Nothing that you can see")

    def _reference(self, link: LinkRow) -> pages.Reference:
        place = self.blocks.place_of_cell(link.finding_id)
        return pages.Reference(
            shape=link.two,
            word=self._word(link.two),
            text=shown(link.one),
            place=place.whole,
            url=f"{self.to.sheet(self.setting.review, *place.path[:2])}#finding-{link.three}",
        )


def _rated_for_place(given: LinkRow) -> tuple[str, ...]:
    values = {"name": given.three, "place": shown(given.four or "")}
    if given.four:
        first = gettext("Rated by %(name)s, agreed at %(place)s") % values
    else:
        first = gettext("Rated by %(name)s") % values
    return (first, gettext("Why: %(reason)s") % {"reason": shown(given.two)}) if given.two else (first,)


def _speaks_text(count: int) -> str:
    words = ngettext(
        "%(n)d piece of evidence speaks to this stage", "%(n)d pieces of evidence speak to this stage", count
    )
    return words % {"n": count}


def _add_text(word: str, colour: Colour) -> str:
    if colour is Colour.NOT_YET_KNOWN:
        return gettext("+ Not yet known")
    return gettext("+ %(colour)s finding") % {"colour": word}


def _rated(cell: CellRow, *, is_suggested: bool) -> tuple[str, ...]:
    if not cell.rated_at:
        return (gettext("Suggested, nobody has rated yet"),) if is_suggested else ()
    values = {"name": cell.rated_by_name, "place": shown(cell.agreed_at), "day": wording.day_of(cell.rated_at)}
    if cell.agreed_at and values["day"] in values["place"]:  # a meeting is named with its day
        first = gettext("Rated by %(name)s, agreed at %(place)s") % values
    elif cell.agreed_at:
        first = gettext("Rated by %(name)s, agreed at %(place)s, %(day)s") % values
    else:
        first = gettext("Rated by %(name)s, %(day)s") % values
    return (first, gettext("Why: %(reason)s") % {"reason": shown(cell.reason)}) if cell.reason else (first,)
