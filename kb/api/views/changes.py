"""The feed of changes."""

from typing import Any

from django.core import signing
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kb.api.asked import LARGEST_LIMIT, LIMIT, misspelt, refuse, wrong_limit
from kb.api.base import Resource
from kb.api.parameters import parameter
from kb.api.problems import Fault, Problem
from kb.api.schema import ResourceSchema, Schema
from kb.enums import Resource as Kind
from kb.enums import Told
from kb.models import Change
from kb.selectors.change import EraError, Place, changes_after

SALT = "kb.api.changes.1"
KNOWN = ("since", "limit", "resource")


class ChangeAnswer(serializers.Serializer[Any]):
    """Something happened to what readers see: ask its address what stands there now."""

    id = serializers.CharField(help_text="The same line always has the same id.")
    happened_at = serializers.DateTimeField(
        help_text="When the transaction began; the order is that of commits."
    )
    resource = serializers.ChoiceField(choices=Kind.choices)
    key = serializers.CharField()
    what = serializers.ChoiceField(choices=Told.choices)
    to = serializers.CharField(
        allow_null=True, help_text="Key of what took its place, if it was merged."
    )
    url = serializers.CharField(help_text="Where to ask what stands there now.")


class NewsAnswer(serializers.Serializer[Any]):
    """A part of the feed, and where to go on."""

    next = serializers.URLField(
        help_text="Where the feed goes on: ask at once if there is more, else later."
    )
    cursor = serializers.CharField(help_text="The `since` of `next`.")
    more = serializers.BooleanField(help_text="Whether there is more already.")
    results = ChangeAnswer(many=True)


class ChangesSchema(ResourceSchema):
    """The operation of the feed."""

    def list_parameters(self) -> list[Schema]:
        """Return what the feed may be asked."""
        limits = {"minimum": 1, "maximum": LARGEST_LIMIT, "default": LIMIT}
        kinds = {"type": "array", "items": {"type": "string", "enum": Kind.values}}
        return [
            parameter("since", {"type": "string"}, "From `cursor` of an answer."),
            parameter("limit", {"type": "integer"} | limits, "Lines in an answer."),
            parameter("resource", kinds, "Only of these, divided by commas.")
            | {"style": "form", "explode": False},
        ]

    def failures(self) -> dict[str, str]:
        """Return the errors: a cursor may be of another era."""
        return super().failures() | {"410": "cursor-of-another-era"}


class Changes(Resource):
    """Read what changed for readers, in the order of commits, removals included.

    Follow `next`: nothing is left out, however many write at once. A line may come
    twice, with the same id.
    """

    name = "changes_list"
    serializer_class = NewsAnswer
    schema = ChangesSchema()

    def get(self, request: Request, **_: str) -> HttpResponseBase:
        """Answer the next lines."""
        given = request.query_params
        kinds = given["resource"].split(",") if given.get("resource") else []
        refuse(
            [
                *misspelt(given, KNOWN),
                *wrong_limit(given),
                *(
                    Fault(
                        "resource",
                        "not-a-choice",
                        f"Choose from: {', '.join(Kind.values)}.",
                        (("choices", Kind.values),),
                    )
                    for kind in kinds
                    if kind not in Kind.values
                ),
            ]
        )
        place = place_of(given["since"]) if "since" in given else None
        try:
            news = changes_after(
                place, limit=int(given.get("limit", LIMIT)), resources=kinds
            )
        except EraError:
            raise Problem(
                "cursor-of-another-era",
                "The cursor was given out by another database: take a snapshot, and "
                "go on from its cursor.",
            ) from None
        parameters = given.copy()
        parameters["since"] = cursor = cursor_of(news.place)
        address = request.build_absolute_uri(request.path)
        answer = Response(
            {
                "next": f"{address}?{parameters.urlencode()}",
                "cursor": cursor,
                "more": news.more,
                "results": [line(change) for change in news.changes],
            }
        )
        patch_cache_control(answer, no_cache=True)
        return answer


def cursor_of(place: Place) -> str:
    """Return a place in the feed as clients carry it."""
    return signing.dumps([place.era, place.transaction, place.number], salt=SALT)


def place_of(cursor: str) -> Place:
    """Return the place that a cursor names; raises a problem if it is none of ours."""
    try:
        era, transaction, number = signing.loads(cursor, salt=SALT)
    except (signing.BadSignature, ValueError):
        detail = "Not a cursor of this feed: begin without one, or follow next."
        fault = Fault("since", "invalid", detail)
        raise Problem("invalid-parameters", f"since: {detail}", (fault,)) from None
    return Place(era, transaction, number)


def line(change: Change) -> dict[str, Any]:
    """Return one line of the feed."""
    return {
        "id": f"{change.transaction}-{change.pk}",
        "happened_at": f"{change.happened_at:%Y-%m-%dT%H:%M:%SZ}",
        "resource": change.resource,
        "key": change.key,
        "what": change.what,
        "to": change.to_key or None,
        "url": address_of(change),
    }


def address_of(change: Change) -> str:
    """Return where the API tells what stands there now."""
    if change.resource == Kind.PAIR:
        career, _, skill = change.key.partition("/")
        return reverse("kb:api:pair", args=[career, skill])
    return reverse(f"kb:api:{change.resource}", args=[change.key])
