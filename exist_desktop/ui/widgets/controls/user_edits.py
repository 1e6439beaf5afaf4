"""Separates what a person types into a field from what the program shows there.

Texts are never compared to find out whether somebody typed: a field changes line ends and spaces of its text by
itself, and texts from forms, phones and other programs are not written as this field would write them.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

_LINE_ENDS = {0x2028: "\n", 0x2029: "\n"}
"""The ends of lines and paragraphs in a text document."""


class UserEdits(QObject):
    """The edits of a person in one field.

    Every change of the text without `show` or `restore` is theirs: keys, an input method, pasting, dropping, undoing,
    a screen reader.

    Signals:
        typed(): a person has changed the text.
    """

    typed = Signal()

    def __init__(self, edit: QLineEdit | QPlainTextEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._before = self.text
        self._begun = False
        self._restored = False
        self._showing = False
        edit.textChanged.connect(self._on_changed)

    @property
    def text(self) -> str:
        """The text of the field. `toPlainText` would replace non-breaking spaces by ordinary ones."""
        edit = self._edit
        return edit.text() if isinstance(edit, QLineEdit) else edit.document().toRawText().translate(_LINE_ENDS)

    @property
    def draft(self) -> str | None:
        """What a person has typed; None if there is nothing, or if they took it back."""
        return self.text if self._begun and self.text != self._before else None

    @property
    def before(self) -> str:
        """The text of the field before anything was typed."""
        return self._before

    @property
    def restored(self) -> bool:
        """Whether the draft was restored and not edited since."""
        return self._restored

    def show(self, text: str) -> None:
        """Shows the program's text, without a draft."""
        self._set(text)
        self.settle()

    def restore(self, draft: str) -> None:
        """Shows an earlier draft in place of the text."""
        self._set(draft)
        self._begun = self._restored = True

    def settle(self) -> None:
        """Marks the text as saved."""
        self.settle_at(self.text)

    def settle_at(self, text: str) -> None:
        """Marks `text` as saved; anything typed after it is a draft."""
        self._before = text
        self._begun = text != self.text
        self._restored = False

    def _set(self, text: str) -> None:
        self._showing = True
        if isinstance(self._edit, QLineEdit):
            self._edit.setText(text)
        else:
            self._edit.setPlainText(text)
        self._showing = False

    def _on_changed(self) -> None:
        if not self._showing:
            self._begun, self._restored = True, False
            self.typed.emit()
