"""Careers, skills, findings and sources by any of their names and words."""

from json import dumps
from typing import Any

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from kb.api.answering import json_answer
from kb.api.asked import misspelt, refuse
from kb.api.base import Resource
from kb.api.parameters import Schema, parameter
from kb.api.problems import Fault
from kb.api.schema import ResourceSchema
from kb.selectors.search import (
    CANDIDATES,
    KINDS,
    LONGEST,
    SHOWN,
    Hit,
    Shelf,
    search,
    terms_of_hits,
)

PAGES = {
    "career": "/careers/{}/",
    "skill": "/skills/{}/",
    "finding": "/findings/{}/",
    "source": "/sources/{}/",
}
ASKED: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST}
WHAT = (
    "Words in any order, the last of which may be a beginning; of findings and "
    "sources as a web search takes them. "
    f"At most {CANDIDATES} candidates of a kind are ranked."
)


class HitAnswer(serializers.Serializer[Any]):
    """Something that was found."""

    key = serializers.CharField()
    name = serializers.CharField()
    url = serializers.CharField(help_text="Address of the page that a person reads.")
    via = serializers.CharField(
        allow_null=True, help_text="The other name, or the code, that led to it."
    )
    same = serializers.BooleanField(help_text="True if this is exactly its name.")


class ShelfAnswer(serializers.Serializer[Any]):
    """What was found of one kind, the best first."""

    kind = serializers.ChoiceField(choices=list(KINDS))
    more = serializers.BooleanField(help_text=f"True if there is more than {SHOWN}.")
    hits = HitAnswer(many=True)


class SearchAnswer(serializers.Serializer[Any]):
    """What was found, by kind; a kind with something of exactly this name is first."""

    query = serializers.CharField()
    results = ShelfAnswer(many=True)
    attribution = serializers.ListField(
        child=serializers.CharField(),
        help_text="What to say wherever any of it is shown.",
    )


class SearchSchema(ResourceSchema):
    """The operation of the search."""

    def list_parameters(self) -> list[Schema]:
        """Return what is searched for."""
        return [parameter("q", ASKED, WHAT)]


class Search(Resource):
    """Find careers and skills by any name or code, findings and sources by words."""

    name = "search"
    serializer_class = SearchAnswer
    schema = SearchSchema()

    def get(self, request: Request, **_: str) -> HttpResponse:
        """Answer what is found; nothing for no words."""
        given = request.query_params
        asked = given.get("q", "")
        refuse([*misspelt(given, ["q"]), *wrong_words(asked)])
        shelves = search(asked)
        found = {
            "query": asked,
            "results": [shelf_document(shelf) for shelf in shelves],
            "attribution": terms_of_hits(shelves),
        }
        return json_answer(dumps(found, ensure_ascii=False))


def wrong_words(asked: str) -> list[Fault]:
    """Return what is wrong with the words that are searched for."""
    if len(asked) > LONGEST:
        return [
            Fault("q", "invalid", f"At most {LONGEST} characters are searched for.")
        ]
    return []


def shelf_document(shelf: Shelf) -> dict[str, Any]:
    """Return what was found of one kind."""
    hits = [hit_document(shelf.kind, hit) for hit in shelf.hits]
    return {"kind": shelf.kind, "more": shelf.more, "hits": hits}


def hit_document(kind: str, hit: Hit) -> dict[str, Any]:
    """Return one thing that was found."""
    return {
        "key": hit.key,
        "name": hit.name,
        "url": PAGES[kind].format(hit.key),
        "via": hit.via or None,
        "same": hit.same,
    }
