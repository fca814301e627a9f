"""The licences of what the product needs, as the packages themselves say: docs/running/licences.md."""

from __future__ import annotations

import re
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from typing import cast

from _house import ROOT
from _locks import Locked, locked

PAGE = ROOT / "docs" / "running" / "licences.md"
# Of packages that only other machines get, and whose metadata cannot be read here.
ELSEWHERE = {"brotlicffi": "MIT", "colorama": "BSD-3-Clause"}
UNSAID = {"pyrage": "MIT"}  # whose metadata names no licence: read in the text that comes with them
# What may be passed on with a product under the MIT licence, when each keeps its own.
FINE = re.compile(r"MIT|BSD|Apache|MPL|Mozilla Public|LGPL-3\.0-only|PSF|OFL-1\.1|Dual License")
NOT_FINE = re.compile(r"(?<!L)GPL|Affero|Proprietary|Commons|SSPL|BUSL", re.IGNORECASE)
HEAD = """# Licences of what System Review needs

Made by `bin/audit --write` from the packages that `requirements/run.txt` locks; a test holds the two together. System
Review itself is under the MIT licence. Each package keeps its own, which comes with it. psycopg (LGPL-3.0) is used as
it is published and can be replaced; the typefaces (OFL-1.1) come as packages and are not changed.

| package | version | licence |
| --- | --- | --- |
"""


def licence_of(package: Locked) -> str:
    """What a package says of its licence: an SPDX expression, its own words if they are few, or its classifiers."""
    try:
        said = cast(Message, metadata(package.name))  # which it is; its own type knows no key that may be missing
    except PackageNotFoundError:
        return ELSEWHERE.get(package.name, "")
    if expression := said["License-Expression"]:
        return str(expression)
    words = str(said["License"] or "").strip()
    if words and len(words) < 60 and "\n" not in words:
        return words
    classifiers = [one.split(" :: ")[-1] for one in said.get_all("Classifier", []) if one.startswith("License ::")]
    return "; ".join(classifiers) or UNSAID.get(package.name, "")


def page() -> str:
    """The page as it is to be."""
    lines = [f"| {one.name} | {one.version} | {licence_of(one)} |" for one in locked("run")]
    return HEAD + "\n".join(lines) + "\n"


def doubtful() -> list[str]:
    """The packages whose licence nobody has thought about yet."""
    said = [(one, licence_of(one)) for one in locked("run")]
    return [f"{one.name}: {words or 'says nothing'}" for one, words in said if not _is_fine(words)]


def _is_fine(words: str) -> bool:
    return bool(FINE.search(words)) and not NOT_FINE.search(words)
