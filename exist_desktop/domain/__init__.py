"""The rules of the application, without any I/O: attributes, values, days, the outbox and the projection.

Nothing in here reads a clock, a disk, a network or Qt; whatever depends on the moment is an argument.
"""
