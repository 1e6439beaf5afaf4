"""`import`: takes in what a file brings."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Changed, Outcome
from exist_desktop.cli.acts.context import identify
from exist_desktop.domain.transfer.imports import FileKind, ImportFacts, Waiting
from exist_desktop.engine import Engine
from exist_desktop.imports.imports import ImportRequest, Imports
from exist_desktop.words.transfer.imports import ImportWords


class ImportArguments(Struct, frozen=True):
    """What was typed after `import`. A trial changes nothing."""

    path: Path
    kind: FileKind | None = None
    is_trial: bool = False


async def import_file(engine: Engine, request: ActRequest[ImportArguments]) -> Outcome:
    """Takes a file in, or says what it would bring. Raises as `identify` and `Imports.take_in` do.

    Where nobody has signed in, the days of the file can be looked at as those of its account.
    """
    typed = request.arguments
    if engine.setup.token is not None:
        await identify(engine)
    imports = Imports(engine.store, engine.preferences, engine, engine.clock, engine.server)
    facts = await imports.take_in(ImportRequest(typed.path.absolute(), typed.kind, typed.is_trial))
    await engine.find_account()
    changed = Changed.NOTHING if typed.is_trial else Changed.ENTRIES
    notes = tuple(ImportWords(request.language).refusals(facts))
    if request.format is AnswerFormat.JSON:
        return Outcome(document=_document(facts), messages=notes, changed=changed)
    words = tuple(ImportWords(request.language).lines(facts, is_trial=typed.is_trial))
    return Outcome(words=words, messages=notes, changed=changed)


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
