"""`export`: writes what is here into a file."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Outcome
from exist_desktop.cli.acts.context import When, identify, in_context
from exist_desktop.cli.history.values import period
from exist_desktop.cli.transfer.progress import ShellProgress
from exist_desktop.domain.transfer.export import CsvStyle, ExportFacts, ExportFormat, Period
from exist_desktop.engine import Engine
from exist_desktop.export.exports import ExportRequest, Exports
from exist_desktop.words.transfer.export import ExportWords


class ExportArguments(Struct, frozen=True):
    """What was typed after `export`."""

    path: Path
    format: ExportFormat
    first: When = None
    last: When = None
    for_spreadsheets: bool = False


async def export(engine: Engine, request: ActRequest[ExportArguments]) -> Outcome:
    """Writes the file. Raises as `identify` and `Exports.write` do, and `InvalidValueError`."""
    typed = request.arguments
    await identify(engine)
    context = await in_context(engine, request)
    chosen = Period(*period(context, typed.first, typed.last))
    style = CsvStyle.spreadsheet(request.language.numerals.decimal) if typed.for_spreadsheets else CsvStyle()
    path, shares = typed.path.absolute(), ShellProgress(request.terminal, request.language)
    if typed.format is ExportFormat.PDF:
        from exist_desktop.paper.prints import PrintRequest, Prints

        facts = await Prints(engine.store, engine, context.language).write(PrintRequest(path, chosen), shares)
    else:
        exports = Exports(engine.store, engine.preferences, engine, engine.clock)
        facts = await exports.write(ExportRequest(path, typed.format, chosen, style), shares)
    words = ExportWords(request.language)
    notes = tuple(words.notes(facts))
    if request.format is AnswerFormat.JSON:
        return Outcome(document=_document(typed.format, facts), messages=notes)
    return Outcome(words=(words.done(facts),), messages=notes)


def _document(written: ExportFormat, facts: ExportFacts) -> dict[str, object]:
    return {
        "format": str(written),
        "files": list(facts.files),
        "attributes": facts.attributes,
        "days": facts.days,
        "values": facts.values,
        "guarded": facts.guarded,
        "unsent": facts.unsent,
        "not_read": facts.unread,
    }
