"""What an earlier version left is brought to this one, and its review stays the same: `bin/drill upgrade`, short."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drill.versions import VERSIONS, differences, exported, exported_then, killed, left_on_sqlite

pytestmark = pytest.mark.only_sqlite


def test_what_the_oldest_kept_version_wrote_is_the_same_in_this_one(tmp_path: Path) -> None:
    place = left_on_sqlite(VERSIONS[0], tmp_path / "data")

    after = exported(place)  # on SQLite any command brings the database to this version

    assert differences(exported_then(VERSIONS[0], "sqlite"), after) == []
    assert place.command("check").returncode == 0


def test_a_change_is_made_and_written_down_in_one_step(tmp_path: Path) -> None:
    place = left_on_sqlite(VERSIONS[0], tmp_path / "data")

    assert killed(place, 1)  # when its work is done and not yet written down
    place.command("prepare")

    assert differences(exported_then(VERSIONS[0], "sqlite"), exported(place)) == []


def test_a_difference_would_be_noticed() -> None:
    before = {"findings": [{"text": "a", "colour": "red"}], "title": "A"}

    assert differences(before, {"findings": [{"text": "a", "colour": "red", "note": ""}], "title": "A"}) == []
    assert differences(before, {"findings": [{"text": "b", "colour": "red"}], "title": "A"}) != []
    assert differences(before, {"findings": [], "title": "A"}) != []
    assert differences(before, {**before, "invented": "x"}) != []
