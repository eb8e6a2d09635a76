"""The pages of a career, a skill, a source, a finding and a measure."""

import datetime

import pytest
from django.test import Client

from citations.enums import NoticeKind
from citations.services import notice_record
from kb.models import Finding
from kb.services import finding_publish, finding_revise, finding_submit
from tests import make
from tests.kb.evidence import World, full_world, many_figures
from tests.kb.page import get


@pytest.fixture
def here() -> World:
    return full_world()


def test_a_career_shows_codes_skills_findings_and_neighbours(
    client: Client, here: World
) -> None:
    page = get(client, "/careers/technical-writer/")
    for words in (
        "Technical writer",
        "Also called: Documentation writer",
        "Technical Writers 27-3042.00",
        "O*NET-SOC 2019 occupations, release 29.3",
        "exact",
        "Writers are many",
        "Journalist",
        "People move from one to the other.",
    ):
        assert words in page.text
    assert here.pair in page.links
    assert "Writers wrote 40% faster" not in page.text, "it is about one skill"


def test_a_career_shows_findings_of_a_close_match(client: Client, here: World) -> None:
    measured = make.career(name="Documentation specialist")
    make.career_code(career=measured, scheme="isco_08", code="2641", release="08")
    make.career_code(
        career=here.career, scheme="isco_08", code="2641", release="08", match="close"
    )
    here.finding(
        headline="Specialists are few",
        population="each a Documentation specialist",
        subjects=[{"career": measured}],
    )
    page = get(client, "/careers/technical-writer/")
    assert "Specialists are few" in page.text
    assert "or one that is a close match of it" in page.text
    assert f"/careers/{measured.key}/" in page.links


def test_skills_of_a_career_stand_in_a_table(client: Client, here: World) -> None:
    make.pair(career=here.career, skill=make.skill(name="Abstracting"), role="emerging")
    page = get(client, "/careers/technical-writer/skills/")
    rows = [" ".join(row.text.split()) for row in page.all("tr")]
    assert rows[1].startswith("Writing core curator's judgement 1 direct 1")
    assert rows[2].startswith("Abstracting emerging")
    assert "open" in rows[2]


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("name", "Abstracting"),
        ("role", "Writing"),
        ("basis", "Abstracting"),
        ("direct", "Writing"),
        ("importance", "Writing"),
        ("nonsense", "Writing"),
    ],
)
def test_the_table_is_sorted_by_plain_links(
    client: Client, here: World, sort: str, first: str
) -> None:
    make.pair(
        career=here.career,
        skill=make.skill(name="Abstracting"),
        role="emerging",
        basis="definition",
    )
    page = get(client, f"/careers/technical-writer/skills/?sort={sort}")
    assert page.all("tr")[1].text.split()[0] == first
    sorted_by = [e.text.split()[0] for e in page.all("th") if e["aria-sort"]]
    assert len(sorted_by) == 1
    assert f"?sort={sort}" in page.links or sort == "nonsense"


def test_a_skill_shows_careers_findings_and_edges(client: Client, here: World) -> None:
    page = get(client, "/skills/writing/")
    for words in (
        "Nurses write too",
        "Writers wrote 40% faster",
        "Core skill, 1 direct finding.",
        "Writing complements Editing",
        "none found",
    ):
        assert words in page.text
    assert here.pair in page.links
    assert "Writers are many" not in page.text


def test_a_long_finding_shows_what_the_page_is_about_first(
    client: Client, here: World
) -> None:
    many_figures(here)
    page = get(client, "/skills/writing/")
    line = next(e for e in page.all("li") if "Nine figures" in e.text)
    text = " ".join(line.text.split())
    assert text.index("Figure I") < text.index("Figure A") < text.index("Figure D")
    assert "Figure E" not in text
    assert "and 4 more figures" in text
    assert "Measured: Writing, Technical writer; all jobs" in text
    whole = get(client, "/findings/many/").text
    assert all(f"Figure {name}" in whole for name in "ABCDEFGHI")


def test_adjacent_skills_show_what_each_edge_rests_on(
    client: Client, here: World
) -> None:
    edge = make.skill_adjacency(
        from_skill=make.skill(name="Reading"),
        to_skill=here.skill,
        relation="builds_on",
        basis="evidence",
    )
    make.edge_basis(pair=None, skill_edge=edge, finding_key="elsewhere")
    make.edge_basis(pair=None, skill_edge=edge, finding_key="", source=here.source)
    make.edge_basis(pair=None, skill_edge=edge, finding_key="not-published")
    page = get(client, "/skills/writing/adjacent/")
    assert "Reading builds on Writing" in page.text
    assert "/findings/elsewhere/" in page.links
    assert "/sources/study/" in page.links
    assert "not-published" not in page.source


