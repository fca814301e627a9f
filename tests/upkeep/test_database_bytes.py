"""Nothing of what was taken out lies on in a byte of the database's file, its log or the folder of files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from system_review.files.storage import storage
from system_review.jobs.running import run_waiting
from system_review.partnerships.models import Member
from system_review.upkeep.services.taking_out import look_for, take_words_out, words_from
from tests.factories import AT
from tests.upkeep.words_everywhere import RARE, filled

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def files_with(word: str) -> set[str]:
    """The names of files that hold the word's bytes, in small letters or as it is written, in any encoding."""
    database = Path(connection.settings_dict["NAME"])
    folders = [settings.DATA_FOLDER, Path(getattr(storage(), "location", settings.DATA_FOLDER))]
    files = [*database.parent.glob(f"{database.name}*"), *(one for folder in folders for one in folder.rglob("*"))]
    wanted = [form.encode(encoding) for form in {word, word.lower(), word.upper()} for encoding in ENCODINGS]
    return {file.name for file in files if file.is_file() and any(form in bytes_of(file) for form in wanted)}


def bytes_of(file: Path) -> bytes:
    """What stands in a file, read by another process: closing a file lets go of every lock this process has on it, and
    the next process to leave the database would take its log away from under us.
    """
    read = "import pathlib, sys; sys.stdout.buffer.write(pathlib.Path(sys.argv[1]).read_bytes())"
    return subprocess.run([sys.executable, "-I", "-c", read, str(file)], capture_output=True, check=True).stdout


@pytest.mark.only_sqlite  # PostgreSQL keeps its own files
@pytest.mark.django_db(transaction=True)
def test_no_byte_of_it_is_left(anwen: Member, farid: Member) -> None:
    filled(anwen, farid)
    word = RARE.split()[0]
    before, words = files_with(word), words_from(RARE, whole=True)

    take_words_out(words=words, seen=look_for(words, by=anwen).seen, reason="A slip", by=anwen, at=AT)
    run_waiting()

    assert {name.partition("-")[0] for name in before} >= {Path(connection.settings_dict["NAME"]).name}, "it was there"
    assert files_with(word) == set()
