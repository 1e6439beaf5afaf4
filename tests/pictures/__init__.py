"""The gallery: every page, dialog and state in every look, as pictures to leaf through and as scenes for tests.

`python3 packaging/dev.py pictures` takes the pictures; `test_fits` looks at the same scenes and finds what
does not fit.
"""
