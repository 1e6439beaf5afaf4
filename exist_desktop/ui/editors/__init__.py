"""Editors, one per value type: each shows what it expects, checks while typing, and has a draft."""
