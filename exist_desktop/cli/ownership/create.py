"""`create`: a new attribute, the person's own or from a template, with its first value."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Changed, Exit, Outcome
from exist_desktop.cli.acts.context import Context, When, identify, in_context, make_sure_of_catalogue
from exist_desktop.cli.acts.documents import entry_document, owner_document
from exist_desktop.domain.attributes import UNITS, Attribute, AttributesNotReadError, Group, UnknownTemplateError
from exist_desktop.domain.creation import LAST_PRIORITY, FirstValue
from exist_desktop.domain.ownership.groups import groups_for_new
from exist_desktop.domain.parsing.line_parser import Named
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.parsing.unit_parsing import read
from exist_desktop.domain.parsing.value_parser import Total
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, InvalidValueKind
from exist_desktop.engine import Engine
from exist_desktop.errors import AppError
from exist_desktop.journal.owner_journal import CustomAttribute, FromTemplate, NewAttribute
from exist_desktop.words.ownership.groups import group_labels


class CreateArguments(Struct, frozen=True):
    """What was typed after `create`: a label with its group and type, or a template."""

    label: str
    group: str
    value_type: ValueType | None
    template: str | None = None
    value: str | None = None
    when: When = None


async def create(engine: Engine, request: ActRequest[CreateArguments]) -> Outcome:
    """Saves a new attribute; it is created after the answer.

    Raises `TwinError`, `UnknownTemplateError`, `AttributesNotReadError`, `InvalidValueError`, and as `identify` and
    `Journal.create` do.
    """
    wanted = request.arguments
    await identify(engine)
    await make_sure_of_catalogue(engine)
    context = await in_context(engine, request)
    attributes, templates = await engine.views.catalogue()
    new: NewAttribute
    if wanted.template is not None:
        found = next((t for t in templates.values() if key(wanted.template) in (key(t.name), key(t.label))), None)
        if found is None:
            raise await _no_template(engine, wanted.template)
        new = FromTemplate(found.name)
        named = Named(found.name, found.label, found.value_type, UNITS.get(found.name, ""), found.name)
    else:
        groups = groups_for_new(attributes.values(), templates.values(), group_labels(request.language))
        group = next((one for one in groups if key(wanted.group) in (key(one.name), key(one.label))), None)
        if group is None:
            return _no_group(request, groups)
        assert wanted.value_type is not None
        new = CustomAttribute(wanted.label, group, wanted.value_type)
        named = Named("new", wanted.label, wanted.value_type)
    created = await engine.journal.create(new, _first(context, wanted, named))
    entries = [owner_document(created.entry), *(entry_document(one) for one in created.values)]
    if request.format is AnswerFormat.JSON:
        return Outcome(document={"entries": entries}, changed=Changed.ENTRIES, sends=True)
    said = context.language.say(
        "{label}: created as soon as Exist says so. Saved on this computer.", label=named.label.strip()
    )
    return Outcome(words=(said,), changed=Changed.ENTRIES, sends=True)


async def _no_template(engine: Engine, typed: str) -> AppError:
    """Returns the error for a template that Exist does not offer, or has not shown yet."""
    never_read = await engine.views.last_sync() is None
    return AttributesNotReadError() if never_read else UnknownTemplateError(typed)


def _no_group(request: ActRequest[CreateArguments], groups: Sequence[Group]) -> Outcome:
    language = request.language
    names = language.listed(sorted(one.name for one in groups))
    sentence = language.say("There is no group {typed}; {names} are.", typed=request.arguments.group, names=names)
    return Outcome(document={"entries": []}, messages=(sentence,), code=Exit.NOT_POSSIBLE)


def _first(context: Context, wanted: CreateArguments, named: Named) -> FirstValue | None:
    """Returns the first value, or None without one. Raises `InvalidValueError`."""
    if wanted.value is None:
        return None
    language = context.language
    attribute = Attribute(named.name, named.label, Group("", "", LAST_PRIORITY), named.value_type, named.template)
    meant = read(wanted.value, attribute, language.formats.numerals, language.units())
    if not isinstance(meant, Total):
        raise InvalidValueError(InvalidValueKind.NOT_UNDERSTOOD, named.value_type)
    return FirstValue(context.day(wanted.when), meant.value)
