"""`import` of a file of another program: what it proposes, what the person agrees to, and then its entries as a batch.

A mapping that is handed in is a decision. Without one, what can be done unasked is done: new attributes and take-overs
are asked for at a terminal, and are left out where nobody can be asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Changed, Exit, Outcome, log_failed_after_commit
from exist_desktop.cli.acts.context import identify, in_context, make_sure_of_catalogue
from exist_desktop.cli.transfer.progress import ShellProgress
from exist_desktop.cli.transfer.questions import Questions
from exist_desktop.domain.transfer.imports import ImportFacts
from exist_desktop.domain.transfer.mapping import NOTHING, ImportMapping, New, Target
from exist_desktop.domain.transfer.proposed import Plan
from exist_desktop.engine import Engine
from exist_desktop.errors import NotSavedError
from exist_desktop.imports.proposals.mapping_file import document_of, read_mapping
from exist_desktop.imports.proposals.proposals import Looked, LookRequest, Proposals
from exist_desktop.words.transfer.encodings import EncodingWords
from exist_desktop.words.transfer.imports import ImportWords
from exist_desktop.words.transfer.proposals import ProposalWords


class ForeignFile(Struct, frozen=True):
    """The file that was named, and the options: a trial enters nothing, and who agrees is not asked."""

    path: Path
    how: LookRequest
    mapping: Path | None = None
    is_trial: bool = False
    agrees: bool = False


class _Found(Struct, frozen=True):
    """The plan, the mapping that is kept for the next file, and the names that were left out of the plan.

    `is_told` is whether the person has seen how it compares with what is here.
    """

    plan: Plan
    kept: ImportMapping
    left_out: Sequence[str] = ()
    is_told: bool = False


async def enter_foreign(engine: Engine, request: ActRequest[object], file: ForeignFile) -> Outcome:
    """Enters what the file brings, or says what that would be.

    Raises `UnreadableError`, and as `identify`, `Proposals` and `BatchJournal.enter` do.
    """
    await identify(engine)
    await make_sure_of_catalogue(engine)
    context = await in_context(engine, request)
    proposals = Proposals(engine.store, engine, engine.clock, context.zone, request.language.numerals)
    decided, how = None, file.how
    if file.mapping is not None:
        decided = read_mapping(file.mapping.absolute())
        decided = replace(decided, encoding=how.encoding or decided.encoding)
        how = LookRequest(how.kind, decided.encoding)
    looked = await proposals.look(file.path, how, ShellProgress(request.terminal, request.language))
    words = ProposalWords(request.language, {name: one.label for name, one in looked.attributes.items()})
    if request.terminal.is_interactive and not (file.is_trial or file.agrees or decided):
        found, refusal = await _asked(request, proposals, file, looked, words), None
    else:
        refusal = _refusal(request, looked, decided)
        if refusal is not None and not file.is_trial:
            return refusal
        found = await _unasked(request, proposals, file, decided or looked.proposed)
    if found is None:
        return Outcome(messages=(request.language.say("Nothing was changed."),), code=Exit.NOT_POSSIBLE)
    entered = 0
    if not file.is_trial:
        entering = found.plan.entering_all()
        if entering.commands:
            entered = await engine.journal.batches.enter(str(file.path), entering, context.computer, name=request.name)
        try:
            await proposals.remember(found.kept)
        except NotSavedError as error:
            log_failed_after_commit(error)
    outcome = _outcome(request, words, found, looked, entered if not file.is_trial else None)
    return outcome if refusal is None else replace(outcome, messages=(*refusal.messages, *outcome.messages))


def _refusal(request: ActRequest[object], looked: Looked, decided: ImportMapping | None) -> Outcome | None:
    """Returns why nothing can be entered: a mapping of another kind of file, dates of two readings, nothing mapped."""
    language = request.language
    if decided is not None:
        if decided.kind is looked.facts.kind:
            return None
        told = language.say("That mapping is for files of the kind {kind}.", kind=decided.kind)
        return Outcome(messages=(told,), code=Exit.NOT_POSSIBLE)
    if len(looked.facts.orders) > 1:
        orders = language.listed([ProposalWords(language).order(order) for order in looked.facts.orders])
        told = language.say("Its dates can be read in several ways: {orders}.", orders=orders)
    elif len(looked.facts.languages) > 1:
        told = language.say(
            "The months in its dates can be read in several languages: {languages}.",
            languages=ProposalWords(language).languages(looked.facts),
        )
    elif all(target == NOTHING for target in (*looked.proposed.columns.values(), *looked.proposed.tags.values())):
        told = language.say("None of its columns is called like one of your attributes.")
    else:
        return None
    how = language.say(
        "Say what is meant with {option}; “mapping” in the answer to {trial} is what to begin with.",
        option="--map",
        trial="--dry-run --json",
    )
    return Outcome(messages=(told, how), code=Exit.NOT_POSSIBLE)


async def _asked(
    request: ActRequest[object], proposals: Proposals, file: ForeignFile, looked: Looked, words: ProposalWords
) -> _Found | None:
    """Returns the plan that the person has agreed to; None if they said no."""
    questions = Questions(request, words)
    mapping = await questions.before(looked)
    first = await proposals.plan(file.path, mapping, request.name)
    if first.too_long and await questions.shortens(first):
        first = await proposals.plan(file.path, replace(mapping, shortens=True), request.name)
    plan = await questions.after(first)
    return None if plan is None else _Found(plan, plan.mapping, is_told=True)


async def _unasked(
    request: ActRequest[object], proposals: Proposals, file: ForeignFile, mapping: ImportMapping
) -> _Found:
    """Returns the plan of what can be done without asking: without new attributes, unless somebody agrees to them."""
    plan = await proposals.plan(file.path, mapping, request.name, ShellProgress(request.terminal, request.language))
    if file.agrees:
        plan = plan.decided(replace(mapping, take_over=tuple(dict.fromkeys((*mapping.take_over, *plan.take_overs)))))
        return _Found(plan, plan.mapping)
    if file.mapping is not None or not plan.creations:
        return _Found(plan, mapping)
    labels = [one.label for one in plan.creations]
    return _Found(await proposals.plan(file.path, _without_new(mapping), request.name), mapping, labels)


def _without_new(mapping: ImportMapping) -> ImportMapping:
    return replace(mapping, columns=_known(mapping.columns), tags=_known(mapping.tags))


def _known(targets: Mapping[str, Target]) -> dict[str, Target]:
    return {name: NOTHING if isinstance(target, New) else target for name, target in targets.items()}


def _outcome(
    request: ActRequest[object], words: ProposalWords, found: _Found, looked: Looked, entered: int | None
) -> Outcome:
    """Returns the answer. `entered` is how many entries were saved, None for a trial."""
    plan, total = found.plan, found.plan.total
    facts = ImportFacts(
        kind=looked.facts.kind,
        new=total.new,
        equal=total.equal,
        different=total.different,
        refused=plan.refused,
        refused_more=plan.refused_more,
    )
    read_as = () if found.is_told else EncodingWords(request.language).read_as(looked.facts)
    notes = [
        *read_as,
        *words.unmapped_moods(looked.facts, found.kept),
        *words.not_created(found.left_out),
        *words.held(plan),
    ]
    if found.left_out or plan.not_agreed:
        notes.append(request.language.say("With {option} it is created and taken over.", option="--yes"))
    refusals = (*ImportWords(request.language).refusals(facts), *words.may_be_shortened(plan))
    done = Outcome(
        messages=(*notes, *refusals),
        changed=Changed.ENTRIES if entered else Changed.NOTHING,
        sends=bool(entered),
    )
    if request.format is AnswerFormat.JSON:
        return replace(done, document=_document(found, facts, looked, entered or 0))
    first = words.would_enter(plan) if entered is None else words.entered(entered)
    if found.is_told:
        return replace(done, words=(first,))
    agreed = () if entered == 0 else words.agreed(plan)
    return replace(done, words=(first, *words.compared(plan), *agreed))


def _document(found: _Found, facts: ImportFacts, looked: Looked, entered: int) -> dict[str, object]:
    plan, entering, guessed = found.plan, found.plan.entering_all(), looked.facts.guessed
    return {
        "kind": str(facts.kind),
        "new": facts.new,
        "equal": facts.equal,
        "different": facts.different,
        "refused": [{"line": one.line, "reason": str(one.reason)} for one in facts.refused],
        "refused_more": facts.refused_more,
        "not_read": plan.total.unread,
        "days": {"new": plan.days.new, "equal": plan.days.equal, "different": plan.days.different},
        "entered": entered,
        "created": [one.label for one in entering.creations],
        "taken_over": list(entering.take_over),
        "held": list(plan.not_agreed),
        "left_out": list(found.left_out),
        "encoding": guessed and str(guessed.encoding),
        "words": list(guessed.words) if guessed else [],
        "mapping": document_of(found.kept),
    }
