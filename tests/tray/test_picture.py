"""The tray's picture says by its shape alone how things stand, at every size and on any panel."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, qGray
from PySide6.QtWidgets import QApplication

from exist_desktop import resources
from exist_desktop.domain.outbox.ops import Counts
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.ui.tray.picture import SIZES, Mark, mark_of, tray_icon
from exist_desktop.ui.tray.symbolic import symbolic_icon, symbolic_name

PANELS = ("#000000", "#3B4252", "#9AA39A", "#FFFFFF")
STEPS = (None, 1, 2, 3, 4, 5)
LEAST_SHARE = 0.04
"""How much of the picture has to differ at least between two states."""
LEAST_MOUTH = 0.03
"""The same between two moods, whose colours may be equally light."""


def grey_on(panel: str, size: int, step: int | None, mark: Mark) -> bytes:
    """The picture with a face as somebody sees it who sees no colours."""
    return grey(panel, size, tray_icon(step, mark))


def grey(panel: str, size: int, icon: QIcon) -> bytes:
    """Any icon as they see it."""
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(QColor(panel))
    with QPainter(image) as painter:
        painter.drawPixmap(0, 0, icon.pixmap(size, size))
    greys = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return bytes(qGray(greys.pixel(x, y)) for x in range(size) for y in range(size))


@pytest.mark.parametrize("size", SIZES)
def test_no_two_states_look_alike_without_colour(qapp: QApplication, size: int) -> None:
    for panel, step in product(PANELS, STEPS):
        seen = {mark: grey_on(panel, size, step, mark) for mark in Mark}
        for one, other in combinations(Mark, 2):
            apart = sum(abs(a - b) > 40 for a, b in zip(seen[one], seen[other], strict=True))
            assert apart >= LEAST_SHARE * size * size, (one, other, panel, step)


@pytest.mark.parametrize("size", SIZES)
def test_no_two_moods_look_alike_and_each_stands_out_from_the_panel(qapp: QApplication, size: int) -> None:
    for panel in PANELS:
        seen = {step: grey_on(panel, size, step, Mark.NONE) for step in STEPS}
        for one, other in combinations(STEPS, 2):
            apart = sum(abs(a - b) > 25 for a, b in zip(seen[one], seen[other], strict=True))
            assert apart >= LEAST_MOUTH * size * size, (one, other)
        ground = qGray(QColor(panel).rgb())
        assert all(sum(abs(a - ground) > 40 for a in picture) > 0.1 * size * size for picture in seen.values())


@pytest.mark.parametrize("size", SIZES)
def test_in_one_colour_no_two_states_look_alike_and_each_stands_out_from_the_panel(
    qapp: QApplication, size: int
) -> None:
    for panel in PANELS:
        seen = {mark: grey(panel, size, symbolic_icon(mark)) for mark in Mark}
        for one, other in combinations(Mark, 2):
            apart = sum(abs(a - b) > 40 for a, b in zip(seen[one], seen[other], strict=True))
            assert apart >= LEAST_SHARE * size * size, (one, other, panel)
        ground = qGray(QColor(panel).rgb())
        assert all(sum(abs(a - ground) > 40 for a in picture) > 0.1 * size * size for picture in seen.values())


def test_a_panel_that_paints_icons_by_their_names_finds_each_state(qapp: QApplication) -> None:
    icons = resources.path("share/icons/hicolor/symbolic/apps")
    assert {f"{symbolic_name(mark)}.svg" for mark in Mark} == {path.name for path in icons.iterdir()}


def test_it_is_drawn_for_each_size(qapp: QApplication) -> None:
    assert sorted(one.width() for one in tray_icon(4, Mark.WAITING).availableSizes()) == list(SIZES)


@pytest.mark.parametrize(
    ("condition", "counts", "asks", "mark"),
    [
        (Condition.IDLE, Counts(), False, Mark.NONE),
        (Condition.READING, Counts(), False, Mark.NONE),
        (Condition.IDLE, Counts(waiting=1), False, Mark.WAITING),
        (Condition.PAUSED, Counts(checking=1), False, Mark.WAITING),
        (Condition.OFFLINE, Counts(waiting=1), False, Mark.OFFLINE),
        (Condition.TROUBLE, Counts(), False, Mark.OFFLINE),
        (Condition.OFFLINE, Counts(waiting=1, held=1), False, Mark.NEEDS_YOU),
        (Condition.SIGNED_OUT, Counts(), False, Mark.NEEDS_YOU),
        (Condition.READ_ONLY, Counts(waiting=1), False, Mark.NEEDS_YOU),
        (Condition.READ_ONLY, Counts(), False, Mark.NONE),
        (Condition.OFFLINE, Counts(), True, Mark.ASKS),
        (Condition.IDLE, Counts(held=1), True, Mark.NEEDS_YOU),
    ],
)
def test_the_mark_is_that_which_matters_most(condition: Condition, counts: Counts, asks: bool, mark: Mark) -> None:
    assert mark_of(SyncStatus(condition, counts), asks=asks) is mark
