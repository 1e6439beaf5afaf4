"""Widgets that more than one page is made of. Each takes what it shows and emits what the person meant.

Colours come from the palette that a widget has at the moment (`theme.of`), so that a change of theme needs no news.
"""
