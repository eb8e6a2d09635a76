"""A new place in a source, together with the first look at it."""

from django.contrib.auth.models import User
from django.utils.text import slugify

from citations.models import Citation, Reading, Source
from citations.services.source import rows_save

LONGEST_KEY = 120


def citation_key(source: Source, locator: str) -> str:
    """Return a key for a place, of the key of its source and its locator.

    One that is free now: ``noy-zhang-2023-p-187``, or with a number at its end.
    """
    wanted = f"{source.key}-{slugify(locator) or 'place'}"[:LONGEST_KEY].rstrip("-")
    key, number = wanted, 1
    while Citation.objects.filter(key=key).exists():
        number += 1
        key = f"{wanted}-{number}"
    return key


def place_save(*, citation: Citation, reading: Reading, author: User) -> Citation:
    """Save a place and what ``author`` read there as one piece, and return the place.

    Its key is made of source and locator. Raises what ``row_save`` raises.
    """
    citation.key = citation.key or citation_key(citation.source, citation.locator)
    reading.citation = citation
    rows_save(rows=[citation, reading], author=author)
    return citation
