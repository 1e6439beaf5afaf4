"""Reads lists in pages. Pages are counted here; the address of the next one, which the server sends, is never used."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Iterable
from typing import Protocol, TypeVar

from exist_desktop.api.models import Page
from exist_desktop.errors import RequestError

PAGE_SIZE = 100
MOST_PAGES = 100
NO_SUCH_PAGE = 404


class Row(Protocol):
    """A row of a list, which may come on two pages if the list grows meanwhile."""

    @property
    def identity(self) -> Hashable:
        """What makes two rows the same."""


Item = TypeVar("Item")
RowItem = TypeVar("RowItem", bound=Row)


class Listing(list[Item]):
    """A list of the service. `strange` counts rows that made no sense: what is missing may be one of them."""

    def __init__(self, items: Iterable[Item] = (), *, strange: int = 0) -> None:
        super().__init__(items)
        self.strange = strange


class Counts:
    """Whether a server's counts can be relied on. A list without a next page ends if they were wrong once."""

    def __init__(self) -> None:
        self.trusted = True


async def all_pages(
    fetch: Callable[[int], Awaitable[Page[RowItem]]], counts: Counts, *, most: int = MOST_PAGES
) -> Listing[RowItem]:
    """Returns the rows of all pages, each once.

    It stops when all announced items have come, and when a page brings nothing new. A server that names no next page
    and announces more items is asked for them: it may give fewer on a page than it was asked for, or name none ever.
    """
    found: dict[Hashable, RowItem] = {}
    seen = strange = 0
    named = True
    for number in range(1, most + 1):
        try:
            page = await fetch(number)
        except RequestError as error:
            if number > 1 and error.status == NO_SUCH_PAGE:
                counts.trusted &= named
                break  # the list has become shorter, or the count was wrong
            raise
        before = len(found)
        for item in page.results:
            if item is None:
                strange += 1
            else:
                found.setdefault(item.identity, item)
        seen += len(page.results)
        if len(found) == before:
            counts.trusted &= named
            break
        if page.count is not None and seen >= page.count:
            break
        named = bool(page.next)
        if not named and (page.count is None or not counts.trusted):
            break
    return Listing(found.values(), strange=strange)
