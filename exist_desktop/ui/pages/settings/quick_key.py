"""The card of Settings about a key that opens quick entry from anywhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from exist_desktop.settings import Settings
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.global_key.binding import Binding, Desktop
from exist_desktop.ui.global_key.global_key import GlobalKey
from exist_desktop.ui.global_key.shortcut import Shortcut, from_qt, shortcut_of
from exist_desktop.ui.global_key.status import KeyState, KeyStatus
from exist_desktop.ui.pages.settings.choices import ChoiceSection
from exist_desktop.ui.pages.settings.parts import ActButton, muted
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.checkbox import CheckBox
from exist_desktop.ui.widgets.controls.copy_button import CopyButton
from exist_desktop.ui.widgets.controls.field import Field
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.controls.named_field import NamedField
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.words.language import N_, Language
from exist_desktop.words.visible import visible

STATES = {
    KeyState.ASKING: N_("The desktop has been asked for the key. It may ask you."),
    KeyState.WORKS: N_("The key opens quick entry."),
    KeyState.TAKEN: N_("Another program has this key. Choose another one."),
    KeyState.REFUSED: N_("The desktop was told not to give the key. It is asked again when you switch this on."),
    KeyState.NEEDED: N_("Other programs need this key. Choose one with Ctrl and Alt, or with the Meta key."),
    KeyState.MISSING: N_("This keyboard does not have the key. Choose another one."),
    KeyState.NOT_INSTALLED: N_(
        "This desktop gives keys to installed programs, and does not know Exist Desktop as one."
    ),
    KeyState.NOT_HERE: N_("This desktop gives programs no key."),
    KeyState.LOST: N_("The desktop no longer gives the key. Switch this off and on to ask again."),
}
"""What is said of the key; nothing while it is off."""
PLACES = {
    Desktop.GNOME: N_("In GNOME: Settings, Keyboard, View and Customize Shortcuts, Custom Shortcuts."),
    Desktop.PLASMA: N_("In Plasma: System Settings, Keyboard, Shortcuts, Add New, Command or Script."),
    Desktop.XFCE: N_("In Xfce: Settings, Keyboard, Application Shortcuts, Add."),
    Desktop.CINNAMON: N_("In Cinnamon: System Settings, Keyboard, Shortcuts, Custom Shortcuts."),
    Desktop.MATE: N_("In MATE: Control Centre, Keyboard Shortcuts, Add."),
    Desktop.I3: N_("In i3: as a line of ~/.config/i3/config."),
    Desktop.SWAY: N_("In Sway: as a line of ~/.config/sway/config."),
    Desktop.HYPRLAND: N_("In Hyprland: as a line of ~/.config/hypr/hyprland.conf."),
    Desktop.MACOS: N_("In macOS: Shortcuts, a new one with “Run Shell Script”, its details, Add Keyboard Shortcut."),
    Desktop.ANOTHER: N_("Look in the desktop's settings for the keyboard."),
}


class KeyField(QLineEdit):
    """Shows a shortcut, and takes the next one that is pressed in it. Tab and Esc do what they do elsewhere.

    Signals:
        pressed(Shortcut): the person has pressed a key with modifiers.
    """

    pressed = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        set_name(self, name)
        self.setReadOnly(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def event(self, event: QEvent) -> bool:
        """Keeps a key that could be chosen from the shortcuts of the window."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            chosen = _chosen(event)
            if chosen is not None and chosen.is_spare:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes a key with modifiers; what has none, such as Esc, is for the page."""
        chosen = _chosen(event)
        if chosen is not None and chosen.modifiers:
            self.pressed.emit(chosen)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.deselect()


def _chosen(event: QKeyEvent) -> Shortcut | None:
    keypad = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
    return from_qt(event.key() | (event.modifiers() & ~keypad).value)


class QuickKeySection(ChoiceSection):
    """A box that asks for the key, the key, and what became of it; where no key is given, the line to bind one."""

    def __init__(self, language: Language, bridge: Bridge, key: GlobalKey, binding: Binding) -> None:
        say = language.say
        super().__init__(say("Key for quick entry"))
        self._language, self._bridge, self._key = language, bridge, key
        self._on = False
        self._box = CheckBox(say("Open quick entry from anywhere with a key"))
        self._box.clicked.connect(self._on_clicked)
        self._field = KeyField(say("Key that opens quick entry"))
        self._field.pressed.connect(self._on_pressed)
        self._state = InlineMessage("quickKeyState", tone=Tone.MUTED)
        self._choose = QWidget()
        hint = say("Press it here: with Ctrl and Alt, or with the Meta key (⊞, Super, Command).")
        column_of(self._choose, TextBlock(say("Key"), bold=True, points=-0.5), Field(self._field), muted(hint), gap=6)
        change = ActButton(say("Choose another key…"), name=say("Choose another key for quick entry"))
        change.clicked.connect(key.change)
        self._change = line_of(change)
        copy = CopyButton(language, say("Copy command for a key"))
        line = NamedField(say("Command for a key"), text=binding.line, tail=copy)
        line.edit.setReadOnly(True)
        line.edit.setCursorPosition(0)
        copy.copies(line.edit)
        self._by_hand = QWidget()
        column_of(self._by_hand, muted(_where(language, binding.desktop)), line)
        self.add(self._box, self._choose, self._state, self._change, self._by_hand)
        key.status_changed.connect(self._show_status)
        self._show_status(key.status)

    def show_settings(self, settings: Settings) -> None:
        """Shows the setting and the key."""
        self._on = settings.quick_key_on
        self._box.setChecked(self._on)
        shortcut = shortcut_of(settings.quick_key)
        self._field.setText(shortcut.shown if shortcut else settings.quick_key)
        self._show_status(self._key.status)

    def showEvent(self, event: QShowEvent) -> None:
        """Finds out whether this desktop gives keys."""
        super().showEvent(event)
        self._bridge.run_in(self, self._key.look())

    def _show_status(self, status: KeyStatus) -> None:
        here = status.state is not KeyState.NOT_HERE
        self._box.setVisible(here or self._on)
        self._choose.setVisible(here and not self._key.desktop_chooses)
        self._change.setVisible(status.can_change)
        without = status.state in (KeyState.NOT_HERE, KeyState.NOT_INSTALLED)
        self._by_hand.setVisible(without or (status.chosen_by_desktop and not status.named))
        self._state.tell(_sentence(self._language, status))

    def _on_clicked(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.chosen.emit("quick_key_on", on)

    def _on_pressed(self, shortcut: Shortcut) -> None:
        if shortcut.is_spare:
            self.chosen.emit("quick_key", shortcut.text)
        else:
            self._state.tell(_sentence(self._language, KeyStatus(KeyState.NEEDED)))


def _sentence(language: Language, status: KeyStatus) -> str:
    """Returns what became of the key."""
    if status.state is not KeyState.WORKS or not status.chosen_by_desktop:
        return language.say_marked(STATES[status.state]) if status.state in STATES else ""
    if not status.named:
        return language.say("The desktop agrees, but has set no key yet. Its own settings for keyboard shortcuts do.")
    named = language.say("The desktop has set this key: {key}.", key=visible(status.named))
    if status.can_change:
        return named
    return language.sentences(named, language.say("Its own settings for keyboard shortcuts change it."))


def _where(language: Language, desktop: Desktop) -> str:
    """Returns where a person binds a key themselves."""
    said = language.say("You can bind a key to the command that opens quick entry.")
    return language.sentences(said, language.say_marked(PLACES[desktop]))
