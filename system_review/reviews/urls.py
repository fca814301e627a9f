"""Addresses of reviews. `addresses.py` makes the same ones as text."""

from __future__ import annotations

from django.urls import path

from system_review.reviews.views import (
    actions,
    attachments,
    beginning,
    due,
    evidence,
    findings,
    histories,
    moves,
    overview,
    people_pages,
    plan,
    ratings,
    search,
    sheet,
    values,
)

app_name = "reviews"

_REVIEW = "<slug:partnership>/reviews/<slug:review>"
_CELL = "<slug:partnership>/cells/<slug:cell>"
_FINDING = "<slug:partnership>/findings/<slug:finding>"
_ACTION = "<slug:partnership>/actions/<slug:action>"
_ATTACHMENT = "<slug:partnership>/attachments/<slug:attachment>"

urlpatterns = [
    path("", beginning.first_page, name="first-page"),
    path("new/", beginning.begin, name="begin"),
    path("<slug:partnership>/", beginning.home, name="home"),
    path(f"{_REVIEW}/", overview.overview, name="overview"),
    path(f"{_REVIEW}/findings/", overview.findings, name="findings"),
    path(f"{_REVIEW}/stages/", overview.stages, name="stages"),
    path(f"{_REVIEW}/plan/", plan.plan, name="plan"),
    path(f"{_REVIEW}/leads/<slug:lead>/", people_pages.lead, name="lead"),
    path(f"{_REVIEW}/leads/<slug:lead>/calendar/", people_pages.lead_calendar, name="lead-calendar"),
    path(f"{_REVIEW}/agencies/<slug:agency>/", people_pages.agency, name="agency"),
    path(f"{_REVIEW}/agencies/<slug:agency>/calendar/", people_pages.agency_calendar, name="agency-calendar"),
    path(f"{_REVIEW}/about/", beginning.about, name="about"),
    path(f"{_REVIEW}/history/", histories.review_history, name="review-history"),
    path(f"{_REVIEW}/archive/", histories.archive, name="archive"),
    path(f"{_REVIEW}/restoration/", histories.restoration, name="restoration"),
    path(f"{_REVIEW}/when/", due.when, name="when"),
    path(f"{_REVIEW}/sheet/", sheet.sheet, name="first-sheet"),
    path(f"{_REVIEW}/sheet/<slug:domain>/", sheet.sheet, name="sheet-of-domain"),
    path(f"{_REVIEW}/sheet/<slug:domain>/<slug:level>/", sheet.sheet, name="sheet"),
    path(f"{_REVIEW}/evidence/", evidence.evidence, name="evidence"),
    path(f"{_REVIEW}/evidence/new/", evidence.new_evidence, name="new-evidence"),
    path(f"{_REVIEW}/evidence/<slug:evidence>/", evidence.piece, name="piece"),
    path(f"{_REVIEW}/evidence/<slug:evidence>/archive/", evidence.archive, name="archive-evidence"),
    path(f"{_REVIEW}/evidence/<slug:evidence>/restoration/", evidence.restoration, name="restore-evidence"),
    path(f"{_REVIEW}/evidence/<slug:evidence>/attachments/", attachments.of_evidence, name="evidence-attachments"),
    path(f"{_REVIEW}/values/", values.values, name="values"),
    path(f"{_REVIEW}/values/new/", values.new_value, name="new-value"),
    path("<slug:partnership>/values/<slug:value>/", values.value, name="value"),
    path(f"{_REVIEW}/search/", search.search, name="search"),
    path(f"{_CELL}/rating/", ratings.rating, name="rating"),
    path(f"{_CELL}/history/", histories.cell_history, name="cell-history"),
    path(f"{_CELL}/new-finding/", findings.new_finding, name="new-finding"),
    path(f"{_FINDING}/", findings.finding, name="finding"),
    path(f"{_FINDING}/moves/", moves.moves, name="moves"),
    path(f"{_FINDING}/colour/", moves.colour, name="colour"),
    path(f"{_FINDING}/place/", moves.place, name="place"),
    path(f"{_FINDING}/order/", moves.order, name="order"),
    path(f"{_FINDING}/copies/", moves.copies, name="copies"),
    path(f"{_FINDING}/relevance/", moves.relevance, name="relevance"),
    path(f"{_FINDING}/pointers/", moves.pointers, name="pointers"),
    path(f"{_FINDING}/archive/", moves.archive, name="archive-finding"),
    path(f"{_FINDING}/restoration/", moves.restoration, name="restore-finding"),
    path(f"{_FINDING}/history/", histories.finding_history, name="finding-history"),
    path(f"{_FINDING}/attachments/", attachments.of_finding, name="finding-attachments"),
    path(f"{_FINDING}/new-action/", actions.new_action, name="new-action"),
    path(f"{_FINDING}/linked-actions/", actions.linked_actions, name="linked-actions"),
    path(f"{_ACTION}/", actions.action, name="action"),
    path(f"{_ACTION}/progress/", actions.progress, name="progress"),
    path(f"{_ACTION}/round/", actions.round, name="round"),
    path(f"{_ACTION}/archive/", actions.archive, name="archive-action"),
    path(f"{_ACTION}/restoration/", actions.restoration, name="restore-action"),
    path(f"{_ACTION}/history/", histories.action_history, name="action-history"),
    path(f"{_ACTION}/attachments/", attachments.of_action, name="action-attachments"),
    path(f"{_ACTION}/unlinked-findings/", actions.unlinked_findings, name="unlinked-findings"),
    path(f"{_ATTACHMENT}/", attachments.download, name="attachment"),
    path(f"{_ATTACHMENT}/removal/", attachments.removal, name="remove-attachment"),
    path(f"{_ATTACHMENT}/restoration/", attachments.restoration, name="restore-attachment"),
    path("<slug:partnership>/steps/<slug:step>/undoing/", histories.undoing, name="undoing"),
]
