"""Which language the program speaks: the system's, the one chosen in Settings, or what a command is asked for."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from exist_desktop.app.desktop.language import asked_for
from exist_desktop.app.start import LISTENS
from exist_desktop.ipc.client import is_running
from exist_desktop.settings import AS_THE_SYSTEM, LANGUAGES, Preferences, Settings, chosen_language, load
from exist_desktop.store.file.process_lock import SHOWING, ProcessLock
from tests.patience import PATIENCE
from tests.virtual_desktop.waiting import until
from tests.words.messages import FOLDER

SAYS = """
import json, os, sys
from datetime import date
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
from PySide6.QtCore import QCoreApplication, QTranslator
from exist_desktop.app.desktop.language import language, language_of_command, translate_qt
chosen, shell = sys.argv[1:]
spoken = language_of_command(chosen, os.environ) if shell == "shell" else language(chosen)
app = QCoreApplication([])
translate_qt(app, spoken.translations)
formats = spoken.formats
print(json.dumps({
    "word": spoken.say("Settings"),
    "day": formats.long_day(date(2026, 11, 22)),
    "clock": formats.clock(23 * 60 + 8),
    "number": formats.decimal(6.1),
    "share": formats.percent(0.425),
    "qt": [
        QCoreApplication.translate(*text)
        for text in (
            ("QLineEdit", "Cu&t"), ("QLineEdit", "&Copy"), ("QLineEdit", "&Paste"),
            ("QWidgetTextControl", "Select All"),
            ("QPlatformTheme", "OK"), ("QPlatformTheme", "Cancel"), ("QPlatformTheme", "Close"),
            ("QFileDialog", "File &name:"), ("QShortcut", "Shift"), ("QAccessibleActionInterface", "Press"),
        )
    ],
    "read": [name for name in opened if name.endswith((".mo", ".qm"))],
}))
"""


def says(chosen: str = AS_THE_SYSTEM, program: str = "window", **environment: str) -> dict[str, Any]:
    """What the program says where these variables are all that is known of the language."""
    plain = {name: value for name, value in os.environ.items() if name not in ("LANG", "LANGUAGE")}
    command = (sys.executable, "-W", "error", "-c", SAYS, chosen, program)
    done = subprocess.run(
        command, env=plain | environment, capture_output=True, text=True, check=True, timeout=PATIENCE
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the system's language is no variable there")
@pytest.mark.parametrize(
    ("chosen", "program", "environment", "word"),
    [
        ("system", "window", {"LANG": "de_AT.UTF-8"}, "Einstellungen"),
        ("system", "window", {"LANG": "en_US.UTF-8", "LANGUAGE": "tlh:de:en"}, "Einstellungen"),
        ("system", "window", {"LANG": "fr_FR.UTF-8"}, "Settings"),
        ("de", "window", {"LANG": "C.UTF-8"}, "Einstellungen"),
        ("de", "window", {"LANG": "en_GB.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "Einstellungen"),
        ("en", "window", {"LANG": "de_DE.UTF-8", "LANGUAGE": "de"}, "Settings"),
        ("system", "shell", {"LANG": "de_DE.UTF-8"}, "Einstellungen"),
        ("de", "shell", {"LANG": "en_US.UTF-8"}, "Einstellungen"),
        ("en", "shell", {"LANG": "de_DE.UTF-8"}, "Settings"),
        ("en", "shell", {"LANG": "en_US.UTF-8", "LANGUAGE": "de"}, "Einstellungen"),
        ("de", "shell", {"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "Settings"),
        ("de", "shell", {"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "Settings"),
    ],
)
def test_the_language(chosen: str, program: str, environment: dict[str, str], word: str) -> None:
    assert says(chosen, program, **environment)["word"] == word


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the region is no variable there")
@pytest.mark.parametrize(
    ("chosen", "locale", "day", "clock", "number"),
    [
        ("system", "de_DE.UTF-8", "Sonntag, 22. November", "23:08", "6,1"),
        ("de", "en_US.UTF-8", "Sonntag, 22. November", "23:08", "6,1"),
        ("en", "de_DE.UTF-8", "Sunday, 22 November", "23:08", "6,1"),
        ("en", "en_US.UTF-8", "Sunday, November 22", "11:08\N{NARROW NO-BREAK SPACE}PM", "6.1"),
        ("de", "C.UTF-8", "Sonntag, 22. November", "23:08", "6,1"),
        ("en", "C.UTF-8", "Sunday, 22 November", "23:08", "6.1"),
        ("system", "fr_FR.UTF-8", "Dimanche 22 novembre", "23:08", "6,1"),
        ("system", "tr_TR.UTF-8", "22 Kasım Pazar", "23:08", "6,1"),
        ("system", "zh_TW.UTF-8", "11月22日 星期日", "下午11:08", "6.1"),
        ("system", "xx_YY.UTF-8", "Sunday, 22 November", "23:08", "6.1"),
    ],
)
def test_days_are_named_in_the_language_and_numbers_are_those_of_the_region(
    chosen: str, locale: str, day: str, clock: str, number: str
) -> None:
    said = says(chosen, LANG=locale)
    assert (said["day"], said["clock"], said["number"]) == (day, clock, number)
    assert said["word"] == ("Einstellungen" if "de" in (chosen, locale[:2]) and chosen != "en" else "Settings")


def test_a_percentage_is_written_as_the_language_does() -> None:
    assert says("de", LANG="de_DE.UTF-8")["share"] == "42,5\N{NO-BREAK SPACE}%"
    assert says("en", LANG="en_US.UTF-8")["share"] == "42.5%"


def test_qt_speaks_it_too() -> None:
    """Menus of fields, buttons of dialogs, the dialog for a file, names of keys, and what a screen reader may do."""
    menus = ["&Ausschneiden", "&Kopieren", "Einf&ügen", "Alles auswählen"]
    assert says("de", LANG="en_US.UTF-8")["qt"] == [
        *(*menus, "OK", "Abbrechen", "Schließen"),
        *("Datei&name:", "Umschalt", "Drücken"),
    ]


@pytest.mark.parametrize("chosen", ["en", AS_THE_SYSTEM])
def test_english_costs_nothing(chosen: str) -> None:
    said = says(chosen, LANG="en_US.UTF-8")
    assert said["read"] == []
    assert "&Paste" in said["qt"]


def test_what_gettext_would_do_with_the_variables() -> None:
    assert asked_for({}) == []
    assert asked_for({"LANG": "de_DE.UTF-8"}) == []
    assert asked_for({"LANGUAGE": "de_AT:de::en", "LC_ALL": "fr_FR"}) == ["de-AT", "de", "en"]
    assert asked_for({"LC_ALL": "de_DE.UTF-8@euro"}) == ["de-DE"]
    assert asked_for({"LC_MESSAGES": "de_CH"}) == ["de-CH"]
    assert asked_for({"LANGUAGE": "de", "LC_ALL": "C"}) == ["C"]
    assert asked_for({"LANGUAGE": "de", "LC_ALL": "C.UTF-8"}) == ["de"]


def test_each_language_that_is_offered_is_brought_along() -> None:
    assert {"en", *(place.name for place in FOLDER.iterdir() if place.is_dir())} == set(LANGUAGES)


def test_the_choice_is_kept_and_one_that_is_not_offered_is_none(tmp_path: Path) -> None:
    Preferences(tmp_path).change(language="de")
    assert load(tmp_path).language == "de"
    assert chosen_language({"EXIST_DESKTOP_DATA_DIR": str(tmp_path)}) == "de"
    assert chosen_language({"EXIST_DESKTOP_DATA_DIR": "a\nb"}) == AS_THE_SYSTEM
    (tmp_path / "settings.json").write_text(json.dumps({"language": "tlh"}))
    assert load(tmp_path).language == Settings().language == AS_THE_SYSTEM


RESTARTS = """
import sys
from exist_desktop.app import application
from exist_desktop.app.desktop import command

