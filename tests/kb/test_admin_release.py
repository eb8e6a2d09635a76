"""Releases in the admin: opened by one person, approved by another."""

from typing import Any

from kb.enums import ReleaseState, State
from kb.models import Duty, Finding, Release
from kb.selectors.release import CHANGES
from kb.services import finding_revise, finding_submit, row_save
from tests import make
from tests.screen import Screen, address, refused, saved, signed_in, told

TYPED = {
    "pack": "by-hand",
    "title": "Written by hand",
    "licence": "CC BY 4.0",
    "attribution": "By its editors.",
}


def approve(client: Any, release: Release) -> Any:
    """Open the page of an approval and send it."""
    place = address("kb_release_approve", release.pk)
    page = client.get(place)
    assert page.status_code == 200, told(page)
    return client.post(place, {"digest": page.context["digest"]})


def test_an_editor_opens_the_next_release_of_a_pack() -> None:
    editor = make.editor()
    screen = Screen(signed_in(editor), "kb_release_add")
    saved(screen.save(**TYPED))
    release = Release.objects.get()
    assert (release.number, release.author, release.state) == (1, editor, "in_review")
    refused(screen.save(title="Another"), "one-version-at-a-time")
    assert Release.objects.count() == 1


def test_another_person_approves_all_of_it() -> None:
    finding = make.in_review(release=(release := make.release()))
    client = signed_in(make.reviewer())
    page = client.get(address("kb_release_change", release.pk)).content.decode()
    assert address("kb_release_approve", release.pk) in page
    answer = approve(client, release)
    assert "1 findings published" in told(answer)[0]
    finding.refresh_from_db()
    release.refresh_from_db()
    assert (finding.state, release.state) == (State.PUBLISHED, ReleaseState.APPROVED)
    assert client.get(address("kb_release_approve", release.pk)).status_code == 302


def test_nobody_approves_their_own_release() -> None:
    author = make.person("editor", "reviewer", superuser=True)
    release = make.release(author=author)
    answer = approve(signed_in(author), release)
    assert answer.context["refused"][0].endswith("[four-eyes]")
    release.refresh_from_db()
    assert release.state == ReleaseState.IN_REVIEW


def test_what_falls_short_holds_up_the_whole_release() -> None:
    release = make.release()
    make.in_review(release=release, subjects=[])
    complete = make.in_review(release=release)
    client = signed_in(make.reviewer())
    page: Any = client.get(address("kb_release_approve", release.pk))
    assert [v.rule.id for v in page.context["lacking"]] == ["measures-a-subject"]
    answer = approve(client, release)
    assert answer.context["refused"][0].endswith("[measures-a-subject]")
    complete.refresh_from_db()
    assert complete.state == State.IN_REVIEW


def test_a_change_since_it_was_read_is_noticed() -> None:
    release = make.release()
    make.in_review(release=release)
    place = address("kb_release_approve", release.pk)
    answer: Any = signed_in(make.reviewer()).post(place, {"digest": "0" * 64})
    assert answer.context["refused"][0].endswith("[review-names-what-was-read]")


def test_an_interest_holds_back_what_it_touches() -> None:
    release, reviewer = make.release(), make.reviewer()
    finding = make.in_review(release=release)
    role = make.source_organization(source=finding.source)
    make.declared_interest(person=reviewer, organization=role.organization)
    answer = approve(signed_in(reviewer), release)
    assert any(line.endswith("[interest-keeps-away]") for line in told(answer))
    assert Finding.objects.get().state == State.IN_REVIEW


def test_who_has_no_role_approves_nothing() -> None:
    release = make.release()
    for person, opened in ((make.editor(), 403), (make.person(superuser=True), 403)):
        client = signed_in(person)
        place = address("kb_release_approve", release.pk)
        assert client.get(place).status_code == opened
        assert client.post(place, {"digest": ""}).status_code == 403
    assert Release.objects.get().state == ReleaseState.IN_REVIEW


def test_a_release_that_is_not_there_leads_to_the_list() -> None:
    client = signed_in(make.reviewer())
    assert client.get(address("kb_release_approve", 0)).status_code == 302


