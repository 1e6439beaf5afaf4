"""Creates attributes and tags for their own sake: opens the window for that, and saves its answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from exist_desktop.app.presenters.undo import UndoOffer
from exist_desktop.app.runtime import Runtime
from exist_desktop.domain.attributes import TAG_GROUP, Attribute, Group
from exist_desktop.domain.creation import FirstValue
from exist_desktop.domain.draft import Draft
from exist_desktop.domain.ownership.groups import groups_for_new
from exist_desktop.domain.ownership.offers import Offer, offers
from exist_desktop.domain.values import Value
from exist_desktop.errors import AppError
from exist_desktop.journal.owner_journal import NewAttribute
from exist_desktop.store.drafts import Drafts
from exist_desktop.store.reading.attribute_list import TemplateRow
from exist_desktop.ui.ownership.new_attribute import CreationDialog, NewAttributePanel, NewTagPanel
from exist_desktop.ui.pages.today.drafts import TodayDrafts
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.ownership.groups import group_labels


class OwnerCreation(QObject):
    """Opens the windows. What is typed is kept as a draft until it is created.

    Signals:
        taking_wanted(list[str]): the person wants to fill these attributes, which there are already.
    """

    taking_wanted = Signal(object)

    def __init__(self, runtime: Runtime, undo: UndoOffer, parent: QObject) -> None:
        super().__init__(parent)
        self._runtime = runtime
        self._engine = runtime.engine
        self._undo = undo
        self._drafts = TodayDrafts(Drafts(runtime.engine.store, runtime.engine), runtime.bridge, self)

    async def new_attribute(self, name: str = "") -> None:
        """Opens the window for an attribute."""
        attributes, templates = await self._known()
        every = offers([(row.template, row.here) for row in templates], attributes)
        language, day = self._runtime.language, self._runtime.days.proposed()
        panel = NewAttributePanel(language, self._groups(attributes, templates), day, every)
        await self._open(panel, language.say("New attribute"), name)

    async def new_tag(self, name: str = "") -> None:
        """Opens the window for a tag."""
        attributes, templates = await self._known()
        tags = next(one for one in self._groups(attributes, templates) if one.name == TAG_GROUP)
        language, day = self._runtime.language, self._runtime.days.proposed()
        panel = NewTagPanel(language, tags, day, [Offer(None, one) for one in attributes])
        await self._open(panel, language.say("New tag"), name)

    async def _known(self) -> tuple[list[Attribute], tuple[TemplateRow, ...]]:
        await self._drafts.read()
        rows = await self._engine.owners.attributes()
        return [row.attribute for row in rows], await self._engine.owners.templates()

    async def _open(self, panel: NewAttributePanel | NewTagPanel, title: str, name: str) -> None:
        dialog = CreationDialog(panel, title, self._runtime.window)
        if (draft := self._drafts.of(panel.key)) is not None:
            panel.restore(draft)
        panel.drafted.connect(partial(self._on_drafted, panel))
        panel.created.connect(partial(self._on_created, dialog))
        panel.taking_wanted.connect(partial(self._on_taking_wanted, dialog))
        dialog.finished.connect(self._drafts.write)
        if name:
            panel.name(name)
        dialog.open()
        panel.first_stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_drafted(self, panel: NewAttributePanel | NewTagPanel) -> None:
        if panel.draft is None:
            self._drafts.drop(panel.key)
        else:
            self._drafts.put(Draft(panel.key.day, panel.key.attribute, panel.draft, panel.shown))

    def _on_created(self, dialog: CreationDialog, new: NewAttribute, first: Value | None) -> None:
        self._runtime.bridge.run(self._create(dialog, new, first))

    async def _create(self, dialog: CreationDialog, new: NewAttribute, first: Value | None) -> None:
        key = dialog.panel.key
        value = None if first is None else FirstValue(key.day, first)
        try:
            created = await self._engine.journal.create(new, value)
        except AppError as error:
            if not isValid(dialog):
                raise
            language = self._runtime.language
            dialog.panel.refuse(ErrorMessages(language).message(error).text(language))
            return
        self._drafts.drop(key)
        if isValid(dialog):
            dialog.accept()
        await self._undo.offer((created.entry, *created.values), self._runtime.window)

    def _on_taking_wanted(self, dialog: CreationDialog, attribute: Attribute) -> None:
        self._drafts.drop(dialog.panel.key)
        dialog.accept()
        self.taking_wanted.emit([attribute.name])

    def _groups(self, attributes: Sequence[Attribute], templates: Sequence[TemplateRow]) -> list[Group]:
        return groups_for_new(attributes, [row.template for row in templates], group_labels(self._runtime.language))