class Restarting(application.Application):
    def go_on_in_background(self, *, hidden):
        super().go_on_in_background(hidden=hidden)
        self.restart()

SAY_HOW = '''
import json, os, signal, sys
from pathlib import Path
ends = signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
Path(sys.argv[1]).write_text(json.dumps([sys.argv[2:], os.environ.get("EXIST_DESKTOP_TOKEN"), ends]))
'''
TOLD = sys.argv.pop(1)
application.Application = Restarting
command.own_command = lambda *arguments: [sys.executable, "-c", SAY_HOW, TOLD, *arguments]
from exist_desktop.__main__ import main
sys.exit(main())
"""


def test_a_restart_starts_the_program_as_it_was_started(tmp_path: Path) -> None:
    told, folder = tmp_path / "told", tmp_path / "data"
    typed = ("--data-dir", str(folder), "--server", "http://127.0.0.1:9")
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "EXIST_DESKTOP_TOKEN": "secret"}
    command = (sys.executable, "-c", RESTARTS, str(told), *typed)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    until(told.exists, "it is started again")
    assert json.loads(told.read_text()) == [list(typed), "secret", True]  # and a signal ends it


ONCE = """
import sys
from exist_desktop.app import application
from exist_desktop.app.desktop import command

class Once(application.Application):
    def go_on_in_background(self, *, hidden):
        super().go_on_in_background(hidden=hidden)
        self._preferences.change(language="de")
        self.restart()

PID = sys.argv.pop(1)
NEXT = (
    "import os, sys; from pathlib import Path; Path(sys.argv.pop(1)).write_text(str(os.getpid()));"
    "from exist_desktop.__main__ import main; sys.exit(main())"
)
application.Application = Once
command.own_command = lambda *arguments: [sys.executable, "-c", NEXT, PID, *arguments]
from exist_desktop.__main__ import main
sys.exit(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a signal ends the second one")
def test_the_next_window_opens_when_the_former_has_ended(tmp_path: Path) -> None:
    folder, pid = tmp_path / "data", tmp_path / "pid"
    command = (sys.executable, "-c", ONCE, str(pid), "--data-dir", str(folder), "--server", "http://127.0.0.1:9")
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    assert subprocess.run(command, env=environment, check=False, timeout=PATIENCE).returncode == 0
    lock = ProcessLock(folder, SHOWING)
    try:
        until(lambda: lock.word() == LISTENS, "the next window is there")
        assert is_running(folder)
        assert load(folder).language == "de"
    finally:
        os.kill(int(pid.read_text()), signal.SIGTERM)
    until(lambda: not lock.word(), "it ends")
    until(lock.take, "it has ended")
    lock.give_up()
