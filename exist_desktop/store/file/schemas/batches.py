"""The migration that lets entries belong to a batch, which is what one import has entered.

Nothing that was there is changed: in older files no entry has a batch. An op has the last batch of its entries, or none
if the person has made one of them, so that what the person has entered is found, and sent, before it.
"""

from __future__ import annotations

BATCHES = """
CREATE TABLE batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES account (id),
    file TEXT NOT NULL,  -- the name of the imported file, without its folder
    at REAL NOT NULL,
    undoes INTEGER REFERENCES batch (id),  -- the batch that it takes back; NULL for an import
    paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1))
) STRICT;

ALTER TABLE entry ADD COLUMN batch INTEGER REFERENCES batch (id);
ALTER TABLE entry ADD COLUMN differing TEXT  -- what becomes of another value that Exist has
    CHECK (differing IN ('keep', 'replace', 'ask') AND batch IS NOT NULL OR differing IS NULL AND batch IS NULL);
ALTER TABLE op ADD COLUMN batch INTEGER REFERENCES batch (id);  -- of an op all of whose entries are of it
ALTER TABLE op ADD COLUMN differing TEXT
    CHECK (differing IN ('keep', 'replace', 'ask') AND batch IS NOT NULL OR differing IS NULL AND batch IS NULL);

CREATE INDEX entries_of_batch ON entry (batch) WHERE batch IS NOT NULL;
DROP INDEX waiting_by_day;
CREATE INDEX waiting_in_order ON op (account, ifnull(batch, 0), day DESC, id) WHERE state = 'pending';
CREATE INDEX unfinished_of_batch ON op (batch, state) WHERE batch IS NOT NULL AND state NOT IN ('done', 'dropped');

DROP TRIGGER an_entry_stays_what_it_was;

CREATE TRIGGER an_entry_stays_what_it_was
BEFORE UPDATE OF uid, account, attribute, day, kind, value, clock, shown, at, zone, batch, differing ON entry
WHEN NOT (OLD.attribute LIKE 'new:%' AND NEW.uid = OLD.uid AND NEW.account = OLD.account AND NEW.day = OLD.day
    AND NEW.kind = OLD.kind AND NEW.value = OLD.value AND NEW.clock IS OLD.clock AND NEW.shown IS OLD.shown
    AND NEW.at = OLD.at AND NEW.zone = OLD.zone AND NEW.batch IS OLD.batch AND NEW.differing IS OLD.differing)
BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
"""
