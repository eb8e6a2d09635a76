"""People who bring datasets, and the vocabulary that datasets are in."""

import pytest
from django.core.management import call_command

from tests import make


@pytest.fixture(autouse=True)
def _people_and_vocabulary() -> None:
    make.person("editor", username="pack-editor")
    make.person("reviewer", username="pack-reviewer")
    for name in ("facets", "topics", "measures", "worktypes"):
        call_command("loaddata", name, verbosity=0)
