"""Folders that strangers made: nothing that is not in them is read, and no limit is gone round."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.imports.archives import counted, folder
from exist_desktop.imports.archives.folder import opened_folder
from exist_desktop.imports.imports import own_kind

SECRET = '[{"date": "2026-11-20", "value": "secret"}]'


def inside(path: Path) -> dict[str, bytes]:
    """What an import would read of a folder."""
    with opened_folder(path) as found:
        read = {}
        for member in found.members:
            with found.opened(member) as stream:
                read["/".join(member.parts)] = stream.read()
        return read


def made(path: Path) -> Path:
    (path / "export" / "inner").mkdir(parents=True)
    (path / "export" / "mood.json").write_bytes(b"[1, 2]")
    (path / "export" / "inner" / "steps.json").write_bytes(b"[3]" * 50_000)
    return path / "export"


def test_a_folder_is_read_as_an_archive_is(tmp_path: Path) -> None:
    inner = made(tmp_path)
    (inner / ".hidden.json").write_text("[]")
    assert inside(inner) == {"mood.json": b"[1, 2]", "inner/steps.json": b"[3]" * 50_000}
    (tmp_path / "link").symlink_to(inner)
    assert inside(tmp_path / "link").keys() == inside(inner).keys()  # the person chose that


def test_links_and_pipes_within_a_folder_are_left_out(tmp_path: Path) -> None:
    inner, outside = made(tmp_path), tmp_path / "outside"
    outside.mkdir()
    (outside / "note.json").write_text(SECRET)
    (inner / "note.json").symlink_to(outside / "note.json")
    (inner / "more").symlink_to(outside)
    (inner / "round").symlink_to(inner)
    os.mkfifo(inner / "pipe.json")
    assert inside(inner).keys() == {"mood.json", "inner/steps.json"}
    with pytest.raises(UnreadableError):
        own_kind(inner)


@pytest.mark.parametrize("swapped", ["mood.json", "inner"])
def test_a_link_that_takes_a_files_place_meanwhile_is_not_followed(tmp_path: Path, swapped: str) -> None:
    inner, outside = made(tmp_path), tmp_path / "outside"
    outside.mkdir()
    for name in ("mood.json", "steps.json"):
        (outside / name).write_text(SECRET)
    with opened_folder(inner) as found:
        (inner / swapped).rename(tmp_path / "away")
        (inner / swapped).symlink_to(outside if swapped == "inner" else outside / swapped)
        member = next(one for one in found.members if swapped in one.parts)
        with pytest.raises(UnreadableError), found.opened(member) as stream:
            stream.read()


def test_a_folder_is_read_within_the_limits_of_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = made(tmp_path)
    with opened_folder(inner) as found:
        with (inner / "mood.json").open("ab") as growing:
            growing.write(b"x" * 100)
        with pytest.raises(UnreadableError) as met, found.opened(found.members[0]) as stream:
            stream.read()
        assert met.value.kind is UnreadableKind.ARCHIVE_DAMAGED
    for module, name, least, kind in (
        (counted, "LARGEST_UNPACKED", 100_000, UnreadableKind.TOO_LARGE_INSIDE),
        (folder, "LARGEST_FILE", 100_000, UnreadableKind.TOO_LARGE),
        (folder, "MOST_MEMBERS", 2, UnreadableKind.TOO_MANY_MEMBERS),
    ):
        with monkeypatch.context() as limited:
            limited.setattr(module, name, least)
            with pytest.raises(UnreadableError) as met:
                inside(inner)
            assert met.value.kind is kind
    with pytest.raises(UnreadableError) as met:
        inside(tmp_path / "missing")
    assert met.value.kind is UnreadableKind.MISSING
