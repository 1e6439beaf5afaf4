"""Widgets that several pages use. Each shows what it is given and emits what the person wants.

Colours come from the widget's current palette (`theme.of`), so a change of theme needs no signal.
"""
