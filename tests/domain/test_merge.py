"""A text that was begun before another came: what both come to, and when only a person can say."""

import pytest

from exist_desktop.domain.commands import Append, TakeOut
from exist_desktop.domain.text.merge import merged, with_lines
from tests.store.notebook import key

NOTE = key("mood_note")


@pytest.mark.parametrize(
    ("shown", "now", "typed", "both"),
    [
        ("walk", "walk", "A walk", "A walk"),
        ("walk", "walk\r\n", "A walk", "A walk"),
        ("", "14:00 rain", "walk", "14:00 rain\nwalk"),
        ("walk", "walk\n14:00 rain", "A walk", "A walk\n14:00 rain"),
        ("walk", "walk\n14:00 rain", "Quite another", "Quite another\n14:00 rain"),
        ("walk", "walk\n14:00 rain", "walk in the sun", "walk in the sun\n14:00 rain"),
        ("walk", "walk\n14:00 rain", "walk\nand tea", "walk\n14:00 rain\nand tea"),
        ("walk", "From the phone", "walk\nand tea", "From the phone\nand tea"),
        ("walk\n14:00 rain", "walk", "walk\n14:00 rain\nand tea", "walk\nand tea"),
        ("walk", "walk\n14:00 rain", "walk\n14:00 rain", "walk\n14:00 rain"),
        ("", "walk\n14:00 rain", "walk", "walk\n14:00 rain"),
        ("", "tea", "tea\ntea", "tea\ntea"),
        ("walk", "", "A walk", "A walk"),
        ("cafe\u0301", "caf\u00e9\r\n14:00 rain", "caf\u00e9!", "caf\u00e9!\n14:00 rain"),
        ("walk", "From the phone", "A walk", None),
        ("walk", "walk in the rain", "walk in the sun", None),
        ("walk\n14:00 rain", "walk", "A walk\n14:00 rain", None),
    ],
)
def test_what_both_come_to(shown: str, now: str, typed: str, both: str | None) -> None:
    assert merged(shown, now, typed) == both


def test_lines_that_wait_for_an_unread_text_join_what_is_typed_once() -> None:
    waiting = (Append(NOTE, "rain", "14:00"), TakeOut(NOTE, "09:00 old"), Append(NOTE, "tea", "15:00"))
    assert with_lines("walk", waiting) == "walk\n14:00 rain\n15:00 tea"
    assert with_lines("walk\n14:00 rain", waiting) == "walk\n14:00 rain\n15:00 tea"
