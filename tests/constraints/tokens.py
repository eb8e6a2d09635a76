"""The CHECKs and triggers of tokens, kept answers and the feed of changes."""

from tests import make
from tests.constraints.attack import Attack, each, not_blank
from tests.constraints.trigger import Act, Cases
from tests.sql import delete, update

CASES = Cases()
case = CASES.add
BEGAN = "2026-01-01T00:00Z"
NO_DIGESTS = ("", "0" * 63, "g" * 64, "A" * 64)

CHECKS: dict[str, Attack] = {
    "apitoken_scopes_are_known": Attack(
        make.api_token,
        each("scopes", ([], ["all"], ["read", "all"], [None])),
        each("scopes", (["read"], ["read", "draft", "notice", "review"])),
    ),
    "apitoken_has_a_name": not_blank(make.api_token, "name"),
    "apitoken_is_a_hash": Attack(
        make.api_token,
        (*each("digest", NO_DIGESTS), *each("prefix", ("", "short", "UPPERCAS"))),
        each("digest", ("0123456789abcdef" * 4,)),
    ),
    "apitoken_ends": Attack(
        make.api_token,
        each("expires_at", (BEGAN, "2025-12-31T00:00Z", "2027-01-02T00:01Z")),
        each("expires_at", ("2026-01-01T00:01Z", "2027-01-02T00:00Z")),
        base={"created_at": BEGAN, "expires_at": "2026-02-01T00:00Z"},
    ),
    "keptanswer_is_of_a_request": Attack(
        make.kept_answer,
        (*each("request_digest", NO_DIGESTS), *each("status", (199, 300, 404, 500))),
        each("status", (200, 201, 204)),
    ),
    "change_terms_are_known": Attack(
        make.change,
        (*each("resource", ("", "draft", "note")), *each("what", ("", "hidden"))),
        each("resource", ("career", "pair", "citation")),
    ),
    "change_leads_on_if_merged": Attack(
        make.change,
        ({"what": "merged"}, {"to_key": "elsewhere"}),
        ({"what": "merged", "to_key": "elsewhere"},),
    ),
}


@case("apitoken_only_ends", "token-is-bounded")
def more_scopes() -> tuple[Act, Act]:
    row = make.api_token()
    return (
        lambda: update(row, scopes=["read", "review"]),
        lambda: update(row, last_used_at=BEGAN),
    )


@case("apitoken_only_ends", "token-is-bounded")
def a_longer_life() -> tuple[Act, Act]:
    row = make.api_token(created_at=BEGAN, expires_at="2026-02-01T00:00Z")
    return (
        lambda: update(row, expires_at="2026-03-01T00:00Z"),
        lambda: update(row, revoked_at=BEGAN),
    )


@case("apitoken_only_ends", "token-is-bounded")
def another_person() -> tuple[Act, Act]:
    row, other = make.api_token(), make.reviewer()
    return (
        lambda: update(row, person_id=other.pk),
        lambda: update(row, person_id=row.person_id),
    )


@case("apitoken_only_ends", "token-is-bounded")
def brought_back() -> tuple[Act, Act]:
    row = make.api_token(revoked_at=BEGAN)
    return lambda: update(row, revoked_at=None), lambda: update(row, revoked_at=BEGAN)


@case("apitoken_only_ends", "token-is-bounded")
def forgotten() -> tuple[Act, Act]:
    row = make.api_token()
    return lambda: delete(row), lambda: update(row, revoked_at=BEGAN)


@case("change_append_only", "append-only")
def told_otherwise() -> tuple[Act, Act]:
    row = make.change()
    return lambda: update(row, key="other"), lambda: make.change(key="other")


@case("change_append_only", "append-only")
def never_told() -> tuple[Act, Act]:
    row = make.change()
    return lambda: delete(row), lambda: make.change(key="other")
