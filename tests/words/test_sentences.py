"""Reads the source: every sentence is whole, and the extractor for the translators finds it."""

from __future__ import annotations

from gettext import NullTranslations
from pathlib import Path

import pytest

import exist_desktop
from exist_desktop.cli.grammar.examples import EXAMPLES
from exist_desktop.words.language import N_, NC_, NP_, UNTRANSLATED, Language
from tests.words.conftest import EnglishFormats
from tests.words.sentence_flaws import flaws, says_anything, unsaid, whole_sentences

PLACES = ("words", "ui", "app", "cli", "paper")
"""The rooms that say sentences."""
NO_SENTENCES = {
    *(
        "app/desktop/autostart.py",
        "app/help/problem_report.py",
        "ui/global_key/binding.py",
        "ui/global_key/shortcut.py",
    )
}
"""They write commands for other programs, keys as those spell them, and a report for those who mend this one."""
NAME = "Exist Desktop"
FOR_PROGRAMS = {
    "app/about.py": {"Classifier", "License", "Name", "Version"},
    "app/background.py": {NAME},
    "app/desktop/termination.py": {"ignored due to race condition"},
    "app/presenters/ownership/losses.py": {"take over"},
    "app/presenters/ownership/outcomes.py": {"take over"},
    "app/start.py": {NAME, "Fusion", "out of reach"},
    "cli/acts/show.py": {'exist-desktop sign-in --client-id ID --client-secret-stdin --scopes "{scopes}"'},
    "cli/grammar/examples.py": {line for lines in EXAMPLES.values() for line, _ in lines},
    "cli/grammar/signing.py": {"default activity_write"},
    "paper/pdf.py": {NAME},
    "ui/editors/create_panel.py": {"new attribute", "new tag"},
    "ui/format.py": {"dddd, d MMMM yyyy", "MMMM yyyy"},
    "ui/global_key/portal.py": {"Activated", "Closed", "Get", "Register", "Response"},
    "ui/notify/service.py": {"Notify"},
    "ui/ownership/new_attribute.py": {"new attribute of the list", "new tag of the list"},
    "ui/pages/find/month_bars.py": {"Chart"},
    "ui/pages/help/picture.py": {"Graphic"},
    "ui/pages/history/day_cursor.py": {"Chart"},
    "ui/pages/history/patterns.py": {"Chart"},
    "ui/pages/relations/scatter.py": {"Chart"},
    "ui/pages/settings/about.py": {NAME},
    "ui/pages/today/page.py": {"Home"},
    "ui/widgets/heading.py": {"Heading"},
    "ui/windows/message_window.py": {NAME},
    "words/language.py": {"Saved on this computer."},
    "words/pages/settings.py": {"fl oz"},
    "words/typed/vocabulary.py": {"fl oz"},
}
"""Words that look like some for people: names of Qt, of files, of keys in the database, and what is typed."""
SOURCE = Path(exist_desktop.__file__).parent
MODULES = {path.relative_to(SOURCE).as_posix(): path for path in sorted(SOURCE.rglob("*.py"))}
SAYING = [name for name in MODULES if name.partition("/")[0] in PLACES and name not in NO_SENTENCES]
SILENT = [name for name in MODULES if name.partition("/")[0] not in (*PLACES, "demo")]
"""The demo server is the other side of the wire, and speaks as Exist does."""


@pytest.mark.parametrize("name", SAYING)
def test_every_sentence_is_whole_and_found_by_the_extractor(name: str) -> None:
    source = MODULES[name].read_text(encoding="utf-8")
    assert flaws(source) == []
    assert unsaid(source, FOR_PROGRAMS.get(name, ())) == []


def test_other_rooms_have_codes_and_no_sentences() -> None:
    sources = {name: MODULES[name].read_text(encoding="utf-8") for name in SILENT}
    assert [name for name, source in sources.items() if says_anything(source)] == []
    assert {name: found for name, source in sources.items() if (found := whole_sentences(source))} == {}


