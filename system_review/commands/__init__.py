"""The command line. This file and what it imports at once know no Django, so that help and `serve` start quickly."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

from system_review.commands.asking import Parser, asked_for
from system_review.commands.saying import ask_for_utf8, say, say_unexpected
from system_review.config import environment
from system_review.errors import Problem

# The order in which the help lists them: first what a newcomer needs.
MODULES = {
    "demo": "demo",
    "serve": "serve",
    "new": "new",
    "example": "example",
    "list": "list_reviews",
    "export": "export",
    "agree": "agree",
    "versions": "versions",
    "compare": "compare",
    "read": "read",
    "import": "import_review",
    "frameworks": "frameworks",
    "partnership": "partnership",
    "agency": "agency",
    "member": "member",
    "sign-in-link": "sign_in_link",
    "backup": "backup",
    "restore": "restore",
    "check": "check",
    "audit": "audit",
    "words": "words",
    "upkeep": "upkeep",
    "prepare": "prepare",
    "worker": "worker",
    "jobs": "jobs",
}

OK, UNEXPECTED, BAD_INPUT, STOPPED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code. `arguments` are those after the program's name; None takes them from the system.

    0: done. 1: something that should not happen, or `check` found something wrong. 2: it cannot be done as asked, and
    one sentence on standard error says why. 130: stopped with Ctrl+C.
    """
    ask_for_utf8()
    mask = os.umask(0o077)  # whatever is made in the data folder is for its owner alone
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments), mask)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _forget_output()  # whoever read our answer has seen enough
        return OK
    except KeyboardInterrupt:
        say("Stopped.")
        return STOPPED
    except Problem as problem:
        say(str(problem.why))
        return BAD_INPUT
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else OK
    except Exception as problem:  # noqa: BLE001 - the one place that turns what nobody foresaw into a sentence
        return _unforeseen(problem)
    finally:
        os.umask(mask)


def _run(arguments: list[str], mask: int) -> int:
    asked = asked_for(parser(), arguments)
    asked.mask = mask
    if asked.data:
        os.environ["SYSTEM_REVIEW_DATA"] = os.path.abspath(os.path.expanduser(asked.data))
    if asked.config:
        os.environ["SYSTEM_REVIEW_CONFIG"] = os.path.abspath(os.path.expanduser(asked.config))
    environment.checked()
    os.environ["DJANGO_SETTINGS_MODULE"] = "system_review.config.settings"
    run = importlib.import_module(f"system_review.commands.{MODULES[asked.command]}").run
    return int(run(asked) or OK)


def parser() -> Parser:
    """The whole command line as argparse sees it."""
    main_parser = Parser.for_program()
    for command, module in MODULES.items():
        main_parser.add_command(command, importlib.import_module(f"system_review.commands.{module}"))
    return main_parser


def _unforeseen(problem: Exception) -> int:
    from system_review.commands.causes import sentence_for

    if sentence := sentence_for(problem):
        say(sentence)
        return BAD_INPUT
    say_unexpected(problem)
    return UNEXPECTED


def _forget_output() -> None:
    """Let Python's last flush at exit write into nothing."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
