"""How much of each row an answer gives: less by ``fields``, more by ``expand``."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kb.api.asked import guess
from kb.api.problems import Fault

CHOOSING = ("fields", "expand")


@dataclass(frozen=True)
class Chosen:
    """The members that an answer gives, all where ``only`` is empty."""

    only: tuple[str, ...] = ()
    expanded: tuple[str, ...] = ()
    apart: bool = False
    """Whether what many rows of a batch share is written once, apart from them."""

    def gives(self, name: str) -> bool:
        """Tell whether the answer has this member."""
        return not self.only or name in self.only


USUAL = Chosen()


def chosen_in(given: Mapping[str, str]) -> Chosen:
    """Return what was chosen, each member once, once no fault was found in it."""
    only, expanded = (tuple(sorted(set(named(given, name)))) for name in CHOOSING)
    return Chosen(only, expanded)


def named(given: Mapping[str, str], parameter: str) -> list[str]:
    """Return the names that a parameter lists."""
    return given[parameter].split(",") if given.get(parameter) else []


def wrong_choices(given: Mapping[str, str], make: Callable[[], Any]) -> Iterator[Fault]:
    """Yield what is wrong with ``fields`` and ``expand`` for what is answered.

    ``make`` gives the serializer, which takes time to make, where it is needed.
    """
    if not any(given.get(name) for name in CHOOSING):
        return
    serializer = make()
    known = {"fields": members_of(serializer), "expand": list(expansions(serializer))}
    faults = [
        fault
        for parameter in CHOOSING
        for fault in unknown_names(given, parameter, known[parameter])
    ]
    yield from faults
    wanted = named(given, "fields")
    left_out = [name for name in named(given, "expand") if name not in wanted]
    if wanted and left_out and not faults:
        detail = f"fields leaves {', '.join(left_out)} out: name it there as well."
        yield Fault("expand", "needs-other", detail)


def unknown_names(
    given: Mapping[str, str], parameter: str, known: list[str]
) -> Iterator[Fault]:
    """Yield a fault for each name that is on no list."""
    for name in named(given, parameter):
        if name in known:
            continue
        near = guess(name, known)
        lead = f"Did you mean {near}? " if near else ""
        there = f"Choose from: {', '.join(known)}." if known else "Nothing is here."
        more: tuple[tuple[str, Any], ...] = (("choices", known),)
        yield Fault(
            parameter,
            "not-a-choice",
            f"{lead}{there}",
            (*more, ("suggestion", near)) if near else more,
        )


def members_of(serializer: Any) -> list[str]:  # noqa: ANN401
    """Return every member that may be asked for, those by ``expand`` last."""
    usual = list(serializer.fields)
    return usual + [name for name in expansions(serializer) if name not in usual]


def expansions(serializer: Any) -> Mapping[str, Any]:  # noqa: ANN401
    """Return what each member is that ``expand`` may name."""
    meta = getattr(serializer, "Meta", None)
    found: Mapping[str, Any] = getattr(meta, "expand", {})
    return found


def shown_names(serializer: Any, chosen: Chosen) -> Iterable[str]:  # noqa: ANN401
    """Return the names of the members of an answer, in their order.

    Those of ``Meta.always`` are there whatever is chosen.
    """
    wider = set(chosen.expanded)
    always = getattr(getattr(serializer, "Meta", None), "always", ())
    return [
        name
        for name in members_of(serializer)
        if (chosen.gives(name) or name in always)
        and (name in serializer.fields or name in wider)
    ]
