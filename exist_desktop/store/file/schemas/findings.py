"""The migration that makes room for what Exist finds: insights, relations of each week, averages of past weeks.

Nothing that was there is changed; older files start with none of it and read it when somebody looks.
"""

from __future__ import annotations

FINDINGS = """
CREATE TABLE insight (  -- what Exist noticed; its text alone
    account INTEGER NOT NULL REFERENCES account (id),
    created TEXT NOT NULL,  -- an instant, ISO 8601, as Exist wrote it
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    day TEXT NOT NULL,  -- the day that it is about, else that on which it was made
    priority INTEGER NOT NULL,  -- 1 real time, 2 day, 3 week, 4 month; others may come
    attribute TEXT,
    PRIMARY KEY (account, created, kind, text)
) STRICT, WITHOUT ROWID;

CREATE INDEX insights_by_day ON insight (account, day DESC, created DESC);

CREATE TABLE correlation (  -- what Exist says goes together, a batch a week
    account INTEGER NOT NULL REFERENCES account (id),
    batch TEXT NOT NULL,  -- the day on which Exist made it
    attribute TEXT NOT NULL,  -- of the earlier day
    attribute2 TEXT NOT NULL,
    days_later INTEGER NOT NULL CHECK (days_later >= 0),
    value REAL NOT NULL,
    p REAL,
    days INTEGER,
    stars INTEGER,
    sentence TEXT NOT NULL,
    strength TEXT NOT NULL,
    PRIMARY KEY (account, batch, attribute, attribute2, days_later)
) STRICT, WITHOUT ROWID;

CREATE TABLE past_average (  -- what Exist called usual in the weeks before
    account INTEGER NOT NULL REFERENCES account (id),
    attribute TEXT NOT NULL,
    day TEXT NOT NULL,
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 7),  -- Monday is 0, and 7 is over all days
    value REAL NOT NULL,
    PRIMARY KEY (account, attribute, day, weekday)
) STRICT, WITHOUT ROWID;
"""
