"""`import`: takes in what a file brings."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Changed, Exit, Outcome
from exist_desktop.cli.acts.context import identify
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.transfer.encodings import Encoding
from exist_desktop.domain.transfer.imports import FileKind, ImportFacts, UnreadableError, UnreadableKind, Waiting
from exist_desktop.engine import Engine
from exist_desktop.imports.imports import ImportRequest, Imports
from exist_desktop.imports.kinds import kind_of
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.transfer.imports import ImportWords


class ImportArguments(Struct, frozen=True):
    """What was typed after `import`. A trial changes nothing.

    `agrees` if the person has said that a file is theirs which does not say so itself, and that what it needs may be
    created and taken over. `encoding` is that of another program's text which is not in Unicode.
    """

    path: Path
    kind: FileKind | None = None
    is_trial: bool = False
    mapping: Path | None = None
    agrees: bool = False
    encoding: Encoding | None = None


async def import_file(engine: Engine, request: ActRequest[ImportArguments]) -> Outcome:
    """Takes a file in, or says what it would bring. Raises as `identify` and `Imports.take_in` do.

    Where nobody has signed in, the days of the file can be looked at as those of its account.
    """
    typed = request.arguments
    kind = typed.kind
    if kind is None:
        kind = await kind_of(typed.path.absolute(), request.zone, typed.encoding)
    if kind.is_foreign:
        from exist_desktop.cli.transfer.proposals import ForeignFile, enter_foreign
        from exist_desktop.imports.proposals.proposals import LookRequest

        how = LookRequest(kind, typed.encoding)
        file = ForeignFile(typed.path.absolute(), how, typed.mapping, typed.is_trial, typed.agrees)
        return await enter_foreign(engine, request, file)
    if typed.mapping is not None:
        told = request.language.say("A mapping is for files of other programs, and this is none.")
        return Outcome(messages=(told,), code=Exit.NOT_POSSIBLE)
    if engine.setup.token is not None:
        await identify(engine)
    imports = Imports(engine.store, engine.preferences, engine, engine.clock, engine.server)
    whose = engine.account.username if typed.agrees and engine.account is not None else ""
    wanted = ImportRequest(typed.path.absolute(), kind, typed.is_trial, whose)
    try:
        facts = await imports.take_in(wanted)
    except UnreadableError as error:
        if error.kind is not UnreadableKind.UNCONFIRMED:
            raise
        if not await _is_theirs(request, await imports.take_in(replace(wanted, is_trial=True))):
            return _refused(request, error)
        facts = await imports.take_in(replace(wanted, whose=error.whose))
    await engine.find_account()
    changed = Changed.NOTHING if typed.is_trial else Changed.ENTRIES
    notes = tuple(ImportWords(request.language).refusals(facts))
    if request.format is AnswerFormat.JSON:
        return Outcome(document=_document(facts), messages=notes, changed=changed)
    words = tuple(ImportWords(request.language).lines(facts, is_trial=typed.is_trial))
    return Outcome(words=words, messages=notes, changed=changed)


async def _is_theirs(request: ActRequest[ImportArguments], facts: ImportFacts) -> bool:
    """Asks whose archive it is, after what it would bring. Without a person it is nobody's."""
    if not request.terminal.is_interactive:
        return False
    words = ImportWords(request.language)
    question = request.language.say("It does not say whose it is. Is it yours, @{user}? [y/N]", user=facts.whose)
    answer = await request.terminal.ask(request.language.sentences(*words.brought(facts, is_trial=True), question))
    return key(answer) in request.language.typed_words.yes


def _refused(request: ActRequest[ImportArguments], error: UnreadableError) -> Outcome:
    language = request.language
    message = ErrorMessages(language).message(error)
    if request.terminal.is_interactive:
        return Outcome(messages=(language.say("Nothing was changed."),), code=Exit.NOT_POSSIBLE)
    hint = language.say("Nothing was changed. With {option} it is done without asking.", option="--yes")
    return Outcome(messages=(message.sentence, hint), code=Exit.NOT_POSSIBLE)


def _document(facts: ImportFacts) -> dict[str, object]:
    return {
        "kind": str(facts.kind),
        "new": facts.new,
        "equal": facts.equal,
        "different": facts.different,
        "refused": [{"line": one.line, "reason": str(one.reason)} for one in facts.refused],
        "refused_more": facts.refused_more,
        "attributes": facts.attributes,
        "entries": facts.entries,
        "settings": facts.settings,
        "wishes": [{"kind": str(one.kind), "name": one.name} for one in facts.wishes],
        "made": facts.made and facts.made.isoformat(),
        "local": list(facts.local),
        "waiting": [_waiting_document(one) for one in facts.waiting],
    }


def _waiting_document(one: Waiting) -> dict[str, object]:
    return {
        "attribute": one.attribute,
        "date": one.day.isoformat(),
        "kind": str(one.kind),
        "value": one.value,
        "may_be_counted": one.may_be_counted,
    }
