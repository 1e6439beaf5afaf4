"""What Qt's offscreen platform says of itself, and of nothing that a test is about."""

import pytest

quiet = pytest.mark.qt_log_ignore(r"This plugin does not support (propagateSizeHints|raise)\(\)", extend=True)
