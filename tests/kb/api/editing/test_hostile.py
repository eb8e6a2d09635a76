"""Bodies that no program of good will sends: each is told what is wrong, quickly."""

import gzip
import json
from contextlib import suppress
from http import HTTPStatus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rest_framework.exceptions import ParseError

from kb.api.problems import Problem
from kb.api.strict import DEEPEST, LARGEST, strict_json
from kb.models import Finding
from tests import make
from tests.kb.api.editing.writer import Writer

BAD = HTTPStatus.BAD_REQUEST


@pytest.fixture
def writer() -> Writer:
    return Writer(make.editor())


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b'{"key": "a", "key": "b"}', "'key' stands twice"),
        (b'{"key": NaN}', "NaN is no number"),
        (b'{"key": -Infinity}', "-Infinity is no number"),
        (b'{"key": 1e400}', "out of range"),
        (b'{"key": 9223372036854775808}', "out of range"),
        (b'{"key": ' + b"9" * 5000 + b"}", "not the JSON"),
        (b'{"key": "a\\u0000b"}', "NUL"),
        (b'{"key": "\\ud800"}', "surrogate"),
        (b'{"key": "\xff"}', "not UTF-8"),
        (b"[" * 5000, "nested deeper"),
        (b'{"a":' * 5000, "nested deeper"),
        (b'{"key": "a"', "not the JSON"),
        (b"{'key': 1}", "not the JSON"),
        (b"", "not the JSON"),
    ],
)
def test_what_two_readers_could_read_in_two_ways_is_refused(
    writer: Writer, body: bytes, told: str
) -> None:
    if not body:
        body = b" "
    problem = writer.ask("POST", "findings/", body, BAD)
    assert told in problem["detail"]
    assert not Finding.objects.exists()


@pytest.mark.parametrize("body", ["[]", '"text"', "null", "17", "true"])
def test_what_is_no_object_is_refused(writer: Writer, body: str) -> None:
    writer.ask("POST", "findings/", body, BAD)


def test_a_body_that_is_too_large(writer: Writer) -> None:
    too_large = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    body = b'{"key": "' + b"x" * LARGEST + b'"}'
    writer.ask("POST", "findings/", body, too_large)
    assert writer.send("POST", "findings/", body * 20).status_code == too_large


def test_a_body_in_another_form(writer: Writer) -> None:
    unsupported = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    packed = gzip.compress(b"{}")
    told = writer.refused("POST", "findings/", packed, BAD, Content_Encoding="gzip")
    assert set(told) == {"/key", "/content"}, "it is unpacked, and then read"
    answer = writer.send("POST", "findings/", packed, Content_Encoding="br")
    assert answer.status_code == unsupported
    xml = {"Content_Type": "application/xml"}
    writer.ask("POST", "findings/", b"<a/>", unsupported, **xml)


def test_a_method_that_an_address_has_not(writer: Writer) -> None:
    refused = writer.send("PATCH", "findings/")
    assert refused.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert refused["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("name", ["state", "author", "published_at", "id", "release"])
def test_what_the_server_owns_cannot_be_sent(writer: Writer, name: str) -> None:
    body = {"key": "mine", "content": {name: "published"}}
    told = writer.refused("POST", "findings/", body, BAD)
    assert told[f"/content/{name}"] == "unknown"


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with suppress(Problem, ParseError):
        json.dumps(strict_json(body), default=str)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    )
)
@settings(max_examples=200, deadline=None)
def test_what_is_json_and_can_be_stored_is_read_as_it_stands(document: object) -> None:
    text = json.dumps(document)
    hostile = "\\u0000" in text or "\\ud" in text
    if hostile or text.count("[") + text.count("{") > DEEPEST:
        return
    assert strict_json(text.encode()) == document
