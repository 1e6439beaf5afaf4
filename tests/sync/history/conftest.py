"""`tell(attributes, story)`: a computer beside a service with these attributes, and what happens there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sync.history.copied import Tell, teller


@pytest.fixture
def tell(tmp_path: Path) -> Tell:
    return teller(tmp_path)
