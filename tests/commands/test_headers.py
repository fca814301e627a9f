"""What a running server behind a proxy sends with every answer, whoever made it: pages, static files, refusals."""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from _house import ROOT

from tests.commands.conftest import PROGRAM, Program
from tests.commands.test_serving import PATIENCE, free_port
from tests.headers import COOKIES, faults

pytestmark = pytest.mark.skipif(os.name == "nt", reason="ended by signals of Unix")

HOST = "reviews.example.org"
BEHIND = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
STATIC = re.compile(r'(?:src|href)="(/static/[^"]+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
WORDS = "three plain lanterns"
PERSON = f"""
import django; django.setup()
from system_review.people.models import Person
person = Person(email="anwen@example.org", name="Anwen"); person.set_password({WORDS!r}); person.save()
"""
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Proxied:
    """A server whose address is https, asked as its proxy asks it."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        sent = {**BEHIND, **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        answer.text = answer.read().decode(errors="replace")  # type: ignore[attr-defined]
        connection.close()
        return answer


@pytest.fixture
def proxied(prepared: Path, tmp_path: Path) -> Iterator[Proxied]:
    folder, port = tmp_path / "data", free_port()
    shutil.copytree(prepared, folder)
    env = Program(folder, {"SYSTEM_REVIEW_URL": f"https://{HOST}"}).env
    made = {**env, "DJANGO_SETTINGS_MODULE": "system_review.config.settings"}
    subprocess.run([sys.executable, "-c", PERSON], cwd=ROOT, env=made, check=True)
    command = [*PROGRAM, "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
    assert ready and process.stdout.readline(), process.poll()
    yield Proxied(port)
    os.killpg(process.pid, signal.SIGTERM)
    process.communicate(timeout=PATIENCE)


def test_every_answer_over_https_carries_its_headers_and_only_our_cookies(proxied: Proxied) -> None:
    page = proxied.ask("GET", "/sign-in/")
    files = sorted(set(STATIC.findall(page.text)))
    answers = {
        "a page": (page, 200),
        "a page without a form": (proxied.ask("GET", "/privacy/"), 200),
        "to sign in": (proxied.ask("GET", "/"), 302),
        "a foreign host": (proxied.ask("GET", "/sign-in/", Host="evil.example"), 400),
        "not there": (proxied.ask("GET", "/sign-in/nothing/at/all/"), 404),
        "a folder of static files": (proxied.ask("GET", "/static/ui/"), 404),
        "no such static file": (proxied.ask("GET", "/static/none.js"), 404),
        "not this way": (proxied.ask("POST", "/sign-in/forgotten/sent/", "x=1", **FORM), 403),
        "without its token": (proxied.ask("POST", "/sign-in/", "x=1", **FORM), 403),
        "too large": (proxied.ask("POST", "/sign-in/", Content_Length=str(1024**3)), 413),
        "a method that nothing takes": (proxied.ask("DELETE", "/privacy/"), 403),
        "TRACE": (proxied.ask("TRACE", "/privacy/"), 405),
        **{name: (proxied.ask("GET", name), 200) for name in files},
        "a static file that is not changed": (proxied.ask("HEAD", files[0]), 200),
    }

    assert {name: one.status for name, (one, _) in answers.items()} == {
        name: code for name, (_, code) in answers.items()
    }
    found = {name: faults(one.status, one.getheaders(), is_https=True) for name, (one, _) in answers.items()}
    assert {name: faults_of for name, faults_of in found.items() if faults_of} == {}
    assert len(files) >= 3
    assert set_by(page) == {f"__Host-{COOKIES[0]}_csrf"}  # a form needs one; whoever only reads gets none
    assert {name for name, (one, _) in answers.items() if set_by(one)} == {"a page"}


def test_signing_in_over_https_sets_three_cookies_of_ours_that_only_this_host_may_set(proxied: Proxied) -> None:
    page = proxied.ask("GET", "/sign-in/")
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    token = TOKEN.search(page.text)
    assert token
    fields = urlencode({"login": "anwen@example.org", "password": WORDS, "csrfmiddlewaretoken": token[1]})

    answer = proxied.ask("POST", "/sign-in/", fields, Cookie=cookie, Origin=f"https://{HOST}", **FORM)

    assert answer.status == 302
    assert faults(answer.status, answer.getheaders(), is_https=True) == []
    assert set_by(answer) == {f"__Host-{one}" for one in COOKIES}


def set_by(answer: HTTPResponse) -> set[str]:
    """The names of the cookies that an answer sets."""
    return {line.partition("=")[0] for line in answer.headers.get_all("Set-Cookie", [])}
