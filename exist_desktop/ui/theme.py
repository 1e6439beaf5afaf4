"""Colours and sizes, light and dark, each also with more contrast, as a palette.

There is no application-wide style sheet.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

MOOD_COLOURS = ("#D55E00", "#E69F00", "#9AA39A", "#56B4E9", "#0072B2")
"""Mood 1 to 5; colour-blind people can distinguish them, too."""

RADIUS = 12
"""Corner radius of cards and tiles, in device-independent pixels."""
GAP = 12
"""Space between tiles and cards."""
MARGIN = 26
"""Space between the page's edge and its content."""
_NARROW, _SMALL_MARGIN = 600, 12
"""Below that width a page has a smaller margin on both sides."""
WIDEST_LIST = 1600
"""On a wider page the buttons of a row would be too far from its text, in device-independent pixels."""


class Scheme(StrEnum):
    """The colour scheme that the person chose in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(Struct, frozen=True):
    """The named colours of one scheme; widgets paint with these only.

    `border` separates surfaces that are known by what is on them; `field` is the edge of what is typed into, which may
    be empty, and stands out from card and window as WCAG asks of it.
    """

    dark: bool
    window: str
    sidebar: str
    card: str
    border: str
    field: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selected: str
    toast: str
    on_toast: str
    danger: str
    track: str
    moods: tuple[str, ...]
    groups: tuple[str, ...]

    def group(self, name: str) -> str:
        """Returns the colour of a group's dot, sparklines and bars; unknown groups get one by their name."""
        known = _GROUP_ORDER.get(name, sum(map(ord, name)))
        return self.groups[known % len(self.groups)]


_GROUP_ORDER = {
    name: index
    for index, name in enumerate(
        ("activity", "sleep", "food", "productivity", "mood", "health", "workouts", "media", "social", "events")
    )
}

LIGHT = Theme(
    dark=False,
    window="#F5F6F2",
    sidebar="#EBECE6",
    card="#FFFFFF",
    border="#DEE0DA",
    field="#7F8883",
    text="#1D2321",
    muted="#626B67",
    accent="#0B6E6A",
    on_accent="#FFFFFF",
    selected="#DCEEEC",
    toast="#FCEADB",
    on_toast="#97490B",
    danger="#A4261D",
    track="#E2E4DD",
    moods=MOOD_COLOURS,
    groups=(
        "#0B8A6A",
        "#7A5BB8",
        "#BF6D2C",
        "#2F6FB0",
        "#A8466F",
        "#4E7F2E",
        "#8A6A12",
        "#B04A3A",
        "#3F7F8C",
        "#6B6F9C",
    ),
)

DARK = Theme(
    dark=True,
    window="#171B1A",
    sidebar="#1E2321",
    card="#202624",
    border="#343B38",
    field="#6A7571",
    text="#EDF0EE",
    muted="#9DA6A2",
    accent="#5CC4BC",
    on_accent="#0C1F1D",
    selected="#1F3B39",
    toast="#3A2A1B",
    on_toast="#F0A65E",
    danger="#F2A199",
    track="#353C39",
    moods=(*MOOD_COLOURS[:-1], "#3E8FC4"),  # the darkest one would hardly be visible as an outline
    groups=(
        "#1F9E7E",
        "#8F72CB",
        "#D0803F",
        "#4F8FD0",
        "#C0648C",
        "#6E9F4A",
        "#B08F3A",
        "#CF6A58",
        "#5A9FAC",
        "#8A8EBB",
    ),
)

LIGHT_CONTRAST = replace(
    LIGHT,
    window="#FFFFFF",
    sidebar="#FFFFFF",
    border="#000000",
    field="#000000",
    text="#000000",
    muted="#3C4441",
    accent="#00504D",
    selected="#D5EAE8",
    toast="#FFF6EC",
    on_toast="#642E00",
    danger="#7D120B",
    track="#6F7773",
    moods=("#B34A00", "#8C5F00", "#5F6763", "#1C74AE", "#00406B"),
    groups=(
        "#05614A",
        "#5B3C98",
        "#8A4710",
        "#1B4F86",
        "#7F2A4E",
        "#355C1C",
        "#644B05",
        "#84301F",
        "#275B66",
        "#484C78",
    ),
)
"""For people who have asked their desktop for more contrast: clear edges, letters 7 : 1 and marks 3 : 1."""

