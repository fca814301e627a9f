"""Addresses of documents: out, and in by the inbox."""

from __future__ import annotations

from django.urls import path

from system_review.documents.views import accepting, brought_in, exports, inbox, preview, returned, writing

app_name = "documents"

_DOCUMENT = "<slug:partnership>/inbox/<slug:document>"
_PIECE = f"{_DOCUMENT}/pieces/<slug:piece>"

urlpatterns = [
    path("<slug:partnership>/agreed/<slug:version>/exports/", exports.agreed_exports, name="agreed-exports"),
    path("<slug:partnership>/reviews/<slug:review>/exports/", exports.exports, name="exports"),
    path("<slug:partnership>/reviews/<slug:review>/inbox/", brought_in.texts, name="texts"),
    path(f"{_DOCUMENT}/", inbox.inbox, name="inbox"),
    path(f"{_DOCUMENT}/application/", inbox.application, name="application"),
    path(f"{_DOCUMENT}/acceptance/", accepting.all_sure, name="accept-sure"),
    path(f"{_DOCUMENT}/questions/<slug:question>/answer/", accepting.answer, name="answer"),
    path(f"{_DOCUMENT}/preview/", preview.preview, name="preview"),
    path(f"{_DOCUMENT}/differences/", returned.differences, name="differences"),
    path(f"{_DOCUMENT}/keeping/", brought_in.keeping, name="keep-file"),
    path(f"{_DOCUMENT}/setting-aside/", brought_in.setting_aside, name="set-text-aside"),
    path(f"{_DOCUMENT}/return/", brought_in.returning, name="return-text"),
    path(f"{_DOCUMENT}/steps/<slug:step>/undoing/", inbox.undoing, name="undoing"),
    path(f"{_PIECE}/acceptance/", accepting.one, name="accept"),
    path(f"{_PIECE}/keeping-apart/", accepting.apart, name="keep-apart"),
    path(f"{_PIECE}/rating/", inbox.rating, name="place-rating"),
    path(f"{_PIECE}/finding/", inbox.finding, name="place-finding"),
    path(f"{_PIECE}/action/", inbox.action, name="place-action"),
    path(f"{_PIECE}/joining/", inbox.joining, name="join"),
    path(f"{_PIECE}/split/", writing.split, name="split"),
    path(f"{_PIECE}/text/", writing.text, name="edit-piece"),
    path(f"{_PIECE}/setting-aside/", inbox.setting_aside, name="set-aside"),
    path(f"{_PIECE}/return/", inbox.returning, name="put-back"),
]
