"""The composition root: builds what a start needs, starts it, and stops it in the reverse of its order.

The only part that knows all others. Qt's widgets are loaded when a window is opened, not before.
"""

from exist_desktop.app.language import language
from exist_desktop.app.second_start import sync_in_window, tell_window
from exist_desktop.app.start import run_quick_entry, run_window

__all__ = ["language", "run_quick_entry", "run_window", "sync_in_window", "tell_window"]
