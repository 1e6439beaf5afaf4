"""The demo's people are at home where the computer is; where its zone has no name they live in their own cities."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from exist_desktop.app.demo import Demo, start
from exist_desktop.settings import Setup


def consent_page(demo: Demo) -> str:
    asked = {
        "response_type": "code",
        "client_id": demo.client_id,
        "redirect_uri": demo.redirect_address,
        "scope": "mood_read",
        "state": "a-state",
    }
    return httpx.get(f"{demo.base_url}/oauth2/authorize", params=asked, trust_env=False, follow_redirects=True).text


@pytest.mark.parametrize(
    ("computer", "place"), [("Pacific/Apia", "Apia"), ("<+03>-3", "Melbourne"), ("nonsense", "Melbourne")]
)
def test_the_demos_people_live_where_the_computer_is(
    computer: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", computer)
    demo, _ = start(Setup("https://exist.io", tmp_path))
    try:
        assert f"@josh · {place}" in consent_page(demo)
    finally:
        demo.stop()
