"""The page of a skill in a career, as one document."""

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import quote_etag
from rest_framework.request import Request

from careers.models import Career, Skill
from kb.api.answering import instead, json_answer
from kb.api.asked import misspelt, refuse
from kb.api.base import Resource
from kb.api.exports import written
from kb.api.forms import form_of, included_in, style_of, wrong_forming
from kb.api.schema import ResourceSchema
from kb.exchange.beside import beside
from kb.exchange.forms import Form
from kb.exchange.pair import PAIR_FORMS, page_record
from kb.selectors import pair_page
from kb.selectors.address import career_at, skill_at
from kb.selectors.pair import PairPage
from kb.selectors.pair.cited import cited_records

CONTRACT = settings.BASE_DIR / "docs" / "pair.schema.json"


class Pair(Resource):
    """Read all that is known of a skill in a career, with the whole reference chain.

    ETag names the revision: ask with If-None-Match, and 304 says nothing has changed.
    ``include`` adds how to cite the page itself, by its revision; other forms give its
    reference list, its figures (CSV), or the whole page (Markdown).
    """

    name = "careers_skills_read"
    forms = ("json", "csv", "markdown")
    cites = True

    def describe(self, schema: ResourceSchema) -> dict[str, Any]:
        """Return the contract, kept in docs/pair.schema.json."""
        return schema.component("Pair", contract())

    def get(self, request: Request, **keys: str) -> HttpResponseBase:
        """Answer the document; 304 if the client holds this revision of it."""
        given = request.query_params
        refuse([*misspelt(given, self.formatting()), *wrong_forming(given)])
        career = career_at(keys["career"])
        if not isinstance(career, Career):
            return instead(request, career, "career")
        skill = skill_at(keys["skill"])
        if not isinstance(skill, Skill):
            return instead(request, skill, "skill")
        page = pair_page(career, skill)
        document, form = page.document, form_of(request)
        answer = formed(request, page)
        answer.headers["ETag"] = quote_etag(
            f"{document['revision']}{self.variant(request)}"
        )
        if form.name != "json":
            answer.headers["Content-Disposition"] = disposition(document, form)
        return answer

    def variant(self, request: Request) -> str:
        """Return what tells this variant of a revision from its JSON."""
        form, given = form_of(request), request.query_params
        if form.name == "json" and not given.get("include"):
            return ""
        told = (form.name, style_of(request), *included_in(given))
        return "-" + "-".join(told)


def formed(request: Request, page: PairPage) -> HttpResponse:
    """Return the document of a pair in the form that was negotiated."""
    form, style, document = form_of(request), style_of(request), page.document
    if form.name != "json":
        records = cited_records(document)
        return written(form, PAIR_FORMS[form.name](document, records, style))
    names = included_in(request.query_params)
    if names:
        address = request.build_absolute_uri(document["url"])
        record = page_record(document, address, page.published)
        document = document | beside(record, names, style)
    return json_answer(json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False))


def disposition(document: dict[str, Any], form: Form) -> str:
    """Return under which name a browser keeps the answer."""
    return f'inline; filename="{document["skill"]["key"]}.{form.suffix}"'


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
