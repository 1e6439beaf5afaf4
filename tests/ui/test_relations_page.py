"""The Relations page as a person uses it, over a real store: two lists that are never one, and what they leave out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtGui import QAccessible

from exist_desktop.domain.findings.remembered import looked
from exist_desktop.domain.relations.family import Findings
from exist_desktop.domain.statistics.correlations import Correlation
from exist_desktop.store import history
from exist_desktop.store.changes import Change
from exist_desktop.store.repositories.findings import FindingRepository
from exist_desktop.ui.pages.relations.found import Asked, FoundHere
from exist_desktop.ui.pages.relations.page import ROWS_AT_ONCE
from exist_desktop.ui.pages.relations.search import Search
from exist_desktop.ui.pages.relations.views import Source
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from tests.qt_events import delivered
from tests.ui.offscreen import quiet
from tests.ui.outbox_on_store import NOW, TODAY
from tests.ui.relations_on_store import EXIST, Opened, ago, life, opened

pytestmark = quiet


async def test_the_page_answers_at_once_what_goes_together_with_one_attribute(tmp_path: Path) -> None:
    async with opened(tmp_path, life(), EXIST) as shown:
        assert shown.page.list.question.text() == "What goes together with Steps?"
        assert len(shown.sentences) == 2
        assert any(said.startswith("On days with Walk: Steps ") for said in shown.sentences)
        assert any("Time asleep" in said and "day after" in said for said in shown.sentences)
        assert not set(shown.sentences) & {one.sentence for one in EXIST}
        assert shown.said("noCause") == "Going together does not mean that one causes the other."
        assert "1 attribute has too few days for that yet, or hardly changes on them." in shown.said("lookedThrough")
        assert "comparisons were made." in shown.said("lookedThrough")
        assert shown.said("leftOut") == "1 relation is left out. 1 may well be chance."


async def test_a_row_is_its_sentence_with_its_strength_and_stars(tmp_path: Path) -> None:
    async with opened(tmp_path, life(), EXIST) as shown:
        row = next(row for row in shown.page.list.rows.rows if "Walk" in row.accessibleName())
        interface = QAccessible.queryAccessibleInterface(row)
        assert interface.role() is QAccessible.Role.Button
        assert interface.text(QAccessible.Text.Name) == row.text_shown.words.sentence
        assert interface.text(QAccessible.Text.Description).startswith("Very strong · 5 of 5 stars · 250 days")
        assert row.text_shown.words.facts.startswith("Very strong · ★★★★★ · 250 days")


async def test_what_measures_the_same_is_folded_away(tmp_path: Path) -> None:
    async with opened(tmp_path, life()) as shown:
        folded = shown.page.list.folded
        assert folded.unfold.text() == "1 that measures the same thing"
        assert not folded.rows.isVisible()
        folded.unfold.click()
        assert [row.text_shown.place[:2] for row in folded.rows.rows] == [("steps", "floors")]
        assert folded.rows.isVisible()


async def test_exists_own_list_stands_apart_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    async with opened(tmp_path, life(), EXIST) as shown:
        shown.page.head.sources[Source.EXIST].click()
        await shown.settled()
        assert shown.sentences == [EXIST[0].sentence, EXIST[1].sentence, EXIST[2].sentence]
        assert shown.said("leftOut") == (
            "2 relations are left out. 1 is of an attribute with itself. 1 is of two that measure the same thing."
        )
        assert shown.page.list.rows.rows[1].text_shown.words.facts == "Strong · ★★★★☆ · 240 days · a day later"
        shown.page.head.certain.click()
        assert shown.sentences == [EXIST[0].sentence]
        assert shown.said("leftOut").endswith("2 more are there without the filters.")
        shown.page.head.certain.click()
        shown.page.ask_about("mood")
        assert shown.sentences == [EXIST[2].sentence], "a partner that is in no list is told by Exist's sentence"
        shown.page.head.strong.click()
        assert shown.sentences == []
        assert shown.said("relationsState") == "None with these filters."


async def test_an_attribute_is_chosen_as_on_history(tmp_path: Path) -> None:
    async with opened(tmp_path, life()) as shown:
        head = shown.page.head
        head.attribute.click()
        assert has_keyboard_focus(head.chooser.search)
        head.chooser.search.setText("asleep")
        assert [one.name for one in head.chooser.model.found if one] == ["sleep"]
        head.chooser.chosen.emit(head.chooser.model.found[0])
        await shown.settled()
        assert shown.page.list.question.text() == "What goes together with Time asleep?"
        assert not head.chooser.isVisible()
        shown.page.ask_about("")
        await shown.settled()
        assert shown.page.list.question.text() == "What goes together?"
        assert any(said.startswith("On days with Walk: Steps ") for said in shown.sentences)


async def test_too_few_days_explain_themselves(tmp_path: Path) -> None:
    async with opened(tmp_path, life(20)) as shown:
        assert shown.sentences == []
        assert shown.said("relationsState") == "There is nothing to compare yet."
        assert shown.said("lookedThrough").endswith("Steps has a value on 20 finished days.")
        shown.page.show_source(Source.EXIST)
        await shown.settled()
        assert shown.said("relationsState").startswith("Exist has found nothing that goes together yet.")


async def test_who_has_not_signed_in_is_told_what_will_be_here(tmp_path: Path) -> None:
    async with opened(tmp_path, {}, signed_in=False) as shown:
        assert shown.said("relationsState") == "Your attributes appear here after Exist has been read."
        assert not shown.page.head.attribute.isEnabled()


async def test_days_that_change_while_one_reads_move_nothing_and_can_be_compared_again(tmp_path: Path) -> None:
    async with opened(tmp_path, life()) as shown:
        rows = list(shown.page.list.rows.rows)
        rows[0].setFocus()
        await change(shown, -1)
        assert not shown.page.list.again.isVisible(), "a day that is not over does not count"
        await change(shown, 3)
        assert shown.page.list.again.isVisible()
        assert shown.page.list.rows.rows == rows
        shown.page.list.again.click()
        await shown.settled()
        assert set(shown.page.list.rows.rows) == set(rows)
        assert has_keyboard_focus(rows[0])
        assert not shown.page.list.again.isVisible()


async def change(shown: Opened, days_ago: int) -> None:
    day = ago(days_ago)
    await shown.home.store.write(
        shown.home.account, lambda tx: history.put(tx, "mood", {day: 1}, NOW), Change(days=frozenset({day}))
    )
    await shown.settled()


async def test_a_pair_is_kept_or_hidden_for_good_and_can_be_listed_again(tmp_path: Path) -> None:
    async with opened(tmp_path, life(), EXIST) as shown:
        last = shown.page.list.rows.rows[-1]
        last.click()
        await shown.settled()
        shown.page.pair.keep.click()
        await shown.settled()
        assert shown.page.list.rows.rows[0] is last
        assert last.text_shown.words.facts.endswith(" · kept")
        shown.page.pair.hide_for_good.click()
        await shown.settled()
        assert last not in shown.page.list.rows.rows
        hidden = shown.page.list.hidden
        assert hidden.unfold.text() == "1 hidden"
        shown.page.forget()
        await shown.settled()
        assert len(shown.sentences) == 1
        hidden.unfold.click()
        hidden.rows.rows[0].click()
        await shown.settled()
        assert shown.page.pair.hide_for_good.isChecked()
        shown.page.pair.hide_for_good.click()
        await shown.settled()
        assert len(shown.sentences) == 2
        assert not hidden.isVisible()


async def test_what_is_new_or_has_changed_since_the_batch_before_is_said(tmp_path: Path) -> None:
    before = replace(EXIST[0], value=0.31, day=ago(14))
    async with opened(tmp_path, life(), EXIST) as shown:
        kept = FindingRepository(shown.home.store, shown.home.account)
        await kept.put_correlations([before], NOW, TODAY)
        await kept.put_correlations(EXIST, NOW, TODAY)
        shown.page.show_source(Source.EXIST)
        await shown.settled()
        facts = [row.text_shown.words.facts for row in shown.page.list.rows.rows]
        assert [said.rpartition(" · ")[2] for said in facts] == ["it was +0.31", "new", "new"]
        assert shown.page.head.news.isVisible()
        await kept.put_correlations([replace(one, day=ago(0)) for one in EXIST], NOW, TODAY)
        shown.page.forget()
        await shown.settled()
        shown.page.head.news.click()
        assert shown.said("relationsState") == "None with these filters."


def test_what_is_listed_now_is_compared_with_the_week_before() -> None:
    place = ("a", "b", 0)
    first = looked(None, {place: 0.5}, ago(20))
    assert first.former is None
    assert looked(first, {place: 0.1}, ago(15)) == first
    later = looked(first, {place: 0.1}, ago(10))
    assert later.former is not None
    assert later.former.by_place == {place: 0.5}
    assert looked(later, {}, ago(9)) == later


async def test_five_hundred_relations_are_made_as_one_scrolls(tmp_path: Path) -> None:
    many = [Correlation(f"a{n}", "mood", 0.9 - n / 1000, ago(7), 200, 0, 1e-4, 4, f"The {n}.") for n in range(500)]
    async with opened(tmp_path, {}, many) as shown:
        shown.page.show_source(Source.EXIST)
        await shown.settled()
        assert shown.sentences == [one.sentence for one in many[:ROWS_AT_ONCE]]
        bar = shown.page.verticalScrollBar()
        bar.setValue(bar.maximum())
        await delivered()
        assert len(shown.sentences) > ROWS_AT_ONCE


def test_an_answer_belongs_to_what_was_asked_and_not_to_what_is_looked_at_since() -> None:
    here, mood, all_of_them = FoundHere(), Asked("mood"), Asked("")
    here.begin(mood)
    assert here.keep(Findings(tests=3)) == mood
    assert here.of(mood) == Findings(tests=3)
    assert here.of(all_of_them) is None
    assert here.keep(Findings()) is None, "nothing was asked"


async def test_a_search_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    async with opened(tmp_path, life()) as shown:
        begun, gate = asyncio.Event(), asyncio.Event()

        async def slow() -> Findings:
            begun.set()
            await gate.wait()
            return Findings()

        told: list[float] = []
        search = Search(shown.home.bridge, shown.page)
        ended: Sequence[None] = []
        search.progressed.connect(told.append)
        search.found.connect(told.append)
        search.begin(slow())
        await begun.wait()
        search.advanced(0.5)
        search.cancel()
        search.advanced(0.9)
        await shown.settled()
        assert told == [0.5]
        assert not search.is_running
        assert not ended
        shown.page.list.stop_wanted.emit()
        shown.page.ask_about("walk")
        await shown.settled()
        assert shown.sentences
