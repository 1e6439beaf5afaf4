"""How long a test waits for what should come at once.

It only ends what would hang: a computer with much else to do, or with a slow disk, fails no test.
"""

from __future__ import annotations

PATIENCE = 90.0
"""In seconds, for one thing that is waited for."""
