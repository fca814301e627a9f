"""Words that would run in a page that does not escape them, in every place that people can write in (I5, I8).

`zyx` is what each of them calls, and what a browser of ours notices.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from system_review.documents.models import Passage
from system_review.jobs.rules import Queue, WorkerName
from system_review.jobs.services import claim, do
from system_review.partnerships.models import Member
from system_review.reviews.models import (
    Action,
    AgreedVersion,
    Cell,
    Challenge,
    Comment,
    Finding,
    Meeting,
    ReviewEvidence,
    ValueJudgement,
)
from tests.cast import sample_review
from tests.doors.doors_table import CLOSED, DOORS, PUBLIC, SIGNED_IN
from tests.doors.walking import addresses
from tests.reviews.test_doors import address, samples_of
from tests.upkeep import words_everywhere

SHORTEST = """'"></textarea></title><img src=x onerror=zyx()>{{7*7}}<!--"""
PAYLOADS = (
    SHORTEST,
    "<script>zyx()</script>",
    "</script><script>zyx()</script>",
    "</title></style></textarea></noscript><script>zyx()</script>",
    "<img src=x onerror=zyx()>",
    "<img src=x onerror='zyx()'//",
    '"><svg onload=zyx()>',
    "'><svg/onload=zyx()>",
    '" autofocus onfocus=zyx() x="',
    "' autofocus onfocus=zyx() x='",
    '" onmouseover="zyx()" style="position:fixed;inset:0" x="',
    "` onerror=zyx() `",
    "javascript:zyx()",
    "JaVaScRiPt:zyx()",
    "java\tscript:zyx()",
    "data:text/html,<script>zyx()</script>",
    "vbscript:zyx()",
    "<a href=javascript:zyx()>go</a>",
    "<iframe srcdoc='<script>parent.zyx()</script>'></iframe>",
    "<iframe src=javascript:parent.zyx()>",
    "<object data=javascript:zyx()>",
    "<embed src=javascript:zyx()>",
    "<math href=javascript:zyx()>go</math>",
    "<svg><script>zyx()</script></svg>",
    "<svg><animate onbegin=zyx() attributeName=x dur=1s>",
    "<details open ontoggle=zyx()>",
    "<video><source onerror=zyx()></video>",
    "<body onload=zyx()>",
    "<base href=//zyx.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:zyx()'>",
    "<link rel=stylesheet href=//zyx.example/x.css>",
    "<style>@import '//zyx.example/x.css';</style>",
    "<form action=//zyx.example/><input name=x>",
    "<template><script>zyx()</script></template>",
    "<x-zyx onclick=zyx()>",
    "&lt;img src=x onerror=zyx()&gt;",
    "\\u003cimg src=x onerror=zyx()\\u003e",
    "<!--><img src=x onerror=zyx()>-->",
    "{{7*7}} {% debug %} ${7*7} %s #{7*7} {zyx}",
    "[go](javascript:zyx()) ![x](//zyx.example/x) <zyx>",
)
IDS = {
    "cell": Cell, "finding": Finding, "action": Action, "value": ValueJudgement, "comment": Comment,
    "challenge": Challenge, "meeting": Meeting, "version": AgreedVersion,
}  # fmt: skip

# What in a page can only have come out of somebody's words.
FOUND_IN_PAGE = """() => [...document.querySelectorAll("*")].flatMap((e) => [
  e.localName.includes("zyx") || ["iframe", "object", "embed", "base", "math"].includes(e.localName) ? e.localName : "",
  e.localName === "script" && !e.src ? "script" : "",
  e.localName === "img" && e.getAttribute("src") === "x" ? "img" : "",
  ...[...e.attributes].filter((a) => /^on/i.test(a.name) || a.name.includes("zyx")
    || (/^(href|src|action|formaction|data|poster|xlink:href|srcdoc|content)$/i.test(a.name)
        && (/^\\s*(java|vb)\\s*script:/i.test(a.value) || /^\\s*(data:|\\/\\/|https?:\\/\\/zyx)/i.test(a.value)
            && a.value.includes("zyx")))).map((a) => `${e.localName} ${a.name}=${a.value}`),
]).concat(window.zyxRan.map(() => "it ran")).filter(Boolean)"""
TRAP = "window.zyxRan = []; window.zyx = () => { window.zyxRan.push(1) };"


def filled(words: str, by: Member, scrutineer: Member, patch: pytest.MonkeyPatch) -> dict[str, str]:
    """A partnership with these words in every place; an identifier for every kind of thing that holds them."""
    with patch.context() as inner:
        inner.setattr(words_everywhere, "TORN", words_everywhere.TORN.replace(words_everywhere.RARE, words))
        inner.setattr(words_everywhere, "RARE", words)
        review = words_everywhere.filled(by, scrutineer)
    by.refresh_from_db()
    found = samples_of(sample_review(by, word=words), by, words) | {"review": review.public_id}
    for name, model in IDS.items():
        if thing := model.unscoped.filter(review=review).order_by("pk").first():
            found[name] = thing.public_id
    piece = Passage.unscoped.filter(document__review=review).first()
    held = ReviewEvidence.unscoped.filter(review=review).first()
    assert piece and held
    cell = Finding.unscoped.get(public_id=found["finding"]).cell
    return found | {
        "piece": piece.public_id,
        "document": piece.document.public_id,
        "evidence": held.evidence.public_id,
        "domain": cell.domain,
        "level": cell.level or found["level"],
        "other": found["version"],
    }


def pages(ids: dict[str, str]) -> Iterator[str]:
    """The address of everything that can be looked at in the partnership, by what an address names."""
    routes = addresses()
    for name, door in DOORS.items():
        if door.get != CLOSED and door.known_to not in (PUBLIC, SIGNED_IN):
            yield address(routes[name], ids)
    yield from ("/me/", "/")


def letters() -> list[Any]:
    """The letters that wait, sent."""
    from django.core import mail

    mail.outbox = []
    while (row := claim(Queue.MAIL, worker=WorkerName("tests", 1, 1))) is not None:
        do(row, now=timezone.now)
    return mail.outbox


def faults_in_letter(letter: Any, words: str) -> list[str]:
    """What is amiss in a letter with these words: a line of its head that they added, or HTML that holds them raw."""
    parsed = letter.message()
    found = [name for name in parsed if "zyx" in name.lower()]
    found += ["a second subject"] if len(parsed.get_all("Subject")) != 1 else []
    html = [content for content, kind in getattr(letter, "alternatives", []) if kind == "text/html"]
    return found + ["words that are not escaped" for each in html if "<" in words and words in each]
