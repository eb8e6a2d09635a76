"""A statement falls with what it rests on, in the same transaction, and comes back."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from citations.enums import NoticeKind
from citations.models import Source
from citations.services import notice_record
from kb.models import Finding, Statement
from kb.selectors.statement import statements_citing, statements_falling_with
from kb.services import (
    finding_publish,
    finding_restore,
    finding_revise,
    finding_submit,
    finding_suspend,
    finding_withdraw,
    statement_publish,
    statement_restore,
    statement_revise,
    statement_submit,
    statement_suspend,
)
from tests import make
from tests.kb.statements.world import World, world
from tests.sql import rows, settle, update

EARLY, LATE = date(2023, 5, 1), date(2024, 5, 1)


@pytest.fixture
def here() -> World:
    return world()


def told(statement: Statement) -> tuple[str, str]:
    """Return a statement's state, and why."""
    found = Statement.objects.get(pk=statement.pk)
    return found.state, found.state_reason


def state(statement: Statement) -> str:
    return told(statement)[0]


def note(source: Source, kind: NoticeKind, day: date) -> None:
    notice_record(
        source=source,
        kind=kind,
        issued_on=day,
        reason="The data could not be found.",
        recorded_by=make.editor(),
    )


def replaced(finding: Finding) -> Finding:
    """Publish the next version of a finding."""
    new = finding_revise(finding=finding, author=make.editor())
    finding_submit(finding=new, author=new.author)
    return finding_publish(finding=new, reviewer=make.reviewer())


def test_a_retraction_takes_it_and_a_reinstatement_gives_it_back(here: World) -> None:
    statement = here.stated()
    note(here.finding.source, NoticeKind.RETRACTION, EARLY)
    now, why = told(statement)
    assert now == "suspended"
    assert "finding rated, which is suspended" in why
    assert "2023-05-01" in why
    assert "4.12" not in why
    note(here.finding.source, NoticeKind.REINSTATEMENT, LATE)
    settle()
    assert told(statement) == ("published", "")


def test_a_correction_takes_nothing(here: World) -> None:
    statement = here.stated()
    note(here.finding.source, NoticeKind.CORRECTION, EARLY)
    assert state(statement) == "published"


def test_a_withdrawn_finding_takes_it_for_good(here: World) -> None:
    statement = here.stated()
    finding_withdraw(finding=here.finding, author=make.editor(), reason="Misread.")
    assert told(statement) == (
        "suspended",
        "It rests on finding rated, which is withdrawn: Misread.",
    )
    with pytest.raises(Exception, match="slot-shows-its-figure"):
        statement_restore(statement=statement, reviewer=make.reviewer())


def test_a_person_suspends_and_another_restores_the_finding(here: World) -> None:
    statement = here.stated()
    finding_suspend(finding=here.finding, author=make.editor(), reason="In doubt.")
    assert state(statement) == "suspended"
    finding_restore(finding=here.finding, reviewer=make.reviewer())
    assert told(statement) == ("published", "")


def test_a_newer_version_of_the_finding_asks_for_another_look(here: World) -> None:
    statement = here.stated()
    new = replaced(here.finding)
    now, why = told(statement)
    assert now == "suspended"
    assert "version 1 of finding rated, which a newer version has replaced" in why
    assert list(Statement.objects.to_look_at_again()) == [statement]
    again = statement_revise(statement=statement, author=make.editor())
    assert again.findings.get().finding == new
    assert not Statement.objects.to_look_at_again().exists()
    statement_submit(statement=again, author=again.author)
    statement_publish(statement=again, reviewer=make.reviewer())
    assert state(statement) == "superseded"
    assert Statement.objects.published().get() == again


def test_suspended_and_then_replaced_it_says_the_last(here: World) -> None:
    statement = here.stated()
    finding_suspend(finding=here.finding, author=make.editor(), reason="In doubt.")
    replaced(here.finding)
    assert "a newer version has replaced" in told(statement)[1]


def test_a_number_falls_though_another_finding_still_stands(here: World) -> None:
    statement = here.stated(cites=[here.finding, here.finding_on()])
    finding_suspend(finding=here.finding, author=make.editor(), reason="In doubt.")
    assert state(statement) == "suspended"


def test_words_stand_as_long_as_one_finding_does(here: World) -> None:
    other = here.finding_on()
    cites = [here.finding, other]
    statement = here.stated(text="Knitters like knitting.", cites=cites)
    finding_suspend(finding=here.finding, author=make.editor(), reason="In doubt.")
    assert state(statement) == "published"
    finding_suspend(finding=other, author=make.editor(), reason="In doubt too.")
    assert state(statement) == "suspended"
    finding_restore(finding=here.finding, reviewer=make.reviewer())
    assert state(statement) == "published"


