"""The texts of the list of attributes: what each is, who fills it and could, what is wanted of it, and its actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta, tzinfo

from msgspec import Struct

from exist_desktop.domain.arranging.arrangement import Shelf
from exist_desktop.domain.attributes import LOW_PRIORITY, MOOD, Attribute, Owner, Service
from exist_desktop.domain.day import local
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.ownership.actions import AttributeAction
from exist_desktop.domain.ownership.entries import OwnerKind, OwnerLine
from exist_desktop.domain.values import Value
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.words.arranging.names import also_called, part_of
from exist_desktop.words.days import DayWords
from exist_desktop.words.language import N_, Language, Sentence
from exist_desktop.words.pages.outbox import OutboxWords
from exist_desktop.words.pages.owners import WANTED
from exist_desktop.words.values import Values, type_name

ACTION_LABELS: dict[AttributeAction, Sentence] = {
    AttributeAction.TAKE_OVER: N_("Take over…"),
    AttributeAction.GIVE_BACK: N_("Give back…"),
    AttributeAction.FILL: N_("Fill from here"),
    AttributeAction.UNDO: N_("Undo"),
    AttributeAction.OPEN_OUTBOX: N_("Open the Outbox"),
    AttributeAction.CHANGES: N_("Who filled it…"),
    AttributeAction.HISTORY: N_("Show its history"),
}
ACTION_NAMES: dict[AttributeAction, Sentence] = {
    AttributeAction.TAKE_OVER: N_("Take over {label}"),
    AttributeAction.GIVE_BACK: N_("Give back {label}"),
    AttributeAction.FILL: N_("Fill {label} from here"),
    AttributeAction.UNDO: N_("Undo what is wanted of {label}"),
    AttributeAction.OPEN_OUTBOX: N_("Open the Outbox for {label}"),
    AttributeAction.CHANGES: N_("Who filled {label}"),
    AttributeAction.HISTORY: N_("History of {label}"),
}
WITH_A_CONNECTION: dict[OwnerKind, Sentence] = {
    OwnerKind.TAKE_OVER: N_("Will be taken over when you are online"),
    OwnerKind.GIVE_BACK: N_("Will be given back when you are online"),
    OwnerKind.CREATE: N_("Will be created when you are online"),
}


class AttributeListWords(Struct, frozen=True):
    """Puts rows of the list into words. `today` is the person's day; instants are shown in `zone`."""

    language: Language
    today: date
    zone: tzinfo

    def owner(self, attribute: Attribute) -> str:
        """Returns who fills the attribute, as Exist last said."""
        say = self.language.say
        match attribute.owner:
            case Owner.THIS_CLIENT:
                return say("Exist Desktop")
            case Owner.NOBODY:
                return self.language.pgettext("who fills it", "Nobody")
            case Owner.ANOTHER_SERVICE:
                return attribute.service.label if attribute.service else say("another service")

    def filled(self, attribute: Attribute) -> str:
        """Returns who fills the attribute, as a line of its own, `Filled by Fitbit`."""
        if attribute.owner is Owner.NOBODY:
            return self.language.say("Filled by nobody")
        return self.language.say("Filled by {service}", service=self.owner(attribute))

    def name(self, attribute: Attribute) -> str:
        """Returns the name of a row, `Steps, filled by Fitbit`."""
        say = self.language.say
        if attribute.owner is Owner.NOBODY:
            return say("{label}, filled by nobody", label=attribute.label)
        return say("{label}, filled by {service}", label=attribute.label, service=self.owner(attribute))

    def kind(self, attribute: Attribute) -> str:
        """Returns what its values are, with the unit that they are shown in, `Number, kg`."""
        language = self.language
        if attribute.is_tag:
            return language.pgettext("kind", "Tag")
        if attribute.name == MOOD:
            return language.say("Scale 1–5")
        return language.listed([type_name(language, attribute.value_type), language.units().name(attribute.unit)])

    def facts(self, attribute: Attribute) -> str:
        """Returns how it is filled, where it comes from, and whether Exist hides it."""
        pgettext = self.language.pgettext
        return self.language.facts(
            pgettext("attribute", "by hand") if attribute.manual else pgettext("attribute", "automatic"),
            pgettext("attribute", "template") if attribute.template else pgettext("attribute", "your own"),
            self._hidden(attribute),
        )

    def called(self, attribute: Attribute, kept: str) -> str:
        """Returns what Exist calls it and with which tags it is one; `kept` is the label of the one written."""
        also = also_called(self.language, attribute)
        return self.language.facts(also, part_of(self.language, kept) if kept else "")

    def shelf(self, shelf: Shelf | None) -> str:
        """Returns where the person has put it on Today; empty for its group."""
        match shelf:
            case Shelf.PINNED:
                return self.language.pgettext("attribute", "favourite")
            case Shelf.HIDDEN:
                return self.language.pgettext("attribute", "hidden on Today")
            case None:
                return ""

    def _hidden(self, attribute: Attribute) -> str:
        if not attribute.active:
            return self.language.pgettext("attribute", "inactive")
        return self.language.pgettext("attribute", "hidden in Exist") if attribute.priority >= LOW_PRIORITY else ""

    def others(self, attribute: Attribute, available: Sequence[Service], since: float | None) -> str:
        """Returns since when this program fills it, and who else could; `since` is in seconds since 1970."""
        now = attribute.service.name if attribute.service else None
        services = [service.label for service in available if service.name != now]
        could = self.language.say("could be {services}", services=self.language.listed(services)) if services else ""
        if since is None:
            return could
        day = self.day(local(since, self.zone).date())
        return self.language.facts(self.language.say("since {day}", day=day), could)

    def lost(self) -> str:
        """Returns the mark of an attribute that was taken away from this program."""
        return self.language.say("lost, was filled from here")

    def wanted(self, wish: OwnerLine, status: SyncStatus, now: float) -> str:
        """Returns what is wanted of its owner and not in Exist yet, and what that waits for."""
        state = OutboxWords(self.language, self.zone).state(wish, status, now)
        waits_for_itself = wish.entry.state is EntryState.WAITING and not wish.unsent
        if waits_for_itself and status.condition is Condition.OFFLINE:
            return self.language.say_marked(WITH_A_CONNECTION[wish.entry.kind])
        return self.language.facts(self.language.say_marked(WANTED[wish.entry.kind]), state)

    def last(self, attribute: Attribute, value: Value, day: date) -> str:
        """Returns the newest value and its day, `8,412 · today`; the day first if a text follows."""
        shown = Values(self.language).glanced(attribute, value)
        if isinstance(value, str):
            return self.language.facts(self.day(day), " ".join(shown.split()))
        return self.language.facts(shown, self.day(day))

    def no_value(self) -> str:
        """Returns that no day that was read has a value."""
        return self.language.pgettext("attribute", "no value yet")

    def day(self, day: date) -> str:
        """Returns a day, `today`, `yesterday` or `19 Nov`."""
        if day == self.today:
            return self.language.say("today")
        if day == self.today - timedelta(days=1):
            return self.language.say("yesterday")
        return DayWords(self.language, self.today).brief(day)

    def action(self, action: AttributeAction) -> str:
        """Returns the text of an action's button or line in the menu."""
        return self.language.say_marked(ACTION_LABELS[action])

    def action_name(self, action: AttributeAction, attribute: Attribute) -> str:
        """Returns the accessible name of an action's button, `Take over Steps`."""
        return self.language.say_marked(ACTION_NAMES[action], label=attribute.label)
