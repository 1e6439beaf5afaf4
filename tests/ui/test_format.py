import subprocess
import sys
from datetime import date

import pytest
from PySide6.QtCore import QLocale

from exist_desktop.domain.parsing.value_parser import Numerals
from exist_desktop.ui.format import QtFormats
from tests.patience import PATIENCE

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize("name", ["C", "POSIX"])
def test_a_locale_without_a_country_counts_as_english_with_24_hours(name: str) -> None:
    formats = QtFormats(QLocale(name))
    assert formats.integer(8412) == "8,412"
    assert formats.decimal(6.1) == "6.1"
    assert formats.clock(6 * 60 + 52) == "06:52"
    assert formats.clock(23 * 60 + 8) == "23:08"
    assert formats.long_day(SUNDAY) == "Sunday, 22 November"
    assert formats.short_day(SUNDAY) == "22 Nov"
    assert formats.numerals == Numerals(".", ",")


@pytest.mark.parametrize(
    ("name", "long", "short", "year"),
    [
        ("C", "Sunday, 22 November 2026", "22 Nov 2026", "2026"),
        ("en_US", "Sunday, November 22, 2026", "Nov 22, 2026", "2026"),
        ("de_DE", "Sonntag, 22. November 2026", "22. Nov. 2026", "2026"),
        ("es_ES", "Domingo, 22 de noviembre de 2026", "22 de nov de 2026", "2026"),
        ("hu_HU", "2026. november 22., vasárnap", "2026. nov. 22.", "2026"),
        ("ja_JP", "2026年11月22日日曜日", "2026年11月22日", "2026"),
        ("ar_EG", "الأحد، ٢٢ نوفمبر ٢٠٢٦", "٢٢ نوفمبر ٢٠٢٦", "٢٠٢٦"),
    ],
)
def test_a_date_has_its_year_where_the_locale_has_it(name: str, long: str, short: str, year: str) -> None:
    formats = QtFormats(QLocale(name))
    assert (formats.long_date(SUNDAY), formats.short_date(SUNDAY), formats.year(SUNDAY)) == (long, short, year)


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("C", "November 2026"),
        ("de_DE", "November 2026"),
        ("ru_RU", "ноябрь 2026"),
        ("hu_HU", "2026. november"),
        ("ja_JP", "2026年11月"),
        ("ko_KR", "2026년 11월"),
        ("zh_TW", "2026年11月"),
    ],
)
def test_a_month_has_its_year_where_the_locale_has_it(name: str, month: str) -> None:
    assert QtFormats(QLocale(name)).month(SUNDAY) == month


@pytest.mark.parametrize(
    ("name", "long", "short"),
    [
        ("en_US", "Sunday, November 22", "Nov 22"),
        ("de_DE", "Sonntag, 22. November", "22. Nov."),
        ("es_ES", "Domingo, 22 de noviembre", "22 de nov"),
        ("ru_RU", "Воскресенье, 22 ноября", "22 нояб."),
        ("ja_JP", "11月22日日曜日", "11月22日"),
        ("hu_HU", "November 22., vasárnap", "nov. 22."),
        ("lv_LV", "Svētdiena, 22. novembris", "22. nov."),
        ("da_DK", "Søndag den 22. november", "22. nov."),
    ],
)
def test_days_follow_the_locale_without_their_year(name: str, long: str, short: str) -> None:
    formats = QtFormats(QLocale(name))
    assert formats.long_day(SUNDAY) == long
    assert formats.short_day(SUNDAY) == short


def test_numbers_follow_the_locale() -> None:
    formats = QtFormats(QLocale("de_DE"))
    assert formats.integer(1_234_567) == "1.234.567"
    assert formats.decimal(0.5) == "0,5"
    assert formats.numerals == Numerals(",", ".")


@pytest.mark.parametrize(
    ("number", "shown"), [(6.0, "6"), (6.10, "6.1"), (6.128, "6.13"), (-0.001, "0"), (1904, "1,904"), (-2.5, "-2.5")]
)
def test_a_decimal_has_as_many_places_as_it_needs(number: float, shown: str) -> None:
    assert QtFormats(QLocale.c()).decimal(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [(0.00045, "0.00045"), (-0.001, "-0.001"), (0.0, "0"), (1e-17, "0"), (0.012, "0.01"), (7, "7")]
)
def test_a_small_number_has_two_digits_where_that_matters(number: float, shown: str) -> None:
    assert QtFormats(QLocale.c()).precise(number) == shown


@pytest.mark.parametrize(("share", "shown"), [(0.42, "42%"), (0.0, "0%"), (1.0, "100%"), (0.234, "23.4%")])
def test_a_share_is_a_percentage(share: float, shown: str) -> None:
    assert QtFormats(QLocale.c()).percent(share) == shown


def test_formats_need_neither_screen_nor_widgets() -> None:
    script = (
        "import sys; from exist_desktop.ui.format import QtFormats; print(QtFormats().integer(1));"
        "assert not {'PySide6.QtGui', 'PySide6.QtWidgets'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, timeout=PATIENCE)
