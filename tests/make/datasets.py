"""Releases of datasets, their files and what they list."""

from kb.models import DatasetFile, Listing, Recomputation, Release
from tests.make.findings import estimate, release
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
recomputation = Maker(
    Recomputation,
    estimate=estimate,
    formula="a-formula",
    value=1,
    difference=0,
    tolerance=0,
    inputs=1,
)
