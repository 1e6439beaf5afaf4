"""Two names that differ look different, whatever their letters look like."""

from __future__ import annotations

import pytest

from exist_desktop.words.visible import visible


@pytest.mark.parametrize("name", ["josh", "Jörg", "ஜோஷ்", "jo sh", "jo.sh-1_2", "ジョシュ", "جوش", "J\u0301"])
def test_ordinary_names_stay_as_they_are(name: str) -> None:
    assert visible(name) == name


@pytest.mark.parametrize(
    "letter",
    [
        *"\u200b\u200c\u200d\u00ad\ufeff\u2060\u180e\u3164\u115f\u2800\u034f\ufe0f\u00a0\u2009",
        "\U000e0061",
        "\U000e0101",
    ],
    ids=ascii,
)
def test_a_letter_that_nobody_sees_is_shown(letter: str) -> None:
    for name in (f"josh{letter}", f"{letter}josh", f"jo{letter}sh"):
        assert f"[U+{ord(letter):04X}]" in visible(name)
