"""The tables, as migrations by `user_version`; constraints make impossible states impossible on the disk too.

*entry* is what the person did and is never changed, only withdrawn; *op* is the fold of standing entries that goes on
the wire. At most one op of a key waits and at most one is in flight, and no increment leaves without its base.
Values keep their own type (column type ANY): integers, numbers or text, as on the wire.

A migration that has landed is never changed. The commit before one that adds another leaves a small file of its own
version under `tests/store/files`, made by its own code, and a test brings each of them here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

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
)
