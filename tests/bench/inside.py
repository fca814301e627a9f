"""What the benchmark does inside the product: `python -m tests.bench.inside TASK`, one line of JSON on standard output.

A process of its own for each task, on the data folder and database that its environment names.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

from tests.bench.generated import ACTIONS, FINDINGS, generated_review

Result = dict[str, Any]
FORMATS = ("docx", "pdf", "xlsx", "csv", "json")


def fill() -> Result:
    """Put the generated review in, and tell the names that the measurements need."""
    from django.utils import timezone

    from system_review.partnerships.services import begin_partnership
    from system_review.people.queries import local_person
    from system_review.reviews.services.adopt import adopt_snapshot
    from tests.bench.copies import gather_statistics

    snapshot, now = generated_review(), timezone.now()
    partnership = begin_partnership(name=snapshot.partnership, first=local_person(), at=now)
    review = adopt_snapshot(snapshot=snapshot, by=_member(partnership.slug), at=now)
    version = _agreed_and_gone_on(review)
    gather_statistics()
    return {**_names(partnership.slug, review), "version": version}


def _agreed_and_gone_on(review: Any) -> str:
    """Agree the review as it is, and let a fourth of its findings and actions be otherwise since; the version."""
    from django.db.models import F, Value
    from django.db.models.functions import Concat
    from django.utils import timezone

    from system_review.audit.queries import last_number
    from system_review.partnerships.queries import command_line_in
    from system_review.reviews.models import Action, Finding
    from system_review.reviews.services.agreeing import agree_version

    by = command_line_in(review.partnership)
    seen = last_number(str(review.partnership.key), review.public_id)
    version = agree_version(
        review=review, name="Board", seen=seen, today=timezone.localdate(), by=by, at=timezone.now()
    )
    for model, values in (
        (Finding, {"text": Concat(F("text"), Value(" It has gone on since."))}),
        (Action, {"status": "blocked"}),
    ):
        rows = list(model.unscoped.filter(review=review).order_by("pk").values_list("pk", flat=True))
        model.unscoped.filter(pk__in=rows[::4]).update(**values)
    return str(version.public_id)


def _member(slug: str) -> Any:
    from system_review.partnerships.queries import member_in
    from system_review.people.queries import local_person

    return member_in(slug, person=local_person())


def _names(slug: str, review: Any) -> Result:
    from system_review.reviews.models import Action, Cell, Finding

    counts = [model.unscoped.filter(review=review).count() for model in (Cell, Finding, Action)]
    if counts != [32, FINDINGS, ACTIONS]:
        raise RuntimeError(f"The review has {counts} cells, findings and actions")
    sheets: dict[tuple[str, str], int] = {}
    places = Finding.unscoped.filter(review=review).values_list("cell__domain", "cell__level", "text")
    for domain, level, text in places:
        sheets[domain, level] = sheets.get((domain, level), 0) + len(text)
    in_order = sorted(sheets, key=lambda sheet: sheets[sheet])
    middle = in_order[len(in_order) // 2]
    here = Finding.unscoped.filter(review=review, cell__domain=middle[0], cell__level=middle[1]).order_by("pk")
    other = Cell.unscoped.filter(review=review).exclude(domain=middle[0]).order_by("-position")[0]
    return {
        "partnership": slug,
        "review": review.public_id,
        "sheet": middle,
        "sheets": in_order,
        "finding": here[0].public_id,
        "findings": [finding.public_id for finding in here[:4]],
        "cell": other.public_id,
        "comment": _comment_on(here[0]),
    }


def _comment_on(finding: Any) -> str:
    """A comment that a reply can answer."""
    from django.utils import timezone

    from system_review.partnerships.queries import command_line_in
    from system_review.reviews.services.comments import add_comment

    by = command_line_in(finding.partnership)
    return add_comment(on=finding, text="Who says so?", by=by, at=timezone.now()).public_id


def inbox() -> Result:
    """Bring a document of five hundred pieces in to the generated review, half worked through, and tell its names."""
    from system_review.partnerships.models import Partnership
    from system_review.reviews.models import Review
    from tests.bench.inboxes import bring_in

    return bring_in(Review.unscoped.get(), _member(Partnership.objects.get().slug))


def multiply() -> Result:
    """Put 999 more partnerships in, with copies of the review."""
    from tests.bench.copies import copy_everything

    return copy_everything()


def partnerships() -> list[Result]:
    """The partnerships of whoever is signed in, each with its first review: the names that a load needs."""
    from system_review.partnerships.models import Member
    from system_review.people.queries import local_person
    from system_review.reviews.models import Cell, Review

    found = []
    mine = Member.unscoped.filter(person=local_person()).order_by("pk").values_list("partnership__slug", flat=True)
    for slug in mine:
        review = Review.unscoped.filter(partnership__slug=slug).order_by("pk").first()
        if review is not None:
            cells = list(Cell.unscoped.filter(review=review).order_by("position"))
            middle = cells[len(cells) // 2]
            other = next(cell for cell in reversed(cells) if cell.domain != middle.domain)
            sheet = (middle.domain, middle.level)
            found.append({"partnership": slug, "review": review.public_id, "sheet": sheet, "cell": other.public_id})
    return found


def count() -> Result:
    """How many queries and parameters pages and saves need. The names come as JSON on standard input."""
    from tests.bench.counting import counted

    return counted(json.load(sys.stdin))


def documents() -> Result:
    """How long each format and the import take as service calls: seconds of the clock and of the processor."""
    from system_review.documents.services.review_files import bring_in_snapshot

    names = json.load(sys.stdin)
    export = _exporting(names)
    first = {format: _timed(lambda format=format: export(format)) for format in FORMATS}
    again = {format: _timed(lambda format=format: export(format)) for format in FORMATS}
    data = export("json").data
    from django.utils import timezone

    brought_in = [_timed(lambda: bring_in_snapshot(data=data, by=None, at=timezone.now())) for _ in range(2)]
    return {"first": first, "again": again, "import": brought_in[1], "bytes": len(data)}


def _exporting(names: Result) -> Callable[[str], Any]:
    from django.conf import settings
    from django.utils import timezone

    from system_review.documents.services.exports import export_review
    from system_review.reviews.queries.finding_things import review_for

    member = _member(names["partnership"])
    return lambda format: export_review(
        review=review_for(member, names["review"]),
        format=format,
        language=settings.LANGUAGE_CODE,
        today=timezone.localdate(),
        by=member,
        at=timezone.now(),
    )


def _timed(act: Callable[[], Any]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - clock, time.process_time() - processor


def rows() -> Result:
    """How many rows each table of the product has, and the text of every finding: for the drills."""
    from django.apps import apps

    from system_review.reviews.models import Finding

    counts = {model._meta.label: model._base_manager.count() for model in apps.get_models()}
    return {"counts": counts, "findings": list(Finding.unscoped.order_by("pk").values_list("text", flat=True))}


def moments() -> Result:
    """The number and the moment of each event of the first partnership's trail, in the order in which it is read."""
    from system_review.audit.models import Event
    from system_review.partnerships.models import Partnership

    chain = str(Partnership.objects.order_by("pk")[0].key)
    events = list(Event.objects.filter(chain=chain).order_by("seq").values_list("pk", "at"))
    return {"numbers": [number for number, _ in events], "moments": [at.isoformat() for _, at in events]}


TASKS: dict[str, Callable[[], Any]] = {
    "fill": fill,
    "inbox": inbox,
    "multiply": multiply,
    "partnerships": partnerships,
    "count": count,
    "documents": documents,
    "rows": rows,
    "moments": moments,
}


def main(task: str) -> int:
    """Do one task with Django set up, and print what it tells."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "system_review.config.settings")
    with redirect_stdout(sys.stderr):
        from system_review.commands import starting

        starting.begin()
        result = TASKS[task]()
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
