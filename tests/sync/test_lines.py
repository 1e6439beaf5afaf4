"""Words that join a note which others write too: nobody's are lost, none stand there twice, whatever the wire does."""

from __future__ import annotations

import pytest

from exist_desktop.demo.faults import FaultKind
from exist_desktop.domain.commands import Append, Key, SetValue
from exist_desktop.domain.outbox import Kind, Outcome, Reason
from exist_desktop.domain.values import one_form
from exist_desktop.errors import NotPossible
from exist_desktop.store.store import DATABASE
from tests.sync.conftest import Tell
from tests.sync.desk import USER, Desk

NOTE = "mood_note"


async def join(desk: Desk, words: str, at: str = "09:10") -> int:
    (entry,) = await desk.engine.journal.save(Append(Key(NOTE, desk.day), words, at))
    return entry.id


def there(desk: Desk) -> str:
    return one_form(desk.value(NOTE))


def write_on_the_phone(desk: Desk, text: str) -> None:
    desk.demo.edit(USER, NOTE, desk.day, text)


def lose(desk: Desk, kind: FaultKind) -> None:
    """No answer to the next write, nor to the look for it right afterwards."""
    desk.trouble("update", kind)
    desk.trouble("with-values", FaultKind.LOST_BEFORE, skip=1, times=2)


async def shown(desk: Desk) -> object:
    view = await desk.engine.views.day(desk.day)
    assert view.note is not None
    return view.note.value


async def settle(desk: Desk) -> None:
    """Syncs until nothing is looked for any more."""
    for _ in range(6):
        await desk.sync()
        desk.clock.pass_(seconds=60 * 6)
    await desk.sync()


