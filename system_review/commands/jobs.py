"""`system-review jobs`: what is done in the background; having what failed tried again."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from system_review.commands.saying import excerpt, joined, result, say, table
from system_review.errors import Refused, Why

if TYPE_CHECKING:
    from system_review.jobs.queries import JobLine

SHORTEST = 4  # letters of an id that are enough to name a job

SUMMARY = "list what is done in the background; try again what failed"
DESCRIPTION = (
    "Lists what waits, is being done, was done in the last week, and what failed: letters, documents to read, erasing "
    "what is over its time. “jobs retry JOB” has one that failed tried again, “jobs retry all” has all of them. With "
    "--partnership only that partnership's."
)
EXAMPLES = (
    "system-review jobs",
    "system-review jobs --json",
    "system-review jobs retry 1f3a",
    "system-review jobs retry all",
)


def add_options(parser: ArgumentParser) -> None:
    """What to do, and with which."""
    parser.add_argument(
        "what", nargs="?", choices=("list", "retry"), default="list", help="list (or nothing), or retry"
    )
    parser.add_argument("job", nargs="?", metavar="JOB", help="with retry: the first letters of its id, or “all”")
    parser.add_argument("--json", action="store_true", help="with list, print JSON for other programs to read")


def run(asked: Namespace) -> None:
    """List, or try again."""
    if asked.as_name is not None:
        raise Refused(Why("Background work is looked after by whoever runs System Review: leave out --as"))
    if asked.what == "retry" and not asked.job:
        raise Refused(Why("Say which: system-review jobs retry JOB, or system-review jobs retry all"))
    if asked.what == "retry" and asked.json:
        raise Refused(Why("“retry” prints no JSON: leave out --json"))
    if asked.what == "list" and asked.job:
        raise Refused(Why("“list” takes no job: it lists them all"))
    from system_review.commands import starting

    starting.begin()
    from system_review.commands import acting

    only = acting.partnership_asked(asked)
    of = only.public_id if only else None
    if asked.what == "retry":
        _retry(asked.job, of)
    else:
        _list(of, as_json=asked.json)


def _list(of: str | None, *, as_json: bool) -> None:
    from system_review.jobs.queries import listed
    from system_review.partnerships.queries import all_partnerships

    jobs = listed(of=of)
    slugs = {one.public_id: one.slug for one in all_partnerships()}
    if as_json:
        result(json.dumps([_as_json(job, slugs) for job in jobs], ensure_ascii=False, indent=2))
        return
    rows = [
        (job.id[:8], str(job.state), str(job.tries), slugs.get(job.partnership, "-"), job.about, job.went_wrong)
        for job in jobs
    ]
    for line in table([("JOB", "STATE", "TRIES", "PARTNERSHIP", "WHAT", "LAST ERROR"), *rows]) if rows else ():
        result(line)
    counts = Counter(str(job.state) for job in jobs)
    say(", ".join(f"{count} {state}" for state, count in counts.items()) + "." if counts else "Nothing waits.")


def _as_json(job: JobLine, slugs: dict[str, str]) -> dict[str, Any]:
    told = asdict(job) | {"state": str(job.state), "partnership": slugs.get(job.partnership)}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in told.items()}


def _retry(named: str, of: str | None) -> None:
    from system_review.jobs.queries import State, listed

    failed = [job for job in listed(of=of) if job.state == State.FAILED]
    if named == "all":
        _try_all(failed)
        return
    if len(named) < SHORTEST:
        raise Refused(Why("Give at least {number} letters of the job's id", number=SHORTEST))
    found = [job for job in failed if job.id.startswith(named.lower())]
    if not found:
        raise Refused(Why("No job that failed has an id that begins with “{start}”", start=excerpt(named)))
    if len(found) > 1:
        ids = joined(job.id for job in found)
        raise Refused(Why("Several begin with “{start}”: give more letters. They are: {ids}", start=named, ids=ids))
    _try(found[0])
    say("It is being tried again.")


def _try_all(failed: list[JobLine]) -> None:
    count = 0
    for job in failed:
        try:
            _try(job)
            count += 1
        except Refused as problem:
            say(f"{job.id[:8]} {job.about}: {problem.why}")
    say(f"{count} of {len(failed)} that failed {'is' if count == 1 else 'are'} being tried again.")


def _try(job: JobLine) -> None:
    from django.utils import timezone

    from system_review.administration.services.background import try_again_for_installation
    from system_review.partnerships.queries import all_partnerships, command_line_in
    from system_review.people.rules import OPERATOR

    of = next((one for one in all_partnerships() if one.public_id == job.partnership), None)
    by = command_line_in(of) if of else OPERATOR
    try_again_for_installation(job=job, by=by, at=timezone.now())
