"""A list of matches below a search field, whose arrow keys move through it; Qt paints the rows in view alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QWidget

from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.scroll_bar import slim
from exist_desktop.ui.widgets.lists.match_row import MatchRow
from exist_desktop.ui.widgets.painting import KEYBOARD
from exist_desktop.words.language import Language

_IN_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class MatchList(QListView):
    """Shows at most `lines` rows before it scrolls. A click chooses a row, and Enter in the list or in its field.

    Signals:
        row_chosen(int): the person has chosen this row.
    """

    row_chosen = Signal(int)

    starts_at_first = True
    """Whether the first row is the current one before an arrow key was pressed."""

    def __init__(self, language: Language, name: str, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._search: QLineEdit | None = None
        set_name(self, name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setItemDelegate(MatchRow(self))
        self.setMouseTracking(True)  # for the shade under the pointer
        slim(self)
        self.viewport().setAutoFillBackground(False)  # the round corners of the card below are seen
        self.viewport().setToolTip(language.say("Point at a line to read all of it."))
        self.viewport().setFocusProxy(None)  # type: ignore[arg-type]  # it would seem focused, too, without a name
        self.clicked.connect(self._on_clicked)
        self.installEventFilter(self)

    def follow(self, search: QLineEdit) -> None:
        """Takes the arrow keys of a search field."""
        self._search = search
        search.installEventFilter(self)

    def show_rows(self) -> None:
        """Fits the height to the rows of the model, and shows the first; hides itself if there are none."""
        number = self.model().rowCount()
        self.setVisible(bool(number))
        if number:
            self.setCurrentIndex(self.model().index(0, 0) if self.starts_at_first else QModelIndex())
            self.scrollToTop()
            self._fit()

    def _fit(self) -> None:
        """Sets the height; rows are as high as the letters, which a window may only get when it is shown."""
        number = min(self.model().rowCount(), self._lines)
        hints = (self.sizeHintForRow(row) for row in range(number))  # letters of some scripts are higher
        height = max(*hints, self.visualRect(self.model().index(0, 0)).height()) + 2 * self.spacing()
        self.setFixedHeight(height * number + 2 * self.frameWidth() + 2)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Marks the first row if none is marked: a list with the focus looks like one without it otherwise."""
        super().focusInEvent(event)
        if event.reason() in KEYBOARD and not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.model() is not None and self.model().rowCount():
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys in the field move through the list, Enter chooses in either."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not self.isVisible():
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_chosen.emit(self.currentIndex().row())
        elif key in _IN_LIST and watched is self._search:
            self._step(key)
        else:
            return super().eventFilter(watched, event)
        return True

    def _on_clicked(self, index: QModelIndex) -> None:
        self.row_chosen.emit(index.row())

    def _step(self, key: Qt.Key) -> None:
        by = 1 if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) else self._lines - 1
        by = -by if key in (Qt.Key.Key_Up, Qt.Key.Key_PageUp) else by
        row = min(max(self.currentIndex().row() + by, 0), self.model().rowCount() - 1)
        self.setCurrentIndex(self.model().index(row, 0))
