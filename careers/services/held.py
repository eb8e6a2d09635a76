"""The rule behind each constraint that carries no rule's id itself.

Those of uniqueness: Django words their complaints and leaves no room for a code of
ours. ``kb/rules`` explains the rules; a test holds the two lists equal.
"""

RULE_OF = {
    "careeralias_once": "stands-once",
    "careercode_once": "stands-once",
    "skillalias_once": "stands-once",
    "skillcode_once": "stands-once",
    "skilladjacency_once": "stands-once",
    "careeradjacency_once": "stands-once",
    "careerskill_once": "stands-once",
    "worktype_once": "stands-once",
    "careercode_exact_once": "identifier-is-unique",
    "skillcode_exact_once": "identifier-is-unique",
    "task_of_its_career": "part-belongs-to-its-whole",
}
