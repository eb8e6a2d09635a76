"""What ESCO and ISCO-08 are as sources, and the releases that we have seen whole."""

from kb.formats.dataset.fingerprint import Known
from kb.formats.dataset.items import Origin, Publisher

KNOWN: Known = {
    "1.1.1": {
        "occupations_en.csv": 3_007,
        "skills_en.csv": 13_896,
        "ISCOGroups_en.csv": 619,
        "skillGroups_en.csv": 640,
        "occupationSkillRelations.csv": 123_855,
        "skillSkillRelations.csv": 5_899,
        "broaderRelationsOccPillar.csv": 3_617,
        "broaderRelationsSkillPillar.csv": 20_656,
    },
}
ISSUED = {"1.1.1": "2022-09"}
KNOWN_ISCO: Known = {"08": {"ISCOGroups_en.csv": 619}}
COMMISSION = Publisher(
    key="european-commission",
    name="European Commission",
    interest="intergovernmental",
    url="https://esco.ec.europa.eu/",
)
NOTICE = (
    "This service uses the ESCO classification of the European Commission "
    "(version {edition}). Attest shows it beside other evidence and adds matches and "
    "notes of its own, which the Commission has not reviewed."
)


def esco_origin(edition: str) -> Origin:
    """Return ESCO as a source, in one edition."""
    return Origin(
        key=f"esco-{edition.replace('.', '-')}",
        title=f"ESCO, version {edition}",
        source_class="government",
        author="European Commission",
        issued=ISSUED.get(edition, ""),
        version=edition,
        url="https://esco.ec.europa.eu/en/use-esco/download",
        licence="ESCO notice: free use with acknowledgement (Decision 2011/833/EU)",
        attribution=NOTICE.format(edition=edition),
        publisher=COMMISSION,
        unconfirmed_fields=("url",),
    )


def isco_origin(edition: str) -> Origin:
    """Return ISCO-08 as a source: as ESCO ships it."""
    return Origin(
        key=f"isco-{edition}",
        title="International Standard Classification of Occupations (ISCO-08)",
        source_class="institutional",
        author="International Labour Organization",
        issued="2012",
        version=edition,
        url="https://isco.ilo.org/en/isco-08/",
        licence="ESCO notice: free use with acknowledgement (Decision 2011/833/EU)",
        attribution=(
            "ISCO-08 of the International Labour Organization, as the ESCO "
            "classification of the European Commission ships it."
        ),
        publisher=Publisher(
            "ilo",
            "International Labour Organization",
            "intergovernmental",
            "https://www.ilo.org/",
        ),
        unconfirmed_fields=("issued", "url"),
    )
