"""What Qt's offscreen platform says of itself, and of nothing that a test is about."""

import pytest

quiet = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)
