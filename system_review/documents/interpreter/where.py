"""Which domain, level and stage one is in while a document is read from top to bottom. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from system_review.documents.interpreter.headings import Headings, Named
from system_review.documents.interpreter.understanding import Spot


@dataclass(slots=True)
class Where:
    """What the headings so far have named. A wider one ends what was narrower: a new domain ends the level."""

    headings: Headings
    domain: str = ""
    level: str = ""
    stage: str = ""
    throughout: str = ""  # the level that the file's title names: a new domain ends it only by one of its own

    def take(self, named: Named) -> None:
        """A heading was read."""
        if named.domain:
            self.domain, self.level, self.stage = named.domain, self.throughout, ""
        if named.level and (named.level != self.level or named.stage):  # said again, it ends nothing
            self.level, self.stage = named.level, ""
        if named.stage:
            self.stage = named.stage

    def within(self, named: Named) -> Where:
        """Where one would be after this heading, for a row or a cell that names its own place."""
        there = Where(self.headings, self.domain, self.level, self.stage, self.throughout)
        there.take(named)
        return there

    @property
    def spot(self) -> Spot | None:
        """The one stage that this leads to. No stage is one only where nothing else is possible."""
        if not self.stage and not self.domain and not self.level:
            return None
        return self.headings.spot(self.domain, self.level, self.stage)

    def could_be(self) -> list[Spot]:
        """All stages that this may mean; all of the framework if nothing was named."""
        return self.headings.spots_of(self.domain, self.level, self.stage)
