"""Editors, one per value type: each says what it expects, checks while typing, and keeps what was typed."""
