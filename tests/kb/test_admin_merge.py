"""Merging in the admin: what moves is shown before it moves."""

from http import HTTPStatus
from typing import Any

import pytest

from citations.models import Organization
from kb.services import merge
from tests import make
from tests.screen import address, signed_in, told

WHY = "Both carry the same definition."


class TestScreen:
    @pytest.mark.parametrize(
        ("screen", "maker"),
        [
            ("careers_career", make.career),
            ("careers_skill", make.skill),
            ("citations_source", make.source),
            ("citations_organization", make.organization),
        ],
    )
    def test_what_moves_is_shown_before_it_moves(self, screen: str, maker: Any) -> None:
        old, into = maker(), maker()
        client = signed_in(make.editor())
        place = address(f"{screen}_merge", old.pk)
        assert place in client.get(address(f"{screen}_change", old.pk)).text
        typed = {"into": into.pk, "reason": WHY}
        page: Any = client.post(place, typed)
        old.refresh_from_db()
        assert old.merged_into is None
        answer = client.post(place, typed | {"seen": page.context["told"].token})
        assert answer.status_code == HTTPStatus.FOUND, told(answer)
        old.refresh_from_db()
        assert old.merged_into == into
        page = client.get(address(f"{screen}_change", old.pk))
        assert place not in page.text

    def test_what_changed_in_between_is_shown_again(self) -> None:
        old, into = make.source(), make.source()
        client = signed_in(make.editor())
        place = address("citations_source_merge", old.pk)
        typed = {"into": into.pk, "reason": WHY}
        page: Any = client.post(place, typed)
        make.citation(source=old)
        page = client.post(place, typed | {"seen": page.context["told"].token})
        assert page.status_code == HTTPStatus.CONFLICT
        assert "Somebody wrote in between" in page.text
        assert "Moves: citations, 1" in page.text
        old.refresh_from_db()
        assert old.merged_into is None

    def test_a_refusal_leaves_what_was_typed(self) -> None:
        row = make.career()
        place = address("careers_career_merge", row.pk)
        page: Any = signed_in(make.editor()).post(
            place, {"into": row.pk, "reason": WHY}
        )
        assert "is the row itself" in page.context["refused"][0]
        assert WHY in page.text

    def test_what_is_not_there_or_merged_leads_away(self) -> None:
        client = signed_in(make.editor())
        done = make.organization(merged_into=make.organization())
        for number in (0, done.pk):
            answer = client.get(address("citations_organization_merge", number))
            assert answer.status_code == HTTPStatus.FOUND

    def test_the_history_says_who_and_why(self) -> None:
        old, into = make.organization(), make.organization()
        editor = make.editor()
        merge(old=old, into=into, author=editor, reason=WHY)
        event: Any = Organization.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
            pgh_obj=old
        ).latest("pgh_id")
        assert event.pgh_context.metadata == {"user": editor.pk, "why": WHY}
