"""Computing published scores again, and keeping the verdict on each."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection, transaction

from kb.models import Recomputation
from kb.services.scores.eloundou import ELOUNDOU
from kb.services.scores.formula import Formula
from kb.services.scores.onet import STANDARDISED

FORMULAS = (ELOUNDOU, STANDARDISED)

STORE = """
INSERT INTO kb_recomputation
  (estimate_id, formula, value, difference, tolerance, inputs, computed_at)
SELECT DISTINCT ON (again.id) again.id, %s, round(again.score, 8),
  round(e.value - again.score, 8), %s, again.inputs, statement_timestamp()
FROM ({}) AS again (id, score, inputs) JOIN kb_estimate e ON e.id = again.id
JOIN kb_measure m ON m.id = e.measure_id AND m.key = ANY(%s)
ORDER BY again.id, abs(e.value - again.score)
ON CONFLICT (estimate_id) DO UPDATE SET formula = excluded.formula,
  value = excluded.value, difference = excluded.difference,
  tolerance = excluded.tolerance, inputs = excluded.inputs,
  computed_at = excluded.computed_at
RETURNING id
"""


@dataclass(frozen=True)
class Verified:
    """What became of one formula: how many scores, and those that differ."""

    formula: Formula
    scores: int
    differing: list[Recomputation]


@transaction.atomic
def scores_verify(*, measures: Collection[str] = ()) -> list[Verified]:
    """Compute every published score again whose rows are here; keep each verdict.

    ``measures`` names those to ask; none named is all. A score of a measure that no
    formula computes has no verdict.
    """
    return [
        _verify(formula, wanted)
        for formula in FORMULAS
        if (
            wanted := [
                key for key in formula.measures if not measures or key in measures
            ]
        )
    ]


def _verify(formula: Formula, measures: list[str]) -> Verified:
    with connection.cursor() as cursor:
        cursor.execute(
            STORE.format(formula.sql.replace("%", "%%")),
            [formula.key, formula.tolerance, measures],
        )
        numbers = [number for (number,) in cursor.fetchall()]
    differing = Recomputation.objects.filter(pk__in=numbers).differing()
    return Verified(
        formula,
        len(numbers),
        list(differing.select_related("estimate__finding", "estimate__measure")),
    )
