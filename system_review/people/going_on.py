"""Where one goes on after signing in: only to a page of this installation. Pure."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

LONGEST = 2000


def own_target(target: str | None) -> str:
    """The target if it is a path of ours, else "". What a browser might read otherwise is refused, not mended.

    A path begins with one slash, holds neither backslash nor control character nor space, however often it is
    unquoted, and names neither scheme nor host.
    """
    if not target or len(target) > LONGEST:
        return ""
    seen = target
    for _ in range(3):
        if not _is_plain_path(seen):
            return ""
        if (further := unquote(seen)) == seen:
            return target
        seen = further
    return ""


def _is_plain_path(text: str) -> bool:
    path, _, query = text.partition("?")
    if not path.startswith("/") or "//" in path or "\\" in path or "@" in path or "/.." in path or "/./" in path:
        return False
    if any(
        ord(letter) < 33 or ord(letter) == 127 or letter == "\\" or letter == "\ufeff" for letter in path + query[:1]
    ):
        return False
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in query):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return not (parts.scheme or parts.netloc)
