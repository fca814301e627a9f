"""A small site that keeps the conventions of `ui.js`, served on the loopback: a sheet whose findings can be changed.

It answers as the product does (whole pages, 303 after saving, 422, 409), with the product's own templates, scripts,
styles and Content-Security-Policy, but with two texts in memory in place of a database.
"""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django import forms
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.template.loader import render_to_string

from system_review.ui.parts import Notice
from system_review.ui.rendering import HouseRenderer
from tests.ui import pretend

POLICY = (
    "default-src 'none'; "
    + "; ".join(f"{kind}-src 'self'" for kind in ("style", "script", "img", "font", "connect"))
    + "; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
FORM = (
    '{% extends "ui/base.html" %}{% block content %}<form class="edit stack" data-edit method="post" action="{{ url }}"'
    ' novalidate>{% include "ui/_error_summary.html" %}<input type="hidden" name="version" value="{{ version }}">'
    "{{ form.text.as_field_group }}"
    '<div class="buttons"><button class="button primary">Save finding</button>'
    '<a class="button" href="/sheet/#finding-f2" data-cancel>Cancel</a></div></form>{% endblock %}'
)


class FindingForm(forms.Form):
    """The text of a finding."""

    text = forms.CharField(
        label="What did you find?", widget=forms.Textarea, error_messages={"required": "Write what you found"}
    )


class Site:
    """What the pretended review holds, and its pages."""

    def __init__(self) -> None:
        self.text = "The new form asks about friends and places."
        self.version = 1
        self.notice: Notice | None = None
        self.signed_out = False
        self.broken = False

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path.startswith("/static/"):
            return self.static(path[len("/static/") :], start)
        if environ["REQUEST_METHOD"] == "POST":
            length = int(environ.get("CONTENT_LENGTH") or 0)
            sent = {key: values[0] for key, values in parse_qs(environ["wsgi.input"].read(length).decode()).items()}
            return self.save(sent, start)
        if path.startswith("/finding/f2/"):
            return self.page(
                start, "200 OK", self.form_page(FindingForm({"text": self.text}, renderer=HouseRenderer()))
            )
        if path == "/sign-in/":
            return self.page(start, "200 OK", render_to_string("ui/message.html", {"head": {"title": "Sign in"}}))
        return self.page(start, "200 OK", self.sheet())

    def static(self, name: str, start: Callable[..., Any]) -> Iterable[bytes]:
        found = finders.find(name)
        if not found:
            start("404 Not Found", [])
            return [b""]
        start("200 OK", [("Content-Type", mimetypes.guess_type(name)[0] or "font/woff2")])
        return [Path(found).read_bytes()]

    def page(self, start: Callable[..., Any], status: str, html: str) -> Iterable[bytes]:
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", POLICY)]
        start(status, headers)
        return [html.encode()]

    def sheet(self) -> str:
        """The whole sheet, with the notice of the last save, once."""
        stage = pretend.referral()
        bands = tuple(
            replace(band, findings=tuple(self._current(finding) for finding in band.findings)) for band in stage.bands
        )
        stages = (replace(stage, bands=bands), pretend.planning())
        notice, self.notice = self.notice, None
        return render_to_string(
            "reviews/sheet.html", pretend.context(sheet=pretend.sheet(stages=stages), notice=notice)
        )

    def _current(self, finding: Any) -> Any:
        return replace(finding, start=self.text) if finding.anchor == "finding-f2" else finding

    def form_page(self, form: forms.Form) -> str:
        values = {"form": form, "version": self.version, "url": "/finding/f2/"}
        return Template(FORM).render(Context(pretend.context(**values)))

    def save(self, sent: dict[str, str], start: Callable[..., Any]) -> Iterable[bytes]:
        """The answer to a form: 303, 422 or 409, unless the site is broken or its reader signed out."""
        if self.broken:
            return self.page(start, "500 Internal Server Error", render_to_string("ui/500.html", {"code": "7F2K"}))
        if self.signed_out:
            start("303 See Other", [("Location", "/sign-in/")])
            return [b""]
        form = FindingForm(sent, renderer=HouseRenderer())
        if not form.is_valid():
            return self.page(start, "422 Unprocessable Entity", self.form_page(form))
        if sent["version"] != str(self.version):
            return self.page(start, "409 Conflict", self.conflict(sent["text"]))
        self.text, self.version = sent["text"], self.version + 1
        self.notice = Notice("Finding saved", focus="finding-f2", undo_url="/undo/")
        start("303 See Other", [("Location", "/sheet/#finding-f2")])
        return [b""]

    def conflict(self, yours: str) -> str:
        field = FindingForm({"text": yours}, renderer=HouseRenderer())["text"]
        part = {"name": "text", "label": "Finding", "theirs": self.text, "yours": yours, "field": field}
        values = {"url": "/finding/f2/", "version": self.version, "conflicts": [part], "who": "Ben", "when": "at 10:14"}
        return render_to_string("ui/conflict.html", pretend.context(cancel_url="/sheet/#finding-f2", **values))


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the requests of a test are not news."""


class _ManyAtOnce(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@contextmanager
def served(site: Site) -> Iterator[str]:
    """The site's address while it is served in a thread of its own."""
    server = make_server("127.0.0.1", 0, site, server_class=_ManyAtOnce, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
