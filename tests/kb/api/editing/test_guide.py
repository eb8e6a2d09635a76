"""The commands of the guide that write do what the guide says they do."""

import json
import re
import shlex
from http import HTTPStatus
from typing import Any, cast

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import make
from tests.kb.api.editing.writer import Writer
from tests.kb.api.test_guide import BASE, COMMANDS, GUIDE, WRITING

DRAFT = re.findall(r"^```json\n(.*?)^```", GUIDE, re.M | re.S)[-1]
KEY = "noy-zhang-2023-time"


def asked(client: Client, command: str, known: dict[str, str]) -> HttpResponse:
    """Return the answer to a command line of curl, its variables filled in."""
    for name, value in known.items():
        command = command.replace(f"${name}", value.replace('"', '\\"'))
    words = shlex.split(command)
    (address,) = [word for word in words if word.startswith(BASE)]
    after = {word: words[place + 1] for place, word in enumerate(words[:-1])}
    body = after.get("--json", "")
    headers = dict(
        words[place + 1].split(": ", 1)
        for place, word in enumerate(words)
        if word == "-H"
    )
    return cast(
        "HttpResponse",
        client.generic(
            after.get("-X", "GET"),
            address.removeprefix(BASE),
            DRAFT if body.startswith("@") else body,
            content_type="application/json",
            headers=headers,
        ),
    )


@pytest.fixture
def known() -> dict[str, str]:
    """Make what the guide's draft names, and a token for each of two people."""
    source = make.source(key="noy-zhang-2023")
    place = make.citation(key="noy-zhang-2023-p-187", source=source)
    make.reading(citation=place)
    make.topic(key="time-on-a-task", facet=make.facet())
    make.measure(key="time-change")
    return {
        "TOKEN": Writer(make.editor()).text,
        "REVIEWER_TOKEN": Writer(make.reviewer()).text,
    }


def test_every_command_that_writes_works(known: dict[str, str], client: Client) -> None:
    commands = [each for each in COMMANDS if WRITING in each]
    assert len(commands) > 6
    answers: list[Any] = []
    for command in commands:
        answer = asked(client, command, known)
        assert answer.status_code in {200, 201}, (command, answer.content)
        answers.append(json.loads(answer.content))
        known["TAG"] = answer.headers.get("ETag", "")
        known["DIGEST"] = answers[-1].get("digest", "")
    me, made, again, read, *_, decided = answers
    assert me["roles"] == ["editor"]
    assert again == made == read
    assert decided["state"] == "published"
    shown = client.get(f"/api/v1/findings/{KEY}/").json()
    assert shown["headline"] == made["content"]["headline"]


def test_its_form_of_a_token_is_that_of_a_token(known: dict[str, str]) -> None:
    (form,) = re.findall(r"`(attest_\[.+?)`", GUIDE)
    assert re.fullmatch(form, known["TOKEN"])


def test_a_command_with_a_token_that_is_none_is_refused(client: Client) -> None:
    command = next(each for each in COMMANDS if WRITING in each)
    answer = asked(client, command, {"TOKEN": "attest_wrong"})
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
