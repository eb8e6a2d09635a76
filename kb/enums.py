"""Closed vocabularies of findings, each term with its definition."""

from django.db import models


class Kind(models.TextChoices):
    """Where the numbers of a finding come from."""

    OBSERVED = "observed", "observed: counted or measured"
    MODELLED = "modelled", "modelled: computed from a model of the world"
    FORECAST = "forecast", "forecast: what somebody expects to come"
    RATED = "rated", "rated: judged by people on a scale"
    OPINION = "opinion", "opinion: what somebody thinks, without measuring"
    SYNTHETIC = "synthetic", "synthetic: made up or generated, not observed"


class Design(models.TextChoices):
    """How a study was built."""

    RCT = "rct", "randomised trial"
    QUASI_EXPERIMENTAL = "quasi_experimental", "quasi-experiment"
    OBSERVATIONAL = "observational", "observational study"
    SURVEY = "survey", "survey"
    EXPERT_RATING = "expert_rating", "rating by experts"
    MODEL = "model", "model"
    ADMINISTRATIVE = "administrative", "administrative record"
    ESSAY = "essay", "essay, without a study"


class Direction(models.TextChoices):
    """Which way a finding points, on the question of its facet."""

    SUPPORTS = "supports", "the skill or effect matters"
    NEUTRAL = "neutral", "it points neither way"
    AGAINST = "against", "the skill or effect matters less than held"


class State(models.TextChoices):
    """Where a finding or a statement is on its way to readers."""

    DRAFT = "draft", "draft"
    IN_REVIEW = "in_review", "in review"
    PUBLISHED = "published", "published"
    SUSPENDED = "suspended", "suspended"
    SUPERSEDED = "superseded", "superseded by a newer version"
    WITHDRAWN = "withdrawn", "withdrawn"
    REJECTED = "rejected", "rejected"


TRANSITIONS: dict[State, set[State]] = {
    State.DRAFT: {State.IN_REVIEW},
    State.IN_REVIEW: {State.DRAFT, State.REJECTED, State.PUBLISHED},
    State.PUBLISHED: {State.SUSPENDED, State.SUPERSEDED, State.WITHDRAWN},
    State.SUSPENDED: {State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN},
    State.SUPERSEDED: set(),
    State.WITHDRAWN: set(),
    State.REJECTED: set(),
}
"""Every move a finding or a statement may make; the database holds the same table."""


class StatementKind(models.TextChoices):
    """What a statement of a page is."""

    CLAIM = "claim", "claim: what findings about this page measured"
    CONTEXT = "context", "context: what is known beyond this page, and bears on it"
    JUDGEMENT = "judgement", "curator's judgement: nobody measured it"


class ReleaseState(models.TextChoices):
    """Where a release is."""

    IN_REVIEW = "in_review", "in review"
    APPROVED = "approved", "approved"
    REJECTED = "rejected", "rejected"


class DescriptionState(models.TextChoices):
    """Where a description of a career is; it follows from its release."""

    IN_REVIEW = "in_review", "in review"
    SHOWN = "shown", "shown to readers"
    PAST = "past", "replaced by a newer one"
    REJECTED = "rejected", "rejected with its release"


class Decision(models.TextChoices):
    """What a reviewer decided."""

    APPROVE = "approve", "approved"
    CHANGES = "changes", "changes asked for"
    REJECT = "reject", "rejected"
    RESTORE = "restore", "given back to readers"


class MeasureKind(models.TextChoices):
    """What sort of number a measure gives; rules depend on it."""

    PERCENT_CHANGE = "percent_change", "change in percent of where it was"
    POINT_CHANGE = "point_change", "change in percentage points"
    SHARE = "share", "share of a base that is named"
    RATING = "rating", "rating on a scale with two ends"
    MONEY = "money", "money, in a currency of a year and a place"
    COUNT = "count", "count of something"
    RATIO = "ratio", "ratio of two numbers"
    PROBABILITY = "probability", "probability between 0 and 1"
    RANK = "rank", "place in an order"
    CORRELATION = "correlation", "correlation between -1 and 1"
    SCORE = "score", "score without fixed ends"
    DURATION = "duration", "length of time"
    EFFECT_SIZE = "effect_size", "effect in standard deviations or odds"
    CATEGORY = "category", "a word instead of a number"


class Towards(models.TextChoices):
    """Which end of a measure means more of what it is named after."""

    HIGHER = "higher", "higher means more"
    LOWER = "lower", "lower means more"
    NONE = "none", "neither end means more"


class Missing(models.TextChoices):
    """Why a figure that should be there is not. Missing is never zero."""

    SUPPRESSED = "suppressed", "suppressed by the publisher"
    NOT_RELEVANT = "not_relevant", "marked as not relevant"
    NOT_RATED = "not_rated", "not rated"
    NOT_RELEASED = "not_released", "not released"
    NOT_REPORTED = "not_reported", "not reported by the source"


class Interval(models.TextChoices):
    """What the low and high of an estimate are."""

    CI = "ci", "confidence interval"
    RANGE = "range", "range"
    IQR = "iqr", "middle half"


class LinkKind(models.TextChoices):
    """How one finding bears on another."""

    CONFLICTS = "conflicts", "conflicts with"
    SUPPORTS = "supports", "agrees with"
    QUALIFIES = "qualifies", "qualifies"


class Directness(models.TextChoices):
    """How near a finding is to a page's pair; derived by the database, never typed."""

    DIRECT = "direct", "about this skill in this career"
    SAME_SKILL = "same_skill", "about this skill, in other work or any"
    RELATED = "related", "about a neighbouring skill in this career"
    SAME_CAREER = "same_career", "about this career, no skill named"
    GENERAL = "general", "about neither this skill nor this career"


