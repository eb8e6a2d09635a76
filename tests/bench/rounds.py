"""Interleaved rounds: what is compared is measured in turn, in one process."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Call = Callable[[], bytes]
ROUNDS = 5
SECONDS = 1.0


@dataclass(frozen=True)
class Rate:
    """Calls a second of one contestant, a figure a round."""

    name: str
    rounds: tuple[float, ...]

    @property
    def best(self) -> float:
        """Return the best round."""
        return max(self.rounds)

    @property
    def middle(self) -> float:
        """Return the median round."""
        return median(self.rounds)


def race(contestants: dict[str, Call]) -> list[Rate]:
    """Warm every contestant up, then measure them in turn, ``ROUNDS`` times."""
    for call in contestants.values():
        call()
    rates: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, call in contestants.items():
            rates[name].append(_rate(call))
    return [Rate(name, tuple(found)) for name, found in rates.items()]


def _rate(call: Call) -> float:
    count, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < SECONDS:
        call()
        count += 1
    return count / spent
