"""The program finds the files that it comes with, however it was installed."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from exist_desktop import resources

ROOT = Path(__file__).resolve().parent.parent
PROBE = "from exist_desktop import resources; print(resources.path('share'))"
# Without what this environment would add: the editable install of this checkout.
ALONE = (sys.executable, "-I", "-S")


def test_a_checkout_has_them_beside_the_package() -> None:
    assert resources.path("share") == ROOT / "resources" / "share"
    assert resources.path("share").is_dir()


def test_an_editable_install_leads_to_the_checkout(tmp_path: Path) -> None:
    (link,) = _build("editable", tmp_path).rglob("*.pth")
    assert link.read_text(encoding="utf-8").splitlines() == [str(ROOT)]


def test_a_wheel_has_them_inside(tmp_path: Path) -> None:
    installed = _build("wheel", tmp_path)
    found = subprocess.run(
        [*ALONE, "-c", f"import sys; sys.path.insert(0, {str(installed)!r}); {PROBE}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    ).stdout.strip()
    assert Path(found) == installed / "exist_desktop" / "_resources" / "share"
    there = _files(installed / "exist_desktop" / "_resources")
    for_translators = {file for file in _files(ROOT / "resources") if Path(file).suffix in (".po", ".pot")}
    assert there == _files(ROOT / "resources") - for_translators
    assert there, "a program without an icon"


def _build(kind: str, folder: Path) -> Path:
    """Build the wheel of one kind as an installer does, and unpack it."""
    hook = f"from hatchling.build import build_{kind}; print(build_{kind}({str(folder)!r}))"
    subprocess.run([sys.executable, "-c", hook], cwd=ROOT, capture_output=True, check=True)
    (wheel,) = folder.glob("*.whl")
    unpacked = folder / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    return unpacked


def _files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
