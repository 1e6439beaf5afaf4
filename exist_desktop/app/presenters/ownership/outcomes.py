"""Shows how take-overs, give-backs and creations ended, whoever asked for them and whenever.

What failed is shown for each attribute. What was given back is looked at: who has it now, and whether mood or its note
went inactive. The first own value after a take-over is shown beside the last one before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from exist_desktop.app.presenters.ownership.actions import OwnershipActions
from exist_desktop.app.runtime import Runtime
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.ownership.entries import OwnerKind, OwnerLine
from exist_desktop.store.changes import Change
from exist_desktop.ui.ownership.notice import OwnerNotice, Way
from exist_desktop.ui.refresher import Refresher
from exist_desktop.ui.windows.notice import WayOut
from exist_desktop.words.error_messages import Message
from exist_desktop.words.ownership import outcomes as words
from exist_desktop.words.ownership.losses import take_back
from exist_desktop.words.pages.outbox import OutboxWords


class OwnerOutcomes(QObject):
    """Follows every wish about an owner until it is in Exist, refused, or undone."""

    def __init__(self, runtime: Runtime, actions: OwnershipActions) -> None:
        super().__init__(runtime.window)
        self._runtime = runtime
        self._engine = runtime.engine
        self._actions = actions
        self._account = self._engine.account
        self._open: dict[int, EntryState] | None = None
        self._failed: list[OwnerLine] = []
        self._taken: list[str] = []
        self._inactive: list[Attribute] = []
        self._notice = OwnerNotice(runtime.language, runtime.window)
        self._notice.answered.connect(self._on_answered)
        runtime.window.add_notice(self._notice)
        self._fresh = Refresher(self, self._read, runtime.bridge)
        runtime.bridge.changed.connect(self._on_changed)
        self._fresh.look()

    def _on_changed(self, change: Change) -> None:
        if change.outbox or change.session:
            self._fresh.changed()

    async def _read(self) -> None:
        if self._engine.account != self._account:
            self._account = self._engine.account
            self._open, self._failed, self._taken, self._inactive = None, [], [], []
            self._notice.withdraw()  # it was about the other account's mood
        lines = await self._engine.views.owner_lines()
        former, now = self._open, {line.entry.id: line.entry.state for line in lines}
        self._open = now
        if former is None:
            return  # what is held since an earlier run is in the Outbox
        self._failed += [line for line in lines if _is_new_failure(line, former)]
        if self._failed and EntryState.SENDING not in now.values():
            self._tell_failed()
        if ended := [number for number in former if number not in now]:
            found = await self._engine.views.outbox_lines(ended)
            await self._tell_done([line for line in found if isinstance(line, OwnerLine)])
        for name in list(self._taken):
            await self._tell_handover(name)

    def _tell_failed(self) -> None:
        failed, self._failed = self._failed, []
        for kind in OwnerKind:
            if of_kind := [line for line in failed if line.entry.kind is kind]:
                failures = [words.Failure(line.attribute.label, self._why(line)) for line in of_kind]
                self._runtime.window.tell(words.not_done(self._runtime.language, kind, failures))

    def _why(self, line: OwnerLine) -> str:
        language, time = self._runtime.language, self._runtime.time
        said = OutboxWords(language, time.computer_zone())
        state = said.state(line, self._runtime.bridge.status, time.now())
        return language.sentences(language.as_sentence(state), said.detail(line))

    async def _tell_done(self, lines: Sequence[OwnerLine]) -> None:
        done = [line for line in lines if line.entry.state is EntryState.SENT]
        self._taken += [line.entry.attribute for line in done if line.entry.kind is OwnerKind.TAKE_OVER]
        given = [line for line in done if line.entry.kind is OwnerKind.GIVE_BACK]
        if not given:
            return
        language = self._runtime.language
        told = words.given_back_all(language, [(line.attribute, line.entry.manual) for line in given])
        delicate = [line.attribute for line in given if line.attribute.name in (MOOD, MOOD_NOTE)]
        self._inactive = [one for one in delicate if not one.active]
        if self._inactive:
            again = WayOut(Way.TAKE_OVER, take_back(language, self._inactive, 0))
            self._notice.show_notice(told, [again, WayOut(Way.LEAVE, language.say("Leave it there"))])
        else:
            self._runtime.window.tell(told)

    async def _tell_handover(self, name: str) -> None:
        """Shows the first own value once, when it is in Exist."""
        handover = await self._engine.owners.handover(name)
        attribute = (await self._engine.views.catalogue())[0].get(name)
        if handover is None or attribute is None or not attribute.owned:
            self._taken.remove(name)
        elif handover.after is not None:
            self._taken.remove(name)
            before, after = handover.before, handover.after
            sentence = words.handover(
                self._runtime.language,
                attribute,
                None if before is None else (before.day, before.value),
                (after.day, after.value),
                self._runtime.days.calendar_day(),
            )
            self._runtime.window.tell(Message(attribute.label, sentence))

    def _on_answered(self, way: Way) -> None:
        if way is Way.TAKE_OVER:
            self._actions.take_back([one.name for one in self._inactive])


def _is_new_failure(line: OwnerLine, former: Mapping[int, EntryState]) -> bool:
    number = line.entry.id
    return line.entry.state is EntryState.HELD and number in former and former[number] is not EntryState.HELD
