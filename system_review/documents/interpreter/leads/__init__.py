"""Who leads: found in running text, in a column of its own, and the same person across spellings."""

from __future__ import annotations

from system_review.documents.interpreter.leads.columns import leads_by_number, leads_in_column
from system_review.documents.interpreter.leads.found import LeadPhrase
from system_review.documents.interpreter.leads.people import same_people
from system_review.documents.interpreter.leads.phrases import LeadsFound, leads_in

__all__ = ["LeadPhrase", "LeadsFound", "leads_by_number", "leads_in", "leads_in_column", "same_people"]
