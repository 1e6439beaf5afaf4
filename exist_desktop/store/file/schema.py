"""The tables, as migrations by `user_version`; constraints make impossible states impossible on the disk too.

*entry* is what the person did and is never changed, only withdrawn; *op* is the fold of entries that are not withdrawn,
and is sent. At most one op of a key waits and at most one is in flight, and no increment leaves without its base.
Values keep their own type (column type ANY): integers, numbers or text, as sent. In `shown`, what the person saw, an
empty blob is a value that was not read.

A migration that is on the main branch is never changed. The commit before a new one adds a small file of its own
version, made by its own code, under `tests/store/files`, and a test upgrades each of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from exist_desktop.store.file.schemas.archived import ARCHIVED
from exist_desktop.store.file.schemas.arranged import ARRANGED
from exist_desktop.store.file.schemas.batches import BATCHES
from exist_desktop.store.file.schemas.copy import COPY
from exist_desktop.store.file.schemas.drafts import drafts_become_a_table
from exist_desktop.store.file.schemas.findings import FINDINGS
from exist_desktop.store.file.schemas.lines import LINES
from exist_desktop.store.file.schemas.owners import OWNERS
from exist_desktop.store.file.schemas.pauses import PAUSES

Migration = str | Callable[[sqlite3.Connection], None]
"""A script, or what is done with the connection; within a transaction, and without the checks of foreign keys."""

MIGRATIONS: tuple[Migration, ...] = (
    """
    CREATE TABLE account (
        id INTEGER PRIMARY KEY,
        server TEXT NOT NULL,
        username TEXT NOT NULL,
        profile TEXT,
        UNIQUE (server, username)
    ) STRICT;

    CREATE TABLE note (  -- small facts: of one account, or of this computer where the account is 0
        account INTEGER NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (account, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE attribute (
        account INTEGER NOT NULL REFERENCES account (id),
        name TEXT NOT NULL,
        label TEXT NOT NULL,
        group_name TEXT NOT NULL,
        group_label TEXT NOT NULL,
        group_priority INTEGER NOT NULL,
        value_type INTEGER NOT NULL,
        template TEXT,
        priority INTEGER NOT NULL,
        manual INTEGER NOT NULL,
        active INTEGER NOT NULL,
        service_name TEXT,
        service_label TEXT,
        owned INTEGER NOT NULL,
        position INTEGER NOT NULL,
        was_owned INTEGER NOT NULL DEFAULT 0,  -- this client has been its owner
        denied_at REAL,                        -- a write failed for want of ownership
        reacquired_at REAL,                    -- last acquired again after such a failure
        PRIMARY KEY (account, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE template (
        account INTEGER NOT NULL REFERENCES account (id),
        name TEXT NOT NULL,
        label TEXT NOT NULL,
        group_name TEXT NOT NULL,
        group_label TEXT NOT NULL,
        group_priority INTEGER NOT NULL,
        value_type INTEGER NOT NULL,
        priority INTEGER NOT NULL,
        PRIMARY KEY (account, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE reading (  -- what Exist last said; changed by its answers alone
        account INTEGER NOT NULL REFERENCES account (id),
        attribute TEXT NOT NULL,
        day TEXT NOT NULL,
        value ANY,
        read_at REAL NOT NULL,
        PRIMARY KEY (account, attribute, day)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE op (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        account INTEGER NOT NULL REFERENCES account (id),
        attribute TEXT NOT NULL,
        day TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('set', 'add')),
        value ANY NOT NULL,
        state TEXT NOT NULL
            CHECK (state IN ('pending', 'sending', 'unknown', 'held', 'doubt', 'done', 'dropped')),
        since REAL NOT NULL,
        shown ANY,
        base ANY,
        sent_at REAL,
        phase TEXT CHECK (phase IN ('lost', 'seen_base', 'resent', 'resent_seen_base', 'answered')),
        checked_at REAL,
        attempts INTEGER NOT NULL DEFAULT 0,
        strange INTEGER NOT NULL DEFAULT 0,
        not_before REAL NOT NULL DEFAULT 0,
        reason TEXT,
        detail TEXT NOT NULL DEFAULT '',
        settled_at REAL,
        outcome TEXT,
        total ANY,
        CHECK (state NOT IN ('sending', 'unknown') OR sent_at IS NOT NULL),
        CHECK (kind = 'set' OR state NOT IN ('sending', 'unknown') OR base IS NOT NULL),
        CHECK (state <> 'unknown' OR (kind = 'add' AND phase IS NOT NULL)),
        CHECK ((state IN ('held', 'doubt')) = (reason IS NOT NULL)),
        CHECK (state <> 'done' OR (settled_at IS NOT NULL AND outcome IS NOT NULL))
    ) STRICT;

    CREATE UNIQUE INDEX one_waiting ON op (account, attribute, day) WHERE state IN ('pending', 'held');
    CREATE UNIQUE INDEX one_in_flight ON op (account, attribute, day) WHERE state IN ('sending', 'unknown', 'doubt');
    CREATE INDEX unfinished ON op (account, state) WHERE state NOT IN ('done', 'dropped');

    CREATE TABLE entry (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        account INTEGER NOT NULL REFERENCES account (id),
        attribute TEXT NOT NULL,
        day TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('set', 'add')),
        value ANY NOT NULL,
        shown ANY,
        at REAL NOT NULL,
        zone TEXT NOT NULL,
        op INTEGER NOT NULL REFERENCES op (id),
        undone_at REAL
    ) STRICT;

    CREATE INDEX entries_of_op ON entry (op);
    CREATE INDEX entries_in_order ON entry (account, at);

    CREATE TRIGGER an_entry_stays_what_it_was
    BEFORE UPDATE OF uid, account, attribute, day, kind, value, shown, at, zone ON entry
    BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;

    CREATE TRIGGER an_entry_stays
    BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;

    CREATE TABLE fence (  -- no request for this key before then: an earlier one may still be on its way
        account INTEGER NOT NULL REFERENCES account (id),
        attribute TEXT NOT NULL,
        day TEXT NOT NULL,
        until REAL NOT NULL,
        PRIMARY KEY (account, attribute, day)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE consent (  -- the person agreed that this client takes the attribute over; used up by doing so
        account INTEGER NOT NULL REFERENCES account (id),
        attribute TEXT NOT NULL,
        given_at REAL NOT NULL,
        PRIMARY KEY (account, attribute)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE attempt (
        op INTEGER NOT NULL REFERENCES op (id),
        at REAL NOT NULL,
        result TEXT NOT NULL
    ) STRICT;

    CREATE INDEX attempts_of_op ON attempt (op);
    """,
    """
    CREATE TABLE average (  -- what Exist last called usual
        account INTEGER NOT NULL REFERENCES account (id),
        attribute TEXT NOT NULL,
        weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 7),  -- Monday is 0, and 7 is over all days
        value ANY NOT NULL,
        read_at REAL NOT NULL,
        PRIMARY KEY (account, attribute, weekday)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE making (  -- attributes that the person wants and Exist does not have yet, by provisional names
        account INTEGER NOT NULL REFERENCES account (id),
        name TEXT NOT NULL CHECK (name LIKE 'new:%'),
        label TEXT NOT NULL,
        group_name TEXT NOT NULL,
        group_label TEXT NOT NULL,
        group_priority INTEGER NOT NULL,
        value_type INTEGER NOT NULL,
        asked_at REAL NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        refused TEXT,
        PRIMARY KEY (account, name)
    ) STRICT, WITHOUT ROWID;

    DROP TRIGGER an_entry_stays_what_it_was;

    CREATE TRIGGER an_entry_stays_what_it_was
    BEFORE UPDATE OF uid, account, attribute, day, kind, value, shown, at, zone ON entry
    WHEN NOT (OLD.attribute LIKE 'new:%' AND NEW.uid = OLD.uid AND NEW.account = OLD.account AND NEW.day = OLD.day
        AND NEW.kind = OLD.kind AND NEW.value = OLD.value AND NEW.shown IS OLD.shown AND NEW.at = OLD.at
        AND NEW.zone = OLD.zone)  -- only a provisional name may give way to the one that Exist has found
    BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
    """,
    """
    ALTER TABLE op ADD COLUMN accepted ANY;  -- what Exist had when the person agreed to replace it
    """,
    """
    ALTER TABLE reading ADD COLUMN written ANY;  -- what this client last made it, and when it knew of that
    ALTER TABLE reading ADD COLUMN written_at REAL;
    """,
    """
    CREATE TABLE unanswered (  -- totals that left and got no answer: Exist may have any of them
        op INTEGER NOT NULL REFERENCES op (id),
        value ANY NOT NULL,
        PRIMARY KEY (op, value)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE series (  -- an attribute by a number, for what there are many rows of
        id INTEGER PRIMARY KEY,
        account INTEGER NOT NULL REFERENCES account (id),
        name TEXT NOT NULL,
        UNIQUE (account, name)
    ) STRICT;

    CREATE TABLE history (  -- what Exist last said; changed by its answers alone. A day without a value has no row
        series INTEGER NOT NULL REFERENCES series (id),
        day INTEGER NOT NULL,  -- the ordinal of the date
        value ANY NOT NULL,
        PRIMARY KEY (series, day)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE covered (  -- the days that were read, of windows of 31 on a fixed grid
        series INTEGER NOT NULL REFERENCES series (id),
        window INTEGER NOT NULL,  -- the ordinal divided by 31
        days INTEGER NOT NULL CHECK (days BETWEEN 0 AND 0x7FFFFFFF),  -- a bit for each day, the first is 1
        read_at REAL NOT NULL,  -- of the oldest of them
        PRIMARY KEY (series, window)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE fresh (  -- keys that were looked at by themselves, or written to
        series INTEGER NOT NULL REFERENCES series (id),
        day INTEGER NOT NULL,
        read_at REAL,     -- NULL where Exist has since sent something that is no value
        written ANY,      -- what this client last made it, and when it knew of that
        written_at REAL,
        PRIMARY KEY (series, day),
        CHECK ((written IS NULL) = (written_at IS NULL))
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER another_type_was_not_read
    AFTER UPDATE OF value_type ON attribute WHEN NEW.value_type <> OLD.value_type
    BEGIN
        DELETE FROM history WHERE series = (SELECT id FROM series WHERE account = NEW.account AND name = NEW.name);
        DELETE FROM covered WHERE series = (SELECT id FROM series WHERE account = NEW.account AND name = NEW.name);
        UPDATE fresh SET read_at = NULL
        WHERE series = (SELECT id FROM series WHERE account = NEW.account AND name = NEW.name);
    END;

    CREATE VIEW said AS  -- the readings of before, of which text where a number belongs counts as not read
    SELECT series.id AS series, CAST(julianday(reading.day) - 1721424.5 AS INTEGER) AS day, reading.value,
        reading.read_at, reading.written, reading.written_at,
        reading.value IS NULL OR attribute.value_type IS NULL OR attribute.value_type = -1
            OR (typeof(reading.value) = 'text') = (attribute.value_type = 2) AS fits
    FROM reading JOIN series ON series.account = reading.account AND series.name = reading.attribute
    LEFT JOIN attribute ON attribute.account = reading.account AND attribute.name = reading.attribute;

    INSERT INTO series (account, name) SELECT DISTINCT account, attribute FROM reading;
    INSERT INTO history SELECT series, day, value FROM said WHERE value IS NOT NULL AND fits;
    INSERT INTO covered SELECT series, day / 31, sum(1 << day % 31), min(read_at) FROM said WHERE fits GROUP BY 1, 2;
    INSERT INTO fresh SELECT series, day, iif(fits, read_at, NULL), written, written_at FROM said
        WHERE written IS NOT NULL AND written_at IS NOT NULL;

    DROP TRIGGER an_entry_stays_what_it_was;

    UPDATE entry SET shown = x''  -- what waits for a day that was not read was entered without seeing what is there
    WHERE shown IS NULL AND undone_at IS NULL
        AND op IN (SELECT id FROM op WHERE state NOT IN ('done', 'dropped'))
        AND EXISTS (SELECT 1 FROM attribute WHERE account = entry.account AND name = entry.attribute)
        AND NOT EXISTS (SELECT 1 FROM reading
            WHERE account = entry.account AND attribute = entry.attribute AND day = entry.day);
    UPDATE op SET shown = x''
    WHERE shown IS NULL AND state NOT IN ('done', 'dropped')
        AND EXISTS (SELECT 1 FROM attribute WHERE account = op.account AND name = op.attribute)
        AND NOT EXISTS (SELECT 1 FROM reading
            WHERE account = op.account AND attribute = op.attribute AND day = op.day);

    CREATE TRIGGER an_entry_stays_what_it_was
    BEFORE UPDATE OF uid, account, attribute, day, kind, value, shown, at, zone ON entry
    WHEN NOT (OLD.attribute LIKE 'new:%' AND NEW.uid = OLD.uid AND NEW.account = OLD.account AND NEW.day = OLD.day
        AND NEW.kind = OLD.kind AND NEW.value = OLD.value AND NEW.shown IS OLD.shown AND NEW.at = OLD.at
        AND NEW.zone = OLD.zone)
    BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;

    DROP VIEW said;
    DROP TABLE reading;

    CREATE INDEX op_of_key ON op (account, attribute, day);
    CREATE INDEX waiting_by_day ON op (account, day DESC, id) WHERE state = 'pending';
    """,
    drafts_become_a_table,
    LINES,
    """
    -- what a day and the last week of an outbox of many thousands are found by
    CREATE INDEX unfinished_by_day ON op (account, day) WHERE state NOT IN ('done', 'dropped');
    CREATE INDEX settled_in_order ON op (account, settled_at) WHERE settled_at IS NOT NULL;
    CREATE INDEX undone_in_order ON entry (account, undone_at) WHERE undone_at IS NOT NULL;
    """,
    COPY,
    """
    -- a note is what a person writes of a day, and what Exist does with an attribute is called creating
    ALTER TABLE note RENAME TO meta;
    ALTER TABLE making RENAME TO creation;
    """,
    PAUSES,
    OWNERS,
    FINDINGS,
    ARRANGED,
    BATCHES,
    ARCHIVED,
)
