"""What a person at a terminal is asked about another program's file, each thing once, before anything is entered."""

from __future__ import annotations

from msgspec.structs import replace

from exist_desktop.cli.acts.act import ActRequest
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.domain.transfer.mapping import DateOrder, ImportMapping, OnDifference, Several
from exist_desktop.domain.transfer.proposed import Plan
from exist_desktop.imports.proposals.proposals import Looked
from exist_desktop.words.transfer.encodings import EncodingWords
from exist_desktop.words.transfer.proposals import ProposalWords


class Questions:
    """Asks at one terminal."""

    def __init__(self, request: ActRequest[object], words: ProposalWords) -> None:
        self._terminal = request.terminal
        self._language = request.language
        self._words = words

    async def before(self, looked: Looked) -> ImportMapping:
        """Returns the mapping after what has to be known to read the file: how dates are read, several rows a day."""
        mapping, say = looked.proposed, self._language.say
        for sentence in EncodingWords(self._language).read_as(looked.facts):
            self._terminal.tell(sentence)
        if len(looked.facts.orders) > 1:
            is_first = await self._agrees(say("Does the day stand before the month in its dates? [y/N]"))
            mapping = replace(mapping, order=DateOrder.DAY_FIRST if is_first else DateOrder.MONTH_FIRST)
        if len(looked.facts.languages) > 1:
            answer = await self._terminal.ask(
                say(
                    "The months in its dates can be read in several languages: {languages}. Which is it? [{usual}]",
                    languages=self._words.languages(looked.facts),
                    usual=mapping.language,
                )
            )
            chosen = next((one for one in looked.facts.languages if key(one) == key(answer)), mapping.language)
            mapping = replace(mapping, language=chosen)
        if looked.facts.several:
            answer = await self._terminal.ask(
                say(
                    "Some days have several rows. Take the {last}, the {mean} or the {best} value of a day? [{usual}]",
                    last=Several.LAST,
                    mean=Several.MEAN,
                    best=Several.BEST,
                    usual=mapping.several,
                )
            )
            several = next((one for one in Several if one == key(answer)), mapping.several)
            mapping = replace(mapping, several=several)
        return mapping

    async def shortens(self, plan: Plan) -> bool:
        """Returns whether texts that are too long are cut."""
        return await self._agrees(self._words.shortening(plan.too_long))

    async def after(self, plan: Plan) -> Plan | None:
        """Returns the plan as it was decided; None if nothing is to be entered."""
        for sentence in self._words.compared(plan):
            self._terminal.tell(sentence)
        decided = dict(plan.mapping.differences)
        for kind, totals in plan.totals.items():
            if totals.different and await self._agrees(self._words.replacing(kind, totals.different)):
                decided[kind] = OnDifference.REPLACE
        agreed = tuple(dict.fromkeys((*plan.mapping.take_over, *plan.take_overs)))
        plan = plan.decided(replace(plan.mapping, differences=decided, take_over=agreed))
        if not plan.entering().commands:
            return plan
        for sentence in (self._words.would_enter(plan), *self._words.agreed(plan)):
            self._terminal.tell(sentence)
        return plan if await self._agrees(self._language.say("Enter it? [y/N]")) else None

    async def _agrees(self, question: str) -> bool:
        return key(await self._terminal.ask(question)) in self._language.typed_words.yes
