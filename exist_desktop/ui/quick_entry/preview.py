"""What quick entry shows before Enter: what would be saved, what is wrong, and the offers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum, auto

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.domain.attributes import MOOD_NOTE, AmbiguousNameError, Attribute, Owner, text_limit
from exist_desktop.domain.commands import Command, Key, SetValue
from exist_desktop.domain.parsing.line_commands import after
from exist_desktop.domain.parsing.quick_line import QuickMeaning
from exist_desktop.domain.projection import DayView
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ, InvalidValueError, InvalidValueKind, Seen
from exist_desktop.errors import UnknownAttributeError
from exist_desktop.words.language import Language
from exist_desktop.words.pages.quick_entry import QuickWords
from exist_desktop.words.values import Values


class OfferKind(Enum):
    """What an offer does: use the number as an addition or as the total, use another name, create an attribute,
    save for a day that has not begun.
    """

    ADD = auto()
    TOTAL = auto()
    NAME = auto()
    MAKE = auto()
    AHEAD = auto()


class Offer(Struct, frozen=True):
    """A suggested action: the text of its button, and the attribute's name to use or to create."""

    way: OfferKind
    text: str
    name: str = ""
    typed: str = ""


class Preview(Struct, frozen=True):
    """The preview. `says` is what Enter would do, `expects` what is still missing, `problem` why Enter does nothing.

    `held` are the attributes whose entries would be held because other services fill them.
    """

    commands: tuple[Command, ...] = ()
    says: str = ""
    expects: str = ""
    problem: str = ""
    offers: tuple[Offer, ...] = ()
    held: tuple[Attribute, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether Enter saves."""
        return bool(self.commands) and not self.problem


def preview(
    meaning: QuickMeaning,
    known: Mapping[str, Attribute],
    agreed: frozenset[str],
    views: Mapping[date, DayView],
    words: QuickWords,
) -> Preview:
    """Returns the preview of a meaning; `agreed` are the attributes that the person agreed to take over."""
    if isinstance(meaning.error, UnknownAttributeError):
        return _unknown(meaning.error, known, words)
    if isinstance(meaning.error, AmbiguousNameError):
        return _ambiguous(meaning.error, known, words)
    if isinstance(meaning.error, InvalidValueError):
        if meaning.error.kind is InvalidValueKind.TOO_LONG_AGO:
            return Preview(problem=words.too_long_ago())
        return _wrong(meaning.error, known[meaning.about], words.language)
    says = "\n".join(_change(command, known, views, words) for command in meaning.commands)
    held = tuple(one for one in _attributes(meaning, known) if _is_held(one, agreed))
    if meaning.lowering is None:
        return Preview(meaning.commands, says, held=held)
    return Preview(meaning.commands, problem=words.lowering(meaning.lowering), offers=_either(meaning, words))


def not_begun(seen: Preview, words: QuickWords) -> Preview:
    """Returns the preview, with a question if it would save for a day that has not begun: usually a slip."""
    ahead = max((command.key.day for command in seen.commands), default=words.today)
    if not seen.ready or ahead <= words.today:
        return seen
    offer = Offer(OfferKind.AHEAD, words.language.say("Save for {day}", day=words.day(ahead)))
    return replace(seen, problem=words.not_begun(ahead), offers=(offer,))


def _attributes(meaning: QuickMeaning, known: Mapping[str, Attribute]) -> tuple[Attribute, ...]:
    return tuple({command.key.attribute: known[command.key.attribute] for command in meaning.commands}.values())


def _is_held(attribute: Attribute, agreed: frozenset[str]) -> bool:
    return attribute.owner is Owner.ANOTHER_SERVICE and attribute.name not in agreed


def _change(
    command: Command,
    known: Mapping[str, Attribute],
    views: Mapping[date, DayView],
    words: QuickWords,
) -> str:
    attribute, view = known[command.key.attribute], views.get(command.key.day)
    tile = view.tile(attribute.name) if view else None
    before = tile.value if tile else NOT_READ
    said, left = words.change(attribute, command, before), _characters_left(attribute, command, before, view)
    return said if left is None else words.with_characters_left(said, left)


def _characters_left(attribute: Attribute, command: Command, before: Seen, view: DayView | None) -> int | None:
    """Returns how many characters the note has left after a command; None for other attributes, or if it is unread."""
    text = after(before, command) if attribute.name == MOOD_NOTE and view else NOT_READ
    if view is None or not isinstance(text, str):
        return None
    return max(text_limit(attribute.name, view.mood_type) - len(text), 0)


def _unknown(error: UnknownAttributeError, known: Mapping[str, Attribute], words: QuickWords) -> Preview:
    say = words.language.say
    near = [known[name] for name in error.similar if name in known]
    offers = [Offer(OfferKind.NAME, say("{label}?", label=one.label), one.name, error.typed) for one in near]
    name = " ".join(error.typed.lstrip("#\N{FULLWIDTH NUMBER SIGN} ").split())
    if name:
        offers.append(Offer(OfferKind.MAKE, say("Make “{name}”…", name=name), name, error.typed))
    return Preview(problem=words.unknown(error), offers=tuple(offers))


def _ambiguous(error: AmbiguousNameError, known: Mapping[str, Attribute], words: QuickWords) -> Preview:
    say, alike = words.language.say, (known[name] for name in error.names if name in known)
    offers = (
        Offer(OfferKind.NAME, say("{label}?", label=one.as_in_exist.label), one.name, error.typed) for one in alike
    )
    return Preview(problem=words.ambiguous(error), offers=tuple(offers))


def _wrong(error: InvalidValueError, attribute: Attribute, language: Language) -> Preview:
    values = Values(language)
    if error.kind is InvalidValueKind.EMPTY:
        expected = values.expected(attribute)
        return Preview(expects=language.say("{label}: {expected}", label=attribute.label, expected=expected))
    return Preview(problem=values.problem(attribute, error))


def _either(meaning: QuickMeaning, words: QuickWords) -> tuple[Offer, ...]:
    assert meaning.lowering is not None
    lowering, say = meaning.lowering, words.language.say
    after = Values(words.language).shown(lowering.attribute, lowering.after)
    return (
        Offer(OfferKind.ADD, say("Add {number}", number=after)),
        Offer(OfferKind.TOTAL, say("Set to {number}", number=after)),
    )


def texts_replaced(seen: Preview, views: Mapping[date, DayView]) -> dict[Key, Seen]:
    """Returns the texts that would be replaced, as the form showed them."""
    found: dict[Key, Seen] = {}
    for command in seen.commands:
        view = views.get(command.key.day)
        tile = view.tile(command.key.attribute) if view and isinstance(command, SetValue) else None
        if tile is not None and tile.attribute.value_type is ValueType.TEXT:
            found[command.key] = tile.value
    return found
