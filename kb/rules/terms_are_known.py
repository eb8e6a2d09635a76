"""A term comes from its closed vocabulary."""

from kb.rules.rule import Rule

RULE = Rule(
    id="terms-are-known",
    invariant=4,
    title="A term comes from its closed vocabulary",
    harm="Two words for one thing, and filters that miss half of it.",
    remedy="Choose one of the terms listed in docs/data-model.md.",
    held_by=(
        "snapshot_media_type_is_known",
        "careercode_match_is_known",
        "careercode_scheme_is_known",
        "skill_kind_is_known",
        "skillcode_match_is_known",
        "skillcode_scheme_is_known",
        "skilladjacency_relation_is_known",
        "careerskill_role_is_known",
        "worktype_media_are_known",
        "organization_interest_is_known",
        "source_class_is_known",
        "source_csl_type_is_known",
        "citation_label_is_known",
        "reading_read_is_known",
        "sourcenotice_kind_is_known",
        "sourceorganization_role_is_known",
        "sourcerelation_kind_is_known",
        "release_state_is_known",
        "measure_kind_is_known",
        "finding_terms_are_known",
        "estimate_confirmation_is_known",
        "profiletask_social_is_known",
        "review_decision_is_known",
        "statement_terms_are_known",
        "statementreview_decision_is_known",
    ),
)
