"""The page of a skill in a career, as one document."""

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http.response import HttpResponseBase
from django.utils.http import quote_etag
from rest_framework.request import Request

from careers.models import Career, Skill
from kb.api.asked import misspelt, refuse
from kb.api.base import Resource, instead, json_answer
from kb.api.schema import ResourceSchema
from kb.selectors import pair_document
from kb.selectors.address import career_at, skill_at

CONTRACT = settings.BASE_DIR / "docs" / "pair.schema.json"


class Pair(Resource):
    """Read all that is known of a skill in a career, with the whole reference chain.

    ETag names the revision: ask with If-None-Match, and 304 says nothing has changed.
    """

    name = "careers_skills_read"

    def describe(self, schema: ResourceSchema) -> dict[str, Any]:
        """Return the contract, kept in docs/pair.schema.json."""
        return schema.component("Pair", contract())

    def get(self, request: Request, **keys: str) -> HttpResponseBase:
        """Answer the document; 304 if the client holds this revision of it."""
        refuse(misspelt(request.query_params, ()))
        career = career_at(keys["career"])
        if not isinstance(career, Career):
            return instead(request, career, "career")
        skill = skill_at(keys["skill"])
        if not isinstance(skill, Skill):
            return instead(request, skill, "skill")
        document = pair_document(career, skill)
        text = json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False)
        answer = json_answer(text)
        answer.headers["ETag"] = quote_etag(document["revision"])
        return answer


@cache
def contract() -> dict[str, Any]:
    """Return the contract as a component, each definition where it is used."""
    schema = json.loads(CONTRACT.read_text())
    definitions = schema.pop("$defs")

    def inlined(part: Any) -> Any:  # noqa: ANN401
        if isinstance(part, list):
            return [inlined(item) for item in part]
        if not isinstance(part, dict):
            return part
        if "$ref" in part:
            return inlined(definitions[part["$ref"].removeprefix("#/$defs/")])
        return {name: inlined(value) for name, value in part.items()}

    whole = inlined(schema)
    return {name: whole[name] for name in whole if not name.startswith("$")}
