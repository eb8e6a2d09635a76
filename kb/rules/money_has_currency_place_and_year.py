"""Money has a currency, a place and a year."""

from kb.rules.rule import Rule

RULE = Rule(
    id="money-has-currency-place-and-year",
    invariant=4,
    title="Money has a currency, a place and a year",
    harm="81510.0000 of what, where, and when?",
    remedy="Give the ISO 4217 code, the area, and the price year or period end.",
    held_by=(
        "estimate_currency_is_a_code",
        "estimate_price_year_is_a_year",
        "finding_publication_gate",
    ),
    function="kb_rule_money",
)
