"""What a notice would do, looked at before it is recorded."""

from datetime import date
from typing import Any

from citations.models import Source
from kb.models import Finding
from tests import make
from tests.kb.evidence import World, world
from tests.kb.statements.world import world as stating
from tests.kb.test_admin_notices import confirmed, form, looked, state_of


def resting_on(*sources: Source, here: World, **fields: Any) -> Finding:
    """Publish a finding that cites a place in each source, claimed by another."""
    places = [make.reading(citation=make.citation(source=s)).citation for s in sources]
    return here.finding(**{"source": make.source(), "citations": places} | fields)


def test_the_look_says_what_stays_and_on_what_else_it_rests() -> None:
    here = world()
    gone, other = make.source(), make.source(title="A study that stands")
    fallen, held = (
        resting_on(gone, here=here),
        resting_on(gone, other, here=here, key="held"),
    )
    look = form(gone).save()
    text = look.content.decode()
    assert "Suspended: 1" in text
    assert "Stay published: 1" in text
    assert "It also rests on: A study that stands" in text
    assert looked(look)
    assert {state_of(f) for f in (fallen, held)} == {"published"}


def test_the_look_counts_pages_and_the_independent_roots_that_are_left() -> None:
    here = world()
    gone, other = make.source(), make.source()
    resting_on(gone, here=here)
    resting_on(gone, other, here=here)
    resting_on(other, here=here)
    look = form(gone).save()
    pages = look.context["reach"].pages
    (row,) = pages.pairs.first
    assert (row["career"], row["skill"], row["findings"]) == (
        "technical-writer",
        "writing",
        1,
    )
    assert [(f["whole"], f["part"]) for f in row["facets"]] == [(2, 1)]
    assert (pages.careers.count, pages.skills.count) == (1, 1)
    assert "2 → 1" in look.content.decode()
    assert here.pair in look.content.decode()


def test_the_look_names_pairs_that_nobody_listed() -> None:
    here = world()
    other = make.career(key="editor-in-chief", name="Editor in chief")
    here.finding(
        subjects=[{"career": other, "skill": here.skill}],
        population=f"people at {here.skill.name}, each an {other.name}",
    )
    look = form(here.source).save()
    pages = look.context["reach"].pages
    assert [row["career"] for row in pages.unlisted.first] == [other.key]
    assert f"/careers/{other.key}/skills/{here.skill.key}/" in look.content.decode()
    assert other.key not in {row["career"] for row in pages.pairs.first}


def test_the_look_names_statements_that_go_and_come_with_their_findings() -> None:
    here = stating()
    stated = here.stated()
    screen = form(here.finding.source)
    look = screen.save()
    assert "Statements that leave their pages: 1" in look.content.decode()
    assert stated.key in look.content.decode()
    confirmed(screen, look)
    stated.refresh_from_db()
    assert stated.state == "suspended"
    screen = form(here.finding.source, kind="reinstatement", issued_on="2025-02-01")
    look = screen.save()
    assert "Statements that come back: 1" in look.content.decode()
    confirmed(screen, look)
    stated.refresh_from_db()
    assert stated.state == "published"


def test_the_look_of_a_reinstatement_says_what_comes_back() -> None:
    here = world()
    finding = here.finding()
    make.notice(source=here.source, issued_on=date(2024, 1, 1))
    assert state_of(finding) == "suspended"
    screen = form(here.source, kind="reinstatement")
    look = screen.save()
    assert "Given back: 1" in look.content.decode()
    (row,) = look.context["reach"].pages.pairs.first
    assert [(f["whole"], f["part"]) for f in row["facets"]] == [(1, 0)]
    assert state_of(finding) == "suspended"
    assert confirmed(screen, look).status_code == 302
    assert state_of(finding) == "published"


def test_a_reinstatement_that_lifts_nothing_says_so() -> None:
    finding = make.published()
    make.notice(source=finding.source, issued_on=date(2025, 5, 1))
    look = form(finding.source, kind="reinstatement").save()
    text = look.content.decode()
    assert "it stays so" in text
    assert "Stay suspended: 1" in text


def test_what_a_notice_does_not_reach_is_named() -> None:
    summary = make.source(title="A page about the study")
    relation = make.source_relation(from_source=summary, kind="reports_on")
    make.published(source=summary)
    text = form(relation.to_source).save().content.decode()
    assert "Look at these yourself: 1" in text
    assert "A page about the study" in text


def test_long_lists_are_cut_and_counted() -> None:
    source = make.source()
    for _ in range(22):
        make.published(source=source)
    text = form(source).save().content.decode()
    assert "Suspended: 22" in text
    assert "and 2 more" in text
