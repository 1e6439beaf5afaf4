"""Words that join a note which others write too: nobody's are lost, none stand there twice, whatever the wire does."""

from __future__ import annotations

import pytest

from exist_desktop.demo.server.faults import FaultKind
from exist_desktop.domain.commands import Append, Key, SetValue
from exist_desktop.domain.outbox.ops import EntryKind, Outcome, Reason
from exist_desktop.domain.values import one_form
from exist_desktop.errors import NotPossibleError
from exist_desktop.store.store import DATABASE
from tests.sync.conftest import Tell
from tests.sync.engine_harness import USER, EngineHarness

NOTE = "mood_note"


async def join(harness: EngineHarness, words: str, at: str = "09:10") -> int:
    (entry,) = await harness.engine.journal.save(Append(Key(NOTE, harness.day), words, at))
    return entry.id


def there(harness: EngineHarness) -> str:
    return one_form(harness.value(NOTE))


def write_on_the_phone(harness: EngineHarness, text: str) -> None:
    harness.demo.edit(USER, NOTE, harness.day, text)


def lose(harness: EngineHarness, kind: FaultKind) -> None:
    """No answer to the next write, nor to the look for it right afterwards."""
    harness.error("update", kind)
    harness.error("with-values", FaultKind.LOST_BEFORE, skip=1, times=2)


async def shown(harness: EngineHarness) -> object:
    view = await harness.engine.views.day(harness.day)
    assert view.note is not None
    return view.note.value


async def settle(harness: EngineHarness) -> None:
    """Syncs until nothing is looked for any more."""
    for _ in range(6):
        await harness.sync()
        harness.clock.pass_(seconds=60 * 6)
    await harness.sync()


