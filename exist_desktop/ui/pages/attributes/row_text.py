"""Makes the texts of a row of what was read about its attribute."""

from __future__ import annotations

from msgspec import Struct

from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.domain.ownership.actions import main_action
from exist_desktop.domain.ownership.entries import OwnerLine
from exist_desktop.store.reading.attribute_list import AttributeRow
from exist_desktop.sync.status import SyncStatus
from exist_desktop.ui.pages.attributes.cells import RowText
from exist_desktop.words.ownership.attribute_list import AttributeListWords


class RowTexts(Struct, frozen=True):
    """Says rows in words for one moment; `now` is in seconds since 1970.

    `grouped` is whether the heading above a row says its group.
    """

    words: AttributeListWords
    status: SyncStatus
    now: float
    grouped: bool

    def of(self, row: AttributeRow, number: int, *, selected: bool) -> RowText:
        """Returns the texts of the row with that number."""
        words, attribute, last = self.words, row.attribute, row.last
        wish = wish_of(row)
        action = main_action(attribute, wish)
        kind, owner, group = words.kind(attribute), words.owner(attribute), attribute.group.label
        called = words.called(attribute, row.main_tag)
        facts = words.language.facts(
            called, "" if self.grouped else group, words.facts(attribute), words.shelf(row.shelf)
        )
        beside = self._beside(row, wish)
        shown = words.no_value() if last is None else words.last(attribute, last.value, last.day)
        return RowText(
            number=number,
            attribute=attribute,
            name=words.name(attribute),
            described=words.language.listed([facts, kind, beside, shown]),
            facts=facts,
            kind=kind,
            owner=owner,
            beside=beside,
            last=shown,
            filled=words.filled(attribute),
            kind_and_last=words.language.facts(kind, shown),
            action=action,
            action_text="" if action is None else words.action(action),
            action_name="" if action is None else words.action_name(action, attribute),
            noticed=wish is not None or row.asked is Reason.OWNER_LOST,
            selected=selected,
        )

    def _beside(self, row: AttributeRow, wish: OwnerLine | None) -> str:
        if wish is not None:
            return self.words.wanted(wish, self.status, self.now)
        since = row.since.at if row.since is not None else None
        others = self.words.others(row.attribute, row.available or (), since)
        if row.asked is Reason.OWNER_LOST:
            return self.words.language.facts(self.words.lost(), others)
        return others


def wish_of(row: AttributeRow) -> OwnerLine | None:
    """Returns what is wanted of the attribute as a line of the Outbox, or None."""
    return None if row.wish is None else OwnerLine(row.wish, row.attribute, row.unsent, row.undecided)
