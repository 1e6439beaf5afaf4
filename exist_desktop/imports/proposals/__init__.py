"""Proposes what a foreign file could become here: a mapping, and by it entries, compared with what is here."""