def test_a_paragraph_from_the_phone_and_words_from_here_are_both_there(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        write_on_the_phone(harness, "slept well")
        await harness.sync()
        write_on_the_phone(harness, "slept well\r\n\r\na second paragraph\r\n")
        await harness.engine.journal.save(SetValue(Key("mood", harness.day), 4))
        await join(harness, "short walk")
        assert await shown(harness) == "slept well\n09:10 short walk"
        await harness.sync()
        assert there(harness) == "slept well\n\na second paragraph\n09:10 short walk"
        assert one_form(str(await shown(harness))) == there(harness)

    tell(story, owned=[NOTE, "mood"])


def test_it_is_so_within_the_minute_after_a_note_of_ones_own(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        write_on_the_phone(harness, "")
        await join(harness, "first words")
        await harness.sync()
        harness.clock.pass_(seconds=5)
        write_on_the_phone(harness, "first words\nfrom the phone")
        harness.clock.pass_(seconds=5)
        await join(harness, "short walk", "09:11")
        await harness.sync()
        assert there(harness) == "first words\nfrom the phone\n09:11 short walk"

    tell(story, owned=[NOTE])


def test_words_wait_two_days_without_a_connection_and_join_what_is_there_then(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        write_on_the_phone(harness, "rain")
        await harness.sync()
        harness.error("*", FaultKind.LOST_BEFORE, times=1000)
        await join(harness, "coffee")
        await join(harness, "coffee")
        await join(harness, "short walk", "11:00")
        assert await shown(harness) == "rain\n09:10 coffee\n09:10 coffee\n11:00 short walk"
        await harness.sync()
        harness.clock.pass_(seconds=2 * 86_400)
        write_on_the_phone(harness, "rain\nand thunder")
        harness.demo.world.faults.clear()
        await settle(harness)
        assert there(harness) == "rain\nand thunder\n09:10 coffee\n09:10 coffee\n11:00 short walk"

    tell(story, owned=[NOTE])


@pytest.mark.parametrize("kind", [FaultKind.LOST_BEFORE, FaultKind.LOST_AFTER])
@pytest.mark.parametrize("since", [None, "rain\r\n09:10 short walk\r\nfrom the phone", "rain\nfrom the phone", "anew"])
def test_after_a_lost_answer_the_words_are_there_once_and_so_is_what_was_written_since(
    tell: Tell, kind: FaultKind, since: str | None
) -> None:
    async def story(harness: EngineHarness) -> None:
        write_on_the_phone(harness, "rain")
        entry = await join(harness, "short walk")
        lose(harness, kind)
        await harness.sync()
        assert await shown(harness) == "rain\n09:10 short walk"
        if since is not None:
            write_on_the_phone(harness, since)
        await settle(harness)
        assert await harness.state(entry) == "sent"
        lines = there(harness).split("\n")
        assert lines.count("09:10 short walk") == 1
        for line in (since or "rain").split("\n"):
            assert line.strip() in lines

    tell(story, owned=[NOTE])


def test_where_it_cannot_be_told_both_texts_are_shown_and_the_person_decides(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        write_on_the_phone(harness, "rain")
        entry = await join(harness, "short walk")
        lose(harness, FaultKind.LOST_AFTER)
        await harness.sync()
        twice = "09:10 short walk\nx\n09:10 short walk"
        write_on_the_phone(harness, twice)
        await settle(harness)
        assert await harness.state(entry) == "held: third_total"
        line = await harness.line(entry)
        assert (line.entry.amount, line.entry.detail) == ("short walk", twice)
        await harness.engine.journal.keep_theirs(entry)
        await harness.sync()
        assert there(harness) == twice

    tell(story, owned=[NOTE])


def test_undo_of_the_middle_one_takes_out_its_own_words_before_and_after_they_have_left(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        write_on_the_phone(harness, "rain")
        _, second, _ = (
            await join(harness, "one", "08:00"),
            await join(harness, "two", "09:00"),
            await join(harness, "three", "10:00"),
        )
        await harness.engine.journal.undo(second)
        await harness.sync()
        assert there(harness) == "rain\n08:00 one\n10:00 three"
        assert await harness.state(second) == "undone"
        _, fifth, _ = (
            await join(harness, "four", "11:00"),
            await join(harness, "five", "12:00"),
            await join(harness, "six", "13:00"),
        )
        await harness.sync()
        harness.clock.pass_(seconds=600)
        write_on_the_phone(harness, there(harness).replace("six", "six or seven") + "\nfrom the phone")
        await harness.engine.journal.undo(fifth)
        assert "five" not in str(await shown(harness))
        await harness.sync()
        assert there(harness) == "rain\n08:00 one\n10:00 three\n11:00 four\n13:00 six or seven\nfrom the phone"
        with pytest.raises(NotPossibleError):
            await harness.engine.journal.undo(fifth)

    tell(story, owned=[NOTE])


def test_undo_while_they_are_looked_for_leaves_nothing_of_them(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        write_on_the_phone(harness, "rain")
        for kind in (FaultKind.LOST_BEFORE, FaultKind.LOST_AFTER):
            entry = await join(harness, "short walk")
            lose(harness, kind)
            await harness.sync()
            await harness.engine.journal.undo(entry)
            await settle(harness)
            assert there(harness) == "rain"
            assert await harness.engine.views.outbox() == ()

    tell(story, owned=[NOTE])


def test_the_last_words_of_a_day_are_taken_out_as_an_empty_text(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        write_on_the_phone(harness, "")
        entry = await join(harness, "short walk")
        await harness.sync()
        assert there(harness) == "short walk"
        harness.clock.pass_(seconds=600)
        await harness.engine.journal.undo(entry)
        await harness.sync()
        assert there(harness) == ""

    tell(story, owned=[NOTE])


def test_first_words_are_taken_out_also_from_below_a_paragraph_that_was_put_above_them(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        write_on_the_phone(harness, "")
        entry = await join(harness, "coffee")
        await harness.sync()
        harness.clock.pass_(seconds=600)
        write_on_the_phone(harness, "from the phone\n\ncoffee\ncoffee and cake")
        await harness.engine.journal.undo(entry)
        await harness.sync()
        assert there(harness) == "from the phone\n\ncoffee and cake"

    tell(story, owned=[NOTE])


def test_a_note_saved_meanwhile_makes_it_moot(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        write_on_the_phone(harness, "rain")
        entry = await join(harness, "short walk")
        lose(harness, FaultKind.LOST_AFTER)
        await harness.sync()
        await harness.set(NOTE, "all anew")
        await join(harness, "tea", "11:00")
        await settle(harness)
        assert there(harness) == "all anew\n11:00 tea"
        assert (await harness.line(entry)).outcome is Outcome.MOOT

    tell(story, owned=[NOTE])


def test_what_has_no_room_is_held_and_the_rest_is_sent(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        write_on_the_phone(harness, "x" * 180)
        first, second, third = await join(harness, "a" * 50), await join(harness, "b" * 30), await join(harness, "c")
        await harness.sync()
        assert there(harness) == "x" * 180 + "\n09:10 " + "a" * 50
        assert [await harness.state(one) for one in (first, second, third)] == [
            "sent",
            "held: too_long",
            "held: too_long",
        ]
        await harness.engine.journal.save(Append(Key(NOTE, harness.day), "b", "09:10"))
        await harness.engine.journal.discard(second)
        await harness.sync()
        assert there(harness).endswith("\n09:10 c\n09:10 b")

    tell(story, owned=[NOTE])


def test_what_had_no_room_goes_by_itself_as_soon_as_the_note_was_shortened_elsewhere(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        write_on_the_phone(harness, "x" * 250)
        entry = await join(harness, "short walk")
        await harness.sync()
        assert await harness.state(entry) == "held: too_long"
        write_on_the_phone(harness, "x")
        harness.clock.pass_(seconds=3600)
        await harness.sync()
        await harness.sync()
        assert there(harness) == "x\n09:10 short walk"

    tell(story, owned=[NOTE])


def test_it_may_take_the_place_of_the_note_instead(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        write_on_the_phone(harness, "x" * 250)
        entry = await join(harness, "short walk")
        await harness.sync()
        await harness.engine.journal.use_mine(entry)
        await harness.sync()
        assert there(harness) == "short walk"
        kinds = {line.entry.kind for line in await harness.engine.views.outbox(finished=True)}
        assert kinds >= {EntryKind.SET, EntryKind.APPEND}

    tell(story, owned=[NOTE])


def test_without_the_right_to_read_nothing_is_joined_to_what_cannot_be_seen(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        entry = await join(harness, "short walk")
        await harness.sync()
        assert await harness.state(entry) == "held: cannot_read"
        assert harness.written(NOTE) == []

    tell(story, owned=[NOTE], scopes=["mood_write", "manual_write"])


def test_two_computers_join_the_same_note(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        write_on_the_phone(harness, "rain")
        await join(harness, "here", "09:10")
        harness.clock.pass_(seconds=3)
        write_on_the_phone(harness, "rain\n09:10 there")
        await harness.sync()
        harness.clock.pass_(seconds=5)
        write_on_the_phone(harness, there(harness) + "\n09:12 there")
        await join(harness, "here", "09:13")
        await harness.sync()
        assert there(harness) == "rain\n09:10 there\n09:10 here\n09:12 there\n09:13 here"

    tell(story, owned=[NOTE])


def test_after_the_loss_of_the_database_they_are_looked_for_first(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        write_on_the_phone(harness, "rain")
        await join(harness, "short walk")
        await join(harness, "coffee")
        lose(harness, FaultKind.LOST_AFTER)
        await harness.sync()
        await join(harness, "tea", "11:00")
        await harness.engine.close()
        harness.demo.world.faults.clear()
        for path in harness.folder.glob(f"{DATABASE}*"):
            path.unlink()
        await harness.reopen()
        await harness.sign_in()
        assert [line.entry.kind for line in await harness.engine.views.outbox()] == [EntryKind.APPEND] * 3
        await settle(harness)
        assert there(harness) == "rain\n09:10 short walk\n09:10 coffee\n11:00 tea"
        assert await harness.engine.views.outbox() == ()

    tell(story, owned=[NOTE])


def test_where_exist_keeps_the_last_text_of_a_day_another_one_is_asked_for(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        write_on_the_phone(harness, "")
        entry = await join(harness, "short walk")
        await harness.sync()
        harness.clock.pass_(seconds=600)
        await harness.engine.journal.undo(entry)
        harness.error("update", FaultKind.REFUSE, error_code="validation", error="May not be blank")
        await harness.sync()
        (line,) = await harness.engine.views.outbox()
        assert (line.entry.kind, line.entry.reason) == (EntryKind.TAKE_OUT, Reason.LAST_TEXT)
        await join(harness, "tea", "11:00")
        await harness.sync()
        assert there(harness) == "tea"

    tell(story, owned=[NOTE])


def test_a_reading_that_still_has_what_was_taken_out_does_not_bring_it_back(tell: Tell) -> None:
    async def story(harness: EngineHarness) -> None:
        write_on_the_phone(harness, "rain")
        entry = await join(harness, "short walk")
        await harness.sync()
        harness.clock.pass_(seconds=600)
        await harness.engine.journal.undo(entry)
        await harness.sync()
        harness.clock.pass_(seconds=20)
        await join(harness, "tea", "11:00")
        harness.error("with-values", FaultKind.STALE, seconds=30)
        await settle(harness)
        assert there(harness) == "rain\n11:00 tea"

    tell(story, owned=[NOTE])
