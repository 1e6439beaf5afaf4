"""Dialogs about names of the person's own, and about tags that are shown as one."""
