"""What the person at this computer is called, as far as the computer knows."""

from __future__ import annotations

import getpass
import re

UNKNOWN = "Review lead"
NOT_PEOPLE = {
    "admin", "administrator", "debian", "defaultuser", "demo", "docker", "ec2user", "guest", "home", "laptop", "nobody",
    "owner", "pi", "root", "runner", "student", "test", "tester", "ubuntu", "user", "vagrant", "vscode",
}  # fmt: skip
_BETWEEN_WORDS = re.compile(r"[\s\d_]+")  # of a full name
_BETWEEN_PARTS = re.compile(r"[\s\d_.-]+")  # of a user name


def name_of_this_user() -> str:
    """The full name that the system keeps, else the user name made readable, else "Review lead"."""
    return tidied(_full_name()) or tidied(account_name()) or UNKNOWN


def tidied(name: str) -> str:
    """A name for people from a system's: `jane.smith` gives Jane Smith; "" for what is no person's name."""
    own = name.split(",")[0].strip()
    words = [word for word in (_BETWEEN_WORDS if " " in own else _BETWEEN_PARTS).split(own) if word]
    joined = "".join(words)
    if not (2 <= len(joined) <= 80 and re.fullmatch(r"[^\W\d_](?:[^\W\d_]|['’.-])*", joined)):
        return ""
    if joined.lower() in NOT_PEOPLE or words[0].lower() in NOT_PEOPLE:
        return ""
    return " ".join(word if word != word.lower() else word[:1].upper() + word[1:] for word in words)


def _full_name() -> str:
    try:
        import pwd
    except ImportError:  # Windows
        return ""
    import os

    try:
        return pwd.getpwuid(os.getuid()).pw_gecos
    except KeyError:
        return ""


def account_name() -> str:
    """What the system calls this account; "" if that cannot be known."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
