"""What a stranger's programs make of the schema: one asks everything, one is a client.

Both know the API only by /api/schema/, and ask a server that runs.
"""

import importlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.db import transaction
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from careers.models import Career
from kb.api.schema import examples
from kb.models import Facet, Finding
from tests import make
from tests.kb.api import chains
from tests.kb.api.client import DOCS, openapi
from tests.kb.api.editing.writer import Writer
from tests.kb.api.world import whole_world

GUIDE = (DOCS / "api.md").read_text()

BIN = Path(sys.executable).parent
CHECKS = (
    *("not_a_server_error", "status_code_conformance", "content_type_conformance"),
    *("response_schema_conformance", "negative_data_rejection"),
)
AT_RANDOM = ("--phases=examples,coverage,fuzzing", "--max-examples=1")
IN_CHAINS = ("--phases=stateful", "--mode=positive", "--max-examples=5")
SECONDS = int(os.environ.get("SCHEMATHESIS_SECONDS", "80"))
"""For all that is asked at random, a third of it for chains."""
LED = 12
"""Links that the chains follow at least; some lead where little time is left."""


@pytest.fixture
def server(live_server: LiveServer, settings: Settings) -> str:
    """Start the site with a row behind every member; return where the API begins."""
    settings.API_REQUESTS_A_MINUTE = 0
    with transaction.atomic():
        whole_world()
    return str(live_server.url)


@pytest.fixture
def token(server: str) -> str:
    """Return the token of an editor who reviews, where the examples can be written."""
    with transaction.atomic():
        content = examples("editing")["editing_findings_create"]["request"]["content"]
        source = make.source(key=content["source"])
        make.reading(citation=make.citation(key=content["citations"][0], source=source))
        make.topic(key=content["topic"], facet=Facet.objects.get(key="demand"))
        make.measure(key=content["estimates"][0]["measure"])
        return Writer(make.person("editor", "reviewer")).text


