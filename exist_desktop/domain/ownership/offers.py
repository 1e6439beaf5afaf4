"""What is offered in place of a new attribute: templates, and what the account has already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute, Group, Template
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.value_types import ValueType


class Offer(Struct, frozen=True):
    """A template, or an attribute that is `here`: active or not, made from that template or the person's own."""

    template: Template | None
    here: Attribute | None = None

    @property
    def _shown(self) -> Template | Attribute:
        shown = self.here or self.template
        assert shown is not None
        return shown

    @property
    def label(self) -> str:
        """The label that people know it by."""
        return self._shown.label

    @property
    def group(self) -> Group:
        """Its group."""
        return self._shown.group

    @property
    def value_type(self) -> ValueType:
        """The type of its values."""
        return self._shown.value_type

    @property
    def names(self) -> frozenset[str]:
        """Everything that it is called, in the form in which names are compared."""
        template = () if self.template is None else (self.template.name, self.template.label)
        here = () if self.here is None else (self.here.name, *self.here.spellings)
        return frozenset(map(key, (*template, *here)))


def offers(templates: Sequence[tuple[Template, Attribute | None]], attributes: Iterable[Attribute]) -> list[Offer]:
    """Returns the templates, each with what the account has of it, then the other attributes."""
    found = [Offer(template, here) for template, here in templates]
    known = {offer.here.name for offer in found if offer.here is not None}
    return [*found, *(Offer(None, one) for one in attributes if one.name not in known)]


def matching(text: str, every: Sequence[Offer]) -> list[Offer]:
    """Returns what a text may mean, the best first; all templates if it is empty."""
    wanted = key(text)
    if not wanted:
        return [offer for offer in every if offer.template is not None]
    found = [(_distance(wanted, offer), offer) for offer in every]
    return [offer for distance, offer in sorted(found, key=_first) if distance is not None]


def _first(found: tuple[int | None, Offer]) -> int:
    return found[0] or 0


def _distance(wanted: str, offer: Offer) -> int | None:
    """Returns 0 for the name of an offer, 1 for its beginning, 2 for a part, 3 for its group, None for no fit."""
    if wanted in offer.names:
        return 0
    if any(name.startswith(wanted) for name in offer.names):
        return 1
    if any(wanted in name for name in offer.names):
        return 2
    return 3 if wanted in key(offer.group.label) else None


def same(text: str, every: Sequence[Offer]) -> Offer | None:
    """Returns what a label would be a double of; what the account has comes before a mere template."""
    found = [offer for offer in every if key(text) in offer.names] if key(text) else []
    return next((offer for offer in found if offer.here is not None), found[0] if found else None)