class Mark(models.TextChoices):
    """What a reader must know before believing a finding."""

    VENDOR = "vendor", "by somebody who sells what it is about"
    SYNTHETIC = "synthetic", "made-up data"
    FORECAST = "forecast", "a forecast"
    OPINION = "opinion", "an opinion"
    MODELLED = "modelled", "computed from a model"
    SECONDARY_ONLY = "secondary_only", "read at second hand only"
    CONFLICTING = "conflicting", "another finding says otherwise"
    CLOSE_MATCH = "close_match", "measured on a close, not the same, career"
    STALE = "stale", "past its review date"
    CORRECTED = "corrected", "its source was corrected"


class SocialElement(models.TextChoices):
    """How much a task lives from dealing with people."""

    NONE = "none", "no social element"
    ELEMENT = "element", "a social element"
    CORE = "core", "social at its core"


class OutlineKind(models.TextChoices):
    """What an outline of an older system lists."""

    LEARNING_ALLOCATION = "learning_allocation", "how to divide time for learning"
    ROLE_AREAS = "role_areas", "areas of the role"
    QUESTIONS = "questions", "questions the role answers"
    COMPETENCIES = "competencies", "competencies"
    WORKFLOW = "workflow", "steps of work, by person or machine"
    OBJECTIVES = "objectives", "objectives"
    DEPTH = "depth", "fields to know in depth"
    BREADTH = "breadth", "fields to know in breadth"
    PURPOSES = "purposes", "what a skill is good for"
    AI_GOOD_AT = "ai_good_at", "what AI is said to be good at"
    AI_STRUGGLES = "ai_struggles", "what AI is said to struggle with"
    PORTABILITY = "portability", "moves from one skill to another"
    IDENTITY = "identity", "how the role names itself"
    VALUABLE = "valuable", "what is said to stay valuable"
    STAGES = "stages", "stages of a career with the skill"
    PAIRINGS = "pairings", "skills that go together"
    OPEN_QUESTIONS = "open_questions", "questions left open"
    LETTER = "letter", "letter with placeholders"
    OVERVIEW = "overview", "overview"
    LINKS = "links", "where to go on"
    ASSESSMENT = "assessment", "an assessment and its method"


class Actor(models.TextChoices):
    """Who does a step."""

    HUMAN = "human", "a person"
    AI = "ai", "a machine"


class RequirementLevel(models.TextChoices):
    """How strongly something is asked for."""

    REQUIRED = "required", "required"
    CORE = "core", "core"
    SUPPORTING = "supporting", "supporting"
    EMERGING = "emerging", "emerging"
    PREMIUM = "premium", "said to be paid best"


class GlanceKind(models.TextChoices):
    """A fact at a glance."""

    EDUCATION = "education", "education"
    EXPERIENCE = "experience", "experience"
    CERTIFICATION = "certification", "certification"
    EMPLOYER_TYPE = "employer_type", "type of employer"
    OUTLOOK = "outlook", "outlook"
    AI_IMPACT = "ai_impact", "impact of AI"
    JOB_ZONE = "job_zone", "job zone"
    SUPPLY = "supply", "candidates"
    OPENINGS = "openings", "openings"
    DIFFICULTY = "difficulty", "difficulty of hiring"


class Verdict(models.TextChoices):
    """Whether a published finding still meets the rules of publication."""

    UNCHECKED = "unchecked", "unchecked: not asked again since it was published"
    HOLDS = "holds", "holds: it meets every rule"
    CHANGED = "changed", "content changed: a quote is gone from the newest text"
    FALLS_SHORT = "falls_short", "falls short: it breaks a rule that holds today"


class ListingKind(models.TextChoices):
    """What a dataset classifies without giving a figure; read "from … to"."""

    TECHNOLOGY = "technology", "uses the technology"
    TASK = "task", "has the task"
    EMERGING = "emerging", "has the task, as emerging"
    ACTIVITY = "activity", "does, as part of a task"
    RELATED = "related", "is related to"
    ESSENTIAL = "essential", "needs, as essential"
    OPTIONAL = "optional", "needs, as optional"
    BROADER = "broader", "belongs to the broader"
    MEMBER = "member", "stands in the collection"
    ANCHOR = "anchor", "has the anchor of its level scale"
    ZONE = "zone", "has the job zone"
    REUSE = "reuse", "is used as widely as"
    MATCH = "match", "corresponds to"
    EXPOSURE = "exposure", "has the task, judged to be exposed as"


class Scope(models.TextChoices):
    """What a token lets a program do, of all that its person may do."""

    READ = "read", "read drafts, and what waits for review"
    DRAFT = "draft", "write drafts of findings, sources and places in them"
    NOTICE = "notice", "record notices about sources"
    REVIEW = "review", "decide on what others wrote"


class Told(models.TextChoices):
    """What the feed of changes says happened to a resource."""

    SHOWN = "shown", "readers see it, for the first time or again"
    CHANGED = "changed", "what readers see of it changed"
    SUSPENDED = "suspended", "taken from readers for now; its address says why"
    WITHDRAWN = "withdrawn", "taken back for good; its address says why"
    MERGED = "merged", "another took its place; its address leads there"
    REMOVED = "removed", "readers see it no more"


class Resource(models.TextChoices):
    """What the feed of changes tells of."""

    CAREER = "career", "a career"
    SKILL = "skill", "a skill"
    PAIR = "pair", "the page of a skill in a career; its key is career/skill"
    ORGANIZATION = "organization", "an organization"
    SOURCE = "source", "a source"
    CITATION = "citation", "a place in a source that published findings rest on"
    FINDING = "finding", "a finding"
    RELEASE = "release", "an approved release; its key is pack-number"
