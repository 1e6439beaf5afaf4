"""The migration that makes room for the person's own order.

Nothing that was there is changed; in older files nothing is arranged, so that everything is in Exist's order.
"""

from __future__ import annotations

ARRANGED = """
CREATE TABLE arranged_attribute (  -- what the person chose for an attribute on this computer
    account INTEGER NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    shelf TEXT CHECK (shelf IN ('pinned', 'hidden')),  -- NULL in its group
    place INTEGER,  -- among those of its list; NULL behind all that have one
    shown_as TEXT NOT NULL DEFAULT '',  -- another name of a tag; empty for its own
    part_of TEXT NOT NULL DEFAULT '' CHECK (part_of <> name),  -- the tag that it is shown as one with; empty for none
    PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE arranged_group (  -- what the person chose for a group
    account INTEGER NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,  -- empty for all groups at once
    place INTEGER CHECK (name <> '' OR place IS NULL),
    size TEXT CHECK (size IN ('usual', 'compact')),  -- of its tiles; NULL as that of all groups
    PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;
"""