def test_it_waits_for_every_finding_it_takes_a_number_from(here: World) -> None:
    other = make.published(
        key="other",
        subjects=[{"career": here.career}],
        citations=[make.reading().citation],
    )
    words = "It is {rated:1:value}, in {other:1:value}."
    statement = here.stated(text=words, cites=[here.finding, other])
    for finding in (here.finding, other):
        finding_suspend(finding=finding, author=make.editor(), reason="In doubt.")
    finding_restore(finding=here.finding, reviewer=make.reviewer())
    assert state(statement) == "suspended"
    finding_restore(finding=other, reviewer=make.reviewer())
    assert state(statement) == "published"


def test_a_judgement_rests_on_its_numbers_alone(here: World) -> None:
    words = here.stated(kind="judgement", text="We like it.")
    number = here.stated(kind="judgement")
    finding_suspend(finding=here.finding, author=make.editor(), reason="In doubt.")
    assert state(words) == "published"
    assert state(number) == "suspended"


def test_what_a_person_suspended_no_finding_gives_back(here: World) -> None:
    statement = here.stated()
    statement_suspend(statement=statement, author=make.editor(), reason="Too bold.")
    finding_suspend(finding=here.finding, author=make.editor(), reason="In doubt.")
    finding_restore(finding=here.finding, reviewer=make.reviewer())
    assert told(statement) == ("suspended", "Too bold.")


def test_it_does_not_come_back_where_its_finding_left_the_page(here: World) -> None:
    """The career's own code was the bridge, and is gone when the finding is back."""
    near = make.career(name="Weaver")
    bridge = {"scheme": "esco", "code": "W", "release": "1"}
    make.career_code(career=near, match="exact", **bridge)
    code = make.career_code(career=here.career, match="close", **bridge)
    finding = make.published(
        subjects=[{"career": near, "skill": here.skill}],
        population="knitting by each weaver",
    )
    statement = make.stated(career=here.career, cites=[finding], text="It is so.")
    finding_suspend(finding=finding, author=make.editor(), reason="In doubt.")
    code.delete()
    finding_restore(finding=finding, reviewer=make.reviewer())
    assert state(statement) == "suspended"


def test_drafts_do_not_fall(here: World) -> None:
    draft, waiting = here.draft(), here.in_review()
    finding_suspend(finding=here.finding, author=make.editor(), reason="In doubt.")
    assert (state(draft), state(waiting)) == ("draft", "in_review")


def test_plain_sql_takes_it_too(here: World) -> None:
    statement = here.stated()
    rows("UPDATE kb_finding SET state = 'superseded' WHERE key = 'rated'")
    assert state(statement) == "suspended"


def test_all_is_undone_together(here: World) -> None:
    statement = here.stated()
    with transaction.atomic():
        note(here.finding.source, NoticeKind.RETRACTION, EARLY)
        assert state(statement) == "suspended"
        transaction.set_rollback(True)
    assert state(statement) == "published"


def test_a_finding_that_only_a_draft_cites_can_still_not_be_deleted(
    here: World,
) -> None:
    finding = make.draft()
    here.draft(cites=[finding])
    with pytest.raises(Exception, match="referenced through protected"):
        finding.delete()


def test_the_blast_radius_is_what_then_falls(here: World) -> None:
    other = here.finding_on(source=here.finding.source)
    falls = here.stated()
    words = here.stated(text="It is so.", cites=[here.finding, other])
    judged = here.stated(kind="judgement", text="We like it.")
    apart = make.stated()
    alone = statements_falling_with([here.finding])
    assert set(alone) == {falls}
    assert set(statements_falling_with([here.finding, other])) == {falls, words}
    assert set(statements_citing(here.finding.source)) == {falls, words, judged}
    note(here.finding.source, NoticeKind.RETRACTION, EARLY)
    fell = Statement.objects.filter(state="suspended")
    assert set(fell) == {falls, words}
    assert state(apart) == "published"


def test_one_fall_is_one_statement_however_many_rest_on_it(here: World) -> None:
    for _ in range(3):
        here.stated()
    with CaptureQueriesContext(
        connection,
    ) as seen:
        update(here.finding, state="suspended", state_reason="In doubt.")
    assert len(seen) == 1
    assert Statement.objects.filter(state="suspended").count() == 3
