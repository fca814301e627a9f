"""The house typeface: made once, small, with every sign that our pages use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from system_review import ui
from system_review.ui import fonts

SIGNS = "ŵŷŴŶáéíóúâêîôûäëïöüẁỳ£€–—‘’“”…·›→←✓○■●½"


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the fonts were made; to be left as it is."""
    folder = tmp_path_factory.mktemp("made") / "fonts"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "FOLDER", folder)
        assert fonts.main() == 0
    return folder


@pytest.fixture
def made(made_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, where `main` looks."""
    folder = tmp_path / "fonts"
    shutil.copytree(made_once, folder)
    monkeypatch.setattr(fonts, "FOLDER", folder)
    return folder


def test_the_fonts_hold_the_signs_of_our_pages_and_their_weights(made: Path) -> None:
    for name in fonts.STYLES:
        font = TTFont(made / name)

        assert font.flavor == "woff2"
        assert not [sign for sign in SIGNS if ord(sign) not in font.getBestCmap()]
        assert [axis.axisTag for axis in font["fvar"].axes] == ["wght"]
        assert (made / name).stat().st_size < 60_000


def test_the_fonts_do_not_use_the_reserved_name(made: Path) -> None:
    font = TTFont(made / "sans.woff2")

    names = {record.nameID: str(record) for record in font["name"].names}
    assert fonts.FAMILY in names[1] + names[4]
    assert "Source" not in names[1] + names[4] + names[6]
    assert "SIL OPEN FONT LICENSE" in (made / "OFL.txt").read_text()
    assert f'font-family: "{fonts.FAMILY}"' in (Path(ui.__file__).parent / "static" / "ui" / "tokens.css").read_text()


def test_fonts_that_are_current_are_left_alone(made: Path) -> None:
    before = (made / "sans.woff2").stat().st_mtime_ns

    assert fonts.main() == 0

    assert (made / "sans.woff2").stat().st_mtime_ns == before


def test_fonts_of_another_recipe_are_made_again(made: Path) -> None:
    (made / "made-from.txt").write_text("something else")
    (made / "sans.woff2").write_bytes(b"half a font")

    assert fonts.main() == 0

    assert (made / "sans.woff2").read_bytes()[:4] == b"wOF2"


def test_without_the_package_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(fonts, "find_spec", lambda name: None)

    assert fonts.main() == 1
    assert "not installed" in capsys.readouterr().out
