"""What is committed: no registry's address, no address in a lock, nothing large; and the search for it works."""

from __future__ import annotations

from pathlib import Path

import _tree
import pytest

ADDRESS = "https:" + "//mirror.example"  # in pieces, as in bin/_tree.py: this file names no address either
DOCS = "https:" + "//docs.example.org/"
OPTION = "--index-" + "url"
ALIKE = "my-py" + "pi.organisation.example"


def test_nothing_is_in_the_tree_that_may_not_be() -> None:
    assert _tree.problems() == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("docs/a.md", f"see {_tree.REGISTRIES[0]}", "names the package registry"),
        ("package-lock.json", f'"resolved": "{ADDRESS}/x.tgz"', "a lock file with an address"),
        ("requirements/run.txt", f"{OPTION} {ADDRESS}", "a lock file with an address"),
        ("docs/picture.png", "x" * (_tree.LARGEST + 1), "more than"),
    ],
)
def test_the_search_finds(tmp_path: Path, name: str, content: str, said: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(content)

    [problem] = _tree.problems(tmp_path)

    assert name in problem
    assert said in problem


def test_other_addresses_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(f"See {DOCS} and {ALIKE}")

    assert _tree.problems(tmp_path) == []
