"""The composition root: builds what a start needs, starts it, and stops it in the reverse of its order.

The only part that knows all others. Qt's widgets are loaded when a window is opened, not before.
"""
