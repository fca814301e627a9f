"""What the page of a returned file is drawn from. Pure: plain words and ready-made addresses."""

from __future__ import annotations

from dataclasses import dataclass

from system_review.documents.rules.returned.marking import Run


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One difference: what it is about, the texts beside each other, and why it is not sure.

    `exported` is what stood there when the file was made, where both changed it since and the words are still known.
    """

    key: str
    name: str
    ours: tuple[Run, ...]
    theirs: tuple[Run, ...]
    exported: str = ""
    doubt: str = ""
    take: str = ""  # the words on the button; "" where it cannot be taken
    spoken: str = ""  # what the buttons are about, for who hears them one by one


@dataclass(frozen=True, slots=True)
class DifferenceGroup:
    """What is different about one finding, action or stage."""

    title: str
    text: str
    url: str
    lines: tuple[DifferenceLine, ...]


@dataclass(frozen=True, slots=True)
class ReturnedPage:
    """The whole page. `sure` are the keys that one button takes; `told` sentences about the file."""

    told: tuple[str, ...]
    groups: tuple[DifferenceGroup, ...]
    sure: tuple[str, ...]
    count: int
    left: int
    version: int
    pieces_url: str
    sheet_url: str
