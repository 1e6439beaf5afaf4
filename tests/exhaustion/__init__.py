"""Every order of events in a small world: one key, a few acts of the person, crashes and faults, all of them tried.

Nothing is drawn here. From each state every event that can come next is played on the real program (journal, store with
its SQL, second copy, plan, answers, worker, client, wire), and states that cannot be told apart are visited once.

    from tests.exhaustion import Bounds, explore

    explored = explore(Bounds(acts=2, crashes=1, faults=1))   # raises `Broken` where a promise does not hold
    explored.states, explored.transitions, explored.ends

`python -m tests.exhaustion --acts 3 --crashes 2 --faults 4` goes as far as one likes. The world:

- One person, who alone writes. An act is "2" as the day's total, "2" more, or taking back the last act. The amounts are
  the same on purpose, so that totals coincide as often as they can. In a second such world it is a note: a whole one,
  words that join it, always the same at the same time, or taking back the last act.
- An act or a crash comes between any two transactions of the program, and while a request is on its way; a crash also
  between the second copy's line and the commit of an act.
- A request is answered; it is lost before the service or after it; it comes late, up to five minutes; the service says
  500 or 502 before or after it has done it, 429, or 202 with the item refused, in a way that is known or is not; the
  answer makes no sense, done or not. A reading is lost, makes no sense, or is up to a minute old. Beside these the
  computer may sleep for a quarter of an hour. Each of them is one fault.
- Time passes only where nothing else can happen; a late request arrives at once, or at its last moment.

Held in every state: what was called saved is there; no addition is applied twice, and it is done exactly if it was
applied; a total is done only after it was applied; nothing leaves before the disk says so, nor while an earlier
request for the key may still arrive. And from every state, without further faults, the program comes to rest: all is
done, and Exist has the fold of the entries, or it is visible with its reason; nothing is asked where nothing was
refused or malformed.

Not in this world: a second writer, another key or account, owners, tokens, the disk's own failures, a clock that is
set, power cuts. The simulation has them.
"""

from __future__ import annotations

from tests.exhaustion.search import Explored, explore
from tests.exhaustion.state import Bounds, Tracked

__all__ = ["Bounds", "Explored", "Tracked", "explore"]