DARK_CONTRAST = replace(
    DARK,
    window="#000000",
    sidebar="#000000",
    card="#0B0F0E",
    border="#FFFFFF",
    field="#FFFFFF",
    text="#FFFFFF",
    muted="#C9D0CC",
    accent="#7FE3DB",
    on_accent="#00201E",
    selected="#12403D",
    toast="#2A1B0C",
    on_toast="#FFC488",
    danger="#FFBDB6",
    track="#8A938F",
    moods=("#FF8A3D", "#FFBE3D", "#C3CBC6", "#86CFF8", "#5FA8E8"),
    groups=(
        "#3FCBA7",
        "#B79EEB",
        "#F0A663",
        "#7FB6EF",
        "#E88DB2",
        "#97C873",
        "#D8B75F",
        "#F09383",
        "#7FC6D2",
        "#ACB0DD",
    ),
)
"""The same on a black window."""

_BY_WINDOW = {QColor(theme.window).rgb(): theme for theme in (LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST)}


def of(shown: QPalette) -> Theme:
    """Returns the theme of a widget's palette, so that a changed palette changes the theme everywhere."""
    window = shown.color(QPalette.ColorRole.Window)
    return _BY_WINDOW.get(window.rgb()) or (DARK if window.lightness() < 128 else LIGHT)


def mixed(colour: str, other: str, share: float) -> QColor:
    """Returns a colour with a share of another mixed in: for hovered surfaces, tints and fills below lines."""
    one, two = QColor(colour), QColor(other)
    return QColor.fromRgbF(
        one.redF() + (two.redF() - one.redF()) * share,
        one.greenF() + (two.greenF() - one.greenF()) * share,
        one.blueF() + (two.blueF() - one.blueF()) * share,
    )


def contrast(one: QColor, other: QColor) -> float:
    """Returns the contrast of two colours, 1 to 21, as WCAG defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


LEAST_OF_MARKS = 3.0
"""Contrast that what is no text needs beside its surface, by WCAG."""


def edge_of(fill: QColor, theme: Theme) -> QColor:
    """Returns a colour, made darker or lighter until a line in it stands out from a card."""
    for share in range(21):
        edge = mixed(fill.name(), theme.text, share / 20)
        if contrast(edge, QColor(theme.card)) >= LEAST_OF_MARKS:
            return edge
    return QColor(theme.text)


def features_on(fill: QColor) -> QColor:
    """Returns white for the features of a face, or nearly black where white does not stand out from its colour."""
    white = QColor("white")
    return white if contrast(white, fill) >= LEAST_OF_MARKS else QColor(LIGHT.text)


def readable_on(fill: QColor) -> QColor:
    """Returns black or white, whichever has more contrast."""
    black, white = QColor("black"), QColor("white")
    return black if contrast(black, fill) >= contrast(white, fill) else white


def _luminance(colour: QColor) -> float:
    shares = ((colour.redF(), 0.2126), (colour.greenF(), 0.7152), (colour.blueF(), 0.0722))
    return sum(share * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4) for part, share in shares)


def palette(theme: Theme) -> QPalette:
    """Returns the Qt palette of a theme, so that Qt's own widgets follow it."""
    result = QPalette(QColor(theme.card), QColor(theme.window))
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.card,
        QPalette.ColorRole.AlternateBase: theme.window,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.card,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.ToolTipBase: theme.card,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.Mid: theme.border,
        QPalette.ColorRole.Accent: theme.accent,
    }
    for role, colour in roles.items():
        result.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return result


def apply(app: QApplication, theme: Theme) -> None:
    """Sets the application's palette; it uses the Fusion style, which honours palettes everywhere."""
    app.setPalette(palette(theme))


_TABULAR = QFont.Tag("tnum")


def font(base: QFont, points: float, *, bold: bool = False) -> QFont:
    """Returns the base font scaled by `points` relative to its own size, with digits of equal width."""
    result = QFont(base)
    size = base.pointSizeF()
    if size <= 0:
        size = QFontInfo(base).pointSizeF()  # the base is in pixels; looking it up is slow
    result.setPointSizeF(size + points)
    result.setBold(bold)
    result.setFeature(_TABULAR, 1)
    return result


USUAL_CAPITAL = 9.5
"""The height of a capital letter in the usual text; line heights differ too much between typefaces to measure by."""


def margin(width: int, widest: int | None = None) -> int:
    """Returns the space on both sides of a page of that width, whose content may be no wider than `widest`."""
    side = MARGIN if width >= _NARROW else _SMALL_MARGIN
    return side if widest is None else max(side, (width - widest) // 2)


def scale(shown: QFont) -> float:
    """Returns how much larger than usual the text is, at least 1; sizes that grow with the text use this factor."""
    return max(QFontMetricsF(shown).capHeight() / USUAL_CAPITAL, 1.0)
