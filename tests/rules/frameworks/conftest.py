"""For the tests of framework files: a small valid file, and what is told about a broken one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from system_review.frameworks.files import Fault, FrameworkFileProblem, read_framework


@pytest.fixture(scope="session")
def small() -> str:
    """A small valid file with levels, a domain without, two languages, values and extents."""
    return Path(__file__).with_name("small.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def faults() -> Callable[[str | bytes], list[Fault]]:
    """Everything that is told about a broken file; it must be refused."""

    def told(data: str | bytes) -> list[Fault]:
        with pytest.raises(FrameworkFileProblem) as refused:
            read_framework(data.encode() if isinstance(data, str) else data, "f.yaml")
        return refused.value.problems

    return told


@pytest.fixture(scope="session")
def told(faults: Callable[[str | bytes], list[Fault]], small: str) -> Callable[..., list[str]]:
    """What is told about the small file after one piece of it was replaced by another, a line a fault."""

    def after(old: str, new: str) -> list[str]:
        assert small.count(old) >= 1, f"the small file no longer holds {old!r}"
        return [f"{line} {field}: {why}" for line, field, why in faults(small.replace(old, new, 1))]

    return after
