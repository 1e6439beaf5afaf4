"""The migration for who fills what: what a person wants of owners, and the record of their changes.

Files of before have neither, so the new tables are empty: nothing is known of owners that changed earlier, and an
attribute that was taken over before is given back without restoring `manual`. The next reading asks for all attributes,
since which services could fill them was not kept.
"""

from __future__ import annotations

OWNERS = """
CREATE TABLE owner_entry (  -- what a person wants of an attribute's owner; has no day and no value
    id INTEGER PRIMARY KEY,  -- numbered together with entry
    uid TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES account (id),
    attribute TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('take-over', 'give-back', 'create')),
    at REAL NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'checking', 'held', 'sent', 'undone')),
    manual INTEGER CHECK (manual IN (0, 1)),  -- what giving back restores before it releases; NULL nothing
    restored_at REAL,                         -- when that was asked for
    sent_at REAL,
    answered INTEGER NOT NULL DEFAULT 0,      -- Exist said that it did it
    not_before REAL NOT NULL DEFAULT 0,
    strange INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    detail TEXT NOT NULL DEFAULT '',
    settled_at REAL,
    CHECK ((state = 'held') = (reason IS NOT NULL)),
    CHECK (state NOT IN ('sending', 'checking') OR sent_at IS NOT NULL),
    CHECK ((state IN ('sent', 'undone')) = (settled_at IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX one_wish_waiting ON owner_entry (account, attribute) WHERE state IN ('waiting', 'held');
CREATE UNIQUE INDEX one_wish_in_flight ON owner_entry (account, attribute) WHERE state IN ('sending', 'checking');
CREATE INDEX settled_wishes ON owner_entry (account, settled_at) WHERE settled_at IS NOT NULL;

CREATE TABLE owner_fence (  -- such requests may still be on their way; the opposite one waits until then
    account INTEGER NOT NULL REFERENCES account (id),
    attribute TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('acquire', 'release')),
    until REAL NOT NULL,   -- of those whose answer was lost
    flying REAL NOT NULL,  -- of the last one, 0 once it is answered
    PRIMARY KEY (account, attribute, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE owner_change (  -- who filled what: a row for each change; a service without a name is nobody
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account (id),
    attribute TEXT NOT NULL,
    at REAL NOT NULL,
    before_name TEXT,
    before_label TEXT,
    before_ours INTEGER NOT NULL,
    after_name TEXT,
    after_label TEXT,
    after_ours INTEGER NOT NULL,
    why TEXT NOT NULL,
    manual INTEGER,  -- what the attribute was before
    active INTEGER NOT NULL DEFAULT 1,
    seen INTEGER NOT NULL DEFAULT 0  -- the person was told that it is lost
) STRICT;

CREATE INDEX owner_changes ON owner_change (account, attribute, id);

ALTER TABLE attribute ADD COLUMN available TEXT;      -- services that can fill it, as JSON; NULL is not said
ALTER TABLE attribute ADD COLUMN given_back_at REAL;  -- this client released it
ALTER TABLE creation ADD COLUMN template TEXT;
ALTER TABLE creation ADD COLUMN manual INTEGER NOT NULL DEFAULT 1;

DELETE FROM meta WHERE name = 'catalogue_read';
"""
