"""The migration that gives entries and ops a place for words that join a text: both tables are rebuilt for it.

An entry has words with their time, or the line that is removed; an op has all of its lines in their order, as JSON,
with the text that was read before they were sent and the one that is sent.
"""

from __future__ import annotations

LINES = """
CREATE TABLE op_with_lines (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account (id),
    attribute TEXT NOT NULL,
    day TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('set', 'add', 'lines')),  -- lines come to a text or go from it, as JSON
    value ANY NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('pending', 'sending', 'unknown', 'held', 'doubt', 'done', 'dropped')),
    since REAL NOT NULL,
    shown ANY,
    accepted ANY,
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
    total ANY,  -- of lines the text that leaves; of all what Exist had when it was settled
    CHECK (state NOT IN ('sending', 'unknown') OR sent_at IS NOT NULL),
    CHECK (kind = 'set' OR state NOT IN ('sending', 'unknown') OR base IS NOT NULL),
    CHECK (kind <> 'lines' OR state NOT IN ('sending', 'unknown', 'doubt')
        OR (typeof(base) = 'text' AND typeof(total) = 'text')),
    CHECK (kind <> 'lines' OR typeof(value) = 'text'),
    CHECK (state <> 'unknown' OR (kind IN ('add', 'lines') AND phase IS NOT NULL)),
    CHECK ((state IN ('held', 'doubt')) = (reason IS NOT NULL)),
    CHECK (state <> 'done' OR (settled_at IS NOT NULL AND outcome IS NOT NULL))
) STRICT;

INSERT INTO op_with_lines SELECT id, account, attribute, day, kind, value, state, since, shown, accepted, base,
    sent_at, phase, checked_at, attempts, strange, not_before, reason, detail, settled_at, outcome, total FROM op;

CREATE TABLE entry_with_words (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES account (id),
    attribute TEXT NOT NULL,
    day TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('set', 'add', 'append', 'take-out')),
    value ANY NOT NULL,
    clock TEXT,  -- the time of day that stands before words that join a text
    shown ANY,
    at REAL NOT NULL,
    zone TEXT NOT NULL,
    op INTEGER NOT NULL REFERENCES op (id),
    undone_at REAL,
    CHECK ((kind = 'append') = (clock IS NOT NULL)),
    CHECK (kind IN ('set', 'add') OR typeof(value) = 'text')
) STRICT;

INSERT INTO entry_with_words SELECT id, uid, account, attribute, day, kind, value, NULL, shown, at, zone, op,
    undone_at FROM entry;

DROP TABLE entry;
DROP TABLE op;
ALTER TABLE op_with_lines RENAME TO op;
ALTER TABLE entry_with_words RENAME TO entry;

CREATE UNIQUE INDEX one_waiting ON op (account, attribute, day) WHERE state IN ('pending', 'held');
CREATE UNIQUE INDEX one_in_flight ON op (account, attribute, day) WHERE state IN ('sending', 'unknown', 'doubt');
CREATE INDEX unfinished ON op (account, state) WHERE state NOT IN ('done', 'dropped');
CREATE INDEX op_of_key ON op (account, attribute, day);
CREATE INDEX waiting_by_day ON op (account, day DESC, id) WHERE state = 'pending';
CREATE INDEX entries_of_op ON entry (op);
CREATE INDEX entries_in_order ON entry (account, at);

CREATE TRIGGER an_entry_stays_what_it_was
BEFORE UPDATE OF uid, account, attribute, day, kind, value, clock, shown, at, zone ON entry
WHEN NOT (OLD.attribute LIKE 'new:%' AND NEW.uid = OLD.uid AND NEW.account = OLD.account AND NEW.day = OLD.day
    AND NEW.kind = OLD.kind AND NEW.value = OLD.value AND NEW.clock IS OLD.clock AND NEW.shown IS OLD.shown
    AND NEW.at = OLD.at AND NEW.zone = OLD.zone)  -- only a provisional name may give way to the one found since
BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;

CREATE TRIGGER an_entry_stays
BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;
"""
