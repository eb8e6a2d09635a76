"""Atom feeds (RFC 4287) of what changed about one page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from django.utils.feedgenerator import Atom1Feed

from kb.enums import Resource, Told
from kb.models import Change

PAGES = {
    Resource.CAREER: "/careers/{}/",
    Resource.SKILL: "/skills/{}/",
    Resource.ORGANIZATION: "/sources/",
    Resource.SOURCE: "/sources/{}/",
    Resource.FINDING: "/findings/{}/",
}


@dataclass(frozen=True)
class Feed:
    """A feed: its title, the page that it is about, and where it stands itself."""

    title: str
    about: str
    address: str


def atom(
    own: Feed,
    *,
    changes: Iterable[Change],
    headlines: dict[str, str],
    rights: Iterable[str],
    absolute: Callable[[str], str],
) -> str:
    """Return a feed; ``rights`` is whom to name with what its entries show.

    An entry is one line of the feed of changes, and has the same id wherever and
    however often it is shown.
    """
    feed = Atom1Feed(
        title=own.title,
        link=absolute(own.about),
        description="What changed for readers, the newest first.",
        language="en",
        author_name="Attest",
        feed_url=absolute(own.address),
        feed_guid=absolute(own.address),
        feed_copyright=" ".join(rights) or None,
    )
    for change in changes:
        name = headlines.get(change.key, change.key)
        said = f"{Told(change.what).label[0].upper()}{Told(change.what).label[1:]}."
        feed.add_item(
            title=f"{Resource(change.resource).name.capitalize()}: {name}",
            link=absolute(page_of(change)),
            description=said,
            unique_id=identity(change),
            pubdate=change.happened_at,
            updateddate=change.happened_at,
            categories=[change.what],
        )
    return feed.writeString("utf-8")


def identity(change: Change) -> str:
    """Return the id of an entry, which never changes (RFC 4287, 4.2.6)."""
    line = f"attest:change:{change.era}:{change.pk}"
    return f"urn:uuid:{uuid5(NAMESPACE_URL, line)}"


def page_of(change: Change) -> str:
    """Return the page that a person reads about it."""
    if change.resource == Resource.PAIR:
        career, _, skill = change.key.partition("/")
        return f"/careers/{career}/skills/{skill}/"
    return PAGES[Resource(change.resource)].format(change.to_key or change.key)
