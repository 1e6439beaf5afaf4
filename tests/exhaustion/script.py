"""What happens while the worker takes a step, and what the step showed of itself."""

from __future__ import annotations

from dataclasses import dataclass

from exist_desktop.sync.push.steps import Step
from tests.exhaustion.state import Act, End, Fate
from tests.simulation.network import Request


@dataclass(frozen=True)
class Script:
    """What happens while the worker takes a step.

    `fate` is that of its request; `acts` are done while it is on its way. `at` and `then` are something that happens
    before the transaction of that number, `end` how the process ends while the request is on its way.
    """

    fate: Fate = Fate.ANSWERED
    ago: float = 0.0
    acts: tuple[Act, ...] = ()
    at: int = 0
    then: Act | None = None
    end: End | None = None

    @property
    def faulty(self) -> bool:
        """Whether it takes a fault."""
        return self.fate is not Fate.ANSWERED

    def __str__(self) -> str:
        parts = [str(act) for act in self.acts]
        parts += [f"the request {self.fate}"] if self.faulty else []
        if self.at:
            parts.append(f"before commit {self.at} {'the program is killed' if self.then is None else self.then}")
        parts += [f"the program is killed {self.end.value}"] if self.end else []
        return ", ".join(("the worker takes a step", *parts))


@dataclass
class Seen:
    """What a step of the worker showed: what it was, how many transactions it had, and its request, if any."""

    step: Step | None = None
    commits: int = 0
    request: Request | None = None
    ended: bool = False
