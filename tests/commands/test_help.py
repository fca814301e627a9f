"""A newcomer finds the way by --help alone, and gets it at once."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from _house import ROOT, neutral_surroundings

from system_review.commands import MODULES, parser
from system_review.commands.asking import asked_for
from tests.commands.conftest import Run

PAGE = ROOT / "docs" / "running" / "commands.md"
NO_DJANGO = """
import sys
from system_review.commands import main
assert main(["--help"]) == 0
import system_review.commands.supervising
print("django" in sys.modules, "pydantic" in sys.modules, file=sys.stderr)
"""


def test_the_help_names_every_command_with_what_it_is_for(run: Run) -> None:
    said = run("--help")

    assert said.code == 0
    for command in MODULES:
        assert re.search(rf"^ +{command} +\w", said.out, re.MULTILINE), command
    assert "system-review demo" in said.out


def test_without_anything_the_help_is_shown(run: Run) -> None:
    assert run() == run("--help")


@pytest.mark.parametrize("command", MODULES)
def test_each_command_says_what_it_does_with_an_example(run: Run, command: str) -> None:
    said = run(command, "--help")

    assert said.code == 0
    assert f"system-review {command}" in said.out.partition("examples:")[2]
    assert all(option in said.out for option in ("--partnership", "--as", "--data"))
    assert all(len(line) <= 120 for line in said.out.splitlines())


NEEDED = {
    "export": ["abcd", "--output", "x.pdf"],
    "agree": ["abcd", "--name", "x"],
    "versions": ["abcd"],
    "compare": ["abcd", "x"],
    "import": ["x.json"],
    "partnership": ["list"],
    "agency": ["list"],
    "member": ["list"],
    "audit": ["verify"],
    "words": ["take-out", "--dry-run"],
    "sign-in-link": ["anwen@example.org"],
    "backup": ["all.backup"],
    "restore": ["all.backup"],
}


@pytest.mark.parametrize("command", MODULES)
def test_partnership_as_and_data_go_before_or_after_every_command(command: str) -> None:
    options = ["--partnership", "Eastmere", "--as", "Anwen", "--data", "here"]
    given = [command, *NEEDED.get(command, [])]

    before, after = asked_for(parser(), [*options, *given]), asked_for(parser(), [*given, *options])

    assert before == after
    assert (before.partnership, before.as_name, before.data) == ("Eastmere", "Anwen", "here")


def test_help_and_the_supervisor_need_no_django() -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_DJANGO],
        cwd=ROOT,
        env=neutral_surroundings(),
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr.strip() == "False False"


def test_the_documentation_names_every_command_and_every_option() -> None:
    page = PAGE.read_text(encoding="utf-8")
    options = {
        option
        for command in parser()._commands.choices.values()
        for action in command._actions
        for option in action.option_strings
        if option.startswith("--") and action.help != "==SUPPRESS=="
    }

    assert [command for command in MODULES if f"| `{command}` |" not in page] == []
    assert [
        option for option in sorted(options - {"--help"}) if option not in page and option not in IN_HELP_ALONE
    ] == []


IN_HELP_ALONE = {
    "--framework",  # explained where frameworks are
    "--identity", "--only-check", "--passphrase", "--passphrase-file", "--recipient", "--with-secrets",  # in backup.md
}  # fmt: skip
