"""Every address of this room, as text. Pure and quick: a sheet prints hundreds. `urls.py` answers them, by test.

An address names the partnership first; things have random public ids; a change of state is a noun.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses inside one partnership."""

    partnership: str

    def home(self) -> str:
        return f"/{self.partnership}/"

    def review(self, review: str, part: str = "") -> str:
        """The overview of a review, or a part of it: "plan", "evidence", "values", "comments", "search" …"""
        return f"/{self.partnership}/reviews/{review}/{part}/" if part else f"/{self.partnership}/reviews/{review}/"

    def asking(self, review: str, part: str, asked: str) -> str:
        """A part of a review, of which something is asked: "plan" and "lead=none&status=open"."""
        return f"{self.review(review, part)}?{asked}"

    def carried(self, review: str, by: str, one: str) -> str:
        """The actions that one lead or one agency carries. `by` is "lead" or "agency"."""
        return self.lead(review, one) if by == "lead" else self.agency(review, one)

    def awaited(self, review: str) -> str:
        """The evidence that was asked for and is not there yet."""
        return self.review(review, "evidence/asked")

    def sheet(self, review: str, domain: str, level: str = "") -> str:
        path = f"{domain}/{level}" if level else domain
        return f"/{self.partnership}/reviews/{review}/sheet/{path}/"

    def cell(self, cell: str, part: str) -> str:
        """Of a cell: "rating", "history", "new-finding"."""
        return f"/{self.partnership}/cells/{cell}/{part}/"

    def rating(self, cell: str) -> str:
        """Where a stage is rated."""
        return self.cell(cell, "rating")

    def finding(self, finding: str, part: str = "") -> str:
        """A finding's form, or a part: "colour", "place", "history", "new-action", "archive", "comments", "note" …"""
        return f"/{self.partnership}/findings/{finding}/{part}/" if part else f"/{self.partnership}/findings/{finding}/"

    def action(self, action: str, part: str = "") -> str:
        """An action's form, or a part: "progress", "archive", "history", "comments" …"""
        return f"/{self.partnership}/actions/{action}/{part}/" if part else f"/{self.partnership}/actions/{action}/"

    def lead(self, review: str, lead: str, part: str = "") -> str:
        return self.review(review, f"leads/{lead}/{part}" if part else f"leads/{lead}")

    def agency(self, review: str, agency: str, part: str = "") -> str:
        return self.review(review, f"agencies/{agency}/{part}" if part else f"agencies/{agency}")

    def evidence(self, review: str, evidence: str) -> str:
        return self.review(review, f"evidence/{evidence}")

    def attachment(self, attachment: str, part: str = "") -> str:
        """An attachment to download, or a part: "removal", "restoration"."""
        address = f"/{self.partnership}/attachments/{attachment}/"
        return f"{address}{part}/" if part else address

    def place(self, place: str, part: str = "") -> str:
        """A place's form, or a part: "removal"."""
        return f"/{self.partnership}/places/{place}/{part}/" if part else f"/{self.partnership}/places/{place}/"

    def value(self, value: str) -> str:
        return f"/{self.partnership}/values/{value}/"

    def comment(self, comment: str, part: str = "") -> str:
        """A comment's form, or a part: "reply", "settlement", "opening", "withdrawal", "restoration"."""
        return f"/{self.partnership}/comments/{comment}/{part}/" if part else f"/{self.partnership}/comments/{comment}/"

    def agreed(self, version: str = "", part: str = "") -> str:
        """The list of agreed versions; one of them; a part of it: "exports"."""
        return "/".join(one for one in (f"/{self.partnership}/agreed", version, part) if one) + "/"

    def own(self, action: str = "") -> str:
        """The actions that one leads oneself, or one of them."""
        return f"/{self.partnership}/my-actions/{action}/" if action else f"/{self.partnership}/my-actions/"

    def challenges(self, review: str, challenge: str = "") -> str:
        """What scrutineers asked about a review; the answer to one of them."""
        return self.review(review, f"challenges/{challenge}" if challenge else "challenges")

    def undo(self, step: str) -> str:
        return f"/{self.partnership}/steps/{step}/undoing/"


@dataclass(frozen=True, slots=True)
class PlacedAddresses(Addresses):
    """The same where one looks at one place of a review: sheets and lists lead to those of that place."""

    looks_at: str = ""  # the place's public id

    def asking(self, review: str, part: str, asked: str) -> str:
        return f"{self.review(review, part)}?{asked}&for_place={self.looks_at}"

    def rating(self, cell: str) -> str:
        return self.cell(cell, f"rating/{self.looks_at}")

    def carried(self, review: str, by: str, one: str) -> str:
        """In the plan: the page of a lead or an agency shows what they carry in all places."""
        return self.asking(review, "plan", f"{by}={one}&status=all")

    def awaited(self, review: str) -> str:
        """In the register, which knows places."""
        return self.asking(review, "evidence", "state=asked_for")

    def sheet(self, review: str, domain: str, level: str = "") -> str:
        return f"{Addresses.sheet(self, review, domain, level)}?for_place={self.looks_at}"


class AgreedAddresses(Addresses):
    """The same inside an agreed version: what is drawn of it leads to its own pages, and to nothing that can change."""

    __slots__ = ()

    def review(self, review: str, part: str = "") -> str:
        return self.agreed(review, part)

    def sheet(self, review: str, domain: str, level: str = "") -> str:
        return self.agreed(review, "/".join(one for one in ("sheet", domain, level) if one))

    def cell(self, cell: str, part: str) -> str:
        return ""

    def finding(self, finding: str, part: str = "") -> str:
        return ""

    def action(self, action: str, part: str = "") -> str:
        return ""


@dataclass(frozen=True, slots=True)
class PlacedAgreedAddresses(AgreedAddresses):
    """The same where one looks at one place of the version."""

    looks_at: str = ""  # its name local to the version

    def sheet(self, review: str, domain: str, level: str = "") -> str:
        return f"{AgreedAddresses.sheet(self, review, domain, level)}?for_place={self.looks_at}"
