"""The reader's addresses, and where the API begins."""

from django.urls import include, path

from kb.api.suffix import SUFFIX
from kb.api.views.pairs import Pair
from kb.views import (
    career,
    catalogue,
    feed,
    finding,
    flag,
    measure,
    pair,
    search,
    skill,
    source,
)

app_name = "kb"

urlpatterns = [
    path("api/", include("kb.api.urls")),
    path("", catalogue.home, name="home"),
    path("careers/", catalogue.careers, name="careers"),
    path("careers/<slug:career>/", career.career, name="career"),
    path("careers/<str:name>/", career.by_name, name="career-by-name"),
    path("careers/<slug:career>/tasks/", career.career_tasks, name="career-tasks"),
    path(
        "careers/<slug:career>/<slug:table>.csv",
        career.career_table,
        name="career-table",
    ),
    path("careers/<slug:career>/skills/", career.career_skills, name="career-skills"),
    path("careers/<slug:career>/skills/<slug:skill>/", pair.pair, name="pair"),
    path(
        f"careers/<slug:career>/skills/<slug:skill>.{SUFFIX}",
        Pair.as_view(),
        name="pair-form",
    ),
    path("careers/<slug:career>/changes.atom", feed.career_feed, name="career-feed"),
    path(
        "careers/<slug:career>/skills/<slug:skill>/changes.atom",
        feed.pair_feed,
        name="pair-feed",
    ),
    path("skills/<slug:skill>/changes.atom", feed.skill_feed, name="skill-feed"),
    path("skills/", catalogue.skills, name="skills"),
    path("skills/<slug:skill>/", skill.skill, name="skill"),
    path("skills/<slug:skill>/adjacent/", skill.adjacent, name="adjacent"),
    path("sources/", catalogue.sources, name="sources"),
    path("sources/<slug:source>/", source.source, name="source"),
    path("findings/<slug:finding>/", finding.finding, name="finding"),
    path("citations/<slug:citation>/flag/", flag.flag, name="flag"),
    path("citations/<slug:citation>/flag/thanks/", flag.flagged, name="flagged"),
    path("search/", search.results, name="search"),
    path("compare/", search.compare, name="compare"),
    path("measures/", catalogue.measures, name="measures"),
    path("measures/<slug:measure>/", measure.measure, name="measure"),
]
