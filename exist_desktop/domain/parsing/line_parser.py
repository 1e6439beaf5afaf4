"""One line that logs anything: `mood 4 long walk`, `coffees +1`, `sleep 7h30`, `mood_note "…"`, `walk`.

The line starts with the name or the label of an attribute; what follows is its value. A yes/no attribute alone means
yes. Words after a mood go to the day's note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, UNITS, AmbiguousNameError, Attribute, Template
from exist_desktop.domain.parsing.digits import digit
from exist_desktop.domain.parsing.numerals import PLUS, Numerals, number, plain
from exist_desktop.domain.parsing.ranges import checked
from exist_desktop.domain.parsing.spelling import begins_as_tag, key
from exist_desktop.domain.parsing.typed_words import ENGLISH_WORDS, TypedWords
from exist_desktop.domain.parsing.unit_parsing import read
from exist_desktop.domain.parsing.value_parser import Difference, Total, clean_text
from exist_desktop.domain.units import METRIC, Units
from exist_desktop.domain.value_types import Form, ValueType
from exist_desktop.domain.values import TEXT_LIMIT, InvalidValueError, InvalidValueKind, Seen
from exist_desktop.errors import UnknownAttributeError


class Phrase(Struct, frozen=True):
    """A parsed line: the attribute by name, its value, and for a mood the words for the note."""

    attribute: str
    amount: Total | Difference
    words: str = ""


class Named(Struct, frozen=True):
    """An attribute or template that a line may name, and the metric unit of its values.

    `also` are further names that people know it by, such as Exist's own where they have another one for it. `spoken`
    are other words for it, which count if no attribute is called so.
    """

    name: str
    label: str
    value_type: ValueType
    unit: str = ""
    template: str | None = None
    spoken: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything that a line may call it."""
        return (self.name, self.label, *self.also)


def names(
    attributes: Mapping[str, Attribute], templates: Mapping[str, Template], words: TypedWords = ENGLISH_WORDS
) -> dict[str, Named]:
    """Returns what a line may name: every attribute of the account, and every template that it lacks.

    A tag that is shown as one with another is a name of that one, which alone is written. A template that is called as
    the person calls something of their own is not meant.
    """
    lacking = (t for t in templates.values() if not is_taken(t, attributes))
    found = {t.name: Named(t.name, t.label, t.value_type, UNITS.get(t.name, ""), t.name) for t in lacking}
    found |= {a.name: _of(a) for a in attributes.values()}
    for part in [a for a in attributes.values() if a.part_of in attributes]:
        del found[part.name]
    for name in set(words.names.values()) & found.keys():
        found[name] = replace(found[name], spoken=frozenset(said for said, of in words.names.items() if of == name))
    return found


def is_taken(template: Template | Attribute, attributes: Mapping[str, Attribute]) -> bool:
    """Whether a name of the person's own is also that of a template, so that the template is not offered by it."""
    own = {key(one.label) for one in attributes.values() if one.exist_label}
    return bool(own) and not own.isdisjoint((key(template.name), key(template.label)))


def _of(attribute: Attribute) -> Named:
    parts = (tag.name for tag in attribute.joined)
    also = (*attribute.spellings[1:], *parts)
    return Named(attribute.name, attribute.label, attribute.value_type, attribute.unit, attribute.template, also=also)


def understand(
    line: str,
    known: Mapping[str, Named],
    numerals: Numerals,
    *,
    longest: int = TEXT_LIMIT,
    units: Units = METRIC,
    before: Mapping[str, Seen] = MappingProxyType({}),
) -> Phrase:
    """Returns the line's meaning. Raises `UnknownAttributeError`, `AmbiguousNameError` and `InvalidValueError`.

    `longest` is the most that a mood note may have, numbers without a unit are in `units`, and `before` has the values
    that a difference is added to, by name.
    """
    named, rest = split(line, known)
    if named.name == MOOD:
        return _mood(named, rest)
    form = named.value_type.rules.form
    if form is Form.YES_OR_NO and not rest:
        return Phrase(named.name, Total(1))
    if form is Form.TEXT:
        text = _text(rest, longest if named.name == MOOD_NOTE else TEXT_LIMIT)
        return Phrase(named.name, Total(checked(text, named)))
    try:
        return Phrase(named.name, read(rest, named, numerals, units, before=before.get(named.name)))
    except InvalidValueError:
        if form is Form.YES_OR_NO and begins_as_tag(line):
            raise UnknownAttributeError(line.strip(), (named.name,)) from None  # `#walk home` is not `#walk`
        raise


def as_total(line: str, known: Mapping[str, Named]) -> str:
    """Returns the line with its number as a total, as if it had a `=`. Raises as `split` does."""
    named, rest = split(line, known)
    if named.name == MOOD or not named.value_type.takes_increments or not rest or rest.startswith("="):
        return line
    return f"{named.name} ={rest}"


