"""Rules of the program broken on purpose, one at a time: whoever watches over them must notice each.

A mutant is a small change of real code. It is caught where a *named* promise of the simulation (`tests.simulation`) or
of the exhaustion (`tests.exhaustion`) does not hold any more, or, where neither can see it, a named test of another
room fails; and only if the unbroken program keeps all its promises in the very same episodes, worlds and tests. A
mutant that nobody catches is a missing check.

    python -m tests.mutation              # tries all of them with more episodes, and prints who caught which
    python -m tests.mutation "no fence"   # one alone, with what led to the broken promise
"""

from __future__ import annotations
