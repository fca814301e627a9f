"""What the product is made of: pinned by hash, listed with its licence, and no secret in the tree (X1, X3, X4)."""

from __future__ import annotations

import re
from datetime import date

import _audit_steps
import _licences
import _locks
import _tree
import pytest
from _house import ROOT

# Kinds of secret that have a form of their own; bin/audit looks for more of them, and in all that was ever committed.
SECRETS = re.compile(
    rb"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b"
    rb"|\bxox[abp]-[0-9A-Za-z-]{20,}"
    rb"|\bsk_live_[0-9a-zA-Z]{24}|\bglpat-[\w-]{20}\b|\bAIza[\w-]{35}\b|\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}"
    rb"|AccountKey=[A-Za-z0-9+/]{80,}"
)
LINE = "django==5.2 \\\n    --hash=sha256:" + "a" * 64


@pytest.mark.parametrize("name", ["run", "dev", "audit"])
def test_a_lock_pins_every_package_to_a_version_and_its_hashes(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")

    assert _locks.loose(text) == []
    assert len(_locks.locked(name)) > 20


@pytest.mark.parametrize(
    "line",
    ["django>=5.2", "django==5.2", "-e .", "--index-url x", "git+ssh://x", "x @ file:///x", LINE.replace("==", ">=")],
)
def test_a_line_that_pins_nothing_is_noticed(line: str) -> None:
    assert _locks.loose(LINE) == []
    assert _locks.loose(f"{line}\n{LINE}") != []


def test_what_is_tested_is_what_is_run() -> None:
    tested = {(one.name, one.version) for one in _locks.locked("dev")}

    assert {(one.name, one.version) for one in _locks.locked("run")} - tested == set()


def test_setting_up_takes_nothing_that_is_not_locked() -> None:
    source = (ROOT / "bin" / "_set_up.py").read_text(encoding="utf-8")

    assert '"--only-binary", ":all:", "--require-hashes"' in source


def test_the_page_of_licences_is_true_and_nothing_on_it_is_in_doubt() -> None:
    assert _licences.PAGE.read_text(encoding="utf-8") == _licences.page(), "bin/audit --write"
    assert _licences.doubtful() == []


@pytest.mark.parametrize("words", ["", "GPL-3.0-only", "AGPL-3.0", "Other/Proprietary License", "All rights reserved"])
def test_a_licence_that_nobody_has_thought_about_is_in_doubt(words: str) -> None:
    assert not _licences._is_fine(words)


def test_a_hole_is_accepted_for_a_reason_and_a_time() -> None:
    assert all(len(one) > 3 for one in _audit_steps.accepted(date(2000, 1, 1)))
    assert _audit_steps.accepted(date(2100, 1, 1)) == set()


def test_no_file_of_the_tree_holds_a_secret() -> None:
    assert [str(path) for path in _tree.files() if SECRETS.search((ROOT / path).read_bytes())] == []


@pytest.mark.parametrize("secret", ["AKIA" + "A" * 16, "ghp_" + "a" * 36, "-----BEGIN RSA " + "PRIVATE KEY-----"])
def test_the_search_for_secrets_finds_them(secret: str) -> None:
    assert SECRETS.search(f"key = '{secret}'".encode())
