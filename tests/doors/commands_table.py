"""Who may give which command: a line for each command of the parser, and for each thing that it can do.

Whoever runs System Review may give every command. With `--as` a member acts, with what that member may do.
"""

from __future__ import annotations

from dataclasses import dataclass

from system_review.partnerships.rules import Permission, Role

ANYBODY = "every member, of what they may see"
NOT_AS = "whoever runs it: refuses --as"
NO_MATTER = "whoever runs it: stands outside the partnerships, and --as changes nothing"


@dataclass(frozen=True)
class Command:
    """What is typed after the command, and who may give it with `--as`.

    In braces: a `{review}` with two agreed versions, a `{file}` of one, a `{document}` to read, a `{framework}` file.
    `stdin` is what is piped in. `names_a_thing`: the partnership need not be named, since the thing tells it, or all of
    them are meant.
    """

    asks: Permission | str
    typed: str = ""
    stdin: bytes = b""
    names_a_thing: bool = False
    but_not: tuple[Role, ...] = ()  # who has the permission and is refused all the same

    @property
    def works_in_a_partnership(self) -> bool:
        return self.asks not in (NOT_AS, NO_MATTER)


COMMANDS = {
    "demo": Command(NO_MATTER),
    "serve": Command(NO_MATTER),
    "new": Command(Permission.REVIEW_BEGIN, "--title Another --date 2027-04-20"),
    "example": Command(NOT_AS),
    "list": Command(ANYBODY, names_a_thing=True),
    "export": Command(Permission.REVIEW_EXPORT, "{review} --format csv --output -", names_a_thing=True),
    "agree": Command(  # where there is an approver, only they agree a version
        Permission.REVIEW_AGREE, "{review} --name Board", names_a_thing=True, but_not=(Role.REVIEW_LEAD,)
    ),
    "versions": Command(Permission.REVIEW_SEE_AGREED, "{review}", names_a_thing=True),
    "compare": Command(Permission.REVIEW_SEE_AGREED, "{review} 1 2", names_a_thing=True),
    "read": Command(NO_MATTER),
    "import": Command(Permission.REVIEW_BEGIN, "{file}", names_a_thing=True),
    "import --into": Command(Permission.DOCUMENT_BRING_IN, "{review} {document}", names_a_thing=True),
    "frameworks list": Command(ANYBODY, names_a_thing=True),
    "frameworks check": Command(NO_MATTER),
    "frameworks add": Command(Permission.FRAMEWORK_ADD, "{framework}"),
    "partnership add": Command(NOT_AS, "Northfold"),
    "partnership list": Command(ANYBODY, names_a_thing=True),
    "partnership second-step": Command(Permission.PARTNERSHIP_CHANGE, "on"),
    "agency add": Command(Permission.AGENCY_CHANGE, "Youth"),
    "agency rename": Command(Permission.AGENCY_CHANGE, "Police --to Constabulary"),
    "agency list": Command(Permission.MEMBER_SEE),
    "member add": Command(Permission.MEMBER_CHANGE, "--email new@example.org --name Nia --role reader"),
    "member change": Command(Permission.MEMBER_CHANGE, "--email jo@example.org --role approver"),
    "member end": Command(Permission.MEMBER_CHANGE, "--email jo@example.org"),
    "member list": Command(Permission.MEMBER_SEE),
    "sign-in-link": Command(NOT_AS, "jo@example.org"),
    "backup": Command(NOT_AS, "backup"),
    "restore": Command(NOT_AS, "backup"),
    "check": Command(NO_MATTER),
    "audit verify": Command(NO_MATTER),
    "audit export": Command(Permission.TRAIL_EXPORT, names_a_thing=True),  # without --partnership: of all of them
    "words take-out": Command(Permission.WORDS_BLOT, "--dry-run", stdin=b"places\n"),
    "upkeep": Command(NO_MATTER),
    "prepare": Command(NO_MATTER),
    "worker": Command(NO_MATTER),
    "jobs list": Command(NOT_AS),
    "jobs retry": Command(NOT_AS, "all"),
}
