"""Partnerships, their agencies and members, and leads as they are first named."""

from system_review.partnerships.services.agencies import add_agency, register_agency, rename_agency
from system_review.partnerships.services.holders import connect_lead, end_holding, name_holder
from system_review.partnerships.services.leads import LeadName, add_lead, leads_named
from system_review.partnerships.services.members import add_member, change_part, end_membership
from system_review.partnerships.services.partnerships import (
    add_first_member,
    ask_second_step,
    begin_partnership,
    check_name,
    rename_partnership,
)

__all__ = [
    "LeadName",
    "add_agency",
    "add_first_member",
    "add_lead",
    "add_member",
    "ask_second_step",
    "begin_partnership",
    "change_part",
    "check_name",
    "connect_lead",
    "end_holding",
    "end_membership",
    "leads_named",
    "name_holder",
    "register_agency",
    "rename_agency",
    "rename_partnership",
]