def test_a_paragraph_from_the_phone_and_words_from_here_are_both_there(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        write_on_the_phone(desk, "slept well")
        await desk.sync()
        write_on_the_phone(desk, "slept well\r\n\r\na second paragraph\r\n")
        await desk.engine.journal.save(SetValue(Key("mood", desk.day), 4))
        await join(desk, "short walk")
        assert await shown(desk) == "slept well\n09:10 short walk"
        await desk.sync()
        assert there(desk) == "slept well\n\na second paragraph\n09:10 short walk"
        assert one_form(str(await shown(desk))) == there(desk)

    tell(story, owned=[NOTE, "mood"])


def test_it_is_so_within_the_minute_after_a_note_of_ones_own(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        write_on_the_phone(desk, "")
        await join(desk, "first words")
        await desk.sync()
        desk.clock.pass_(seconds=5)
        write_on_the_phone(desk, "first words\nfrom the phone")
        desk.clock.pass_(seconds=5)
        await join(desk, "short walk", "09:11")
        await desk.sync()
        assert there(desk) == "first words\nfrom the phone\n09:11 short walk"

    tell(story, owned=[NOTE])


def test_words_wait_two_days_without_a_connection_and_join_what_is_there_then(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        write_on_the_phone(desk, "rain")
        await desk.sync()
        desk.trouble("*", FaultKind.LOST_BEFORE, times=1000)
        await join(desk, "coffee")
        await join(desk, "coffee")
        await join(desk, "short walk", "11:00")
        assert await shown(desk) == "rain\n09:10 coffee\n09:10 coffee\n11:00 short walk"
        await desk.sync()
        desk.clock.pass_(seconds=2 * 86_400)
        write_on_the_phone(desk, "rain\nand thunder")
        desk.demo.world.faults.clear()
        await settle(desk)
        assert there(desk) == "rain\nand thunder\n09:10 coffee\n09:10 coffee\n11:00 short walk"

    tell(story, owned=[NOTE])


@pytest.mark.parametrize("kind", [FaultKind.LOST_BEFORE, FaultKind.LOST_AFTER])
@pytest.mark.parametrize("since", [None, "rain\r\n09:10 short walk\r\nfrom the phone", "rain\nfrom the phone", "anew"])
def test_after_a_lost_answer_the_words_are_there_once_and_so_is_what_was_written_since(
    tell: Tell, kind: FaultKind, since: str | None
) -> None:
    async def story(desk: Desk) -> None:
        write_on_the_phone(desk, "rain")
        entry = await join(desk, "short walk")
        lose(desk, kind)
        await desk.sync()
        assert await shown(desk) == "rain\n09:10 short walk"
        if since is not None:
            write_on_the_phone(desk, since)
        await settle(desk)
        assert await desk.state(entry) == "sent"
        lines = there(desk).split("\n")
        assert lines.count("09:10 short walk") == 1
        for line in (since or "rain").split("\n"):
            assert line.strip() in lines

    tell(story, owned=[NOTE])


def test_where_it_cannot_be_told_both_texts_are_shown_and_the_person_decides(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        write_on_the_phone(desk, "rain")
        entry = await join(desk, "short walk")
        lose(desk, FaultKind.LOST_AFTER)
        await desk.sync()
        twice = "09:10 short walk\nx\n09:10 short walk"
        write_on_the_phone(desk, twice)
        await settle(desk)
        assert await desk.state(entry) == "held: third_total"
        line = await desk.line(entry)
        assert (line.entry.amount, line.entry.detail) == ("short walk", twice)
        await desk.engine.journal.keep_theirs(entry)
        await desk.sync()
        assert there(desk) == twice

    tell(story, owned=[NOTE])


def test_undo_of_the_middle_one_takes_out_its_own_words_before_and_after_they_have_left(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        write_on_the_phone(desk, "rain")
        _, second, _ = (
            await join(desk, "one", "08:00"),
            await join(desk, "two", "09:00"),
            await join(desk, "three", "10:00"),
        )
        await desk.engine.journal.undo(second)
        await desk.sync()
        assert there(desk) == "rain\n08:00 one\n10:00 three"
        assert await desk.state(second) == "undone"
        _, fifth, _ = (
            await join(desk, "four", "11:00"),
            await join(desk, "five", "12:00"),
            await join(desk, "six", "13:00"),
        )
        await desk.sync()
        desk.clock.pass_(seconds=600)
        write_on_the_phone(desk, there(desk).replace("six", "six or seven") + "\nfrom the phone")
        await desk.engine.journal.undo(fifth)
        assert "five" not in str(await shown(desk))
        await desk.sync()
        assert there(desk) == "rain\n08:00 one\n10:00 three\n11:00 four\n13:00 six or seven\nfrom the phone"
        with pytest.raises(NotPossible):
            await desk.engine.journal.undo(fifth)

    tell(story, owned=[NOTE])


def test_undo_while_they_are_looked_for_leaves_nothing_of_them(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        write_on_the_phone(desk, "rain")
        for kind in (FaultKind.LOST_BEFORE, FaultKind.LOST_AFTER):
            entry = await join(desk, "short walk")
            lose(desk, kind)
            await desk.sync()
            await desk.engine.journal.undo(entry)
            await settle(desk)
            assert there(desk) == "rain"
            assert await desk.engine.views.outbox() == ()

    tell(story, owned=[NOTE])


def test_the_last_words_of_a_day_are_taken_out_as_an_empty_text(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        write_on_the_phone(desk, "")
        entry = await join(desk, "short walk")
        await desk.sync()
        assert there(desk) == "short walk"
        desk.clock.pass_(seconds=600)
        await desk.engine.journal.undo(entry)
        await desk.sync()
        assert there(desk) == ""

    tell(story, owned=[NOTE])


def test_first_words_are_taken_out_also_from_below_a_paragraph_that_was_put_above_them(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        write_on_the_phone(desk, "")
        entry = await join(desk, "coffee")
        await desk.sync()
        desk.clock.pass_(seconds=600)
        write_on_the_phone(desk, "from the phone\n\ncoffee\ncoffee and cake")
        await desk.engine.journal.undo(entry)
        await desk.sync()
        assert there(desk) == "from the phone\n\ncoffee and cake"

    tell(story, owned=[NOTE])


def test_a_note_saved_meanwhile_makes_it_moot(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        write_on_the_phone(desk, "rain")
        entry = await join(desk, "short walk")
        lose(desk, FaultKind.LOST_AFTER)
        await desk.sync()
        await desk.set(NOTE, "all anew")
        await join(desk, "tea", "11:00")
        await settle(desk)
        assert there(desk) == "all anew\n11:00 tea"
        assert (await desk.line(entry)).outcome is Outcome.MOOT

    tell(story, owned=[NOTE])


def test_what_has_no_room_is_held_and_the_rest_is_sent(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        write_on_the_phone(desk, "x" * 180)
        first, second, third = await join(desk, "a" * 50), await join(desk, "b" * 30), await join(desk, "c")
        await desk.sync()
        assert there(desk) == "x" * 180 + "\n09:10 " + "a" * 50
        assert [await desk.state(one) for one in (first, second, third)] == [
            "sent",
            "held: too_long",
            "held: too_long",
        ]
        await desk.engine.journal.save(Append(Key(NOTE, desk.day), "b", "09:10"))
        await desk.engine.journal.discard(second)
        await desk.sync()
        assert there(desk).endswith("\n09:10 c\n09:10 b")

    tell(story, owned=[NOTE])


def test_what_had_no_room_goes_by_itself_as_soon_as_the_note_was_shortened_elsewhere(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        write_on_the_phone(desk, "x" * 250)
        entry = await join(desk, "short walk")
        await desk.sync()
        assert await desk.state(entry) == "held: too_long"
        write_on_the_phone(desk, "x")
        desk.clock.pass_(seconds=3600)
        await desk.sync()
        await desk.sync()
        assert there(desk) == "x\n09:10 short walk"

    tell(story, owned=[NOTE])


def test_it_may_take_the_place_of_the_note_instead(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        write_on_the_phone(desk, "x" * 250)
        entry = await join(desk, "short walk")
        await desk.sync()
        await desk.engine.journal.use_mine(entry)
        await desk.sync()
        assert there(desk) == "short walk"
        assert {line.entry.kind for line in await desk.engine.views.outbox(finished=True)} >= {Kind.SET, Kind.APPEND}

    tell(story, owned=[NOTE])


def test_without_the_right_to_read_nothing_is_joined_to_what_cannot_be_seen(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        entry = await join(desk, "short walk")
        await desk.sync()
        assert await desk.state(entry) == "held: cannot_read"
        assert desk.written(NOTE) == []

    tell(story, owned=[NOTE], scopes=["mood_write", "manual_write"])


def test_two_computers_join_the_same_note(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        write_on_the_phone(desk, "rain")
        await join(desk, "here", "09:10")
        desk.clock.pass_(seconds=3)
        write_on_the_phone(desk, "rain\n09:10 there")
        await desk.sync()
        desk.clock.pass_(seconds=5)
        write_on_the_phone(desk, there(desk) + "\n09:12 there")
        await join(desk, "here", "09:13")
        await desk.sync()
        assert there(desk) == "rain\n09:10 there\n09:10 here\n09:12 there\n09:13 here"

    tell(story, owned=[NOTE])


def test_after_the_loss_of_the_database_they_are_looked_for_first(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        write_on_the_phone(desk, "rain")
        await join(desk, "short walk")
        await join(desk, "coffee")
        lose(desk, FaultKind.LOST_AFTER)
        await desk.sync()
        await join(desk, "tea", "11:00")
        await desk.engine.close()
        desk.demo.world.faults.clear()
        for path in desk.folder.glob(f"{DATABASE}*"):
            path.unlink()
        await desk.reopen()
        await desk.sign_in()
        assert [line.entry.kind for line in await desk.engine.views.outbox()] == [Kind.APPEND] * 3
        await settle(desk)
        assert there(desk) == "rain\n09:10 short walk\n09:10 coffee\n11:00 tea"
        assert await desk.engine.views.outbox() == ()

    tell(story, owned=[NOTE])


def test_where_exist_keeps_the_last_text_of_a_day_another_one_is_asked_for(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        write_on_the_phone(desk, "")
        entry = await join(desk, "short walk")
        await desk.sync()
        desk.clock.pass_(seconds=600)
        await desk.engine.journal.undo(entry)
        desk.trouble("update", FaultKind.REFUSE, error_code="validation", error="May not be blank")
        await desk.sync()
        (line,) = await desk.engine.views.outbox()
        assert (line.entry.kind, line.entry.reason) == (Kind.TAKE_OUT, Reason.LAST_TEXT)
        await join(desk, "tea", "11:00")
        await desk.sync()
        assert there(desk) == "tea"

    tell(story, owned=[NOTE])


def test_a_reading_that_still_has_what_was_taken_out_does_not_bring_it_back(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        write_on_the_phone(desk, "rain")
        entry = await join(desk, "short walk")
        await desk.sync()
        desk.clock.pass_(seconds=600)
        await desk.engine.journal.undo(entry)
        await desk.sync()
        desk.clock.pass_(seconds=20)
        await join(desk, "tea", "11:00")
        desk.trouble("with-values", FaultKind.STALE, seconds=30)
        await settle(desk)
        assert there(desk) == "rain\n11:00 tea"

    tell(story, owned=[NOTE])
