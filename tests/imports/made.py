"""Files as other programs write them, made up, and what they come to here."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from exist_desktop.domain.parsing.numerals import ENGLISH
from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.domain.transfer.mapping import ImportMapping
from exist_desktop.domain.transfer.proposed import Plan
from exist_desktop.domain.values import Value
from exist_desktop.imports.proposals.proposals import Looked, LookRequest, Proposals
from tests.store.notebook import Notebook
from tests.using import Using

ZONE = ZoneInfo("Europe/Berlin")
DAYLIO = "full_date,date,weekday,time,mood,activities,scales,note_title,note\r\n"


class Desk:
    """Files beside a notebook, and what is proposed for them."""

    def __init__(self, book: Notebook) -> None:
        self.book = book
        self.proposals = Proposals(book.store, Using(book.account), book, ZONE, ENGLISH)
        self.path = book.store.folder.parent / "file"

    async def look(self, content: str | bytes, wanted: LookRequest | None = None) -> Looked:
        self.path.write_bytes(content.encode() if isinstance(content, str) else content)
        return await self.proposals.look(self.path, wanted)

    async def plan(self, content: str | bytes, mapping: ImportMapping | None = None) -> Plan:
        """The plan of a file by a mapping, or by the one that is proposed."""
        looked = await self.look(content)
        return await self.proposals.plan(self.path, mapping or looked.proposed, "act")

    async def enter(self, plan: Plan, name: str = "act") -> int:
        return await self.book.journal.batches.enter("file", plan.entering_all(), ZONE, name=name)

    async def fails(self, content: str | bytes) -> UnreadableKind:
        with pytest.raises(UnreadableError) as caught:
            await self.plan(content)
        assert not caught.value.taken_in
        return caught.value.kind


def brought(plan: Plan) -> dict[tuple[str, str], Value]:
    """What a plan has that is new or different, by attribute and day; new attributes by their labels."""
    labels = {one.name: one.label for one in plan.creations}
    return {
        (labels.get(one.key.attribute, one.key.attribute), one.key.day.isoformat()): one.value for one in plan.found
    }


def refused(plan: Plan) -> list[tuple[int | None, str]]:
    return [(one.line, str(one.reason)) for one in plan.refused]


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def daylio_entry(at: str, mood: int, note: str = "", tags: tuple[int, ...] = ()) -> dict[str, object]:
    """An entry of Daylio's backup, written in Berlin."""
    local = datetime.fromisoformat(at).replace(tzinfo=ZONE)
    offset = local.utcoffset()
    assert offset is not None
    return {
        "datetime": int(local.timestamp() * 1000),
        "timeZoneOffset": int(offset.total_seconds() * 1000),
        "mood": mood,
        "note": note,
        "note_title": "",
        "tags": list(tags),
        "assets": [],
    }


def daylio_backup(*entries: object) -> bytes:
    """A backup with two tags, and a mood of the person's own, which is nearly the best."""
    document = {
        "version": 19,
        "dayEntries": entries,
        "customMoods": [{"id": 9, "mood_group_id": 2, "custom_name": "Fein"}],
        "tags": [{"id": 1, "name": "walk"}, {"id": 2, "name": " 散歩 "}],
    }
    text = base64.encodebytes(json.dumps(document).encode())
    return packed({"backup.daylio": text, "assets/photos/2026/11/0f": b"\xff\xd8"})
