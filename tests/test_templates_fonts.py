"""The Thai document fonts: as wide and as high as the official ones, and never something else."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from templates import fonts
from templates.errors import FontMissing

LAKSAMAN = Path("/usr/share/fonts/truetype/tlwg/Laksaman.ttf")
pytestmark = pytest.mark.slow
needs_laksaman = pytest.mark.skipif(not LAKSAMAN.exists(), reason="Laksaman is not installed")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> fonts.Fonts:
    return fonts.build(tmp_path_factory.mktemp("machine") / "fonts")


def official(folder: Path, family: str, scale: int) -> Path:
    """Write Laksaman under an official name, with that many units per em."""
    font = TTFont(LAKSAMAN)
    font["head"].unitsPerEm = scale
    for platform in ((1, 0, 0), (3, 1, 0x409)):
        font["name"].setName(family, 1, *platform)
    path = folder / "THSarabunNew.ttf"
    font.save(path)
    return path


def width(font: TTFont, letter: str) -> float:
    """Return a letter's advance in em."""
    return float(font["hmtx"][font.getBestCmap()[ord(letter)]][0] / font["head"].unitsPerEm)


@needs_laksaman
@pytest.mark.parametrize(("file", "pitch"), [("SarabanSarabun", 21.3), ("SarabanSarabunP", 21.0)])
def test_a_line_of_16_points_is_as_high_as_in_word(
    built: fonts.Fonts, file: str, pitch: float
) -> None:
    for style in ("Regular", "Bold", "Italic", "BoldItalic"):
        font = TTFont(built.folder / f"{file}-{style}.ttf")
        lines = font["hhea"].ascent - font["hhea"].descent + font["hhea"].lineGap
        assert 16 * lines / font["head"].unitsPerEm == pytest.approx(pitch, abs=0.05)
        assert not font["OS/2"].fsSelection & (1 << 7)


@needs_laksaman
def test_letters_are_as_wide_as_in_th_sarabun_new(built: fonts.Fonts) -> None:
    """386 and 400 thousandths of an em are the widths of TH Sarabun New 1.35."""
    font = TTFont(built.folder / "SarabanSarabun-Regular.ttf")
    assert [round(1000 * width(font, letter)) for letter in "กA"] == [386, 400]
    assert width(font, "ี") == 0


@needs_laksaman
def test_the_digit_font_draws_thai_digits_for_ascii_ones(built: fonts.Fonts) -> None:
    for style in ("Regular", "Bold"):
        table = TTFont(built.folder / "digits" / f"SarabanDigits-{style}.ttf").getBestCmap()
        assert [table[ord(digit)] for digit in "0159"] == [table[ord(digit)] for digit in "๐๑๕๙"]
        assert table[ord("ก")] != table[ord("0")]


@needs_laksaman
def test_the_trademark_line_is_gone_and_the_licence_stays(built: fonts.Fonts) -> None:
    for path in built.folder.rglob("*.ttf"):
        table = TTFont(path)["name"]
        assert table.getDebugName(1).startswith("Saraban ")
        assert table.getDebugName(7) is None
        assert "General Public License" in table.getDebugName(13)


@needs_laksaman
def test_every_official_name_leads_to_a_family_that_is_there(built: fonts.Fonts) -> None:
    there = {TTFont(path)["name"].getDebugName(1) for path in built.folder.glob("*.ttf")}
    assert set(built.families.values()) <= there
    assert built.families["TH Sarabun New"] == "Saraban Sarabun"
    assert built.families["TH SarabunIT๙"] == "Saraban SarabunP"
    assert built.stand_in("Saraban SarabunP")


@needs_laksaman
def test_building_again_does_nothing(built: fonts.Fonts) -> None:
    before = {path: path.stat().st_mtime_ns for path in built.folder.iterdir()}
    assert fonts.build(built.folder) == built
    assert {path: path.stat().st_mtime_ns for path in built.folder.iterdir()} == before


@needs_laksaman
def test_a_real_th_sarabun_on_the_machine_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    official(tmp_path, "TH Sarabun New", 1503)
    monkeypatch.setattr(fonts, "_font_folders", lambda: (tmp_path,))
    made = fonts.build(tmp_path / "fonts")
    assert made.families["TH Sarabun New"] == "TH Sarabun New"
    assert made.families["TH SarabunPSK"] == "Saraban SarabunP"
    assert not made.stand_in("TH Sarabun New")
    assert (made.folder / "THSarabunNew.ttf").exists()


@needs_laksaman
def test_a_web_copy_that_is_half_as_wide_again_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    official(tmp_path, "TH Sarabun New", 1000)
    (tmp_path / "sarabun-broken.ttf").write_bytes(b"no font at all")
    monkeypatch.setattr(fonts, "_font_folders", lambda: (tmp_path,))
    assert fonts.real_fonts() == ()


def test_without_any_thai_font_nothing_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "_font_folders", lambda: (tmp_path,))
    monkeypatch.setattr(fonts, "_LAKSAMAN", tmp_path)
    with pytest.raises(FontMissing, match="ไม่มีแบบอักษร TH Sarabun New"):
        fonts.build(tmp_path / "fonts")
    assert not (tmp_path / "fonts").exists()
