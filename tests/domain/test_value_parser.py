"""What people type is understood, or refused with what is wrong; never taken for something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exist_desktop.domain.parsing.value_parser import ENGLISH, Difference, Numerals, Total, clean_text, parse
from exist_desktop.domain.value_types import RANGES, ValueType
from exist_desktop.domain.values import InvalidValueError, InvalidValueKind, Value

GERMAN = Numerals(",", ".")
FRENCH = Numerals(",", "\N{NARROW NO-BREAK SPACE}")
SWISS = Numerals(".", "’")
ARABIC = Numerals("٫", "٬")
INDIAN = Numerals(".", ",", higher_group_size=2)

NUMBERS = ValueType.QUANTITY
DECIMAL = ValueType.DECIMAL
TEXT = ValueType.TEXT
DURATION = ValueType.DURATION
CLOCK = ValueType.TIME_OF_DAY
EVENING = ValueType.TIME_FROM_MIDDAY
SHARE = ValueType.PERCENTAGE
YES_NO = ValueType.BOOLEAN
SCALE = ValueType.SCALE


@pytest.mark.parametrize(
    ("typed", "numerals", "value"),
    [
        ("0", ENGLISH, 0),
        ("8412", ENGLISH, 8412),
        (" 8412 ", ENGLISH, 8412),
        ("8,412", ENGLISH, 8412),
        ("1,234,567", ENGLISH, 1_234_567),
        ("12,34,567", INDIAN, 1_234_567),
        ("1,234,567", INDIAN, 1_234_567),
        ("8.412", GERMAN, 8412),
        ("8 412", FRENCH, 8412),
        ("8\N{NO-BREAK SPACE}412", FRENCH, 8412),
        ("8\N{THIN SPACE}412\N{THIN SPACE}000", FRENCH, 8_412_000),
        ("8\N{NARROW NO-BREAK SPACE}412", FRENCH, 8412),
        ("8’412", SWISS, 8412),
        ("8'412", SWISS, 8412),
        ("٨٤١٢", ARABIC, 8412),
        ("٨٬٤١٢", ARABIC, 8412),
        ("８４１２", ENGLISH, 8412),
        ("८४१२", ENGLISH, 8412),
        ("5.0", ENGLISH, 5),
        ("\N{LEFT-TO-RIGHT MARK}8412\N{ZERO WIDTH NO-BREAK SPACE}", ENGLISH, 8412),
        ("=5", ENGLISH, 5),
        ("= 5", ENGLISH, 5),
        ("＝５", ENGLISH, 5),
        ("2147483647", ENGLISH, 2_147_483_647),
    ],
)
def test_a_whole_number(typed: str, numerals: Numerals, value: int) -> None:
    assert parse(typed, NUMBERS, numerals) == Total(value)


@pytest.mark.parametrize(
    ("typed", "numerals", "value"),
    [
        ("6.1", ENGLISH, 6.1),
        ("6,1", GERMAN, 6.1),
        ("6,1", ENGLISH, 6.1),
        ("6.1", GERMAN, 6.1),
        ("8,412", ENGLISH, 8412.0),
        ("8.412", ENGLISH, 8.412),
        ("8.412", GERMAN, 8412.0),
        ("8,412", GERMAN, 8.412),
        ("8,412.5", ENGLISH, 8412.5),
        ("8.412,5", GERMAN, 8412.5),
        ("8 412,5", FRENCH, 8412.5),
        ("1,23,456.5", INDIAN, 123_456.5),
        ("0,125", ENGLISH, 0.125),
        ("0.125", GERMAN, 0.125),
        ("1234,567", ENGLISH, 1234.567),
        ("1,2345", ENGLISH, 1.2345),
        ("71,4", ENGLISH, 71.4),
        ("71,4", SWISS, 71.4),
        ("1’234,5", SWISS, 1234.5),
        ("8.412", FRENCH, 8.412),
        ("71.4", ARABIC, 71.4),
        ("71,4", ARABIC, 71.4),
        ("٨٬٤١٢٫٥", ENGLISH, 8412.5),
        ("٦٫١", ARABIC, 6.1),
        (".5", ENGLISH, 0.5),
        ("5.", ENGLISH, 5.0),
        ("=-2.5", ENGLISH, -2.5),
        ("=−2.5", ENGLISH, -2.5),
        ("=-1,234.5", ENGLISH, -1234.5),
        ("=−1,234.5", ENGLISH, -1234.5),
        ("=−1,234", ENGLISH, -1234.0),
        ("=–2.5", ENGLISH, -2.5),
        ("=\N{HYPHEN}2.5", ENGLISH, -2.5),
        ("=－２．５", ENGLISH, -2.5),
        ("=\N{ARABIC LETTER MARK}-2.5", ENGLISH, -2.5),
        ("=\N{LEFT-TO-RIGHT MARK}−\N{LEFT-TO-RIGHT MARK}۲٫۵", ARABIC, -2.5),
    ],
)
def test_a_decimal(typed: str, numerals: Numerals, value: float) -> None:
    assert parse(typed, DECIMAL, numerals) == Total(value)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("1:30", 90),
        ("1h30", 90),
        ("1h 30", 90),
        ("1h 30m", 90),
        ("1 hour 30 minutes", 90),
        ("90 min", 90),
        ("90 mins", 90),
        ("90 min.", 90),
        ("90m", 90),
        ("90′", 90),
        ("90", 90),
        ("1.5h", 90),
        ("1,5 h", 90),
        ("2 hrs", 120),
        ("0:05", 5),
        ("1h 04", 64),
        ("24:00", 1440),
        ("1440", 1440),
        ("0", 0),
        ("１：３０", 90),
        ("٩٠", 90),
        ("۷:۳۰", 450),
        ("22 h 58", 1378),
        ("1,440", 1440),
        ("1:30 h", 90),
    ],
)
def test_a_duration(typed: str, minutes: int) -> None:
    assert parse(typed, DURATION) == Total(minutes)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("23:08", 1388),
        ("23.08", 1388),
        ("23h08", 1388),
        ("2308", 1388),
        ("930", 570),
        ("0000", 0),
        ("11pm", 1380),
        ("11 PM", 1380),
        ("11:08 p.m.", 1388),
        ("11:08\N{NARROW NO-BREAK SPACE}PM", 1388),
        ("12am", 0),
        ("12:30am", 30),
        ("12pm", 720),
        ("7a", 420),
        ("7", 420),
        ("23", 1380),
        ("noon", 720),
        ("Midnight", 0),
        ("٢٣:٠٨", 1388),
        ("22 h 58", 1378),
        ("7h", 420),
        ("11:08 p. m.", 1388),
        ("PM 11:08", 1388),
    ],
)
def test_a_time_of_day(typed: str, minutes: int) -> None:
    assert parse(typed, CLOCK) == Total(minutes)
    assert parse(typed, EVENING) == Total((minutes - 720) % 1440)


@pytest.mark.parametrize(
    ("typed", "numerals", "share"),
    [
        ("42%", ENGLISH, 0.42),
        ("42 %", ENGLISH, 0.42),
        ("42", ENGLISH, 0.42),
        ("0.42", ENGLISH, 0.0042),
        ("0,42", GERMAN, 0.0042),
        ("0.5", ENGLISH, 0.005),
        ("%42", ENGLISH, 0.42),
        ("42.5", ENGLISH, 0.425),
        ("42,5 %", GERMAN, 0.425),
        ("0.5%", ENGLISH, 0.005),
        ("1", ENGLISH, 0.01),
        ("1.5", ENGLISH, 0.015),
        ("1.0", ENGLISH, 0.01),
        ("1%", ENGLISH, 0.01),
        ("0", ENGLISH, 0.0),
        ("100", ENGLISH, 1.0),
        ("４２％", ENGLISH, 0.42),
        ("٤٢٪\N{ARABIC LETTER MARK}", ARABIC, 0.42),
    ],
)
def test_a_percentage(typed: str, numerals: Numerals, share: float) -> None:
    assert parse(typed, SHARE, numerals) == Total(share)


@pytest.mark.parametrize("typed", ["1", "yes", "Y", "ON", "true", "done", "✓"])
def test_a_yes(typed: str) -> None:
    assert parse(typed, YES_NO) == Total(1)


@pytest.mark.parametrize("typed", ["0", "no", "N", "off", "FALSE"])
def test_a_no(typed: str) -> None:
    assert parse(typed, YES_NO) == Total(0)


def test_a_scale() -> None:
    assert [parse(str(step), SCALE) for step in (1, 9)] == [Total(1), Total(9)]


@pytest.mark.parametrize(
    ("typed", "value_type", "delta"),
    [
        ("+1", NUMBERS, 1),
        ("-2", NUMBERS, -2),
        ("−2", NUMBERS, -2),
        ("+ 1,000", NUMBERS, 1000),
        ("＋１", NUMBERS, 1),
        ("+0.5", DECIMAL, 0.5),
        ("-1.5", DECIMAL, -1.5),
        ("+15", DURATION, 15),
        ("+1:30", DURATION, 90),
        ("-1h", DURATION, -60),
    ],
)
def test_a_sign_makes_it_a_difference(typed: str, value_type: ValueType, delta: float) -> None:
    assert parse(typed, value_type) == Difference(delta)


@pytest.mark.parametrize(
    ("typed", "value_type", "problem"),
    [
        ("", NUMBERS, InvalidValueKind.EMPTY),
        ("  ", DURATION, InvalidValueKind.EMPTY),
        ("=", NUMBERS, InvalidValueKind.EMPTY),
        ("+", NUMBERS, InvalidValueKind.EMPTY),
        ("many", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("8 cups", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("1,2,3", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("1.12.2026", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("1e3", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("10³", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("1²", DECIMAL, InvalidValueKind.NOT_UNDERSTOOD),
        ("½", DECIMAL, InvalidValueKind.NOT_UNDERSTOOD),
        ("1½", DECIMAL, InvalidValueKind.NOT_UNDERSTOOD),
        ("①", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("五", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("Ⅷ", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("0x1f", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("1_000", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("1e3", DECIMAL, InvalidValueKind.NOT_UNDERSTOOD),
        ("71 4", DECIMAL, InvalidValueKind.NOT_UNDERSTOOD),
        ("8 412", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("8'412", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("12,34,567", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("0,125,000", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("1,234,5", DECIMAL, InvalidValueKind.NOT_UNDERSTOOD),
        ("1.234.567", DECIMAL, InvalidValueKind.NOT_UNDERSTOOD),
        ("8.412,5", DECIMAL, InvalidValueKind.NOT_UNDERSTOOD),
        ("1٢3", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("1\N{ZERO WIDTH SPACE}2", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("\N{RIGHT-TO-LEFT OVERRIDE}21", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("+-3", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("--3", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("=--3", DECIMAL, InvalidValueKind.NOT_UNDERSTOOD),
        ("==3", NUMBERS, InvalidValueKind.NOT_UNDERSTOOD),
        ("—3", DECIMAL, InvalidValueKind.NOT_UNDERSTOOD),
        ("3-", DECIMAL, InvalidValueKind.NOT_UNDERSTOOD),
        (".", DECIMAL, InvalidValueKind.NOT_UNDERSTOOD),
        ("8.412", NUMBERS, InvalidValueKind.NOT_WHOLE),
        ("0,125", NUMBERS, InvalidValueKind.NOT_WHOLE),
        ("%42%", SHARE, InvalidValueKind.NOT_UNDERSTOOD),
        ("4²%", SHARE, InvalidValueKind.NOT_UNDERSTOOD),
        ("7 30", CLOCK, InvalidValueKind.NOT_UNDERSTOOD),
        ("am 7 pm", CLOCK, InvalidValueKind.NOT_UNDERSTOOD),
        ("7:30²", DURATION, InvalidValueKind.NOT_UNDERSTOOD),
        ("nan", DECIMAL, InvalidValueKind.NOT_UNDERSTOOD),
        ("inf", DECIMAL, InvalidValueKind.NOT_UNDERSTOOD),
        ("9" * 400, DECIMAL, InvalidValueKind.NOT_UNDERSTOOD),
        ("2.5", NUMBERS, InvalidValueKind.NOT_WHOLE),
        ("8.41", NUMBERS, InvalidValueKind.NOT_WHOLE),
        ("+0.5", NUMBERS, InvalidValueKind.NOT_WHOLE),
        ("=-1", NUMBERS, InvalidValueKind.OUT_OF_RANGE),
        ("2147483648", NUMBERS, InvalidValueKind.OUT_OF_RANGE),
        ("1000000000001", DECIMAL, InvalidValueKind.OUT_OF_RANGE),
        ("1:75", DURATION, InvalidValueKind.NOT_UNDERSTOOD),
        ("1h 75", DURATION, InvalidValueKind.NOT_UNDERSTOOD),
        ("1.5h 30", DURATION, InvalidValueKind.NOT_UNDERSTOOD),
        ("1.5", DURATION, InvalidValueKind.NOT_UNDERSTOOD),
        ("h", DURATION, InvalidValueKind.NOT_UNDERSTOOD),
        ("24:01", DURATION, InvalidValueKind.OUT_OF_RANGE),
        ("25h", DURATION, InvalidValueKind.OUT_OF_RANGE),
        ("9" * 400, DURATION, InvalidValueKind.NOT_UNDERSTOOD),
        ("9" * 5000 + "h", DURATION, InvalidValueKind.NOT_UNDERSTOOD),
        ("9" * 5000 + ":30", DURATION, InvalidValueKind.NOT_UNDERSTOOD),
        ("24:00", CLOCK, InvalidValueKind.NOT_UNDERSTOOD),
        ("23:60", CLOCK, InvalidValueKind.NOT_UNDERSTOOD),
        ("2460", CLOCK, InvalidValueKind.NOT_UNDERSTOOD),
        ("13pm", CLOCK, InvalidValueKind.NOT_UNDERSTOOD),
        ("0am", CLOCK, InvalidValueKind.NOT_UNDERSTOOD),
        ("9:5", CLOCK, InvalidValueKind.NOT_UNDERSTOOD),
        ("23m", CLOCK, InvalidValueKind.NOT_UNDERSTOOD),
        ("late", EVENING, InvalidValueKind.NOT_UNDERSTOOD),
        ("101%", SHARE, InvalidValueKind.OUT_OF_RANGE),
        ("half", SHARE, InvalidValueKind.NOT_UNDERSTOOD),
        ("%", SHARE, InvalidValueKind.NOT_UNDERSTOOD),
        ("maybe", YES_NO, InvalidValueKind.NOT_UNDERSTOOD),
        ("2", YES_NO, InvalidValueKind.NOT_UNDERSTOOD),
        ("0", SCALE, InvalidValueKind.OUT_OF_RANGE),
        ("10", SCALE, InvalidValueKind.OUT_OF_RANGE),
        ("4.5", SCALE, InvalidValueKind.NOT_WHOLE),
        ("+1", SCALE, InvalidValueKind.NO_INCREMENTS),
        ("+1", YES_NO, InvalidValueKind.NO_INCREMENTS),
        ("+1", CLOCK, InvalidValueKind.NO_INCREMENTS),
        ("-5%", SHARE, InvalidValueKind.NO_INCREMENTS),
        ("5", ValueType.UNKNOWN, InvalidValueKind.UNKNOWN_TYPE),
    ],
)
def test_what_is_wrong_is_named(typed: str, value_type: ValueType, problem: InvalidValueKind) -> None:
    with pytest.raises(InvalidValueError) as met:
        parse(typed, value_type)
    assert met.value.kind is problem
    assert met.value.value_type is value_type


def test_a_comma_that_the_language_has_no_use_for_is_not_guessed_at() -> None:
    with pytest.raises(InvalidValueError) as met:
        parse("8,412", DECIMAL, ARABIC)
    assert met.value.kind is InvalidValueKind.NOT_UNDERSTOOD


def test_what_is_out_of_range_says_the_range() -> None:
    with pytest.raises(InvalidValueError) as met:
        parse("10", SCALE)
    assert (met.value.low, met.value.high) == (1, 9)


def test_text_is_kept_as_it_was_meant() -> None:
    assert parse("  A walk\twith +1 dog.\r\nLong\rone \N{DOG} \x00\x1b ", TEXT) == Total(
        "A walk with +1 dog.\nLong\none \N{DOG}"
    )
    assert parse("=5", TEXT) == Total("=5")
    assert parse("", TEXT) == Total("")


def test_text_has_a_limit_and_must_be_unicode() -> None:
    assert parse("\N{DOG}" * 255, TEXT, longest=255) == Total("\N{DOG}" * 255)
    with pytest.raises(InvalidValueError) as met:
        parse("x" * 256, TEXT, longest=255)
    assert (met.value.kind, met.value.high) == (InvalidValueKind.TOO_LONG, 255)
    with pytest.raises(InvalidValueError) as met:
        clean_text("half a pair \ud83d")
    assert met.value.kind is InvalidValueKind.NOT_UNDERSTOOD


@given(st.text(), st.sampled_from(ValueType), st.sampled_from([ENGLISH, GERMAN, FRENCH, SWISS, ARABIC]))
def test_whatever_is_typed_becomes_a_value_within_its_range_or_a_problem(
    typed: str, value_type: ValueType, numerals: Numerals
) -> None:
    _is_within(typed, value_type, numerals)


@given(
    st.text(alphabet="0123456789+-=:.,hm%ap −٫٠٩"), st.sampled_from(sorted(RANGES)), st.sampled_from([ENGLISH, GERMAN])
)
def test_so_does_what_looks_like_a_value(typed: str, value_type: ValueType, numerals: Numerals) -> None:
    _is_within(typed, value_type, numerals)


def _is_within(typed: str, value_type: ValueType, numerals: Numerals) -> None:
    try:
        meant = parse(typed, value_type, numerals)
    except InvalidValueError:
        return
    if isinstance(meant, Difference):
        assert value_type.takes_increments
        return
    value: Value = meant.value
    assert isinstance(value, str) == (value_type is TEXT)
    if not isinstance(value, str):
        low, high = RANGES[value_type]
        assert low <= value <= high
