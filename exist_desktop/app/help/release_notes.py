"""What is new in each version, from the metainfo that software centres show: there it is in every language.

The changelog has more, for those who look for it; its versions are those of the metainfo, a test sees to that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exist_desktop import resources
from exist_desktop.resources import APPLICATION_ID
from exist_desktop.words.guidance.help import Release

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

METAINFO = f"share/metainfo/{APPLICATION_ID}.metainfo.xml"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_TEXTS = ("p", "li")


def releases(language: str) -> tuple[Release, ...]:
    """Returns the versions, newest first. `language` is that of a catalogue, `de`; an empty one is English."""
    from xml.etree import ElementTree as ET

    root = ET.parse(resources.path(METAINFO)).getroot()  # noqa: S314 - the program's own file
    return tuple(
        Release(one.get("version", ""), tuple(_points(one, language)) or tuple(_points(one, "")))
        for one in root.iterfind("releases/release")
    )


def _points(release: Element, language: str) -> Iterator[str]:
    for part in release.iter():
        if part.tag in _TEXTS and part.get(_LANGUAGE, "") == language:
            yield " ".join((part.text or "").split())
