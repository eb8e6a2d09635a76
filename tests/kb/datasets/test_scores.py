"""Published scores come out of the rows behind them, or the page says they do not."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from kb.models import Recomputation
from tests.kb.datasets.bring import FILES, approve, bring, copied


def verify(**options: object) -> str:
    out = StringIO()
    call_command("verify_scores", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def _labels_and_scores(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Bring labels that give the scores published with them, but for one."""
    folder = copied("eloundou", tmp_path_factory.mktemp("files"))
    path = folder / "full_labelset.tsv"
    path.write_text(path.read_text().replace("\tE9\t", "\tE0\t"))
    scores = folder / "occ_level.csv"
    scores.write_text(scores.read_text().replace("0.8333333333333334", "1.0"))
    bring("exposure", folder, release="some")
    approve("eloundou-some")


@pytest.mark.usefixtures("_labels_and_scores")
def test_the_verdict_is_kept_and_said() -> None:
    out = StringIO()
    with pytest.raises(CommandError) as told:
        call_command("verify_scores", stdout=out)
    assert told.value.returncode == 1
    assert "eloundou-exposure: 6 scores recomputed, 5 match, 1 differ" in out.getvalue()
    assert "eloundou-some-99-1010-00, eloundou-gamma-gpt4" in out.getvalue()
    beta = Recomputation.objects.get(estimate__measure__key="eloundou-beta-human")
    assert (beta.value, beta.inputs, beta.matches) == (Decimal("0.5"), 4, True)


@pytest.mark.usefixtures("_labels_and_scores")
def test_asking_again_keeps_one_verdict() -> None:
    for _time in range(2):
        assert "1 scores recomputed, 1 match" in verify(measure=["eloundou-beta-human"])
    assert Recomputation.objects.count() == 1


@pytest.mark.usefixtures("_labels_and_scores")
def test_the_pages_say_it(client: Client) -> None:
    with pytest.raises(CommandError):
        verify()
    for address in ("/findings/eloundou-some-99-1010-00/", "/careers/onet-99-1010-00/"):
        page = client.get(address).content.decode()
        assert "recomputed from 4 rows: matches" in page
        assert "recomputed from 4 rows: 0.83333333, which differs by 0.16666667" in page


def test_what_nobody_published_has_no_verdict() -> None:
    bring("exposure", FILES / "eloundou", release="some")
    assert "0 scores recomputed" in verify(), "a release in review is not published"
    assert not Recomputation.objects.exists()


def test_a_measure_without_formula_is_named() -> None:
    with pytest.raises(CommandError) as told:
        verify(measure=["aioe-score"])
    assert told.value.returncode == 2
    assert "No formula computes aioe-score" in str(told.value)
