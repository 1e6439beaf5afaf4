"""What a person does with a foreign file: look into it, map it, and see a plan. Entering is for the journal.

1. `look` reads the file through and returns what it has, with the mapping that is probably meant.
2. The person changes that mapping, or takes one from a file (`mapping_file.read_mapping`).
3. `plan` reads the file by it and returns what is new, equal and different here. Decisions about differences and
   take-overs alone need no reading: `Plan.decided`.
4. `Journal.batches` enters `Plan.entering()`; then `remember` keeps the mapping, to be proposed for the next file.

The file is read on another thread, part by part. Nothing is written before the fourth step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import tzinfo
from pathlib import Path

from msgspec import Struct

from exist_desktop.domain.account import AccountInUse, signed_in
from exist_desktop.domain.attributes import MOOD, Attribute, text_limit
from exist_desktop.domain.day import WallClock, latest_day
from exist_desktop.domain.parsing.numerals import ENGLISH, Numerals
from exist_desktop.domain.transfer.encodings import Encoding
from exist_desktop.domain.transfer.imports import FileKind, UnreadableError
from exist_desktop.domain.transfer.mapping import Decimal, FileFacts, ImportMapping
from exist_desktop.domain.transfer.proposed import Plan
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ
from exist_desktop.imports.proposals.folding import Folding, Reading
from exist_desktop.imports.proposals.mapping_file import from_json, to_json
from exist_desktop.imports.proposals.planning import Beside, Planning
from exist_desktop.imports.proposals.proposal import Here, propose
from exist_desktop.imports.proposals.survey import Survey
from exist_desktop.imports.proposals.targets import Targets
from exist_desktop.long_work import Unwatched, WorkObserver, in_thread, to_the_end
from exist_desktop.store.store import Store
from exist_desktop.store.transfer.account_here import AccountHere


class Looked(Struct, frozen=True):
    """What a file has, the mapping that is proposed, and the attributes that can be mapped to, by name."""

    facts: FileFacts
    proposed: ImportMapping
    attributes: Mapping[str, Attribute]


class LookRequest(Struct, frozen=True):
    """How a file is looked into: of which kind it is, and the encoding of what is not in Unicode.

    None finds out the kind; for the encoding it is the one that was chosen last, or else the commonest.
    """

    kind: FileKind | None = None
    encoding: Encoding | None = None


class Proposals:
    """Looks into foreign files for the account in use. `zone` is that of its days, `numerals` the person's.

    Everything raises `NeverSignedInError`, `UnreadableError` and `NotReadableError`.
    """

    def __init__(
        self, store: Store, current: AccountInUse, clock: WallClock, zone: tzinfo, numerals: Numerals = ENGLISH
    ) -> None:
        self._store = store
        self._current = current
        self._clock = clock
        self._zone = zone
        self._numerals = numerals

    async def look(self, path: Path, wanted: LookRequest | None = None, observer: WorkObserver | None = None) -> Looked:
        """Returns what a file has and a mapping of it; nothing of it is decided."""
        here, how = self._here(), wanted or LookRequest()
        known = await here.known()
        facts = await self._surveyed(path, how, observer or Unwatched())
        before = _understood(await here.mapped_before(facts.kind))
        if how.encoding is None and before and facts.guessed and before.encoding is not facts.guessed.encoding:
            facts = await self._surveyed(path, LookRequest(facts.kind, before.encoding), observer or Unwatched())
        decimal: Decimal = "," if self._numerals.decimal == "," else "."
        proposed = propose(facts, Here(known.attributes, self._numerals.words, decimal), before)
        return Looked(facts, proposed, known.attributes)

    async def _surveyed(self, path: Path, how: LookRequest, observer: WorkObserver) -> FileFacts:
        with _proposing():
            return await in_thread(Survey(path, how.kind, self._zone, how.encoding), observer)

    async def plan(self, path: Path, mapping: ImportMapping, name: str, observer: WorkObserver | None = None) -> Plan:
        """Returns what a file would bring by a mapping.

        `name` is the one that the entries will be saved under: new attributes have provisional names after it.
        """
        here = self._here()
        known = await here.known()
        targets = Targets(mapping, known.attributes, name)
        mood = known.attributes.get(MOOD)
        reading = Reading(
            mapping=mapping,
            columns=targets.columns,
            tags=targets.tags,
            numerals=self._numerals,
            mood_type=mood.value_type if mood else ValueType.QUANTITY,
            latest=latest_day(self._clock.wall(), self._zone),
            zone=self._zone,
        )
        with _proposing():
            folded = await in_thread(Folding(path, reading), observer or Unwatched())
        beside: list[Beside] = []
        for taken in folded.values:
            attribute = targets.every[taken]
            others = NOT_READ if taken in known.in_exist else None  # what Exist does not have yet has no value there
            longest = text_limit(taken, reading.mood_type)
            beside.append(Beside(attribute, await here.values(attribute), others, longest))
        return await to_the_end(Planning(mapping, folded, tuple(beside), known.asked, targets.creations).plan)

    async def remember(self, mapping: ImportMapping) -> None:
        """Keeps a mapping for the next file of its kind. Raises `NotSavedError`."""
        await self._here().remember(mapping.kind, to_json(mapping))

    def _here(self) -> AccountHere:
        return AccountHere(self._store, signed_in(self._current))


@contextmanager
def _proposing() -> Iterator[None]:
    """Has errors of reading say that nothing was taken in."""
    try:
        yield
    except UnreadableError as error:
        error.taken_in = False
        raise


def _understood(kept: str | None) -> ImportMapping | None:
    """Returns a mapping that was kept; None also for one of another version of this program."""
    try:
        return None if kept is None else from_json(kept)
    except ValueError:
        return None
