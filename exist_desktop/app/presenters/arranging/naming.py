"""Names of the person's own, and tags that are shown as one: asked about, saved, said, and taken back by Undo."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from exist_desktop.app.runtime import Runtime
from exist_desktop.domain.arranging import names
from exist_desktop.domain.arranging.arrangement import Arrangement, as_listed
from exist_desktop.domain.arranging.names import NameAction
from exist_desktop.domain.attributes import Attribute
from exist_desktop.store.arranging.arrangement import Arrangements
from exist_desktop.words.arranging import names as words


class Naming(QObject):
    """Does the actions of menus, wherever they were chosen.

    Signals:
        page_wanted(): the person wants to see Exist's own page of attributes.
        done(Arrangement, str): the disk has a change, in words; the arrangement before it is what Undo brings back.
    """

    page_wanted = Signal()
    done = Signal(object, str)

    def __init__(self, runtime: Runtime, parent: QObject) -> None:
        super().__init__(parent)
        self._runtime = runtime
        self._language = runtime.language
        self._arrangements = Arrangements(runtime.engine.store, runtime.engine)

    async def perform(self, action: NameAction, name: str) -> None:
        """Does an action to the attribute of that name; nothing if the account does not have it any more."""
        attributes, _ = await self._runtime.engine.views.catalogue()
        attribute = attributes.get(name)
        if attribute is None:
            return
        match action:
            case NameAction.RENAME:
                self._ask_for_name(attribute, attributes)
            case NameAction.JOIN:
                self._ask_for_main(attribute, attributes, await self._arrangements.read())
            case NameAction.APART:
                await self._take_apart(attribute, attributes)
            case NameAction.IN_EXIST:
                self._explain(attribute)

    def _ask_for_name(self, attribute: Attribute, every: Mapping[str, Attribute]) -> None:
        from exist_desktop.ui.naming.own_name import OwnNameDialog

        dialog = OwnNameDialog(self._language, attribute, tuple(every.values()), self._runtime.window)
        dialog.chosen.connect(partial(self._on_name_chosen, attribute))
        dialog.open()

    def _on_name_chosen(self, attribute: Attribute, shown_as: str) -> None:
        if shown_as or attribute.exist_label:
            self._runtime.bridge.run(self._rename(attribute, shown_as))

    async def _rename(self, attribute: Attribute, shown_as: str) -> None:
        before = await self._arrangements.read()
        after = names.renamed(before, attribute.name, shown_as)
        await self._keep(before, after, words.renamed(self._language, attribute, shown_as))

    def _ask_for_main(self, tag: Attribute, every: Mapping[str, Attribute], arrangement: Arrangement) -> None:
        from exist_desktop.ui.naming.as_one import AsOneDialog

        others = [one for one in as_listed(every.values(), arrangement) if names.can_be_main(tag, one)]
        dialog = AsOneDialog(self._language, tag, others, self._runtime.window)
        dialog.chosen.connect(partial(self._on_main_chosen, tag, every))
        dialog.open()

    def _on_main_chosen(self, tag: Attribute, every: Mapping[str, Attribute], main: str) -> None:
        self._runtime.bridge.run(self._join(tag, every[main]))

    async def _join(self, tag: Attribute, main: Attribute) -> None:
        before = await self._arrangements.read()
        after = names.joined(before, tag.name, main.name)
        await self._keep(before, after, words.joined(self._language, tag, main))

    async def _take_apart(self, tag: Attribute, every: Mapping[str, Attribute]) -> None:
        """Takes a tag apart from the one with which it is shown as one, or all that are one with it."""
        apart = (tag.name,) if tag.part_of else tuple(part.name for part in tag.joined)
        before = await self._arrangements.read()
        labels = [every[name].label for name in apart]
        await self._keep(before, names.taken_apart(before, apart), words.taken_apart(self._language, labels))

    async def _keep(self, before: Arrangement, after: Arrangement, sentence: str) -> None:
        await self._arrangements.put(after)
        self.done.emit(before, sentence)

    def _explain(self, attribute: Attribute) -> None:
        from exist_desktop.ui.naming.in_exist import OnlyInExist

        dialog = OnlyInExist(self._language, attribute, self._runtime.window)
        dialog.page_wanted.connect(self.page_wanted)
        dialog.open()
