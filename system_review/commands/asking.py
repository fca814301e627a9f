"""What was asked: argparse with sentences for errors, and the options that every command takes. No Django."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from types import ModuleType
from typing import Any, NoReturn

from system_review.commands.saying import excerpt
from system_review.errors import Refused, Why

PROGRAM = "system-review"
ABOUT = (
    "System Review keeps a partnership's Contextual Safeguarding System Review: findings in red, amber and green, "
    "overall ratings, actions with leads, and documents for the board."
)
EVERYWHERE = "These go before or after every command's name:"
FIRST_STEPS = (
    "To look round: system-review demo. To begin your own: system-review new. "
    "What a command takes: system-review COMMAND --help."
)


class Parser(argparse.ArgumentParser):
    """argparse whose errors are one sentence, and whose options may not be shortened."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("allow_abbrev", False)
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(**settings)
        self._commands: Any = None

    @classmethod
    def for_program(cls) -> Parser:
        """The outermost parser, with the options of every command."""
        parser = cls(prog=PROGRAM, description=_filled(ABOUT), epilog=_filled(FIRST_STEPS), add_help=True)
        add_options_of_every_command(parser, default=None)
        parser._commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
        return parser

    def add_command(self, name: str, module: ModuleType) -> None:
        """One command: its module has SUMMARY, DESCRIPTION, EXAMPLES and `add_options(parser)`."""
        examples = "\n".join(f"  {line}" for line in module.EXAMPLES)
        command = self._commands.add_parser(
            name, help=module.SUMMARY, description=_filled(module.DESCRIPTION), epilog=f"examples:\n{examples}"
        )
        module.add_options(command)
        add_options_of_every_command(command, default=argparse.SUPPRESS)

    def error(self, message: str) -> NoReturn:
        """End with a sentence instead of argparse's usage lines."""
        raise Refused(_sentence(message, self))

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """End after the help."""
        if message:
            print(message, end="", file=sys.stderr)
        raise SystemExit(status)


def add_options_of_every_command(parser: argparse.ArgumentParser, *, default: Any) -> None:
    """--partnership, --as, --data and --config. A command's own parser leaves out what it was not given."""
    group = parser.add_argument_group("options of every command")
    group.add_argument(
        "--partnership", metavar="NAME", default=default, help="the partnership, by its name or its part of the address"
    )
    group.add_argument(
        "--as",
        dest="as_name",
        metavar="NAME",
        default=default,
        help="act as this member of the partnership (name or e-mail address), with what that member may do; "
        'without it the history says "command line"',
    )
    group.add_argument(
        "--data",
        metavar="DIR",
        default=default,
        help="the folder that holds everything (else SYSTEM_REVIEW_DATA, else this computer's usual place)",
    )
    group.add_argument(
        "--config", metavar="FILE", default=default, help="the file with the settings (else SYSTEM_REVIEW_CONFIG)"
    )


def asked_for(parser: Parser, arguments: Sequence[str]) -> argparse.Namespace:
    """The options as they were given. Ends the program after --help; raises `Refused` with a sentence."""
    if not arguments:
        parser.print_help()
        raise SystemExit(0)
    for given in arguments:
        if "\0" in given:
            raise Refused(Why("Take out the character that cannot be stored from “{given}”", given=excerpt(given)))
    asked, unknown = parser.parse_known_args(arguments)
    if unknown:
        raise Refused(_unknown(unknown, f"{PROGRAM} {asked.command or ''}".strip()))
    if asked.command is None:
        raise Refused(Why("Say which command: {names}", names=", ".join(command_names(parser))))
    for name in ("partnership", "as_name", "data", "config"):
        if getattr(asked, name) is not None and not getattr(asked, name).strip():
            option = {"as_name": "as"}.get(name, name)
            raise Refused(Why("Give a value after --{option}: it is empty", option=option))
    return asked


def command_names(parser: Parser) -> list[str]:
    """The names of all commands."""
    return list(parser._commands.choices)


def a_port(text: str) -> int:
    """A port as argparse's type."""
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"Give a number from 1 to 65535 after --port, not “{excerpt(text)}”")
    return int(text)


def _sentence(message: str, parser: Parser) -> Why:
    """argparse's message as one of our sentences. What is not known here is said as argparse says it."""
    if found := re.match(r"argument (?P<name>.+?): (?P<said>.+)", message, re.DOTALL):
        name, said = found["name"].split("/")[-1], found["said"]
        if said.startswith("expected"):
            return Why("Give a value after {option}. See: {program} --help", option=name, program=parser.prog)
        if choice := re.match(r"invalid choice: (.+?) \(choose from (.+)\)", said, re.DOTALL):
            return _not_a_choice(name, choice[1].strip("'\""), choice[2].replace("'", ""), parser)
        return Why("{said}", said=said)
    if message.startswith("the following arguments are required: "):
        names = message.removeprefix("the following arguments are required: ")
        return Why("Add what is missing: {names}. See: {program} --help", names=names, program=parser.prog)
    return Why("{message}. See: {program} --help", message=message[:1].upper() + message[1:], program=parser.prog)


def _not_a_choice(name: str, given: str, choices: str, parser: Parser) -> Why:
    near = get_close_matches(given.lower(), choices.split(", "), n=1)
    if name == "COMMAND":
        hint = f" Did you mean “{near[0]}”?" if near else ""
        said = "There is no command “{given}”.{hint} There are: {choices}"
        return Why(said, given=excerpt(given), hint=hint, choices=choices)
    said = "“{given}” does not do for {name}: choose from {choices}"
    return Why(said, given=excerpt(given), name=name, choices=choices)


def _unknown(unknown: Sequence[str], program: str) -> Why:
    option = next((given for given in unknown if given.startswith("-")), None)
    if option is not None:
        return Why("There is no option “{option}”. See: {program} --help", option=excerpt(option), program=program)
    return Why("“{given}” is more than was expected. See: {program} --help", given=excerpt(unknown[0]), program=program)


def _filled(text: str) -> str:
    import textwrap

    return "\n\n".join(textwrap.fill(paragraph, 78) for paragraph in text.split("\n\n"))
