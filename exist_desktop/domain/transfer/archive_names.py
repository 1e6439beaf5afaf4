"""Which attribute a file of Exist's archive is of: only its name says so, and three generations name it differently.

In 2019 a file was called as the attribute is; since the end of 2020 kind and year are put around the name, as in
`values_mood_note_2021`; since 2023 the year may be missing. Names have underscores of their own and may end in a year,
so those of the account are looked for first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from enum import Enum, auto

OTHER_KINDS = frozenset({"averages", "correlations", "insights"})
"""What precedes the name in files that have something else than values of days."""
_YEAR = re.compile(r"_(19[0-9]{2}|20[0-9]{2})\Z", re.ASCII)


class Naming(Enum):
    """How an archive names its files."""

    PLAIN = auto()
    KIND = auto()
    KIND_AND_YEAR = auto()


def attribute_names(stems: Iterable[str], known: Collection[str]) -> Mapping[str, str]:
    """Returns the attribute of each file that has values, by its name without the ending. `known` are the account's."""
    found = list(stems)
    naming = _naming(found, known)
    named = {stem: _attribute(stem, naming, known) for stem in found}
    return {stem: name for stem, name in named.items() if name}


def _naming(stems: Collection[str], known: Collection[str]) -> Naming:
    """Returns how most of the files are named; if the account's names do not decide, how it looks."""
    plain = sum(stem in known for stem in stems)
    behind = [rest for _, rest in map(_split, stems) if rest]
    with_kind = sum(rest in known or _without_year(rest) in known for rest in behind)
    if plain > with_kind or (plain == with_kind and not _looks_like_kinds(stems)):
        return Naming.PLAIN
    with_year = sum(rest not in known and _without_year(rest) != rest for rest in behind)
    return Naming.KIND_AND_YEAR if 2 * with_year > len(behind) else Naming.KIND


def _looks_like_kinds(stems: Collection[str]) -> bool:
    kinds = {kind for kind, rest in map(_split, stems) if rest}
    return bool(kinds & OTHER_KINDS) or (len(stems) > 2 * len(kinds) and all("_" in stem for stem in stems))


def _attribute(stem: str, naming: Naming, known: Collection[str]) -> str:
    """Returns the attribute of a file, or nothing if it has no values. The account's longest name is right."""
    kind, rest = _split(stem)
    if stem in OTHER_KINDS:
        return ""
    if naming is Naming.PLAIN:
        return stem
    if kind in OTHER_KINDS:
        return ""
    if not rest:
        return stem
    if rest in known:
        return rest
    without = _without_year(rest)
    return without if naming is Naming.KIND_AND_YEAR or without in known else rest


def _split(stem: str) -> tuple[str, str]:
    kind, _, rest = stem.partition("_")
    return kind, rest


def _without_year(name: str) -> str:
    return _YEAR.sub("", name)
