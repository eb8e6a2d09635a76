"""The people and words that an import of O*NET needs."""

import pytest
from django.core.management import call_command

from tests import make


@pytest.fixture(autouse=True)
def _people_and_words() -> None:
    make.person("editor", username="pack-editor")
    make.person("reviewer", username="pack-reviewer")
    for name in ("facets", "topics", "measures"):
        call_command("loaddata", name, verbosity=0)
