"""What the application knows without any I/O: attributes, values, days, the outbox's rules and the projection.

Nothing in here reads a clock, a disk, a network or Qt; whatever depends on the moment is an argument.
"""
