"""A part of a review that is handed out alone: a domain, a level, a stage, what an agency or a lead has. Pure."""

from __future__ import annotations

from dataclasses import dataclass

LeadNames = tuple[str, str, str]  # name, role, agency; any may be ""


@dataclass(frozen=True, slots=True)
class Selection:
    """Keys of the framework, an agency by its name, a lead by its names. What is empty narrows nothing.

    A domain without a level is the whole domain. An agency has the findings that are about it or written on its behalf,
    and the actions that its people lead; a lead has the actions that they lead, alone or with others.
    """

    domain: str = ""
    level: str = ""
    stage: str = ""
    agency: str = ""
    lead: LeadNames | None = None

    @property
    def is_by_whom(self) -> bool:
        """Whether single findings and actions are chosen, not whole stages."""
        return bool(self.agency or self.lead)

    def has_place(self, domain: str, level: str | None, stage: str = "") -> bool:
        """Whether a sheet, or a stage of it, is part of it."""
        pairs = ((self.domain, domain), (self.level, level or ""), (self.stage, stage))
        return all(not wanted or not there or wanted == there for wanted, there in pairs)

    def said(self) -> str:
        """The same as the history keeps it."""
        place = "/".join(part for part in (self.domain, self.level, self.stage) if part)
        return "; ".join(part for part in (place, self.agency, ", ".join(filter(None, self.lead or ()))) if part)


def place_of(path: str) -> Selection:
    """A domain, a level or a stage by its path: "target", "target/level-1", "target/level-1/referral".

    Without levels a stage is "domain//stage", as in the filters of the plan.
    """
    domain, level, stage, *_ = (*path.split("/"), "", "", "")
    return Selection(domain=domain, level=level, stage=stage)
