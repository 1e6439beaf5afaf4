"""The composition root: creates what a start needs, starts it, and stops it in reverse order.

Only this package may import all others. Qt's widgets are loaded when a window is opened, not before.
"""