def run(*words: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Return what a program of the environment said."""
    return subprocess.run(  # noqa: S603 - our own words
        [BIN / words[0], *words[1:]],
        cwd=folder,
        env=os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"} | more,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS * 5 + 120,
    )


def asked_all(
    server: str, token: str, folder: Path, seconds: int, *how: str, **more: str
) -> subprocess.CompletedProcess[str]:
    """Return what schemathesis says of every operation, those that write included."""
    done = run(
        "schemathesis",
        "run",
        f"{server}/api/schema/",
        *how,
        f"--checks={','.join(CHECKS)}",
        f"--max-time={seconds}",
        f"--header=Authorization: Bearer {token}",
        "--generation-deterministic",
        "--continue-on-failure",
        "--no-shrink",
        "--no-color",
        "--warnings=off",
        "--request-timeout=60",
        folder=folder,
        **more,
    )
    assert done.returncode == 0, done.stdout[-8000:]
    assert "No issues found" in done.stdout
    return done


@pytest.mark.django_db(transaction=True)
def test_whatever_is_asked_the_answer_is_what_the_schema_says(
    server: str, token: str, tmp_path: Path
) -> None:
    done = asked_all(server, token, tmp_path, SECONDS, *AT_RANDOM)
    operations = sum(len(methods) for methods in openapi()["paths"].values())
    assert f"Selected: {operations}/{operations}" in done.stdout
    assert f"Tested: {operations}" in done.stdout


@pytest.mark.django_db(transaction=True)
def test_whatever_follows_from_an_answer_is_what_the_schema_says(
    server: str, token: str, tmp_path: Path
) -> None:
    hooks = {"PYTHONPATH": str(DOCS.parent), "SCHEMATHESIS_HOOKS": chains.__name__}
    done = asked_all(server, token, tmp_path, SECONDS // 3, *IN_CHAINS, **hooks)
    followed = re.search(r"API Links: +(\d+) covered", done.stdout)
    assert followed, "the stateful phase found nothing to do"
    assert int(followed[1]) >= LED
    assert Finding.objects.filter(key__startswith="doe-2025-time-").exists()


@pytest.mark.django_db(transaction=True)
def test_the_recipe_in_python_works(server: str, tmp_path: Path) -> None:
    (recipe,) = re.findall(r"^```python\n(.*?)^```$", GUIDE, re.M | re.S)
    recipe = recipe.replace("http://127.0.0.1:8000", server)
    script = tmp_path / "recipe.py"
    script.write_text(recipe.replace("backend-developer", "technical-writer"))
    done = run("python", "recipe.py", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Writing\tcore\t" in done.stdout


@pytest.mark.django_db(transaction=True)
def test_the_recipe_in_r_works(server: str, tmp_path: Path) -> None:
    rscript = shutil.which("Rscript")
    if rscript is None:
        pytest.skip("R is not here: .ci/run installs it, with jsonlite.")
    with transaction.atomic():
        career = Career.objects.get(key="technical-writer")
        make.pair(career=career, skill=make.skill(key="second", name="Second skill"))
    (recipe,) = re.findall(r"^```r\n(.*?)^```$", GUIDE, re.M | re.S)
    recipe = recipe.replace("http://127.0.0.1:8000", server).replace("=100", "=1")
    script = tmp_path / "recipe.R"
    script.write_text(recipe.replace("backend-developer", "technical-writer"))
    done = subprocess.run(  # noqa: S603 - our own words
        [rscript, str(script)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    heading, *lines = done.stdout.splitlines()
    assert heading.split() == ["name", "role", "finding_count"]
    assert len(lines) == 2, "every page was followed"
    assert re.search(r"Writing +core +\d+$", "\n".join(lines), re.MULTILINE)


def made_client(server: str, folder: Path) -> ModuleType:
    """Return the client that openapi-python-client makes of the schema."""
    done = run(
        "openapi-python-client",
        "generate",
        f"--url={server}/api/schema/",
        "--meta=none",
        "--output-path=attest_client",
        "--fail-on-warning",
        folder=folder,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module("attest_client")
    finally:
        sys.path.remove(str(folder))


def called(module: str, name: str, **given: Any) -> Any:
    """Return what an operation of the generated client answers."""
    operation = importlib.import_module(f"attest_client.api.{module}.{name}")
    return operation.sync(**given)


@pytest.mark.django_db(transaction=True)
def test_a_generated_client_works(server: str, tmp_path: Path) -> None:
    attest = made_client(server, tmp_path)
    with attest.Client(base_url=server) as client:
        skill = called("skills", "skills_read", skill="writing", client=client)
        assert (skill.key, skill.name, str(skill.kind)) == (
            "writing",
            "Writing",
            "knowledge",
        )
        page = called("citations", "citations_list", client=client, limit=1)
        assert page.results[0].source.title
        assert page.next_.startswith(f"{server}/api/v1/citations/?")
        finding = called(
            "findings", "findings_read", key="with-everything", client=client
        )
        assert finding.estimates[0].value == "90930.5"
        chain = called("sources", "sources_chain", key="study", client=client)
        assert [step.key for step in chain.chain] == ["study", "register"]
        problem = called("skills", "skills_read", skill="never-was", client=client)
        assert problem.type_ == "/api/problems/not-found/"
        found = called("findings", "findings_list", client=client, q="writers")
        assert "with-everything" not in [row.key for row in found.results]


@pytest.mark.django_db(transaction=True)
def test_a_generated_client_writes(server: str, token: str, tmp_path: Path) -> None:
    attest = made_client(server, tmp_path)
    models = importlib.import_module("attest_client.models")
    sent = examples("editing")["editing_findings_create"]["request"]
    with attest.AuthenticatedClient(base_url=server, token=token) as client:
        me = called("editing", "editing_read", client=client)
        assert me.roles == ["editor", "reviewer"]
        body = models.NewFinding.from_dict(sent)
        module = importlib.import_module(
            "attest_client.api.editing.editing_findings_create"
        )
        made = module.sync_detailed(
            client=client, body=body, idempotency_key="from-a-client"
        )
        assert (made.status_code, made.parsed.key) == (201, sent["key"])
        again = module.sync_detailed(
            client=client, body=body, idempotency_key="from-a-client"
        )
        assert again.headers["Idempotency-Replayed"] == "true"
        tag, key = made.headers["ETag"], sent["key"]
        stale = submitted(client, key, '"another"')
        assert stale.type_ == "/api/problems/overtaken/"
        moved = submitted(client, key, tag)
        assert moved.to_dict().get("state") == "in_review", moved
    assert Finding.objects.get(key=key).state == "in_review"


def submitted(client: Any, key: str, tag: str) -> Any:
    """Return what the client is answered that hands a draft to reviewers."""
    models = importlib.import_module("attest_client.models")
    name = "editing_finding_submit_create"
    body = models.EditingFindingSubmitCreateBody()
    return called("editing", name, key=key, client=client, if_match=tag, body=body)
