"""A command that finds its formats in the data folder writes as Qt does, and does not load it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QLocale

from exist_desktop.app.desktop.cached_language import FILE, MOST, cached_language
from exist_desktop.ui.format import QtFormats
from exist_desktop.words.language import Language
from tests.front.program import prepare
from tests.patience import PATIENCE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="formats are kept on Linux alone")
LOCALES = (
    *("C", "en_US", "en_GB", "de_DE", "de_CH", "fr_FR", "es_ES", "pt_PT", "pl_PL", "sv_SE", "fi_FI", "ru_RU", "hu_HU"),
    *("ar_EG", "fa_IR", "he_IL", "hi_IN", "bn_BD", "my_MM", "th_TH", "ja_JP", "ko_KR", "zh_CN", "zh_TW", "vi_VN"),
    *("eu_ES", "lt_LT", "lv_LV", "bg_BG", "en_IN", "ckb_IQ", "ff_Adlm_GN", "ne_NP", "tr_TR", "el_GR", "cy_GB"),
)
A_DAY = date(2024, 11, 24)


@pytest.mark.parametrize("name", LOCALES)
def test_kept_formats_write_what_qt_writes(name: str) -> None:
    ours = QtFormats(QLocale.c() if name == "C" else QLocale(name), "{number} {sign}")
    kept = ours.kept()
    assert kept is not None
    draw = Random(name)
    for number in (draw.randint(-(10**size), 10**size) for size in range(1, 16) for _ in range(4)):
        assert kept.integer(number) == ours.integer(number)
        for share in (number / 1000, number / 10**9):
            assert kept.decimal(share) == ours.decimal(share)
            assert kept.precise(share) == ours.precise(share)
            assert kept.percent(share) == ours.percent(share)
    for day in (A_DAY + timedelta(days=draw.randint(-4000, 4000)) for _ in range(40)):
        for kind in ("long_day", "long_date", "short_day", "short_date", "year", "month", "weekday", "short_month"):
            assert getattr(kept, kind)(day) == getattr(ours, kind)(day)
    assert [kept.clock(minute) for minute in range(1440)] == [ours.clock(minute) for minute in range(1440)]
    assert (kept.numerals, kept.plain.integer(1234), kept.plain.short_weekday(A_DAY)) == (ours.numerals, "1,234", "Sun")


SAYS_WHETHER = """
import sys
from exist_desktop.cli.main import main
code = main(sys.argv[1:])
sys.stderr.write(str("PySide6" in sys.modules))
sys.exit(code)
"""


def test_the_second_command_of_its_kind_does_not_load_qt(folder: Path) -> None:
    asyncio.run(prepare(folder))

    def said() -> tuple[str, str]:
        command = (sys.executable, "-c", SAYS_WHETHER, "today", "--date", "2024-11-24")
        surroundings = os.environ | {"LANGUAGE": "de"}
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert done.returncode == 0
        return done.stdout, done.stderr

    first, second = said(), said()
    assert first[0].startswith("Sonntag, 24. November 2024\n")
    assert (first[0], first[1], second[1]) == (second[0], "True", "False")


def kept(folder: Path, chosen: str = "system", **variables: str) -> Language:
    return cached_language(folder, chosen, variables)


def test_what_is_kept_is_for_its_surroundings_alone(tmp_path: Path) -> None:
    for _ in range(2):
        assert kept(tmp_path).formats.long_day(A_DAY) == "Sunday, 24 November"
        assert kept(tmp_path, LANGUAGE="de").formats.long_day(A_DAY) == "Sonntag, 24. November"
        assert kept(tmp_path, "de").say("Offline") == kept(tmp_path, LANGUAGE="de_AT").say("Offline") == "Offline"
        assert kept(tmp_path, "de").formats.percent(0.5) == "50\N{NO-BREAK SPACE}%"
    for number in range(2 * MOST):
        kept(tmp_path, LANGUAGE=f"en:{number}")
    assert (tmp_path / FILE).read_text().count('"surroundings"') == MOST
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", ["", "[", "{}", '[{"surroundings": 7}]', "[" * 100_000, "\0"])
def test_a_file_that_makes_no_sense_is_written_anew(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    assert kept(tmp_path).formats.integer(1234) == "1,234"
    assert '"surroundings"' in (tmp_path / FILE).read_text()


def test_where_nothing_can_be_kept_qt_is_asked(tmp_path: Path) -> None:
    assert kept(tmp_path / "not there").formats.integer(1234) == "1,234"
    assert not (tmp_path / "not there").exists()
    (tmp_path / "theirs").write_text("[]")
    (tmp_path / FILE).symlink_to(tmp_path / "theirs")
    kept(tmp_path)
    assert (tmp_path / "theirs").read_text() == "[]"
    assert cached_language(None, "system", {}).formats.integer(1234) == "1,234"
