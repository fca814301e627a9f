"""Somebody saves a text in the moment in which words are taken out: it is before or after, and never half of each."""

from __future__ import annotations

import pytest
from django.utils import timezone

from system_review.audit.queries import reports
from system_review.errors import ChangedMeanwhile, Refused
from system_review.partnerships.models import Member
from system_review.reviews.models import Finding
from system_review.reviews.services.findings import edit_finding
from system_review.upkeep.services.taking_out import look_for, take_words_out, words_from
from tests import factories
from tests.reviews.test_at_the_same_time import at_once
from tests.upkeep.words_everywhere import rows_with

ROUNDS = 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_an_edit_in_the_same_moment_is_before_or_after(anwen: Member) -> None:
    cell = factories.cell(factories.review(anwen))
    outcomes = set()

    for number in range(ROUNDS):
        finding = factories.finding(cell, "red", f"Ann Quorn{number} was there")
        words = words_from(f"Ann Quorn{number}", whole=True)
        seen = look_for(words, by=anwen).seen

        def act(place: int, finding: Finding = finding, words=words, seen: str = seen, number: int = number) -> str:
            try:
                if place:
                    take_words_out(words=words, seen=seen, reason="A slip", by=anwen, at=timezone.now())
                else:
                    edit_finding(
                        finding=finding, seen=finding.version, text=f"Ann Quorn{number} was here", about=[],
                        on_behalf_of=None, evidence=[], by=anwen, at=timezone.now(),
                    )  # fmt: skip
            except (ChangedMeanwhile, Refused):
                return "told"
            return "done"

        edited, taken = at_once(2, act)
        outcomes.add((edited, taken))
        if taken == "told":  # whoever took out looks again
            again = look_for(words, by=anwen).seen
            take_words_out(words=words, seen=again, reason="A slip", by=anwen, at=timezone.now())
        finding.refresh_from_db()
        assert finding.text in ("[taken out] was there", "[taken out] was here")

    assert outcomes <= {("told", "done"), ("done", "told"), ("done", "done")}
    assert rows_with("Ann Quorn") == []
    assert [report.faults for report in reports()] == [()] * len(reports())
