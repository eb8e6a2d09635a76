"""A client asks whether what it holds is still the same, and is told in few bytes."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pytest
from django.http import HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import path
from django.utils.http import parse_http_date
from rest_framework.request import Request
from rest_framework.response import Response

from config import urls
from kb.api import fresh
from kb.api.asked import misspelt, refuse
from kb.api.base import Resource
from kb.api.ending import Deprecation
from kb.api.views import careers, findings, sources
from kb.selectors.history import SEEN
from tests import make
from tests.kb.api.client import Api
from tests.kb.api.test_answers import ADDRESSES, filled
from tests.kb.api.test_forms import body
from tests.kb.evidence import World


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a change be old enough at once."""
    monkeypatch.setattr(fresh, "SETTLED", timedelta(0))


@pytest.mark.usefixtures("here", "settled")
def test_every_address_has_validators_and_answers_304(
    api: Api, subtests: pytest.Subtests
) -> None:
    for route in [*ADDRESSES, "/api/schema/", "/api/docs/"]:
        with subtests.test(route):
            address = filled(route)
            answer = api.answer(address)
            assert answer["ETag"].startswith('"')
            assert "no-cache" in answer["Cache-Control"]
            assert "Accept" in answer["Vary"]
            assert "Cookie" not in answer["Vary"]
            held = api.answer(address, If_None_Match=answer["ETag"])
            assert held.status_code == HTTPStatus.NOT_MODIFIED
            assert held.content == b""
            assert held["ETag"] == answer["ETag"]
            other = api.answer(address, If_None_Match='"another"')
            assert other.status_code == HTTPStatus.OK


def test_a_change_is_seen(api: Api, here: World) -> None:
    tag = api.answer("skills/writing/")["ETag"]
    make.skill_alias(skill=here.skill, name="Typing")
    answer = api.answer("skills/writing/", If_None_Match=tag)
    assert answer.status_code == HTTPStatus.OK
    assert answer["ETag"] != tag


@pytest.mark.usefixtures("here", "settled")
@pytest.mark.parametrize("address", ["skills/", "skills/writing/", "findings/"])
def test_by_date(api: Api, address: str) -> None:
    date = api.answer(address)["Last-Modified"]
    assert parse_http_date(date) <= datetime.now(UTC).timestamp()
    held = api.answer(address, If_Modified_Since=date)
    assert held.status_code == HTTPStatus.NOT_MODIFIED
    old = api.answer(address, If_Modified_Since="Sat, 01 Jan 2000 00:00:00 GMT")
    assert old.status_code == HTTPStatus.OK
    both = api.answer(address, If_Modified_Since=date, If_None_Match='"other"')
    assert both.status_code == HTTPStatus.OK, "the tag decides where both are given"


STREAMS = ("sources.ndjson", "sources.csv", "findings.bib", "citations.csl.json")


@pytest.mark.usefixtures("here", "settled")
@pytest.mark.parametrize("address", STREAMS)
def test_a_stream_is_not_read_again(api: Api, address: str) -> None:
    first = api.answer(address)
    assert body(first)
    tag, date = first["ETag"], first["Last-Modified"]
    assert tag.startswith('W/"')
    assert first["Cache-Control"] == "no-cache, public"
    for held in ({"If_None_Match": tag}, {"If_Modified_Since": date}):
        answer = api.answer(address, **held)
        assert answer.status_code == HTTPStatus.NOT_MODIFIED
        assert answer.content == b""
        assert answer["ETag"] == tag
        assert "Accept" in answer["Vary"]
    head = api.client.head(f"/api/v1/{address}")
    assert (head["ETag"], head["Last-Modified"]) == (tag, date)
    for other in (f"{address}?ordering=-key", "sources.ris"):
        assert api.answer(other)["ETag"] != tag


@pytest.mark.usefixtures("settled")
@pytest.mark.django_db(transaction=True)
def test_a_stream_that_changed_is_read_again(api: Api) -> None:
    source = make.source()
    tag = api.answer("sources.bib")["ETag"]
    make.source_relation(from_source=source, to_source=make.source())
    changed = api.answer("sources.bib", If_None_Match=tag)
    assert changed.status_code == HTTPStatus.OK
    assert changed["ETag"] != tag


@pytest.mark.usefixtures("here", "settled")
def test_each_style_of_a_stream_has_its_tag(api: Api) -> None:
    styles = [
        api.answer("sources/", Accept=f"text/x-bibliography; style={style}")["ETag"]
        for style in ("apa", "ieee")
    ]
    assert len(set(styles)) == len(styles)


@pytest.mark.usefixtures("here")
def test_a_stream_of_what_is_young_has_no_tag(api: Api) -> None:
    for answer in (api.answer("sources.bib"), api.client.head("/api/v1/sources.bib")):
        assert "ETag" not in answer
        assert "Last-Modified" not in answer


@pytest.mark.usefixtures("here")
def test_a_young_date_is_not_told(api: Api) -> None:
    answer = api.answer("skills/")
    assert "Last-Modified" not in answer
    assert answer["ETag"]


def test_every_table_that_is_shown_counts_as_a_change() -> None:
    vocabularies = {"Facet", "Topic", "Measure"}  # each change of them is deployed
    shown = set()
    views = [*vars(careers).values(), *vars(findings).values(), *vars(sources).values()]
    for view in views:
        serializer = getattr(view, "serializer_class", None)
        if serializer:
            shown |= set(models_of(serializer()))
    assert {model.__name__ for model in shown} - vocabularies <= {
        model.__name__ for model in SEEN
    }


def models_of(serializer: object) -> list[type]:
    """Return the tables of a serializer and of all that are nested in it."""
    found = [serializer.Meta.model] if hasattr(serializer, "Meta") else []
    for field in getattr(serializer, "fields", {}).values():
        child = getattr(field, "child", field)
        if hasattr(child, "fields"):
            found += models_of(child)
    return found


class Ending(Resource):
    """An address that is to end."""

    name = "ending"
    deprecated = Deprecation(
        since=datetime(2026, 1, 1, tzinfo=UTC),
        sunset=datetime(2027, 1, 1, tzinfo=UTC),
        link="/docs/ending/",
    )

    def get(self, request: Request) -> Response | HttpResponse:
        refuse(misspelt(request.query_params, ()))
        return HttpResponse("{}", content_type="application/json")


class Addresses:
    """The address book with one more, that is to end."""

    urlpatterns = [path("api/v1/ending/", Ending.as_view()), *urls.urlpatterns]


@override_settings(ROOT_URLCONF=Addresses)
def test_an_address_says_that_it_will_end(client: Client) -> None:
    """With every answer, so that nobody misses it who asks for what they hold."""
    address, origin = "/api/v1/ending/", {"Origin": "https://example.org"}
    first = client.get(address, headers=origin)
    held = {"If-None-Match": first["ETag"]}
    answers = [
        (first, 200),
        (client.head(address), 200),
        (client.get(address, headers=held), 304),
        (client.get(f"{address}?x=1"), 400),
        (client.post(address), 405),
        (client.options(address), 204),
    ]
    for answer, status in answers:
        assert answer.status_code == status
        assert answer["Deprecation"] == "@1767225600"
        assert answer["Sunset"] == "Fri, 01 Jan 2027 00:00:00 GMT"
        assert answer["Link"] == '</docs/ending/>; rel="deprecation"; type="text/html"'
    told = first["Access-Control-Expose-Headers"]
    assert {"Deprecation", "Sunset", "Link"} <= set(told.split(", "))
