"""A request that is sent twice is done once: by its Idempotency-Key."""

from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from kb.models import Finding, KeptAnswer
from tests import make
from tests.kb.api.editing.writer import Writer, content
from tests.side import Side, two_sides

CREATED = HTTPStatus.CREATED
KEY = {"Idempotency_Key": "a-key-of-mine"}


@pytest.fixture
def writer() -> Writer:
    return Writer(make.editor())


class TestAgain:
    def test_the_same_request_is_answered_alike_and_done_once(
        self, writer: Writer
    ) -> None:
        body = {"key": "mine", "content": content()}
        first = writer.ask("POST", "findings/", body, CREATED, **KEY)
        tag = writer.tag
        assert "Idempotency-Replayed" not in writer.headers
        again = writer.ask("POST", "findings/", body, CREATED, **KEY)
        assert again == first
        assert writer.tag == tag
        assert writer.headers["Idempotency-Replayed"] == "true"
        assert writer.headers["Location"].endswith("/findings/mine/")
        assert Finding.objects.count() == 1

    def test_a_step_is_taken_once_though_its_version_has_passed(
        self, writer: Writer
    ) -> None:
        body = {"key": "mine", "content": content()}
        writer.ask("POST", "findings/", body, CREATED)
        tag = writer.tag
        for _ in range(2):
            address = "findings/mine/submit/"
            moved = writer.ask("POST", address, {}, **KEY, If_Match=tag)
            assert moved["state"] == "in_review"

    def test_without_a_key_it_is_another_request(self, writer: Writer) -> None:
        body = {"key": "mine", "content": content()}
        writer.ask("POST", "findings/", body, CREATED)
        writer.ask("POST", "findings/", body, HTTPStatus.UNPROCESSABLE_ENTITY)
        assert not KeptAnswer.objects.exists()


class TestAnother:
    def test_another_body_under_the_same_key_is_refused(self, writer: Writer) -> None:
        body = {"key": "mine", "content": content()}
        writer.ask("POST", "findings/", body, CREATED, **KEY)
        problem = writer.ask(
            "POST",
            "findings/",
            body | {"key": "other"},
            HTTPStatus.UNPROCESSABLE_ENTITY,
            **KEY,
        )
        assert problem["type"] == "/api/problems/key-reused/"

    def test_another_person_has_keys_of_their_own(self, writer: Writer) -> None:
        writer.ask(
            "POST", "findings/", {"key": "mine", "content": content()}, CREATED, **KEY
        )
        body = {"key": "theirs", "content": content()}
        Writer(make.editor()).ask("POST", "findings/", body, CREATED, **KEY)

    def test_what_was_refused_may_be_mended_under_the_same_key(
        self, writer: Writer
    ) -> None:
        body = {"key": "No Key", "content": content()}
        writer.ask("POST", "findings/", body, HTTPStatus.UNPROCESSABLE_ENTITY, **KEY)
        assert not KeptAnswer.objects.exists()
        writer.ask("POST", "findings/", body | {"key": "mine"}, CREATED, **KEY)

    def test_a_key_is_forgotten_when_it_has_expired(self, writer: Writer) -> None:
        body = {"key": "mine", "content": content()}
        writer.ask("POST", "findings/", body, CREATED, **KEY)
        KeptAnswer.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        writer.ask("POST", "findings/", body | {"key": "other"}, CREATED, **KEY)
        assert KeptAnswer.objects.count() == 1

    @pytest.mark.parametrize("key", [" ", "x" * 129, "two words", "é"])
    def test_what_is_no_key_is_refused(self, writer: Writer, key: str) -> None:
        body = {"key": "mine", "content": content()}
        status = HTTPStatus.BAD_REQUEST
        writer.ask("POST", "findings/", body, status, Idempotency_Key=key)


def test_an_empty_key_is_no_key(writer: Writer) -> None:
    """A script whose variable is empty must not believe that it is safe."""
    answer = writer.client.post(
        "/api/v1/editing/findings/",
        {"key": "mine", "content": content()},
        content_type="application/json",
        headers={"Authorization": f"Bearer {writer.text}", "Idempotency-Key": ""},
    )
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert not Finding.objects.exists()


def test_what_a_list_is_asked_says_nothing_of_a_draft(writer: Writer) -> None:
    body = {"key": "mine", "content": content()}
    for asked in ("state=draft", "after=x", "state=none"):
        writer.ask("POST", f"findings/?{asked}", body, HTTPStatus.BAD_REQUEST)


@pytest.fixture
def sides() -> Iterator[tuple[Side, Side]]:
    with two_sides() as (first, second):
        yield first, second


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_told_to_wait(sides: tuple[Side, Side]) -> None:
    first, second = sides
    writer = Writer(make.editor())
    body = {"key": "mine", "content": content()}
    writer.ask("GET", "")  # its use is noted now, and not while the two wait
    first.begin()
    made = first.do(lambda: writer.send("POST", "findings/", body, **KEY))
    assert made.status_code == CREATED
    busy = second.do(lambda: writer.send("POST", "findings/", body, **KEY))
    assert busy.status_code == HTTPStatus.CONFLICT
    assert busy["Retry-After"] == "1"
    assert b"/api/problems/in-progress/" in busy.content
    first.commit()
    again = second.do(lambda: writer.send("POST", "findings/", body, **KEY))
    assert again.status_code == CREATED
    assert again.content == made.content
    assert Finding.objects.count() == 1
