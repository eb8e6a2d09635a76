"""What the tests of the API share."""

import pytest
from django.test import Client

from tests.kb.api.client import Api
from tests.kb.api.world import whole_world
from tests.kb.evidence import World


@pytest.fixture
def api(client: Client) -> Api:
    return Api(client)


@pytest.fixture
def here() -> World:
    """Make a world with a row behind every member of every answer."""
    return whole_world()
