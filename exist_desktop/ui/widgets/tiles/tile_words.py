"""The texts of a tile: label, value, mark, and a caption with the average, the owner, or that it can be filled in."""

from __future__ import annotations

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.projection import Tile
from exist_desktop.domain.values import NOT_READ
from exist_desktop.ui.widgets.tiles.tile_painting import mark_word
from exist_desktop.ui.widgets.tiles.tile_parts import Role, Texts, TilePart
from exist_desktop.words.averages import AverageWords
from exist_desktop.words.language import Language
from exist_desktop.words.transfer.archive import from_archive
from exist_desktop.words.values import Values


def texts(language: Language, tile: Tile) -> Texts:
    """Returns the texts of a tile."""
    attribute, value = tile.attribute, tile.value
    value = tile.archived.value if tile.archived else value
    number, unit = Values(language).at_a_glance(attribute, value)
    prose = isinstance(value, str)
    source = _source(language, tile)
    unread = _unread(language, tile)
    usual = () if unread else _usual(language, tile)
    captions = unread or usual or _hint(language, tile) or ((source,) if source else ())
    made = AverageWords(language).made(tile.usual) if usual and tile.usual else ""
    return Texts(attribute.label, number, unit, mark_word(language, tile.mark), captions, prose, made)


def whole_texts(language: Language, tile: Tile, said: Texts, parts: tuple[TilePart, ...]) -> str:
    """Returns what does not fit in the tile, a line each.

    That is cut texts, of which week the average is, who fills it, and what Exist calls it.
    """
    lines = [part.whole for part in parts if part.cut and part.role is not Role.CAPTION]
    shown = {part.whole for part in parts if part.role is Role.CAPTION and not part.cut}
    lines += [caption for caption in said.captions[:1] if caption not in shown]
    source = _source(language, tile)
    sourced = "" if source in said.captions else source
    return "\n".join(filter(None, (*lines, said.made, sourced, _also_called(language, tile.attribute))))


def description(language: Language, said: Texts, tip: str) -> str:
    """Returns what a screen reader says after a tile's name: the full caption, and the tooltip."""
    lines = [*said.captions[:1], *tip.splitlines()]
    return language.listed(dict.fromkeys(lines))


def _also_called(language: Language, attribute: Attribute) -> str:
    if not attribute.exist_label:
        return ""
    from exist_desktop.words.arranging.names import also_called  # few people have named anything

    return also_called(language, attribute)


def _unread(language: Language, tile: Tile) -> tuple[str, ...]:
    """Returns what is added once the value is read, or that it was not read."""
    if tile.value is not NOT_READ:
        return ()
    if tile.archived is not None:
        return (from_archive(language, tile.archived.made), language.say("from your archive"))
    if tile.adds is None:
        return (language.say("not read yet"),)
    change = Values(language).added(tile.attribute, tile.adds)
    return language.say("{change} · not read yet", change=change), change


def _usual(language: Language, tile: Tile) -> tuple[str, ...]:
    return AverageWords(language).captions(tile.attribute, tile.value, tile.usual) if tile.usual else ()


def _hint(language: Language, tile: Tile) -> tuple[str, ...]:
    if tile.value not in (None, "") or not tile.attribute.editable:
        return ()
    return language.say("no value yet · type to add"), language.say("no value yet")


def _source(language: Language, tile: Tile) -> str:
    attribute = tile.attribute
    if attribute.editable or attribute.service is None:
        return ""
    return language.say("from {service}", service=attribute.service.label)
