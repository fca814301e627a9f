"""What only a partnership, or whoever runs the installation, can say about privacy and accessibility. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Said:
    """What is filled in; "" for what is not."""

    controller: str = ""
    contact: str = ""
    ground: str = ""
    barriers: str = ""
    barriers_contact: str = ""
    checked_on: date | None = None


FIELDS = tuple(Said.__dataclass_fields__)
