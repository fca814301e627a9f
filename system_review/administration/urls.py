"""Addresses of looking after a partnership, and of accepting an invitation to one."""

from __future__ import annotations

from django.urls import path

from system_review.administration.views import (
    agencies,
    background,
    ending,
    invitations,
    joining,
    leads,
    people,
    settings,
)

app_name = "administration"

_PEOPLE = "<slug:partnership>/people"
_LEADS = "<slug:partnership>/leads"
_INVITATION = "<slug:partnership>/invitations/<slug:invitation>"

urlpatterns = [
    path("invitations/<str:invited>/", joining.invited, name="invited"),
    path(f"{_PEOPLE}/", people.people, name="people"),
    path(f"{_PEOPLE}/new/", invitations.invite, name="invite"),
    path(f"{_PEOPLE}/<slug:member>/", people.member, name="member"),
    path(f"{_PEOPLE}/<slug:member>/end/", ending.end, name="end-membership"),
    path(f"{_INVITATION}/link/", invitations.link, name="invitation-link"),
    path(f"{_INVITATION}/withdrawal/", invitations.withdrawal, name="withdraw-invitation"),
    path("<slug:partnership>/agencies/", agencies.agencies, name="agencies"),
    path("<slug:partnership>/agencies/new/", agencies.new_agency, name="new-agency"),
    path("<slug:partnership>/agencies/<slug:agency>/", agencies.agency, name="agency"),
    path(f"{_LEADS}/", leads.leads, name="leads"),
    path(f"{_LEADS}/<slug:lead>/", leads.lead, name="lead"),
    path(f"{_LEADS}/<slug:lead>/member/", leads.member, name="lead-member"),
    path(f"{_LEADS}/<slug:lead>/holder/", leads.holder, name="lead-holder"),
    path(f"{_LEADS}/<slug:lead>/vacancy/", leads.vacancy, name="lead-vacancy"),
    path("<slug:partnership>/background/", background.background, name="background"),
    path("<slug:partnership>/background/<slug:job>/again/", background.again, name="job-again"),
    path("<slug:partnership>/settings/", settings.settings, name="settings"),
    path("<slug:partnership>/settings/second-step/", settings.second_step, name="second-step"),
]
