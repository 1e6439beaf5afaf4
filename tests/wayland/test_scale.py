"""On a second screen with twice the pixels: as large as on the first, sharp, and clicked where it shows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from exist_desktop.ui.quick_entry.window import WIDTH as QUICK_WIDTH
from tests.e2e.server import Server
from tests.e2e.window import Window, shell
from tests.virtual_desktop import screen, sway
from tests.virtual_desktop.desks import HEIGHT, WIDTH
from tests.wayland.conftest import wait_for_keys, wait_gone

pytestmark = pytest.mark.wayland

SCALE = 2
SHARP = 160
"""By so much of 255 two pixels side by side differ at a letter's edge, unless the picture was made larger."""
LETTERS = 150
"""Fewer such pairs than quick entry has, and more than a picture of it has that was made larger."""


@pytest.fixture
def second_screen() -> Iterator[str]:
    """A screen to the right of the first one, where windows open now."""
    sway.run("create_output")
    name = sway.outputs()[-1]["name"]
    place = f"position {WIDTH} 0 mode --custom {SCALE * WIDTH}x{SCALE * HEIGHT} scale {SCALE}"
    sway.run(f"output {name} enable {place}")
    sway.run(f"focus output {name}")
    yield name
    sway.run(f"output {name} disable")


def sharp_edges(picture: QImage) -> int:
    seen = [
        [QColor(picture.pixel(x, y)).lightness() for x in range(picture.width())] for y in range(0, picture.height(), 2)
    ]
    return sum(abs(one - other) > SHARP for row in seen for one, other in pairwise(row))


def test_it_is_as_large_as_elsewhere_and_sharp(
    second_screen: str, window: Window, server: Server, folder: Path, tmp_path: Path
) -> None:
    assert shell(server, folder, "quick")[0] == 0
    wait_for_keys("Quick entry")
    quick = window.app.find("filler", name_prefix="Quick entry")
    face = quick.find(name="Mood 5")
    left, top, width, height = screen.place(screen.wait_for_window("^Quick entry"))
    assert left > WIDTH
    assert width == QUICK_WIDTH
    own_left, own_top, _, _ = quick.rect  # what the program believes: none is told where its windows are
    x, y, face_width, face_height = face.rect
    screen.click(left + x - own_left + face_width // 2, top + y - own_top + face_height // 2)
    face.wait(lambda node: "checked" in node.states)
    sway.picture(second_screen, tmp_path / "screen.png")
    shown = QImage(str(tmp_path / "screen.png")).copy(
        SCALE * (left - WIDTH), SCALE * top, SCALE * width, SCALE * height
    )
    screen.key("Escape")
    wait_gone("^Quick entry")
    assert sharp_edges(shown) > LETTERS
