"""Whom to name wherever a row is shown, and under which terms.

It goes with the row in every form of an answer, whatever ``fields`` chooses.
"""

from typing import Any

from django.db.models import Exists, F, Func, Model, OuterRef, Q

from careers.models import CareerSkill
from kb.api.members import Texts
from kb.api.objects import List, Sql
from kb.api.rows import Derived, outer
from kb.models import Release


class Attributions(Derived, Texts):
    """What the releases ask to be said that a career or skill comes from.

    A dataset is known by the row's code in its edition; packs bring what they list.
    """

    def __init__(self, code: type[Model], side: str, to: str = "") -> None:
        said = "What to say wherever it is shown."
        super().__init__(help_text=said)
        self.code = code
        self.side = side
        self.to = to

    def behind(self, prefix: str) -> Q:
        """Return which releases a row comes from."""
        row: dict[str, Any] = {self.side: OuterRef(outer(prefix, self.to or "pk"))}
        edition = {
            "release": OuterRef("edition"),
            "scheme__startswith": OuterRef("dataset"),
        }
        coded = Exists(self.code._default_manager.filter(**row, **edition))
        listed = Exists(CareerSkill.objects.filter(**row))
        return Q(coded, ~Q(dataset="")) | Q(listed, dataset="")

    def expression(self, prefix: str) -> Sql:
        """Return the texts, those of packs first."""
        releases = (
            Release.objects.approved()
            .filter(self.behind(prefix))
            .order_by("dataset", "pack", "-number")
            .distinct("dataset", "pack")
        )
        return List(releases.values(json=Func(F("attribution"), function="to_json")))
