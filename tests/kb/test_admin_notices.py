"""Notices in the admin: looked at first, recorded if nothing changed, struck out."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from citations.enums import NoticeKind
from citations.models import Source, SourceNotice
from citations.services import NoticeLook, notice_record
from kb.admin.citations.registry import packed
from kb.models import Finding
from tests import make
from tests.screen import Answer, Screen, address, refused, signed_in, told

TYPED = {
    "kind": "retraction",
    "issued_on": "2025-01-01",
    "reason": "The data were made up.",
}


def state_of(finding: Finding) -> str:
    return Finding.objects.get(pk=finding.pk).state


def form(source: Source, **typed: Any) -> Screen:
    """Return the form of a new notice, filled in."""
    screen = Screen(signed_in(make.editor()), "citations_sourcenotice_add")
    screen.typed |= TYPED | {"source": source.pk} | typed
    return screen


def looked(answer: Answer) -> dict[str, Any]:
    """Return what a page of a look would send; nothing was recorded for it."""
    assert answer.status_code == 200, told(answer)
    assert "reach" in answer.context, told(answer)
    return dict(answer.context["typed"])


def confirmed(screen: Screen, answer: Answer) -> Answer:
    """Send what the page of a look holds."""
    return screen.client.post(screen.address, looked(answer))


def test_a_notice_is_looked_at_and_then_recorded() -> None:
    finding = make.published(headline="It fell by 40%")
    screen = form(finding.source, doi="10.1234/X")
    look = screen.save()
    text = look.content.decode()
    assert "Suspended: 1" in text
    assert finding.key in text
    assert "becomes <strong>retracted</strong>" in text
    assert not SourceNotice.objects.exists()
    assert state_of(finding) == "published"
    answer = confirmed(screen, look)
    assert answer.status_code == 302, told(answer)
    notice = SourceNotice.objects.get()
    assert (notice.doi, notice.origin) == ("10.1234/x", "editor")
    assert state_of(finding) == "suspended"
    refused(screen.save(), "stands-once")


def test_a_confirmation_is_refused_if_things_changed_in_between() -> None:
    finding = make.published()
    screen = form(finding.source)
    look = screen.save()
    late = make.published(source=finding.source)
    again = confirmed(screen, look)
    assert any("Things changed since you looked" in s for s in again.context["told"])
    assert "Suspended: 2" in again.content.decode()
    assert not SourceNotice.objects.exists()
    assert confirmed(screen, again).status_code == 302
    assert {state_of(f) for f in (finding, late)} == {"suspended"}


def test_a_confirmation_that_nobody_was_shown_is_none() -> None:
    finding = make.published()
    answer = form(finding.source).save(seen="0" * 64)
    assert "reach" in answer.context
    assert state_of(finding) == "published"


def test_what_was_typed_leads_back_into_the_form() -> None:
    screen = form(make.source(), reason="Typed with care <b>")
    back = screen.save().context["back"]
    again = screen.client.get(back)
    assert again.context["adminform"].form["reason"].value() == "Typed with care <b>"


def test_a_date_to_come_is_refused_with_a_sentence() -> None:
    soon = datetime.now(UTC).date() + timedelta(days=2)
    screen = form(make.source(), kind="reinstatement", issued_on=soon.isoformat())
    refused(screen.save(), "notice-is-not-of-the-future")
    assert not SourceNotice.objects.exists()


def test_a_notice_recorded_by_mistake_is_struck_out() -> None:
    finding = make.published()
    notice = notice_record(
        source=finding.source,
        kind=NoticeKind.RETRACTION,
        issued_on=date(2025, 1, 1),
        reason="Meant for another source.",
        recorded_by=make.editor(),
    )
    client = signed_in(make.editor())
    shown = client.get(address("citations_sourcenotice_change", notice.pk))
    strike = shown.context["strike"]
    assert strike in shown.content.decode().replace("&amp;", "&")
    screen = Screen(client, "citations_sourcenotice_add")
    filled = client.get(strike).context["adminform"].form.initial
    screen.typed |= {k: str(v) for k, v in filled.items()}
    look = screen.save(reason="It was another paper.")
    assert "Given back: 1" in look.content.decode()
    assert confirmed(screen, look).status_code == 302
    assert state_of(finding) == "published"
    listed = client.get(address("citations_sourcenotice_changelist"))
    assert "struck out" in listed.content.decode()
    again = client.get(address("citations_sourcenotice_change", notice.pk))
    assert again.context["strike"] == ""


@pytest.mark.parametrize("typed", [{"kind": "error"}, {"kind": "concern"}])
def test_only_an_error_names_another_notice(typed: dict[str, str]) -> None:
    notice = make.notice()
    revokes = "" if typed["kind"] == "error" else notice.pk
    answer = form(notice.source, **typed, revokes=revokes).save()
    refused(answer, "error-strikes-out-a-notice")


def test_the_page_of_a_source_leads_to_both_ways_of_recording() -> None:
    source = make.source()
    page = signed_in(make.editor()).get(address("citations_source_change", source.pk))
    text = page.content.decode()
    assert f"{address('citations_sourcenotice_add')}?source={source.pk}" in text
    assert address("citations_source_notices", source.pk) in text


def registry(client: Client, source: Source, **typed: Any) -> Answer:
    return client.post(address("citations_source_notices", source.pk), typed)


def a_look(source: Source) -> NoticeLook:
    """Return what a registry might have told a moment ago."""
    notice = make.notice.unsaved(
        source=source, doi="10.1234/notice", origin="publisher"
    )
    return NoticeLook((notice,), datetime.now(UTC), "The registry tells of 1 notice.")


def test_with_fetching_off_the_button_says_so_and_nothing_is_known() -> None:
    source, client = make.source(doi="10.1234/a"), signed_in(make.editor())
    page = client.get(address("citations_source_notices", source.pk))
    assert "whether there is a notice is not known" in page.content.decode()
    answer = registry(client, source)
    assert answer.status_code == 302
    assert any("switched off" in sentence for sentence in told(answer))
    source.refresh_from_db()
    assert source.notices_checked_at is None


def test_what_a_registry_told_is_recorded_once_confirmed() -> None:
    finding, client = make.published(), signed_in(make.editor())
    source = finding.source
    look = registry(client, source, told=packed(source, a_look(source)))
    assert "Suspended: 1" in look.content.decode()
    assert state_of(finding) == "published"
    answer = registry(client, source, **looked(look))
    assert answer.status_code == 302, told(answer)
    assert state_of(finding) == "suspended"
    assert source.notices.get().origin == "publisher"
    source.refresh_from_db()
    assert source.notices_checked_at is not None
    again = registry(client, source, told=packed(source, a_look(source)))
    assert any("Nothing new" in sentence for sentence in told(again))


def test_what_a_registry_told_of_one_source_is_not_taken_for_another() -> None:
    one, other, client = make.source(), make.source(), signed_in(make.editor())
    for text in (packed(one, a_look(one)), "made up"):
        answer = registry(client, other, told=text)
        assert answer.status_code == 200
        assert any("ask again" in sentence for sentence in told(answer))
    assert not SourceNotice.objects.exists()


def test_it_changed_between_the_answer_and_the_confirmation() -> None:
    finding, client = make.published(), signed_in(make.editor())
    source = finding.source
    look = registry(client, source, told=packed(source, a_look(source)))
    make.published(source=source)
    again = registry(client, source, **looked(look))
    assert any("Things changed" in sentence for sentence in again.context["told"])
    assert not SourceNotice.objects.exists()
