"""The thin front: hands what was typed to the program that runs on the data folder, and prints its answer.

A command is started twenty times a day, so these modules import nothing but `os`, `sys` and small parts of Python that
are written in C. `tests/front/test_imports.py` has the whole list.
"""
