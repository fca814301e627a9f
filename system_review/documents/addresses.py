"""The addresses of the inbox, as text. Pure and quick: a long text prints hundreds. `urls.py` answers them, by test."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InboxAddresses:
    """The addresses of bringing in inside one partnership."""

    partnership: str

    def texts(self, review: str) -> str:
        """The texts that were brought in to a review, and the form that brings in another."""
        return f"/{self.partnership}/reviews/{review}/inbox/"

    def document(self, document: str, part: str = "") -> str:
        """A text's inbox, or a part: "application", "differences", "preview", "keeping", "setting-aside", "return" …"""
        return f"/{self.partnership}/inbox/{document}/{part}/" if part else f"/{self.partnership}/inbox/{document}/"

    def piece(self, document: str, piece: str) -> str:
        """A text's inbox with this piece open."""
        return f"/{self.partnership}/inbox/{document}/?piece={piece}"

    def move(self, document: str, piece: str, what: str) -> str:
        """What becomes of a piece: "acceptance", "finding", "action", "rating", "joining", "keeping-apart" …"""
        return f"/{self.partnership}/inbox/{document}/pieces/{piece}/{what}/"

    def answer(self, document: str, question: str) -> str:
        """Where the answer to a question goes."""
        return f"/{self.partnership}/inbox/{document}/questions/{question}/answer/"

    def undoing(self, document: str, step: str) -> str:
        return f"/{self.partnership}/inbox/{document}/steps/{step}/undoing/"
