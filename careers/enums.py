"""Closed vocabularies of careers and skills, each term with its definition."""

from django.db import models

PLACEHOLDER = (
    r"^[\s\-\u00ab\u00ad\u00bb\u200b-\u200f\u2013\u2014\u2018-\u201f\u2026\u2060\ufeff"
    r"_.,:;!?*#/()\[\]\"']*"
    r"(unknown|n/?a|n\.a\.|none|null|nil|nan|tbd|tba|todo|untitled|unnamed|test|"
    r"undefined|placeholder|to be (defined|determined|announced)|"
    r"not (yet )?(known|available|applicable|specified|stated)|x{2,})?"
    r"[\s\-\u00ab\u00ad\u00bb\u200b-\u200f\u2013\u2014\u2018-\u201f\u2026\u2060\ufeff"
    r"_.,:;!?*#/()\[\]\"']*$"
)
"""A name that names nothing: empty, punctuation only, or a word for "unknown"."""


class SkillKind(models.TextChoices):
    """What sort of thing a skill is."""

    TECHNOLOGY = "technology", "technology: a tool, language or product"
    KNOWLEDGE = "knowledge", "knowledge: a field one learns and practises"
    TRANSVERSAL = "transversal", "transversal: useful in almost every career"
    COMPETENCE = "competence", "competence: knowing how to do something"
    GROUP = "group", "group: a heading of a taxonomy, over skills and other groups"


class Scheme(models.TextChoices):
    """A public taxonomy, in the edition whose codes we hold."""

    ONET_SOC_2019 = "onet_soc_2019", "O*NET-SOC 2019 occupations"
    ONET_SOC_2010 = "onet_soc_2010", "O*NET-SOC 2010 occupations"
    SOC_2018 = "soc_2018", "SOC 2018 occupations"
    SOC_2010 = "soc_2010", "SOC 2010 occupations"
    ISCO_08 = "isco_08", "ISCO-08 occupations"
    ESCO = "esco", "ESCO occupations and skills"
    ONET_ELEMENT = "onet_element", "O*NET Content Model elements"
    ONET_TECHNOLOGY = "onet_technology", "O*NET technology examples"


class Match(models.TextChoices):
    """How a code meets our row (SKOS mapping properties), or that none was found."""

    EXACT = "exact", "exact: the same concept"
    CLOSE = "close", "close: near enough for some uses, and says so"
    BROAD = "broad", "broad: the code is wider than our row"
    NARROW = "narrow", "narrow: the code is narrower than our row"
    NONE = "none", "none: looked for in this release and not found"


class Role(models.TextChoices):
    """The place of a skill in a career."""

    CORE = "core", "core: the work cannot be done without it"
    SUPPORTING = "supporting", "supporting: used beside the core"
    EMERGING = "emerging", "emerging: newly asked for"


class Basis(models.TextChoices):
    """What an edge rests on."""

    EVIDENCE = "evidence", "evidence: a finding or source stands behind it"
    DEFINITION = "definition", "definition: it follows from what the two are"
    JUDGEMENT = "judgement", "curator's judgement: nobody measured it"


class Relation(models.TextChoices):
    """How one skill stands to another; read "from … to"."""

    COMPLEMENT = "complement", "complements"
    BUILDS_ON = "builds_on", "builds on"
    REQUIRES = "requires", "requires"
    USED_TOGETHER = "used_together", "is used together with"
    INSTANCE = "instance", "and its instance"
    PART_OF = "part_of", "is part of"
    TRANSFER = "transfer", "transfers to"
    SUBSTITUTE = "substitute", "can replace"
    SUBSTITUTE_PART = "substitute_part", "replaces a part of"
    RISK = "risk", "puts at risk"


class Medium(models.TextChoices):
    """Whether what goes into a task, or comes out of it, is on a computer."""

    DIGITAL = "digital", "on a computer"
    PHYSICAL = "physical", "physical or human"