def test_a_source_shows_record_standing_chain_and_what_rests_on_it(
    client: Client, here: World
) -> None:
    page = get(client, "/sources/study/")
    for words in (
        "A study of writers",
        "peer-reviewed",
        "not yet checked for notices",
        "by somebody who sells what it is about",
        "uses data of The register of writers",
        "4 published findings",
        "Writing, Technical writer",
    ):
        assert words in page.text
    assert {here.pair, "/findings/direct-one/", "/skills/writing/"} <= set(page.links)
    back = get(client, "/sources/register/")
    assert "A study of writers uses data of this source" in back.text
    assert "4 published findings rest on it" in back.text


def test_a_source_shows_where_to_find_it(client: Client) -> None:
    make.source(key="one", arxiv="2302.06590", arxiv_version=2, doi="10.1000/x")
    make.source(key="two", arxiv="2302.06590", url="https://example.org/two")
    page = get(client, "/sources/one/")
    assert "https://arxiv.org/abs/2302.06590v2" in page.links
    assert "https://doi.org/10.1000/x" in page.links
    page = get(client, "/sources/two/")
    assert "https://arxiv.org/abs/2302.06590" in page.links
    assert "https://example.org/two" in page.links


def test_a_retracted_source_stays_with_its_notice(client: Client, here: World) -> None:
    notice_record(
        source=here.source,
        kind=NoticeKind.RETRACTION,
        issued_on=datetime.date(2024, 5, 1),
        reason="The data were made up.",
        recorded_by=make.editor(),
    )
    page = get(client, "/sources/study/")
    assert "Retracted." in page.text
    assert "The data were made up." in page.text
    assert "No published finding rests on this source" in page.text
    assert "/findings/direct-one/" not in page.links


def test_a_finding_shows_figures_places_readings_and_review(
    client: Client, here: World
) -> None:
    page = get(client, "/findings/direct-one/")
    for words in (
        "Writers wrote 40% faster",
        "95 % interval",
        "Mean time with the tool over mean time without it, less one.",
        "Writing in the work of: Technical writer",
        "United States",
        "Short tasks only.",
        "The figure stands in the second paragraph.",
        "the full text",
        "Approved by somebody other than its author",
        "Version 1: this one",
    ):
        assert words in page.text
    assert {here.pair, "/measures/time-change/", "/sources/study/"} <= set(page.links)


def test_a_figure_says_of_what_where_and_when(client: Client, here: World) -> None:
    here.finding(
        key="pay",
        estimates=[
            {
                "measure": make.measure(kind="money", unit="USD per year"),
                "value": 71850,
                "quantile": quantile,
                "currency": "USD",
                "price_year": 2024,
                "area": "US",
                "period_start": "2024-05",
                "base": "of all technical writers",
                "comparison": "no other job",
            }
            for quantile in (50, 90)
        ],
    )
    text = get(client, "/findings/pay/").text
    told = "{}; United States; May 2024; prices of 2024"
    assert told.format("compared with no other job; median") in text
    assert told.format("90th percentile") in text
    assert "of all technical writers; compared" in text


def test_a_finding_shows_its_older_versions(client: Client, here: World) -> None:
    old = Finding.objects.get(key="direct-one")
    author = old.author
    new = finding_revise(finding=old, author=author)
    page = get(client, "/findings/direct-one/")
    assert "Version 2" not in page.text, "a draft is nobody's business"
    finding_submit(finding=new, author=author)
    finding_publish(finding=new, reviewer=make.reviewer())
    page = get(client, "/findings/direct-one/")
    assert "Version 2: this one" in page.text
    assert "Version 1: superseded by a newer version" in page.text


def test_conflicts_show_on_both_sides(client: Client, here: World) -> None:
    made = make.draft(
        key="contrary",
        source=here.source,
        topic=here.topic,
        headline="Writers wrote no faster",
        population="people at Writing, each a Technical writer",
        subjects=[{"career": here.career, "skill": here.skill}],
    )
    make.finding_link(finding=made, to_key="direct-one", note="Other tasks.")
    make.finding_link(
        finding=made, to_key=make.draft(key="nobody-published-it").key, note="Unseen."
    )
    page = get(client, "/findings/direct-one/")
    assert "contrary" not in page.source, "an unpublished finding conflicts in silence"
    finding_submit(finding=made, author=made.author)
    finding_publish(finding=made, reviewer=make.reviewer())
    for key, other in (("direct-one", "contrary"), ("contrary", "direct-one")):
        page = get(client, f"/findings/{key}/")
        assert f"/findings/{other}/" in page.links
        assert "another finding says otherwise" in page.text
        assert "Other tasks." in page.text
        assert "Unseen." not in page.text


def test_a_measure_shows_its_definition_and_its_findings(
    client: Client, here: World
) -> None:
    page = get(client, "/measures/time-change/")
    for words in (
        "Change of time",
        "Mean time with the tool over mean time without it, less one.",
        "Unit percent",
        "Lower means more",
        "Writers wrote 40% faster",
    ):
        assert words in page.text
    rating = make.measure(kind="rating", scale_low=1, scale_high=5, unit="points")
    page = get(client, f"/measures/{rating.key}/")
    assert "from 1 to 5" in page.text
    assert "No published finding uses this measure." in page.text
