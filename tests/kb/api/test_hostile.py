"""Whatever is sent, the answer is an answer or a problem, never a failure."""

import json
import string
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.filters import FindingFilters
from tests.kb.api.client import PROBLEM, Api
from tests.kb.api.test_answers import ADDRESSES, filled

NASTY = [
    "%00", "a%00b", "%ED%A0%80", "%FF", "%C0%80", "%0D%0ASet-Cookie:x", "%F0%9F%92%A9",
    "'", "';--", "%25", "%5C", "%22", "{}", "[]", "null", "-1", "1e400", "9" * 400,
    "NaN", "Infinity", "0x1", "%E2%80%AE", "%EF%BF%BF", "\u0130", "a" * 3000, "..",
    "%2F..%2F", "*", "%_", "\\", "$1", ":a", "%%s", "%s", "1,2", ",", "true", " ",
]  # fmt: skip


def sound(client: Client, address: str, **headers: str) -> None:
    """Check that a request is answered, or refused with a problem."""
    answer = client.get(address, headers=headers)
    assert answer.status_code < 500, answer.content
    if answer.status_code >= 400:
        assert answer["Content-Type"] == PROBLEM
        assert json.loads(answer.content)["status"] == answer.status_code


@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
def test_nasty_values(client: Client, value: str, subtests: pytest.Subtests) -> None:
    names = ["headline", "key__in", "kind", "estimates__value__gt", "version", "cursor",
             "published_at", "period_start__gte", "places", "limit", "ordering",
             "estimates__n_approx", "headline__contains", "subjects__group__isnull",
             "career", "estimates__n__in", "release"]  # fmt: skip
    for name in names:
        with subtests.test(name):
            sound(client, f"/api/v1/findings/?{name}={value}")


@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
def test_nasty_keys_and_names(client: Client, value: str) -> None:
    sound(client, f"/api/v1/findings/{value}/")
    sound(client, f"/api/v1/careers/{value}/skills/{value}/")
    sound(client, f"/api/v1/findings/?{value}=1")
    sound(client, f"/api/{value}")
    sound(client, "/api/v1/findings/", Accept=value, If_None_Match=value)


def test_many_parameters(client: Client) -> None:
    sound(client, "/api/v1/findings/?" + "&".join(f"a{n}=1" for n in range(60)))
    sound(client, "/api/v1/findings/?" + "&".join("kind=observed" for _ in range(60)))
    everything = [name for name in FindingFilters.base_filters if "__" not in name]
    sound(client, "/api/v1/findings/?" + "&".join(f"{n}=1" for n in everything[:60]))


def test_a_long_list_of_values(api: Api) -> None:
    keys = ",".join(f"k{n}" for n in range(600))
    assert api.get("findings/", key__in=keys)["results"] == []


PARAMETER = st.sampled_from(
    [*FindingFilters.base_filters, "career", "skill", "limit", "cursor", "ordering"]
) | st.text(string.ascii_lowercase + "_", max_size=30)
VALUE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40),
    st.integers().map(str),
    st.decimals().map(str),
    st.datetimes().map(str),
    st.dates().map(str),
    st.sampled_from(["true", "false", "observed", "a,b", "2023", "US"]),
)


@given(
    asked=st.dictionaries(PARAMETER, VALUE, max_size=5), path=st.sampled_from(ADDRESSES)
)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_question(client: Client, asked: dict[str, str], path: str) -> None:
    query = "&".join(f"{quote(name)}={quote(value)}" for name, value in asked.items())
    sound(client, f"{filled(path)}?{query}")
