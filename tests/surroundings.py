"""What surrounds every test run: its own data folder, which tests a second database gets, and the counts.

Loaded by `-p tests.surroundings` (pyproject.toml), hence before Django's settings, which read the data folder.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest

MISSING = "MISSING: "  # how a test's reason begins when a tool was lacking; bin/test repeats those below its counts
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
BROWSER_FIXTURE = "browser"
# Chromium beside a busy machine is now and then late by more than any patience; what fails twice is a fault. Which
# tests needed it is printed at the end, so that one that often does is seen and mended.
SECOND_TRY = pytest.mark.flaky(reruns=1)

# Tests of how pages look and what they say, of who may what, of commands that hand on to services, and of what is no
# database's affair. Every address is asked for, and every form sent, on PostgreSQL too: by tests/doors.
SAME_ON_BOTH = {
    "administration": ("agencies_and_settings", "leads_and_roles", "people_pages"),
    "commands": ("frameworks_command", "import_document", "people_commands", "reviews", "versions", "words"),
    "documents": ("board_export", "export_page", "inbox_accepting", "inbox_kept", "inbox_pages", "inbox_pages_doors",
                  "inbox_serving", "inbox_understood", "parts_alone"),
    "doors": ("every_command",),
    "files": ("s3",),
    "guide": ("guide",),
    "journeys": ("every_page",),
    "people": ("going_on", "organisation", "second_step"),
    "reviews": ("actions_page", "agency_page", "audience", "before_the_day", "begin", "comments", "drafts", "evidence",
                "evidence_boxes", "evidence_naming", "kept_drawings", "lead_page", "looking", "places", "plan_many",
                "presenting", "ratings_page", "representatives", "states", "summary", "values", "working_notes"),
    "upkeep": ("deleting", "history_page", "keeping_pages", "privacy_pages", "security_contact", "words_in_files",
               "words_page"),
}  # fmt: skip
LEFT_OUT = {Path("tests", folder, f"test_{name}.py") for folder, names in SAME_ON_BOTH.items() for name in names}

DATA = tempfile.mkdtemp(prefix="sr-data-")  # never a person's own reviews
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
os.environ["SYSTEM_REVIEW_DATA"] = DATA
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's plain API runs an event loop in the test's thread


def pytest_addoption(parser: pytest.Parser) -> None:
    """Give pytest our one option."""
    parser.addoption(
        "--database-only",
        action="store_true",
        help="only tests that use a database, and of those in a browser only the ones marked both_databases",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declare our markers."""
    config.addinivalue_line("markers", "both_databases: a browser test that is also run on PostgreSQL")
    config.addinivalue_line(
        "markers", "long: a test of a file that has to begin early, since it takes a minute or more"
    )
    config.addinivalue_line("markers", "only_sqlite: a test of SQLite's one file, or that asks PostgreSQL nothing new")
    config.addinivalue_line("markers", "only_postgresql: a test of what SQLite, with its one writer, does not know")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give tests in a browser a second try; with --database-only, leave out what a second database cannot change."""
    for item in items:
        if BROWSER_FIXTURE in fixtures_of(item):
            item.add_marker(SECOND_TRY)
    second = bool(config.getoption("--database-only"))
    left_out = [item for item in items if not (worth_a_second_database(item) if second else worth_sqlite(item))]
    config.hook.pytest_deselected(items=left_out)
    gone = set(left_out)
    items[:] = longest_first([item for item in items if item not in gone])


def pytest_collection_finish() -> None:
    """What was collected stays to the end, and Python need not look through it for rubbish: that took an eighth."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def longest_first(items: list[pytest.Item]) -> list[pytest.Item]:
    """The tests, file by file, with those files first that are likely to take longest.

    Processes share the work by files: a long one that began last would leave the others with nothing to do.
    """
    weights: dict[Path, float] = {}
    for item in items:
        weights[item.path] = weights.get(item.path, 0) + weight(item)
    return sorted(items, key=lambda item: (-weights[item.path], item.path.as_posix()))


def weight(item: pytest.Item) -> float:
    """About how long a test takes: a walk over everything longest, then those in a browser, then with a database."""
    if item.get_closest_marker("long") is not None:
        return 60
    return 20 if BROWSER_FIXTURE in fixtures_of(item) else 2 if uses_database(item) else 1


def uses_database(item: pytest.Item) -> bool:
    """True if this test asks for the database, by fixture or by mark."""
    return bool(set(fixtures_of(item)) & DATABASE_FIXTURES) or item.get_closest_marker("django_db") is not None


def worth_a_second_database(item: pytest.Item) -> bool:
    """True if this test uses a database, not SQLite's file, and is not one of many walks through pages or a browser."""
    if item.get_closest_marker("both_databases") is not None:
        return True
    if item.get_closest_marker("only_sqlite") is not None or item.path.relative_to(item.config.rootpath) in LEFT_OUT:
        return False
    return uses_database(item) and BROWSER_FIXTURE not in fixtures_of(item)


def worth_sqlite(item: pytest.Item) -> bool:
    """True unless only PostgreSQL can show what this test is about."""
    return item.get_closest_marker("only_postgresql") is None


def fixtures_of(item: pytest.Item) -> list[str]:
    """The names of all fixtures that this test asks for, directly or by way of others."""
    return getattr(item, "fixturenames", [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what needed a second try, and write the counts to the file that bin/test named, for the sum of both runs."""
    for report in terminalreporter.stats.get("rerun", []):
        terminalreporter.write_line(f"TRIED TWICE: {report.nodeid}")
    if path := os.environ.get("SYSTEM_REVIEW_TEST_COUNTS"):
        reports = terminalreporter.stats
        skipped = reports.get("skipped", [])
        reasons = [str(report.longrepr[-1]).removeprefix("Skipped: ") for report in skipped]
        counts = {
            "passed": len(reports.get("passed", [])),
            "failed": len(reports.get("failed", [])) + len(reports.get("error", [])),
            "skipped": len(skipped) + len(reports.get("xfailed", [])),
            "missing": sorted({reason.removeprefix(MISSING) for reason in reasons if reason.startswith(MISSING)}),
        }
        Path(path).write_text(json.dumps(counts), encoding="utf-8")
