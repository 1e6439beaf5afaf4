"""How long what was saved is offered for undo, which is also how long it waits before it is sent."""

from __future__ import annotations

UNDO_SECONDS = 10
"""How long a window offers to undo an entry. What was saved is sent after it."""