@pytest.mark.parametrize(
    "source",
    [
        'TITLE = "Saved on this computer"',
        'TITLE = "Saved"',
        'class Words:\n    title: str = "Nothing was saved."',
        'self.title.setText("Sent" if sent else "Kept")',
        'textwrap.fill("Nothing was saved.")',
        'string.Template("$n entries wait").substitute(n=n)',
        'sentence.replace("{n}", "many entries")',
        'WORDS = {"waiting": "1 entry waits"}',
        'field(default="Nothing yet.")',
        'print(f"Saved {name}")',
        'yield "Not signed in"',
        'return "Offline"',
    ],
)
def test_words_that_no_language_says_are_found(source: str) -> None:
    assert unsaid(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""What was saved."""',
        'log.info("Nothing could be read: %s", error)',
        'raise ValueError("not a path of the service")',
        'assert found, "there is one"',
        'language.say("Nothing was saved.")',
        'N_("Nothing was saved.")',
        'Signal("waiting")',
    ],
)
def test_words_for_programmers_and_words_that_are_said_are_no_flaw(source: str) -> None:
    assert unsaid(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "language.say(sentence)",
        'language.say(f"Sent {time}")',
        'say("on" if value else "off")',
        "self.language.say(HEADLINES[condition])",
        'language.ngettext(one, "{n} entries", n)',
        'language.pgettext(context, "Low")',
        "N_(title)",
        'say("One.") + " " + say("Two.")',
        '"Sent " + time',
        '"%s waits" % name',
        'f"{title}. {sentence}"',
        'f"{say(name)}!"',
        'self._title.say("Mood")',
        'language.say("Open")',
        '"".join([say("One."), say("Two.")])',
        'say("{hours} h", hours=f"{hours:02d}")',
        '", ".join(names)',
        '" ".join([say("One."), say("Two.")])',
        '" – ".join([name, sentence])',
        '" and ".join(names)',
        'str.join(" ", parts)',
        "map(language.say, names)",
        'partial(language.say, "Sent")',
        'tell = language.say\ntell("Sent now")',
        'getattr(language, "say")(sentence)',
        "from exist_desktop.words.language import N_ as mark",
        'Sentence("Sent now")',
        "def words(speaker: Language) -> str:\n    return speaker.say(sentence)",
        "own = language(chosen)\nown.say(title)",
        'language.say("Sent now").lower()',
        'language.say("Sent now")[:-1]',
        'language.say("Sent {time}").replace("{time}", clock)',
        '"{n} entries".format(n=n)',
        'title = say("Sent now")\nline = title + time',
        'title = say("Sent now")\nline = f"{title}{time}"',
        'title = say("Sent now")\ntitle += time',
        'text += " waits"',
        'title = say("Sent now")\nshown = title.upper()',
        'print(say("One."), say("Two."))',
        'title = say("Sent now")\nline = f"{title}!"',
        'box.setText("ok")',
        'QLabel("none")',
        'menu.addAction("quit")',
    ],
)
def test_what_a_translator_could_not_translate_is_found(source: str) -> None:
    assert flaws(source)


@pytest.mark.parametrize(
    "source",
    [
        'say("Sent {time}", time=time)',
        'language.ngettext("1 entry", "{n} entries", n)',
        'NC_("mood", "Low")',
        "language.say_marked(HEADLINES[condition])",
        "self._title.say(title)",
        'raise OSError(f"no file {name}")',
        'f"{number} {unit}"',
        '" ".join(text.split())',
        '" ".join(typed.text)',
        '"+" + number',
        'parts += [say("Write: {group}", group=group)]',
        "say, ngettext = language.say, language.ngettext",
        '"\\n".join(map(one_line, words))',
        '"  ".join(columns)',
        "self.toggled.connect(self.line.say)",
        'chip.setText("›")',
        'line = say("Sent now")\nwrite(f"{line}\\n")',
        '"{year:04}-{month:02}".format(year=year, month=month)',
    ],
)
def test_what_is_whole_is_no_flaw(source: str) -> None:
    assert flaws(source) == []


class Polish(NullTranslations):
    """Three plural forms, and a word that depends on its context."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        few = n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14)
        return "{n} wpis" if n == 1 else "{n} wpisy" if few else "{n} wpisów"

    def pgettext(self, context: str, message: str) -> str:
        return {("mood", "Low"): "Kiepsko", ("two sentences", "{first} {second}"): "{first}{second}"}.get(
            (context, message), message
        )


def test_plural_forms_and_contexts_are_the_languages_own() -> None:
    polish, english = Language(Polish(), EnglishFormats()), Language(UNTRANSLATED, EnglishFormats())
    counted = [polish.ngettext("1 entry", "{n} entries", n) for n in (1, 3, 5, 22, 1012)]
    assert counted == ["1 wpis", "3 wpisy", "5 wpisów", "22 wpisy", "1,012 wpisów"]
    assert [one.count_marked(NP_("1 entry", "{n} entries"), 1) for one in (polish, english)] == ["1 wpis", "1 entry"]
    assert [one.say_marked(NC_("mood", "Low")) for one in (polish, english)] == ["Kiepsko", "Low"]
    assert [one.say_marked(N_("Low")) for one in (polish, english)] == ["Low", "Low"]
    assert polish.sentences("A.", "", "B.") == "A.B."
    assert english.sentences("A.", "", "B.") == "A. B."
    assert english.listed(["A", "", "B", "C"]) == "A, B, C"


def test_a_name_with_braces_is_shown_as_it_is(english: Language) -> None:
    assert english.sentences("{x}.", "{0}") == "{x}. {0}"
    assert english.say("{label}: {value}", label="{value}", value="1") == "{value}: 1"


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("The last is of {day}.", "The last is of 22. Nov."),
        ("{day}. More.", "22. Nov. More."),
        ("Of {day}: 3.", "Of 22. Nov.: 3."),
        ("“{day}”.", "“22. Nov.”."),
        ("{day}.5", "22. Nov..5"),
    ],
)
def test_an_abbreviation_ends_its_sentence(pattern: str, said: str, english: Language) -> None:
    assert english.say(pattern, day="22. Nov.") == said


def test_a_label_with_a_full_stop_has_no_colon_after_it(english: Language) -> None:
    label = "With the dog asleep."
    assert english.say("{label}: {value}.", label=label, value="1") == "With the dog asleep: 1."
    assert english.say("More {label} than {value}.", label=label, value="1") == "More With the dog asleep. than 1."


def test_a_number_and_its_unit_are_put_together_by_the_language(english: Language) -> None:
    class Close(NullTranslations):
        def pgettext(self, context: str, message: str) -> str:
            return "{unit}{number}" if context == "a number with its unit" else message

    assert (english.measured("6.1", "km"), english.measured("6.1", "")) == ("6.1 km", "6.1")
    assert Language(Close(), EnglishFormats()).measured("6.1", "km") == "km6.1"
