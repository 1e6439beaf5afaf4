"""The migration that makes room for what an archive of Exist's has of days that were not read.

It is beside what Exist has said and not in it: what is compared, joined or added to never sees it. In older files
there is none.
"""

from __future__ import annotations

ARCHIVED = """
CREATE TABLE archived (  -- values of days that were not read, from archives; they go when Exist has said more
    series INTEGER NOT NULL REFERENCES series (id),
    day INTEGER NOT NULL,  -- the ordinal of the date
    value ANY NOT NULL,
    made INTEGER NOT NULL,  -- the ordinal of the day on which the archive was made
    PRIMARY KEY (series, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE archived_attribute (  -- names in an archive that the account did not have
    account INTEGER NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    value_type INTEGER NOT NULL,  -- as its values look
    PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;
"""
