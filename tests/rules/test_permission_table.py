"""The permission table, the page that is printed from it, and the words for roles say the same."""

from __future__ import annotations

import pytest
from _house import ROOT

from system_review.errors import Refused
from system_review.partnerships.permission_words import WHAT, printed_table
from system_review.partnerships.role_words import ON_SCREEN, TYPED, WHAT_FOR, role_called
from system_review.partnerships.rules import WHO_MAY, Permission, Role

PAGE = ROOT / "docs" / "reference" / "permissions.md"


def test_the_printed_page_is_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == printed_table(), (
        "Print it anew: python -m system_review.partnerships.permission_words > docs/reference/permissions.md"
    )


def test_every_act_has_its_line_and_its_words() -> None:
    assert set(WHO_MAY) == set(WHAT) == set(Permission)


def test_every_role_of_a_person_has_a_name_and_a_purpose() -> None:
    assert set(ON_SCREEN) == set(WHAT_FOR) == set(TYPED) == set(Role) - {Role.COMMAND_LINE}


@pytest.mark.parametrize("role", ON_SCREEN)
def test_a_role_is_found_by_either_name(role: Role) -> None:
    assert role_called(TYPED[role]) == role_called(str(ON_SCREEN[role]).upper()) == role


@pytest.mark.parametrize("words", ["", "boss", "command line", "command_line"])
def test_no_other_word_is_a_role(words: str) -> None:
    with pytest.raises(Refused, match="There is no role"):
        role_called(words)
