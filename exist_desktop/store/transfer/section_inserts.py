"""How the rows of an imported section are added. What is here already stays; averages come newest first."""

from __future__ import annotations

from collections.abc import Mapping

from exist_desktop.store.transfer.sections import AVERAGES, CORRELATIONS, INSIGHTS, OWNER_CHANGES, PAUSES

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "overall")
_PAST_AVERAGE = """
INSERT OR IGNORE INTO past_average (account, attribute, day, weekday, value)
SELECT :account, :attribute, :date, {weekday}, :{name} WHERE :{name} NOTNULL
"""
_AVERAGE = """
INSERT OR IGNORE INTO average (account, attribute, weekday, value, read_at)
SELECT :account, :attribute, {weekday}, :{name}, :read_at WHERE :{name} NOTNULL
"""
_PAUSE = "INSERT OR IGNORE INTO pause (account, attribute, first, last) VALUES (:account, :attribute, :first, :last)"
_OWNER_CHANGE = """
INSERT INTO owner_change (account, attribute, at, before_name, before_label, before_ours, after_name, after_label,
    after_ours, why, manual, active, seen)
SELECT :account, :attribute, :at, :before, :before_label, :before_ours, :after, :after_label, :after_ours, :why,
    :manual, :active, 1
WHERE NOT EXISTS (
    SELECT 1 FROM owner_change WHERE account = :account AND attribute = :attribute AND abs(at - :at) < 0.002
)
"""
_INSIGHT = """
INSERT OR IGNORE INTO insight (account, created, kind, text, day, priority, attribute)
VALUES (:account, :created, :kind, :text, :date, :priority, :attribute)
"""
_CORRELATION = """
INSERT OR IGNORE INTO correlation (account, batch, attribute, attribute2, days_later, value, p, days, stars, sentence,
    strength)
VALUES (:account, :date, :attribute, :attribute2, :days_later, :value, :p, :days, :stars, :sentence, :strength)
"""
INSERTS: Mapping[str, tuple[str, ...]] = {
    AVERAGES.key: tuple(
        statement.format(weekday=weekday, name=name)
        for statement in (_PAST_AVERAGE, _AVERAGE)
        for weekday, name in enumerate(_DAYS)
    ),
    PAUSES.key: (_PAUSE,),
    OWNER_CHANGES.key: (_OWNER_CHANGE,),
    INSIGHTS.key: (_INSIGHT,),
    CORRELATIONS.key: (_CORRELATION,),
}
"""The statements for each row of a section; its columns, the account and the instant of the file are bound."""