def test_a_description_reaches_readers_with_a_release() -> None:
    editor = make.editor()
    client = signed_in(editor)
    screen = Screen(client, "kb_duty_add")
    screen.typed |= {
        "career": make.career().pk,
        "citation": make.citation().pk,
        "text": "Answers the telephone.",
    }
    strange = make.release()
    assert "valid choice" in " ".join(told(screen.save(release=strange)))
    own = make.release(author=editor)
    saved(screen.save(release=own))
    duty = Duty.objects.get()
    approve(signed_in(make.reviewer()), own)
    duty.refresh_from_db()
    assert duty.state == "shown"
    deleted = client.post(address("kb_duty_delete", duty.pk), {"post": "yes"})
    assert deleted.status_code == 403
    page = client.get(address("kb_duty_change", duty.pk)).content.decode()
    assert 'name="text"' not in page


def test_another_person_refuses_it_with_a_reason() -> None:
    release, reviewer = make.release(), make.reviewer()
    finding = make.in_review(release=release)
    client = signed_in(reviewer)
    page: Any = client.get(address("kb_release_approve", release.pk))
    place = address("kb_release_reject", release.pk)
    assert f'formaction="{place}"' in page.content.decode()
    read = {"digest": page.context["digest"]}
    silent: Any = client.post(place, read | {"reason": " "})
    assert "[reasons-are-given]" in silent.context["refused"][0]
    stale: Any = client.post(place, {"digest": "0" * 64, "reason": "Table 3."})
    assert stale.context["refused"][0].endswith("[review-names-what-was-read]")
    assert "Table 3.</textarea>" in stale.content.decode()
    done = client.post(place, read | {"reason": "Table 3 is misread."})
    assert "its findings are drafts again" in told(done)[0]
    finding.refresh_from_db()
    release.refresh_from_db()
    assert (finding.state, release.state) == (State.DRAFT, ReleaseState.REJECTED)
    shown = client.get(address("kb_release_change", release.pk)).content.decode()
    assert "Table 3 is misread." in shown
    queue: Any = signed_in(finding.author).get(address("queue", "changes-asked"))
    (entry,) = queue.context["page"].entries
    assert entry.reason.endswith("Table 3 is misread.")


def test_the_page_counts_what_it_brings_and_shows_what_changes() -> None:
    release = make.release()
    make.duty(release=release)
    make.in_review(release=release)
    make.finding(release=release)
    old = make.published(key="claim")
    new = finding_revise(finding=old, author=old.author)
    new.headline, new.release = "The tool saves less time", release
    row_save(row=new, author=old.author)
    finding_submit(finding=new, author=old.author)
    writer = make.person("reviewer", "editor")
    make.finding_editor(finding=new, person=writer)
    place = address("kb_release_approve", release.pk)
    page: Any = signed_in(make.reviewer()).get(place)
    shown, text = page.context["page"], page.content.decode()
    assert (shown.new, shown.changed, shown.not_in_review) == (1, 1, 1)
    assert shown.descriptions == [("duties", 1)]
    assert "The tool saves <ins>less </ins>time" in text
    assert "You may not decide" not in text
    own = signed_in(writer).get(place).content.decode()
    assert "You may not decide on it: you wrote at claim." in own
    refusal: Any = signed_in(writer).post(place, {"digest": shown.digest})
    assert refusal.context["refused"][0].startswith("finding claim, editors")


def test_only_the_first_changes_are_shown_field_by_field() -> None:
    release = make.release()
    for _ in range(CHANGES + 1):
        old = make.published()
        new = finding_revise(finding=old, author=old.author)
        new.release = release
        row_save(row=new, author=old.author)
        finding_submit(finding=new, author=old.author)
    page: Any = signed_in(make.reviewer()).get(
        address("kb_release_approve", release.pk)
    )
    assert len(page.context["page"].changes) == CHANGES
    assert f"The first {CHANGES} of {CHANGES + 1} changes" in page.content.decode()
