"""Whatever is asked for wrongly is answered with one sentence on standard error and exit code 2, never a trace."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from system_review.commands import main
from tests.commands.conftest import Program, Run

BEFORE_ANYTHING = [
    (["frobnicate"], "There is no command “frobnicate”"),
    (["lst"], "Did you mean “list”?"),
    (["--json"], "There is no option “--json”. See: system-review --help"),
    (["list", "--jso"], "There is no option “--jso”. See: system-review list --help"),
    (["list", "all"], "“all” is more than was expected"),
    (["export"], "Add what is missing: REVIEW. See: system-review export --help"),
    (["export", "abcd"], "Say which format, with --format: docx, pdf, xlsx, csv, json"),
    (["export", "abcd", "--format", "pdf", "--place", " "], "Give a name after --place: it is empty"),
    (["export", "abcd", "--output"], "Give a value after --output"),
    (["export", "abcd", "--output", ""], "Give the name of a file after --output"),
    (["export", "abcd", "--output", "x"], "Say which format, with --format: docx, pdf, xlsx, csv, json"),
    (["export", "abcd", "--output", "x.doc"], "Say which format"),
    (["export", "abcd", "--output", "x", "--format", "doc"], "“doc” does not do for --format: choose from docx"),
    (["export", "abcd", "--output", "/nowhere/at/all/x.pdf"], "There is no folder /nowhere/at/all: make it first"),
    (
        ["export", "abcd", "--output", os.path.expanduser("~"), "--format", "pdf"],
        "is a folder: add the name of the file",
    ),
    (["export", "abcd", "--output", "/dev/null", "--format", "pdf"], "is not an ordinary file"),
    (["import"], "Add what is missing: FILE"),
    (["import", "/nowhere/review.json"], "There is no /nowhere/review.json"),
    (["import", os.path.expanduser("~")], "is a folder, and a file belongs here"),
    (["import", "/dev/zero"], "/dev/zero is larger than 25 MB"),
    (["new", "--date", "yesterday"], "“yesterday” is not a day: write it like 2027-04-20 or 20 April 2027"),
    (["new", "--date", "31 February 2027"], "is not a day"),
    (["new", "--title", " "], "Give the review's title after --title"),
    (["serve", "--port", "eighty"], "Give a number from 1 to 65535 after --port, not “eighty”"),
    (["serve", "--port", "0"], "Give a number from 1 to 65535"),
    (["serve", "--port", "٨٠٠٠"], "Give a number from 1 to 65535"),
    (["serve", "--host", "0.0.0.0"], "does not listen at 0.0.0.0, beyond this computer, without an address"),
    (["serve", "--host", "reviews.example.org"], "--host must be an address in figures, like 127.0.0.1 or 0.0.0.0"),
    (["demo", "--host", "192.168.1.7"], "beyond this computer"),
    (["frameworks", "check"], "Name the framework file: system-review frameworks check FILE"),
    (["frameworks", "mend", "x"], "choose from list, check, add"),
    (["frameworks", "list", "x.yaml"], "“list” takes no file"),
    (["frameworks", "check", "/nowhere.yaml"], "There is no /nowhere.yaml"),
    (["list", "--partnership", ""], "Give a value after --partnership: it is empty"),
    (["list", "--as", " "], "Give a value after --as: it is empty"),
    (["list", "--data", ""], "Give a value after --data: it is empty"),
]


@pytest.mark.parametrize(
    ("arguments", "said"), BEFORE_ANYTHING, ids=lambda given: " ".join(given) if isinstance(given, list) else ""
)
def test_what_is_asked_wrongly_is_told_in_one_sentence(run: Run, arguments: list[str], said: str) -> None:
    assert said in run(*arguments).sentence


def test_what_a_person_typed_cannot_play_tricks_with_the_terminal(run: Run) -> None:
    sentence = run("export", "\x1b[2J\x1b]0;owned\x07" + "x" * 500).sentence

    assert "\x1b" not in sentence
    assert len(run("\x1b[31m" + "x" * 500).sentence) < 400


IN_THE_DATABASE = [
    (["list", "--partnership", "Nowhere"], "There is no partnership called “Nowhere”. There are: Eastmere"),
    (["list", "--as", "Nobody"], "There is no member called “Nobody”. There are: Anwen, Esme"),
    (
        ["list", "--as", "Jack", "--partnership", "Eastmere Safeguarding Partnership"],
        "There is no member called “Jack”",
    ),
    (["export", "abc", "--output", "x.csv"], "Give at least 4 letters of the review's id"),
    (
        ["export", "zzzzzz", "--output", "x.csv"],
        "There is no review whose id begins with “zzzzzz”. See: system-review list",
    ),
    (
        ["new", "--partnership", "eastmere-safeguarding-partnership", "--scope", "tarket"],
        "Did you mean “target”? There are: target",
    ),
    (
        ["new", "--partnership", "Eastmere Safeguarding Partnership", "--framework", "abc"],
        "There is no framework “abc”",
    ),
    (["new"], "Say which partnership, with --partnership"),
    (["frameworks", "add", "-"], "standard input, line 1"),
    (["example", "--partnership", "Eastmere Safeguarding Partnership"], "The example brings a partnership of its own"),
    (["example", "--as", "Anwen"], "The example is put in by the command line"),
]


@pytest.mark.parametrize(
    ("arguments", "said"), IN_THE_DATABASE, ids=lambda given: " ".join(given) if isinstance(given, list) else ""
)
def test_what_is_not_there_is_told_with_what_there_is(
    run: Run,
    anwen: object,
    esme: object,
    jack: object,
    arguments: list[str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())

    answer = run(*arguments, stdin=b"key: ours")

    assert said in answer.err
    assert (answer.code, answer.out) == (2, "")
    assert {path for path in tmp_path.iterdir() if path.name != "data"} == before


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("/etc/passwd", "The data folder /etc/passwd is a file: name a folder"),
        ("/proc/nowhere", "The data folder /proc/nowhere cannot be made there"),
        ("/dev/null/x", "The data folder /dev/null/x cannot be made there"),
    ],
)
@pytest.mark.parametrize("command", ["list", "serve"])
@pytest.mark.skipif(os.name == "nt", reason="these paths are those of Unix")
def test_a_data_folder_that_cannot_be_used_is_told(program: Program, folder: str, said: str, command: str) -> None:
    assert said in program(command, "--data", folder).sentence


def test_a_wrong_database_url_is_told(program: Program) -> None:
    program_env = {**program.env, "DATABASE_URL": "mysql://host/name"}

    assert "DATABASE_URL must begin with postgresql://" in _with(program, program_env, "list").sentence


def test_a_database_server_that_does_not_answer_is_told(program: Program) -> None:
    program_env = {**program.env, "DATABASE_URL": "postgresql://somebody:secret@127.0.0.1:1/reviews"}

    sentence = _with(program, program_env, "list").sentence

    assert "The database that DATABASE_URL names cannot be used" in sentence
    assert "secret" not in sentence


def _with(program: Program, env: dict[str, str], *arguments: str) -> object:
    class With(Program):
        env = property(lambda self: env)  # type: ignore[assignment]

    return With(program.folder)(*arguments)


def test_what_nobody_foresaw_is_one_sentence_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from system_review.commands import list_reviews

    def broken(asked: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(list_reviews, "run", broken)
    said = run("list")

    assert said.code == 1
    assert said.err == (
        "Something went wrong that should not have (ZeroDivisionError: division by zero). "
        "What was not finished has not been stored.\n"
    )


def test_ctrl_c_ends_a_command_without_a_trace(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from system_review.commands import list_reviews

    def stopped(asked: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(list_reviews, "run", stopped)

    assert run("list") == type(run("--help"))(130, "", "Stopped.\n")


def test_an_answer_that_nobody_reads_to_the_end_is_no_mistake(program: Program) -> None:
    import subprocess

    from tests.commands.conftest import PROGRAM

    process = subprocess.Popen([*PROGRAM, "--help"], env=program.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()  # type: ignore[union-attr]
    _, err = process.communicate()

    assert (process.returncode, err) == (0, b"")


def test_the_umask_is_put_back(run: Run) -> None:
    before = os.umask(0o027)
    try:
        run("--help")
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)


def test_texts_in_any_script_are_printed_whatever_the_terminal(program: Program, tmp_path: Path) -> None:
    env = {**program.env, "PYTHONIOENCODING": "", "LC_ALL": "C"}

    said = _with(program, env, "--data", str(tmp_path / "مراجعة"), "frameworks", "check", "مراجعة.yaml")

    assert "There is no مراجعة.yaml" in said.err  # type: ignore[attr-defined]
    assert main([]) == 0
    assert sys.stdout is not None
