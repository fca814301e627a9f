"""Words that whoever knows the place would try first, and how much of a password is left without them. Pure.

The list below stands in `docs/running/signing-in.md` as well, which a test compares. To it come the names of the
installation's host and of the person's partnerships and agencies.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

EASY = (
    "system", "review", "contextual", "safeguarding", "partnership", "agency", "council", "children", "school",
    "education", "police", "health", "social", "care", "board", "lead", "evidence", "rating", "finding", "admin",
    "administrator", "guest", "login", "password", "passphrase", "secret", "welcome", "letmein", "changeme", "qwerty",
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "spring", "summer", "autumn",
    "winter",
)  # fmt: skip
SHORTEST = 4  # letters of a name's word that count; "of" and "the" are in every other sentence
LEFT = 8  # signs that a password has to have besides

# Signs that stand for letters; those that are alike become one.
_ALIKE = str.maketrans("014!|l35$7@", "oiaiiiessta")
_BETWEEN = set("-_.'’")  # what people write between words
_WORD = re.compile(r"[^\W_]+")


def too_easy(password: str, names: Iterable[str] = ()) -> str:
    """The longest easy word in a password that is hardly anything else, as it was typed; "" for a good one.

    Signs and spaces do not count as what is left, and several figures in a row count as one: a year is guessed quickly.
    """
    kept = [sign for sign in unicodedata.normalize("NFKC", password) if not (sign.isspace() or sign in _BETWEEN)]
    plain = "".join(_plain(sign) for sign in kept)
    longest = ""
    for word in sorted({*EASY, *words_of(names)}, key=lambda word: (-len(word), word)):
        sought = "".join(_plain(sign) for sign in word)
        while (at := plain.find(sought)) >= 0:
            longest = longest or "".join(kept[at : at + len(sought)])
            plain = plain[:at] + "\0" * len(sought) + plain[at + len(sought) :]
    left = "".join("\0" if covered == "\0" else sign for sign, covered in zip(kept, plain, strict=True))
    return longest if len(re.sub(r"[\W_]", "", re.sub(r"\d+", "0", left))) < LEFT else ""


def words_of(names: Iterable[str]) -> set[str]:
    """The words of these names that count, each by itself and all of a name in a row."""
    found: set[str] = set()
    for name in names:
        words = _WORD.findall(unicodedata.normalize("NFKC", name).casefold())
        found |= {word for word in [*words, "".join(words)] if len(word) >= SHORTEST}
    return found


def _plain(sign: str) -> str:
    """The letter that a sign stands for: one sign for each, so that places stay the same."""
    bare = unicodedata.normalize("NFKD", sign.casefold())[:1] or sign
    return bare.translate(_ALIKE)
