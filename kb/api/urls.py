"""The addresses of the API."""

from django.urls import URLPattern, include, path, re_path

from kb.api import docs
from kb.api.editing.urls import editing
from kb.api.suffix import SUFFIX
from kb.api.views import (
    careers,
    changes,
    check,
    edges,
    errors,
    findings,
    index,
    pairs,
    search,
    snapshots,
    sources,
    vocabulary,
)

app_name = "api"

# Addresses are tried in this order: those asked for most often stand first.
v1 = [
    path("sources/", sources.Sources.as_view(), name="sources"),
    path("sources/<slug:key>/", sources.OneSource.as_view(), name="source"),
    path("sources/<slug:key>/chain/", sources.SourceChain.as_view(), name="chain"),
    path("citations/", sources.Citations.as_view(), name="citations"),
    path("citations/check/", check.Check.as_view(), name="check"),
    path("citations/<slug:key>/", sources.OneCitation.as_view(), name="citation"),
    path("findings/", findings.Findings.as_view(), name="findings"),
    path("findings/<slug:key>/", findings.OneFinding.as_view(), name="finding"),
    path(
        "findings/<slug:key>/chain/",
        findings.FindingChain.as_view(),
        name="finding-chain",
    ),
    path("", index.Index.as_view(), name="index"),
    path("careers/", careers.Careers.as_view(), name="careers"),
    path("careers/<slug:career>/", careers.OneCareer.as_view(), name="career"),
    path(
        "careers/<slug:career>/skills/",
        careers.CareerSkills.as_view(),
        name="career-skills",
    ),
    path(
        "careers/<slug:career>/skills/<slug:skill>/",
        pairs.Pair.as_view(),
        name="pair",
    ),
    path("skills/", careers.Skills.as_view(), name="skills"),
    path("skills/<slug:skill>/", careers.OneSkill.as_view(), name="skill"),
    path(
        "skills/<slug:skill>/adjacent/",
        careers.AdjacentSkills.as_view(),
        name="adjacent",
    ),
    path("pairs/", edges.Pairs.as_view(), name="pairs"),
    path("adjacencies/", edges.Adjacencies.as_view(), name="adjacencies"),
    path("tasks/", edges.Tasks.as_view(), name="tasks"),
    path("tasks/<slug:key>/", edges.OneTask.as_view(), name="task"),
    path("measures/", vocabulary.Measures.as_view(), name="measures"),
    path("measures/<slug:key>/", vocabulary.OneMeasure.as_view(), name="measure"),
    path("organizations/", sources.Organizations.as_view(), name="organizations"),
    path(
        "organizations/<slug:key>/",
        sources.OneOrganization.as_view(),
        name="organization",
    ),
    path("facets/", vocabulary.Facets.as_view(), name="facets"),
    path("facets/<slug:key>/", vocabulary.OneFacet.as_view(), name="facet"),
    path("releases/", vocabulary.Releases.as_view(), name="releases"),
    path("releases/<slug:key>/", vocabulary.OneRelease.as_view(), name="release"),
    path("search/", search.Search.as_view(), name="search"),
    path("changes/", changes.Changes.as_view(), name="changes"),
    path("snapshots/", snapshots.Snapshots.as_view(), name="snapshots"),
    path("snapshots/<slug:key>/", snapshots.OneSnapshot.as_view(), name="snapshot"),
    path(
        "snapshots/<slug:key>/<str:file>",
        snapshots.SnapshotFile.as_view(),
        name="snapshot-file",
    ),
    *editing,
]


def with_suffix(address: URLPattern) -> URLPattern:
    """Return the same address with the suffix of a form instead of a slash."""
    route = f"{str(address.pattern).removesuffix('/')}.{SUFFIX}"
    return path(route, address.callback, name=f"{address.name}-form")


forms = [
    with_suffix(address)
    for address in v1
    if str(address.pattern) and address not in editing and address.name != "check"
]

urlpatterns = [
    path("v1/", include(v1)),
    path("v1/", include(forms)),
    path("schema/", docs.Schema.as_view(), name="schema"),
    path("docs/", docs.Docs.as_view(), name="docs"),
    path("problems/<slug:key>/", errors.ProblemTypeResource.as_view(), name="problem"),
    re_path("", errors.Nowhere.as_view(), name="nowhere"),
]
