"""The migration for pauses: times that a streak skips."""

from __future__ import annotations

PAUSES = """
CREATE TABLE pause (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account (id),
    attribute TEXT,        -- NULL where it is a pause of all attributes
    first TEXT NOT NULL,
    last TEXT,             -- included; NULL until further notice
    CHECK (last IS NULL OR last >= first)
) STRICT;

CREATE UNIQUE INDEX a_pause_is_there_once ON pause (account, first, ifnull(last, ''), ifnull(attribute, ''));
"""
