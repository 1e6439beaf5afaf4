"""ZIP archives that are bombs, lie, are cut, or have harmful names: nothing reaches the disk or the memory."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.imports.archives import archive, counted
from exist_desktop.imports.archives.archive import is_archive, opened_archive
from exist_desktop.imports.bounded import CHUNK, opened, texts

ORDINARY = {"mood.json": b"[1, 2]", "a folder/steps.json": b"[3]" * 9000}


def packed(members: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def read(content: bytes, folder: Path) -> dict[str, bytes]:
    """What an import would read of an archive, member by member."""
    path = folder / "archive.zip"
    path.write_bytes(content)
    found = {}
    with opened(path) as file, opened_archive(file, "archive.zip") as inside:
        for member in inside.members:
            with inside.opened(member) as stream:
                found["/".join(member.parts)] = b"".join(iter(lambda: stream.read(CHUNK), b""))
    assert list(folder.iterdir()) == [path]
    return found


def refusal(content: bytes, folder: Path) -> UnreadableKind:
    with pytest.raises(UnreadableError) as met:
        read(content, folder)
    return met.value.kind


def changed(content: bytes, mark: bytes, offset: int, new: bytes) -> bytes:
    """The archive with other bytes behind each such mark, which is in the table of contents or at a member."""
    parts = content.split(mark)
    return mark.join([parts[0], *(part[: offset - 4] + new + part[offset - 4 + len(new) :] for part in parts[1:])])


DIRECTORY, LOCAL = b"PK\x01\x02", b"PK\x03\x04"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_is_read_from_its_streams(method: int, tmp_path: Path) -> None:
    assert read(packed(ORDINARY, method=method), tmp_path) == ORDINARY


def test_what_macs_and_windows_add_is_left_out(tmp_path: Path) -> None:
    extra = {"__MACOSX/._mood.json": b"\0", ".DS_Store": b"", "a folder/Thumbs.db": b"", "empty/": b""}
    assert read(packed(ORDINARY | extra), tmp_path) == ORDINARY


def test_names_are_never_places(tmp_path: Path) -> None:
    names = ["../../up.json", "/etc/passwd", "C:\\windows\\x.json", "a/../b.json", "x\x1b[2J.json", "n" * 60_000]
    found = read(packed(dict.fromkeys(names, b"1")), tmp_path)
    assert len(found) == len(names)
    assert all(name.isprintable() and len(name) <= archive.LONGEST_MEMBER_NAME for name in found)


def test_a_name_of_another_writing_is_read_as_it_was_meant(tmp_path: Path) -> None:
    without_mark = packed({"Stimmung-fr\xfch.json": b"1"})
    for mark, offset in ((DIRECTORY, 8), (LOCAL, 6)):
        without_mark = changed(without_mark, mark, offset, b"\0\0")
    assert list(read(without_mark, tmp_path)) == ["Stimmung-fr\xfch.json"]


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    twice = packed({"mood.json": b"[1]", "food.json": b"[2]"}).replace(b"food.json", b"mood.json")
    assert refusal(twice, tmp_path) is UnreadableKind.ARCHIVE_DAMAGED


def test_bombs_are_stopped_while_they_unpack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(packed({"zeros.json": bytes(10_000_000)}), tmp_path) is UnreadableKind.TOO_LARGE_INSIDE
    monkeypatch.setattr(counted, "LARGEST_UNPACKED", 100_000)
    many = {f"{number}.json": bytes(range(256)) * 150 for number in range(3)}
    assert refusal(packed(many), tmp_path) is UnreadableKind.TOO_LARGE_INSIDE
    assert len(read(packed(dict(list(many.items())[:2])), tmp_path)) == 2


@pytest.mark.parametrize("said", [0, 10, 2**31])
def test_a_size_that_is_a_lie_is_seen(said: int, tmp_path: Path) -> None:
    """Also where the checksum was made to fit the lie."""
    content = b"[12345]" * 100
    honest = packed({"mood.json": content})
    for crc in (zlib.crc32(content), zlib.crc32(content[:said])):
        lying = changed(honest, DIRECTORY, 24, struct.pack("<I", said))
        lying = changed(lying, DIRECTORY, 16, struct.pack("<I", crc))
        assert refusal(lying, tmp_path) is UnreadableKind.ARCHIVE_DAMAGED


def test_members_that_overlap_are_refused(tmp_path: Path) -> None:
    """The bomb without nesting: a few bytes that many members share."""
    file = packed({"a.json": bytes(1000), "b.json": bytes(1000)})
    assert refusal(changed(file, DIRECTORY, 42, struct.pack("<I", 0)), tmp_path) is UnreadableKind.ARCHIVE_DAMAGED
    longer = changed(file, DIRECTORY, 20, struct.pack("<I", 70_000))
    assert refusal(longer, tmp_path) is UnreadableKind.ARCHIVE_DAMAGED


def test_a_table_of_contents_that_is_too_long_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_DIRECTORY", 1_000)
    assert refusal(packed({f"{n}": b"" for n in range(50)}), tmp_path) is UnreadableKind.TOO_MANY_MEMBERS
    monkeypatch.setattr(archive, "LARGEST_DIRECTORY", 100_000)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 20)
    assert refusal(packed({f"{n}": b"" for n in range(50)}), tmp_path) is UnreadableKind.TOO_MANY_MEMBERS


def test_archives_in_archives_are_refused(tmp_path: Path) -> None:
    """So one that holds itself is, too. What is inside is known by its name and by how it begins."""
    inside = packed(ORDINARY)
    for name, content in (("more.ZIP", b"1"), ("mood.json", inside), ("mood.json", b"\x1f\x8b\x08" + bytes(99))):
        assert refusal(packed({name: content}), tmp_path) is UnreadableKind.NESTED


def test_what_is_locked_or_packed_otherwise_is_refused(tmp_path: Path) -> None:
    locked = changed(packed(ORDINARY), DIRECTORY, 8, b"\x01\x00")
    assert refusal(locked, tmp_path) is UnreadableKind.ENCRYPTED
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        assert refusal(packed(ORDINARY, method=method), tmp_path) is UnreadableKind.PACKED_OTHERWISE


def test_an_archive_that_is_cut_or_damaged_anywhere_is_refused(tmp_path: Path) -> None:
    whole = packed(ORDINARY)
    for length in range(4, len(whole), 7):
        assert is_archive(whole[:length])
        assert refusal(whole[:length], tmp_path) is UnreadableKind.ARCHIVE_CUT
    for place in range(4, len(whole), 3):
        try:
            found = read(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :], tmp_path)
        except UnreadableError:
            continue
        assert set(found.values()) <= set(ORDINARY.values())


def test_what_goes_wrong_with_the_reader_is_not_laid_to_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "archive.zip"
    path.write_bytes(packed(ORDINARY))
    with (
        opened(path) as file,
        opened_archive(file, "archive.zip") as inside,
        pytest.raises(ValueError, match="mine"),
        inside.opened(inside.members[0]),
    ):
        raise ValueError("mine")


def test_a_member_is_text_like_any_file(tmp_path: Path) -> None:
    path = tmp_path / "archive.zip"
    path.write_bytes(packed({"a.csv": "fr\xfch".encode("utf-16"), "b.csv": b"fr\xfch"}))
    with opened(path) as file, opened_archive(file, "archive.zip") as inside:
        with inside.opened(inside.members[0]) as stream:
            assert "".join(texts(stream, "a.csv")) == "fr\xfch"
        with inside.opened(inside.members[1]) as stream, pytest.raises(UnreadableError) as met:
            list(texts(stream, "b.csv"))
    assert met.value.kind is UnreadableKind.NO_TEXT
