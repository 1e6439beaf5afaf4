"""Decides what the copy of the history asks Exist for next, by what is here. It is pure, so a stop changes nothing.

Windows of 31 days lie on a fixed grid. One call reads a window of a hundred attributes by their names, so that a page
that is missing is simply asked for again, and a new attribute is a window with one name. Newest first; attributes that
the list of all leaves out come last, a hundred days of one attribute a call. Complete windows are read
again now and then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from exist_desktop.api.paging import PAGE_SIZE
from exist_desktop.domain.day import DAY_SECONDS
from exist_desktop.store.history import WINDOW_DAYS
from exist_desktop.store.history_copy import ALL_DAYS, Covered, Extent

LONGEST_NAMES = 5_000
"""Characters of all names in one call; servers refuse longer addresses."""
FEW = 3
"""Up to so many attributes beyond whole hundreds are read by themselves, if that takes fewer calls."""
QUIET_WINDOWS = 24
"""So many windows without a value end the history if its beginning is not known: pauses of two years exist."""
PROBE_WINDOWS = 12
"""About a year; beyond the quiet windows one of so many is read."""
EARLIEST_WINDOW = 730_120 // WINDOW_DAYS
"""No history is older than the year 2000: neither the service nor what fills it existed."""
YEAR_DAYS = 366
TOP_UP_DAYS = 7
"""So many days may be missing of an attribute that is read by itself before it is read again."""
RECENT_WINDOWS = 4
"""Windows that are read again daily, the one of today included."""
DAILY, WEEKLY = DAY_SECONDS, 7 * DAY_SECONDS


class ReadWindow(Struct, frozen=True):
    """A window of attributes, by the list of all."""

    window: int
    names: tuple[str, ...]


class ReadAlone(Struct, frozen=True):
    """The hundred days of one attribute up to `last`, of those from `first` on that are wanted, as ordinals."""

    name: str
    last: int
    first: int


Ask = ReadWindow | ReadAlone


class Known(Struct, frozen=True):
    """What is here, and what exists. Days are ordinals.

    `latest` is the last day of the copy: those after it are read every hour. `shown` are the attributes in
    the list of all, `hidden` those that it leaves out, both in their order. `oldest` is the first day that has a value
    here, `since` the first that is wanted, None for all; `beginning` is where Exist says that the account begins, and
    `sure` whether that can be relied on.
    """

    latest: int
    shown: tuple[str, ...]
    hidden: tuple[str, ...]
    covered: Mapping[str, Mapping[int, Covered]] = field(default_factory=dict)
    oldest: int | None = None
    extents: Mapping[str, Extent] = field(default_factory=dict)
    since: int | None = None
    beginning: int | None = None
    sure: bool = False


class CopyPlan(Struct, frozen=True):
    """The next asks, and how much of all there is: pieces that are here, pieces in all, and calls that are left."""

    asks: tuple[Ask, ...]
    done: int
    total: int
    calls: int
    by_themselves: int
    calls_by_themselves: int

    @property
    def whole(self) -> bool:
        """Whether all of it is here."""
        return not self.asks


def plan(known: Known, most: int) -> CopyPlan:
    """Returns what is missing, with at most so many asks."""
    alone, walking = _ways(known)
    windows = list(_windows(known, walking))
    missing = {window: [name for name in walking if _lacks(known, name, window)] for window in windows}
    asks: list[Ask] = []
    calls = lacking = 0
    for window, names in missing.items():
        lacking += len(names)
        for page in _pages(names):
            calls += 1
            if len(asks) < most:
                asks.append(ReadWindow(window, page))
    single = [(name, _gap(known, name, windows[-1] if windows else None)) for name in alone]
    for name, gap in single:
        if gap is not None and len(asks) < most and not calls:
            asks.append(ReadAlone(name, *gap))
    pages = sum(-(-(last - first + 1) // PAGE_SIZE) for _, (last, first) in _there(single))
    pieces = sum(-(-(last - first + 1) // WINDOW_DAYS) for _, (last, first) in _there(single))
    total = len(windows) * (len(walking) + len(alone))
    done = total - lacking - min(pieces, len(windows) * len(alone))
    return CopyPlan(tuple(asks), done, total, calls + pages, sum(gap is not None for _, gap in single), pages)


def _there(single: list[tuple[str, tuple[int, int] | None]]) -> Iterator[tuple[str, tuple[int, int]]]:
    return ((name, gap) for name, gap in single if gap is not None)


def stale(known: Known, now: float) -> Ask | None:
    """Returns what is due again and was not read for longest: a page of a window, or days of an attribute by itself.

    None if nothing is due.
    """
    alone, walking = _ways(known)
    oldest: tuple[float, Ask] | None = None
    wanted = list(_windows(known, walking))
    for window in wanted:
        ages = {name: at for name in walking if (at := _due_at(known, name, window, now)) is not None}
        if ages and (oldest is None or min(ages.values()) < oldest[0]):
            oldest = min(ages.values()), ReadWindow(window, next(_pages(list(ages))))
    for name in alone:
        extent, windows = known.extents.get(name, Extent()), sorted(known.covered.get(name, {}), reverse=True)
        for window in windows:
            last = min(window * WINDOW_DAYS + WINDOW_DAYS - 1, known.latest)
            at = _due_at(known, name, window, now)
            exists = extent.first_day is None or extent.first_day <= last
            if at is not None and exists and (oldest is None or at < oldest[0]):
                oldest = at, ReadAlone(name, last, min(windows[-1], *wanted) * WINDOW_DAYS)
    return None if oldest is None else oldest[1]


def _due_at(known: Known, name: str, window: int, now: float) -> float | None:
    """Returns when a window was read that is due again, else None."""
    found = known.covered.get(name, {}).get(window)
    if found is None:
        return None
    recent = window > known.latest // WINDOW_DAYS - RECENT_WINDOWS
    return None if now - (DAILY if recent else WEEKLY) <= found.at <= now else found.at


def _ways(known: Known) -> tuple[list[str], list[str]]:
    """Returns the attributes that are read by themselves, and those that are read by the list of all."""
    refused = {name for name, extent in known.extents.items() if extent.refused}
    omitted = {name for name, extent in known.extents.items() if not extent.listed}
    walking = [name for name in known.shown if name not in omitted]
    few = _few(known, walking)
    alone = [name for name in known.shown if name in omitted or name in few] + list(known.hidden)
    return [name for name in alone if name not in refused], [name for name in walking if name not in few]


def _few(known: Known, walking: list[str]) -> frozenset[str]:
    """Returns what does not fill a page: the last few without windows that all others have, or beyond a hundred."""
    bottom = _bottom(known)
    span = range(bottom, known.latest // WINDOW_DAYS + 1)
    lacking = {name: sum(_lacks(known, name, window) for window in span) for name in walking}
    ours = [name for name in walking if lacking[name]]
    last = ours[len(ours) - len(ours) % PAGE_SIZE :]
    if not 1 <= len(last) <= FEW:
        return frozenset()
    by_themselves = sum(-(-lacking[name] * WINDOW_DAYS // PAGE_SIZE) for name in last)
    return frozenset(last) if by_themselves < max(lacking[name] for name in last) else frozenset()


def _bottom(known: Known) -> int:
    """Returns the window of the first day that is known to be wanted."""
    top = known.latest // WINDOW_DAYS
    if known.since is not None:
        return min(known.since // WINDOW_DAYS, top)
    first = top if known.beginning is None else known.beginning // WINDOW_DAYS
    oldest = top if known.oldest is None else known.oldest // WINDOW_DAYS
    return max(min(first, oldest, top), EARLIEST_WINDOW)


def _windows(known: Known, walking: list[str]) -> Iterator[int]:
    """Yields the windows that are wanted, newest first, as far as is known now; the last one decides whether more are.

    Below the beginning one window without any value ends it. If the beginning is not sure, two years of them are read,
    and after those one window of each year.
    """
    window, bottom = known.latest // WINDOW_DAYS, _bottom(known)
    yield from range(window, bottom - 1, -1)
    if known.since is not None:
        return
    quiet, window = 0, bottom - 1
    enough = 1 if known.sure else QUIET_WINDOWS
    while quiet < enough and window >= EARLIEST_WINDOW:
        yield window
        if any(_lacks(known, name, window) for name in walking):
            return
        quiet, window = quiet + 1, window - 1
    while not known.sure and window >= EARLIEST_WINDOW:
        window -= PROBE_WINDOWS - 1
        if window < EARLIEST_WINDOW:
            return
        yield window
        if any(_lacks(known, name, window) for name in walking):
            return
        window -= 1


def _lacks(known: Known, name: str, window: int) -> bool:
    """Whether wanted days of a window are missing."""
    found = known.covered.get(name, {}).get(window)
    wanted = ALL_DAYS
    if window == known.latest // WINDOW_DAYS:
        wanted = (1 << known.latest % WINDOW_DAYS + 1) - 1
    return found is None or found.days & wanted != wanted


def _gap(known: Known, name: str, bottom: int | None) -> tuple[int, int] | None:
    """Returns the last missing day of an attribute that is read by itself, and the first that may be; or None."""
    extent = known.extents.get(name, Extent())
    first = (_bottom(known) if bottom is None else bottom) * WINDOW_DAYS
    first = first if known.since is not None or extent.first_day is None else extent.first_day
    windows = known.covered.get(name, {})
    day = known.latest
    while day >= first:
        found = windows.get(day // WINDOW_DAYS)
        days = 0 if found is None else found.days
        if not days >> day % WINDOW_DAYS & 1:
            break
        day = day // WINDOW_DAYS * WINDOW_DAYS - 1 if days == ALL_DAYS else day - 1
    else:
        return None
    if day == known.latest:
        newest = max(
            (window * WINDOW_DAYS + found.days.bit_length() - 1 for window, found in windows.items()), default=0
        )
        if day - newest < TOP_UP_DAYS:  # nearly new: go on below what is here
            below = _gap_below(windows, newest, first)
            return None if below is None else (below, first)
    return day, first


def _gap_below(windows: Mapping[int, Covered], newest: int, first: int) -> int | None:
    day = newest
    while day >= first:
        found = windows.get(day // WINDOW_DAYS)
        if found is None or not found.days >> day % WINDOW_DAYS & 1:
            return day
        day -= 1
    return None


def _pages(names: list[str]) -> Iterator[tuple[str, ...]]:
    """Yields the names in as few calls as possible."""
    page: list[str] = []
    length = 0
    for name in names:
        if page and (len(page) == PAGE_SIZE or length + len(name) + 1 > LONGEST_NAMES):
            yield tuple(page)
            page, length = [], 0
        page.append(name)
        length += len(name) + 1
    if page:
        yield tuple(page)
