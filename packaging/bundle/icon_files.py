"""The icon in the formats of Windows and macOS, both of which are a list of pictures that may be PNG files."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

_OF_WINDOWS = (16, 24, 32, 48, 64, 256)
_OF_MACOS = {"ic11": 32, "ic12": 64, "ic07": 128, "ic08": 256, "ic09": 512}


def ico(picture: Callable[[int], Path]) -> bytes:
    """Returns an .ico; `picture` gives the file of a size in pixels."""
    images = [(size, picture(size).read_bytes()) for size in _OF_WINDOWS]
    head = struct.pack("<HHH", 0, 1, len(images))
    place, entries = len(head) + 16 * len(images), b""
    for size, image in images:
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(image), place)
        place += len(image)
    return head + entries + b"".join(image for _, image in images)


def icns(picture: Callable[[int], Path]) -> bytes:
    """Returns an .icns; `picture` gives the file of a size in pixels."""
    blocks = b""
    for kind, size in _OF_MACOS.items():
        image = picture(size).read_bytes()
        blocks += kind.encode() + struct.pack(">I", len(image) + 8) + image
    return b"icns" + struct.pack(">I", len(blocks) + 8) + blocks
