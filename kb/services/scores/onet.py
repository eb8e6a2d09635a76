"""Ratings of O*NET on the scale of 0 to 100 that O*NET OnLine shows."""

from decimal import Decimal

from kb.services.scores.formula import Formula

SQL = """
SELECT e.id, round((raw.value - r.scale_low) / (r.scale_high - r.scale_low) * 100), 1
FROM kb_estimate e JOIN kb_measure m ON m.id = e.measure_id
  AND m.key = 'onet-importance-standardised'
JOIN kb_finding f ON f.id = e.finding_id AND f.state = 'published'
JOIN kb_estimate raw ON raw.finding_id = e.finding_id
  AND raw.subject_id IS NOT DISTINCT FROM e.subject_id
JOIN kb_measure r ON r.id = raw.measure_id AND r.key = 'onet-importance'
WHERE e.value IS NOT NULL AND raw.value IS NOT NULL
"""

STANDARDISED = Formula(
    key="onet-standardised",
    measures=("onet-importance-standardised",),
    tolerance=Decimal(0),
    source=(
        "O*NET OnLine: (rating - lowest) / (highest - lowest) * 100, rounded half up "
        "to a whole number."
    ),
    sql=SQL,
)
