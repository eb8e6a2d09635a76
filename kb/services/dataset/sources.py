"""The dataset itself: who publishes it, and the edition as a source to cite."""

from citations.enums import CslType, OrganizationRole
from citations.models import Organization, Source, SourceOrganization
from citations.services.source import source_normalise
from kb.formats.dataset.items import Origin


def put_source(origin: Origin) -> Source:
    """Return the source of an edition, with its publisher; made where missing."""
    source = Source.objects.filter(key=origin.key).first()
    if source is not None:
        return source.merged_into or source
    source = source_normalise(
        Source(
            key=origin.key,
            source_class=origin.source_class,
            primary=True,
            csl_type=CslType.DATASET,
            title=origin.title,
            author=[{"literal": origin.author}],
            issued=origin.issued,
            version=origin.version,
            publisher=origin.publisher.name,
            url=origin.url,
            licence=origin.licence,
            unconfirmed_fields=list(origin.unconfirmed_fields),
        )
    )
    source.full_clean()
    source.save()
    publisher, _made = Organization.objects.get_or_create(
        key=origin.publisher.key,
        defaults={
            "name": origin.publisher.name,
            "interest": origin.publisher.interest,
            "url": origin.publisher.url,
        },
    )
    SourceOrganization.objects.create(
        source=source, organization=publisher, role=OrganizationRole.PUBLISHER
    )
    return source
