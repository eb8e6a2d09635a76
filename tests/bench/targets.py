"""What a figure must reach, and whether it does."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A figure that was measured, and the bound that it has to keep."""

    name: str
    figure: float
    bound: float
    at_most: bool = False

    @property
    def holds(self) -> bool:
        """Return whether the bound is kept."""
        if self.at_most:
            return self.figure <= self.bound
        return self.figure >= self.bound

    def __str__(self) -> str:
        side = "at most" if self.at_most else "at least"
        said = "holds" if self.holds else "MISSED"
        return f"{said:7} {self.figure:>10,.2f}  {side} {self.bound:,g}  {self.name}"


def told(targets: Iterable[Target], say: Callable[[str], None]) -> bool:
    """Say of each target whether it holds; return whether all do."""
    found = list(targets)
    say("\ntargets")
    for target in found:
        say(f"  {target}")
    return all(target.holds for target in found)
