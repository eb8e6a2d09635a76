"""Nobody gives a role to themselves."""

from kb.rules.rule import Rule

RULE = Rule(
    id="rights-come-from-others",
    invariant=6,
    title="Nobody gives a role to themselves",
    harm="Whoever keeps the accounts makes themselves a reviewer of their own work.",
    remedy="Ask another administrator.",
    held_by=("role_from_another",),
)
