"""A sentence that takes up room once shown and keeps that room, so that nothing moves."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from exist_desktop.ui.text import TextBlock, Tone


class InlineMessage(TextBlock):
    """A small text below the control that it is about; hidden while it is empty.

    Its room stays when the sentence goes, which is often due to a press on something below; `let_go` releases it.
    """

    def __init__(self, name: str, parent: QWidget | None = None, *, tone: Tone = Tone.TOAST) -> None:
        super().__init__("", parent, tone=tone, points=-0.5)
        self.setObjectName(name)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Shows the sentence, or hides if it is empty; keeps the room of a longer sentence before it."""
        if self.isVisible() and sentence != self.text():
            self.setMinimumHeight(self.height())
            self._keep_room(kept=True)
        self.say(sentence)
        self.setVisible(bool(sentence))

    def reserve(self) -> None:
        """Reserves the room of one line for a sentence that will follow."""
        self.setMinimumHeight(self.sizeHint().height())
        self._keep_room(kept=True)

    def let_go(self) -> None:
        """Reduces the room to what the sentence needs."""
        self.setMinimumHeight(0)
        self._keep_room(kept=False)

    def _keep_room(self, *, kept: bool) -> None:
        policy = self.sizePolicy()
        if policy.retainSizeWhenHidden() != kept:
            policy.setRetainSizeWhenHidden(kept)
            self.setSizePolicy(policy)
