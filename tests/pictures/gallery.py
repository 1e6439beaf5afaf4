"""Takes the pictures, and writes a page to leaf through them: `python3 -m tests.pictures.gallery FOLDER`.

Each processor takes its share of them in a process of its own. A display with twice as many pixels is something that Qt
is told at its start; `--sharp` takes the pictures so.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from html import escape
from itertools import product
from pathlib import Path

from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from tests.pictures.home import fill
from tests.pictures.look import TEXT_SIZES, WIDTHS, Look
from tests.pictures.scenes import SCENES
from tests.pictures.stage import Stage, played
from tests.pictures.tongues import Tongue
from tests.qt_loop import qt_loop

TALLEST = 3000
SAMPLE = (
    Look(),
    Look(dark=True),
    Look(360),
    Look(820, Tongue.LONG),
    Look(360, Tongue.FROM_RIGHT, dark=True, text=2),
)
"""The looks that show most of what can go wrong."""
PROCESSORS = os.cpu_count() or 1
WIDE = (Look(1920), Look(3840))
"""For these, one scene of each page is enough to see."""


def every_look() -> list[Look]:
    """All of them."""
    return [Look(*parts) for parts in product(WIDTHS, Tongue, (False, True), TEXT_SIZES)]


def wanted(only: str, tongue: Tongue | None, *, everything: bool) -> list[tuple[str, Look]]:
    """Which scenes in which looks; `only` is a part of a scene's name, `tongue` the one language that is wanted."""
    names = [name for name in SCENES if only in name]
    if tongue is not None:
        return list(product(names, [Look(width, tongue, dark) for width in (1240, 360) for dark in (False, True)]))
    if everything:
        return list(product(names, every_look()))
    first = {name.partition("/")[0]: name for name in reversed(names)}
    return [*product(names, SAMPLE), *product(first.values(), WIDE)]


async def take(app: QApplication, pictures: Iterable[tuple[str, Look]], folder: Path) -> None:
    """Plays each scene in each look and keeps a picture of it."""
    with tempfile.TemporaryDirectory() as temporary:
        filled = Path(temporary) / "account"
        await fill(filled)
        for number, (name, look) in enumerate(pictures):
            home = Path(temporary) / str(number)
            async with played(app, SCENES[name], look, filled, home) as (stage, window):
                await show_whole(stage, window)
                path = folder / file_of(name, look)
                path.parent.mkdir(parents=True, exist_ok=True)
                window.grab().save(str(path))


async def show_whole(stage: Stage, window: QWidget) -> None:
    """Makes the window as high as its page, so that the picture shows what else would be scrolled to."""
    hidden = max((area.verticalScrollBar().maximum() for area in shown_areas(window)), default=0)
    if hidden:
        window.resize(window.width(), min(window.height() + hidden, max(TALLEST, window.height())))
        await stage.settled()


def shown_areas(window: QWidget) -> list[QScrollArea]:
    """What scrolls in a window."""
    return [area for area in window.findChildren(QScrollArea) if area.isVisible()]


def file_of(name: str, look: Look) -> str:
    """Where a picture is kept below the gallery's folder."""
    return f"{name.replace(',', '').replace(' ', '-')}/{look}.png"


def write_index(folder: Path) -> Path:
    """The page to leaf through, of all pictures that are there."""
    kept = sorted(folder.glob("*/*/*.png"))
    scenes: dict[str, list[Path]] = {}
    for path in kept:
        scenes.setdefault(path.parent.relative_to(folder).as_posix(), []).append(path)
    links = "".join(f'<li><a href="#{escape(name)}">{escape(name)}</a></li>' for name in scenes)
    parts = "".join(
        f'<section id="{escape(name)}"><h2>{escape(name)}</h2>'
        f"{''.join(_figure(path, folder) for path in paths)}</section>"
        for name, paths in scenes.items()
    )
    index = folder / "index.html"
    index.write_text(PAGE.format(count=len(kept), links=links, parts=parts), encoding="utf-8")
    return index


def _figure(path: Path, folder: Path) -> str:
    source = escape(path.relative_to(folder).as_posix())
    caption = escape(path.stem)
    return (
        f'<figure><a href="{source}"><img loading="lazy" src="{source}" alt="{caption}"></a>'
        f"<figcaption>{caption}</figcaption></figure>"
    )


PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Exist Desktop: pictures</title><style>
body {{ font: 15px system-ui, sans-serif; margin: 24px; background: #888f8b; color: #111 }}
nav ul {{ columns: 14em; padding: 0; list-style: none }} a {{ color: inherit }}
section {{ display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; margin-bottom: 32px }}
h2 {{ flex-basis: 100%; margin: 0 }} figure {{ margin: 0 }} figcaption {{ font-size: 12px }}
img {{ max-width: 420px; max-height: 520px; border: 1px solid #555 }}
</style></head><body><h1>Exist Desktop: {count} pictures</h1><nav><ul>{links}</ul></nav>{parts}</body></html>
"""


def main(arguments: Sequence[str]) -> int:
    """Takes the pictures that the arguments ask for."""
    parser = argparse.ArgumentParser(prog="pictures", description="Pictures of every page, dialog and state.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", metavar="NAME", help="scenes with this in their name, `today/editor`")
    parser.add_argument("--language", type=Tongue, choices=tuple(Tongue), help="all pictures in this one")
    parser.add_argument("--all", action="store_true", help="every scene in every look; takes a while")
    parser.add_argument("--sharp", action="store_true", help="as on a display with twice as many pixels")
    parser.add_argument("--share", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    folder = chosen.folder / "sharp" if chosen.sharp else chosen.folder
    pictures = wanted(chosen.only, chosen.language, everything=chosen.all)
    if not pictures:
        parser.error(f"no scene has {chosen.only!r} in its name; there are {', '.join(SCENES)}")
    if chosen.share is not None:
        take_share(pictures[chosen.share :: PROCESSORS], folder)
        return 0
    environment = os.environ | ({"QT_SCALE_FACTOR": "2"} if chosen.sharp else {})
    command = (sys.executable, "-m", "tests.pictures.gallery", *arguments, "--share")
    shares = [subprocess.Popen((*command, str(share)), env=environment) for share in range(PROCESSORS)]
    failed = [share for share in shares if share.wait() != 0]
    print(f"{len(pictures)} pictures, to leaf through in {write_index(folder)}")
    return 1 if failed else 0


def take_share(pictures: Sequence[tuple[str, Look]], folder: Path) -> None:
    """Takes some of the pictures in this process."""
    app = QApplication(["pictures"])
    app.setQuitOnLastWindowClosed(False)
    with qt_loop(app) as loop:
        loop.run_until_complete(take(app, pictures, folder))


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(sys.argv[1:]))
