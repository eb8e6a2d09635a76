"""The addresses for writing."""

from django.urls import path

from kb.api.editing import findings, index, sources, steps

editing = [
    path("editing/", index.WhoAmI.as_view(), name="editing"),
    path(
        "editing/findings/", findings.EditedFindings.as_view(), name="edited-findings"
    ),
    path(
        "editing/findings/<slug:key>/",
        findings.EditedFinding.as_view(),
        name="edited-finding",
    ),
    *(
        path(
            f"editing/findings/<slug:key>/{step.name}/",
            steps.step_view(step).as_view(),
            name=f"finding-{step.name}",
        )
        for step in steps.STEPS
    ),
    path("editing/sources/", sources.EditedSources.as_view(), name="edited-sources"),
    path(
        "editing/sources/<slug:key>/",
        sources.EditedSource.as_view(),
        name="edited-source",
    ),
    path(
        "editing/citations/",
        sources.EditedCitations.as_view(),
        name="edited-citations",
    ),
    path(
        "editing/citations/<slug:key>/",
        sources.EditedCitation.as_view(),
        name="edited-citation",
    ),
    path(
        "editing/citations/<slug:key>/readings/",
        sources.EditedReadings.as_view(),
        name="edited-readings",
    ),
    path("editing/notices/", sources.EditedNotices.as_view(), name="edited-notices"),
]