def split(line: str, known: Mapping[str, Named]) -> tuple[Named, str]:
    """Returns the attribute that the line starts with, and what follows.

    Raises `UnknownAttributeError`, and `AmbiguousNameError` where a name of the person's own is also that of another.
    """
    found = named_first(line, known)
    if found is None:
        several = begins_as_tag(line)  # a tag may have several words
        typed = line.strip() if several else (*line.split(maxsplit=1), "")[0]
        raise UnknownAttributeError(typed, _similar(typed, known.values()))
    typed = line.strip().removesuffix(found[1]).strip()
    if rivals := _called_alike(typed, known):
        raise AmbiguousNameError(typed, rivals)
    return found


def _called_alike(typed: str, known: Mapping[str, Named]) -> tuple[str, ...]:
    """Returns the names of those that may be meant, if there are several and the person has named one of them.

    A name of Exist's means one alone, and so does a spelling that only one has exactly so.
    """
    exact = typed.removeprefix("#")
    if exact in known or not any(named.also for named in known.values()):
        return ()
    wanted = key(typed)
    alike = [named for named in known.values() if wanted in map(key, named.spellings)]
    exactly = [named for named in alike if not {typed, exact}.isdisjoint(named.spellings)]
    if len(alike) < 2 or len(exactly) == 1 or not any(named.also for named in alike):
        return ()
    return tuple(named.name for named in alike)


def named_first(line: str, known: Mapping[str, Named]) -> tuple[Named, str] | None:
    """Returns the attribute that the line starts with, by the longest name or label that fits, and the rest."""
    line = line.strip()
    words = line.split()
    by_key = _by_key(known.values())
    longest = max((spelled.count(" ") for spelled in by_key), default=0) + 2  # a space may follow a `#`
    for count in range(min(longest, len(words)), 0, -1):
        named = _find(" ".join(words[:count]), known, by_key)
        if named is not None:
            return named, line.split(maxsplit=count)[count] if len(words) > count else ""
    return None


def _by_key(known: Iterable[Named]) -> dict[str, Named]:
    """Returns attributes by all that they are called, in the form in which names are compared; the first of equal ones.

    Names and labels come before what else something is called.
    """
    found: dict[str, Named] = {}
    others: list[tuple[str, Named]] = []
    for named in known:
        for spelling in (named.name, named.label):
            found.setdefault(key(spelling), named)
        others += [(spelling, named) for spelling in named.also]
    for spelling, named in others:
        found.setdefault(key(spelling), named)
    return found


def _find(typed: str, known: Mapping[str, Named], by_key: Mapping[str, Named]) -> Named | None:
    """Finds a name as it is written, else one that compares equal, else a plural for a singular."""
    exact = typed.removeprefix("#")
    if exact in known:
        return known[exact]
    wanted = key(typed)
    alike = by_key.get(wanted) if wanted else None
    if alike is not None and alike.label not in (typed, exact):
        return next((named for named in known.values() if named.label in (typed, exact)), alike)
    spoken = (named for named in known.values() if wanted in named.spoken)
    return alike or by_key.get(wanted + "s") or next(spoken, None)


def _similar(typed: str, known: Iterable[Named]) -> tuple[str, ...]:
    from difflib import get_close_matches

    by_key = _by_key(known)
    close = get_close_matches(key(typed), list(by_key), n=5, cutoff=0.6)
    return tuple(dict.fromkeys(by_key[spelling].name for spelling in close))[:3]


def _mood(named: Named, rest: str) -> Phrase:
    typed, words = (*rest.split(maxsplit=1), "", "")[:2]
    if (plain(typed) or "").startswith(tuple(PLUS)):
        raise InvalidValueError(InvalidValueKind.NO_INCREMENTS, ValueType.QUANTITY, mood.STEPS[0], mood.STEPS[-1])
    step = digit(plain(typed) or "")
    if step is None and (value := number(typed)) is not None and value == round(value):
        step = round(value)  # 4.0, as tables show it
    if step not in mood.STEPS:
        problem = InvalidValueKind.NOT_UNDERSTOOD
        if not typed:
            problem = InvalidValueKind.EMPTY
        elif (value := number(typed)) is not None:
            problem = InvalidValueKind.OUT_OF_RANGE if value == round(value) else InvalidValueKind.NOT_WHOLE
        raise InvalidValueError(problem, ValueType.QUANTITY, mood.STEPS[0], mood.STEPS[-1])
    return Phrase(named.name, Total(mood.to_wire(step, named.value_type)), clean_text(words))


def _text(rest: str, longest: int) -> str:
    text = clean_text(rest)
    if not text:
        raise InvalidValueError(InvalidValueKind.EMPTY, ValueType.TEXT)
    if len(text) > longest:
        raise InvalidValueError(InvalidValueKind.TOO_LONG, ValueType.TEXT, high=longest)
    return text
