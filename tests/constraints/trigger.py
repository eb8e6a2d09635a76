"""How a trigger is attacked: what is wrong and what is right, from one set-up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Act = Callable[[], Any]
SetUp = Callable[[], tuple[Act, Act]]


@dataclass(frozen=True)
class Case:
    """What a trigger refuses, and why, beside what it lets pass in the same place."""

    trigger: str
    rule: str
    set_up: SetUp

    def __str__(self) -> str:
        return f"{self.trigger}-{self.set_up.__name__}"


class Cases(list[Case]):
    """The attacks of one file."""

    def add(self, trigger: str, rule: str) -> Callable[[SetUp], SetUp]:
        """Add a set-up that returns what is refused and what is not."""

        def take(set_up: SetUp) -> SetUp:
            self.append(Case(trigger, rule, set_up))
            return set_up

        return take
