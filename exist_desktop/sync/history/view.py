"""Reads from the database what the copy of the history depends on and how far it is; also for the command line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from exist_desktop.api.rate_limit import MOST_FOR_HISTORY
from exist_desktop.domain.attributes import LOW_PRIORITY, Attribute
from exist_desktop.domain.day import HOUR_SECONDS
from exist_desktop.domain.history.progress import HistoryProgress, HistoryRange, HistoryState
from exist_desktop.store import catalogue, history_copy
from exist_desktop.store.history_copy import Beginning
from exist_desktop.store.repositories.readings import last_day
from exist_desktop.store.transaction import Transaction
from exist_desktop.sync.clock import Clock
from exist_desktop.sync.history.plan import YEAR_DAYS, Ask, CopyPlan, Known, plan, stale

RECENT = timedelta(days=2)
"""Today and yesterday are read every hour, and are not over everywhere."""


class HistoryView(Struct, frozen=True):
    """The attributes, the day of today, how the beginning was found, what is planned, and what is here."""

    attributes: Mapping[str, Attribute]
    today: date
    beginning: Beginning
    plan: CopyPlan
    due_again: Ask | None
    first: date | None
    last: date | None
    requests: int

    @property
    def listed(self) -> list[Attribute]:
        """The attributes in the list of all."""
        return [one for one in self.attributes.values() if is_listed(one)]

    def settled(self, wanted: HistoryRange) -> bool:
        """Whether everything that is needed was asked about the beginning."""
        return (
            wanted is not HistoryRange.EVERYTHING
            or not self.listed
            or self.beginning.sure is not None
            or (bool(self.beginning.subjects) and self.beginning.first is None)
        )

    def progress(self, state: HistoryState) -> HistoryProgress:
        """Returns how far the copy is, by the database."""
        return HistoryProgress(
            state=HistoryState.COMPLETE if self.plan.whole and state is HistoryState.COPYING else state,
            done=self.plan.done,
            total=self.plan.total,
            first=self.first,
            last=self.last,
            requests_made=self.requests,
            requests_left=self.plan.calls,
            by_themselves=self.plan.by_themselves,
            requests_by_themselves=self.plan.calls_by_themselves,
        )


def is_listed(attribute: Attribute) -> bool:
    """Whether the list of all with values should have it."""
    return attribute.active and attribute.priority < LOW_PRIORITY


def view(tx: Transaction, wanted: HistoryRange, clock: Clock, most: int = 1) -> HistoryView:
    """Returns what the copy depends on, with at most so many planned asks."""
    attributes = catalogue.attributes(tx)
    today = last_day(tx, clock.wall())
    latest = today - RECENT
    found = history_copy.beginning(tx)
    first = history_copy.oldest_day(tx)
    known = Known(
        latest=latest.toordinal(),
        shown=tuple(one.name for one in attributes.values() if is_listed(one)),
        hidden=tuple(one.name for one in attributes.values() if not is_listed(one)),
        covered=history_copy.coverage(tx),
        oldest=None if first is None else first.toordinal(),
        extents=history_copy.extents(tx),
        since=latest.toordinal() - YEAR_DAYS if wanted is HistoryRange.LAST_YEAR else None,
        beginning=found.first.toordinal() if found.sure and found.first else None,
        sure=bool(found.sure),
    )
    planned = plan(known, most)
    return HistoryView(
        attributes=attributes,
        today=today,
        beginning=found,
        plan=planned,
        due_again=stale(known, clock.now()) if planned.whole else None,
        first=first,
        last=history_copy.newest_day(tx),
        requests=history_copy.requests(tx),
    )


def seconds_for(calls: int, room: int, seconds_a_call: float) -> float:
    """Returns how long so many calls take, if `room` of them may be made before the next hour's share."""
    later = max(calls - room, 0)
    return calls * seconds_a_call + -(-later // MOST_FOR_HISTORY) * HOUR_SECONDS
