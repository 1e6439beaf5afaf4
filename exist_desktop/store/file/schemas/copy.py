"""The migration for the copy of the whole history, and for the index that finds words in it.

Triggers only record which texts have changed: letters are folded in Python, and a trigger that needed that would fail
in every other program. The index takes the changes up before the next search.
"""

from __future__ import annotations

COPY = """
CREATE TABLE withheld (  -- windows that the copy asked for, and of which Exist left days out
    series INTEGER NOT NULL REFERENCES series (id),
    window INTEGER NOT NULL,
    asked_at REAL NOT NULL,
    PRIMARY KEY (series, window)
) STRICT, WITHOUT ROWID;

CREATE TABLE extent (  -- of attributes whose values are read one by one, as the list of all leaves them out
    series INTEGER PRIMARY KEY REFERENCES series (id),
    first_day INTEGER,                  -- the ordinal of the first day that Exist lists; NULL where that is not known
    listed INTEGER NOT NULL DEFAULT 1,  -- 0 where the list of all does not have it although it is shown
    refused_at REAL                     -- when Exist did not give its own list either
) STRICT;

CREATE TABLE unindexed (  -- texts that have changed since the index last took them up
    series INTEGER NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (series, day)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE words USING fts5(  -- texts of history, folded; the rowid is day * 2^20 + series
    folded,
    prefix = '1 2 3',
    tokenize = "unicode61 remove_diacritics 0"
);

-- an OR IGNORE in a trigger would give way to what the statement outside says of conflicts
CREATE TRIGGER a_new_text_is_not_indexed
AFTER INSERT ON history WHEN typeof(NEW.value) = 'text'
BEGIN
    INSERT INTO unindexed SELECT NEW.series, NEW.day
    WHERE NOT EXISTS (SELECT 1 FROM unindexed WHERE series = NEW.series AND day = NEW.day);
END;

CREATE TRIGGER another_text_is_not_indexed
AFTER UPDATE OF value ON history WHEN typeof(NEW.value) = 'text' OR typeof(OLD.value) = 'text'
BEGIN
    INSERT INTO unindexed SELECT NEW.series, NEW.day
    WHERE NOT EXISTS (SELECT 1 FROM unindexed WHERE series = NEW.series AND day = NEW.day);
END;

CREATE TRIGGER a_text_that_has_gone_is_indexed_still
AFTER DELETE ON history WHEN typeof(OLD.value) = 'text'
BEGIN
    INSERT INTO unindexed SELECT OLD.series, OLD.day
    WHERE NOT EXISTS (SELECT 1 FROM unindexed WHERE series = OLD.series AND day = OLD.day);
END;

INSERT INTO unindexed SELECT series, day FROM history WHERE typeof(value) = 'text';
"""
