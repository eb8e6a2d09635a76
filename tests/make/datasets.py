"""Releases of datasets, their files and what they list."""

from typing import Any

from kb.models import DatasetFile, Listing, Recomputation, Release, Retirement
from tests.make.findings import estimate, finding, release
from tests.make.identities import career, skill
from tests.make.maker import Maker, numbered
from tests.make.sources import source


def dataset_release(**fields: object) -> Release:
    """Return a stored release of a dataset, in review."""
    given = {"dataset": "onet", "edition": "99.1"} | fields
    if "source" not in given:
        given["source"] = source()
    return release(**given)


listing = Maker(
    Listing,
    release=dataset_release,
    kind="technology",
    career=career,
    to_skill=skill,
    file="Technology Skills.txt",
    row=numbered("row"),
)
dataset_file = Maker(
    DatasetFile,
    release=dataset_release,
    name="Skills.txt",
    sha256="0" * 64,
    size=1,
    rows=1,
)


class Retirements(Maker[Retirement]):
    """Makes a retirement whose finding came with its release."""

    def unsaved(self, **fields: Any) -> Retirement:
        """Return a row that is not stored; the finding is of the release given."""
        if "release" not in fields:
            fields["release"] = dataset_release()
        if "finding" not in fields:
            fields["finding"] = finding(release=fields["release"])
        return super().unsaved(**fields)


retirement = Retirements(Retirement)
recomputation = Maker(
    Recomputation,
    estimate=estimate,
    formula="a-formula",
    value=1,
    difference=0,
    tolerance=0,
    inputs=1,
)
