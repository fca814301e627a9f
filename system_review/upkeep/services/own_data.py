"""Taking out everything that is held about oneself. That it was taken is an event."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import transaction

from system_review.audit.services import record
from system_review.people.models import Person
from system_review.upkeep.queries.own_data import own_data


@transaction.atomic
def export_own_data(*, person: Person, by: Person, at: datetime) -> bytes:
    """Everything that is held about the person who asks, as JSON with plain names."""
    if person.pk != by.pk:
        raise ValueError("one's own data is handed to oneself alone")
    found = json.dumps(own_data(person), ensure_ascii=False, indent=2) + "\n"
    record("person.data_exported", subject=person, by=person, at=at)
    return found.encode()
