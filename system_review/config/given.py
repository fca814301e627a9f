"""What was set, in the environment or in a settings file. Nothing else in the product reads the environment's settings.

The environment goes before the file. A secret may stand in a file of its own, which a name with `_FILE` names. Names
that nobody knows are refused with the one that was probably meant: a setting that does nothing is a fault that shows
late.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Collection
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from system_review.config.catalogue import OURS, PREFIX, in_file, known

LARGEST = 64 * 1024  # bytes of a file of settings, or of one that holds a secret
SUFFIX = "_FILE"


class WrongSetting(SystemExit):
    """A setting cannot be used. Ends the program with one sentence and exit code 2."""

    def __init__(self, sentence: str) -> None:
        print(sentence, file=sys.stderr)
        super().__init__(2)
        self.sentence = sentence


def given(name: str) -> str:
    """What was set under this name, as in the environment; "" without. Raises `WrongSetting`."""
    setting = known()[name]
    for source in (os.environ, _from_file()):
        value, beside = source.get(name, ""), source.get(name + SUFFIX, "") if setting.is_secret else ""
        if value and beside:
            raise WrongSetting(f"{name} and {name}{SUFFIX} are both set: leave one of them out")
        if beside:
            value = _content(name + SUFFIX, beside)
        if value:
            return _on_one_line(name, value)
    return ""


def refuse_unknown_names() -> None:
    """Raise `WrongSetting` for a name in the environment or the settings file that is not one of ours."""
    names = _names()
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and name not in names | OURS:
            raise WrongSetting(f"There is no setting {_short(name)}.{_hint(name, names)}")
    _from_file()


def _names() -> set[str]:
    """Every name that may be set in the environment."""
    return set(known()) | {name + SUFFIX for name, setting in known().items() if setting.is_secret}


def _hint(name: str, names: Collection[str]) -> str:
    """Which of the names was probably meant. What all of them begin with makes no likeness."""
    ours = {in_file(each): each for each in names}
    near = get_close_matches(in_file(name.upper()), ours, n=1, cutoff=0.66)
    return f" Did you mean {ours[near[0]]}?" if near else " Take it out; docs/running/settings.md lists all of them."


def _on_one_line(name: str, value: str) -> str:
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in value):
        raise WrongSetting(f"{name} holds a line break or another control character: write it on one line")
    return value


def _content(name: str, path: str) -> str:
    """What stands in the file that a setting names."""
    try:
        with Path(path).open("rb") as file:
            content = file.read(LARGEST + 1)
        text = content.decode("utf-8").strip()
    except OSError as problem:
        said = problem.strerror or type(problem).__name__
        raise WrongSetting(f"{name} names {_short(path)}, which cannot be read ({said}): name another file") from None
    except UnicodeDecodeError:
        raise WrongSetting(f"{name} names {_short(path)}, which is not a text: name another file") from None
    if not text or len(content) > LARGEST:
        what = "is empty" if not text else "is too large to be one value"
        raise WrongSetting(f"{name} names {_short(path)}, which {what}: write the value into it")
    return text


def named_files() -> list[Path]:
    """The files that hold secrets, as the settings name them."""
    sources = (os.environ, _from_file())
    names = [name + SUFFIX for name, setting in known().items() if setting.is_secret]
    return [Path(source[name]) for source in sources for name in names if source.get(name)]


def config_file() -> Path | None:
    """The settings file, None without."""
    named = os.environ.get("SYSTEM_REVIEW_CONFIG", "")
    return Path(named).expanduser() if named else None


def _from_file() -> dict[str, str]:
    """What stands in the settings file, under the names that the environment has."""
    path = config_file()
    if path is None:
        return {}
    try:
        state = path.stat()
    except OSError as problem:
        said = problem.strerror or type(problem).__name__
        raise WrongSetting(f"The settings file {_short(str(path))} cannot be read ({said}): name another") from None
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int, size: int) -> dict[str, str]:
    where = f"The settings file {_short(str(path))}"
    try:
        if size > LARGEST:
            raise WrongSetting(f"{where} is too large: it should hold a line for each setting")
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        said = problem.strerror or type(problem).__name__
        raise WrongSetting(f"{where} cannot be read ({said}): name another") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as problem:
        said = str(problem) if isinstance(problem, tomllib.TOMLDecodeError) else "it is not a text in UTF-8"
        raise WrongSetting(f'{where} cannot be understood: {said}. Each line is like url = "https://…"') from None
    names = {in_file(name): name for name in _names() - {"SYSTEM_REVIEW_CONFIG"}}
    return {_name(key, names, where): _text(key, value, where) for key, value in found.items()}


def _name(key: str, names: dict[str, str], where: str) -> str:
    """The environment's name for one in the file."""
    if key in names:
        return names[key]
    near = get_close_matches(in_file(key.upper()), names, n=1, cutoff=0.66)
    hint = f" Did you mean {near[0]}?" if near else " Take it out; docs/running/settings.md lists all of them."
    raise WrongSetting(f"{where} has a setting that is not known: {_short(key)}.{hint}")


def _text(key: str, value: object, where: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise WrongSetting(f"{where}: {key} must be one text in quotation marks")


def _short(text: str) -> str:
    """A name or path for a sentence: on one line, and not long."""
    line = "".join(letter if letter.isprintable() else "�" for letter in text)
    return line if len(line) <= 120 else line[:119] + "…"
