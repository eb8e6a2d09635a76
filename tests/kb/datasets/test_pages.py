"""What datasets list stands on the page of a career, with terms and matches."""

from django.test import Client

from tests import make
from tests.kb.datasets.bring import FILES, approve, bring


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_career_shows_what_esco_lists_and_the_notice_for_it(client: Client) -> None:
    bring("esco", FILES / "esco", release="0.9")
    address = "/careers/esco-lamp-keeper-00000001/"
    before = page(client, address)
    assert "needs, as essential" not in before, "not before another person approved it"
    approve("esco-0-9")
    shown = page(client, address)
    assert "lamp keeper needs, as essential" in shown
    assert ">trim wicks</a>" in shown
    assert "lamp keeper belongs to the broader" in shown
    assert "This service uses the ESCO classification" in shown


def test_one_code_to_many_shows_every_target_and_the_path(client: Client) -> None:
    bring("crosswalk", FILES / "crosswalk", release="onet-soc-2010-some")
    approve("crosswalk-onet-soc-2010-some")
    shown = page(client, "/careers/onet-99-1030-00/")
    assert "Beacon Keepers corresponds to" in shown
    for target in ("Isle Beacon Keepers", "Shore Beacon Keepers"):
        assert (
            f">{target}</a> "
            '<span class="quiet">narrow</span> '
            '<span class="quiet">(O*NET-SOC 2010 to 2019; one of 2 targets)</span>'
        ) in shown


def test_a_close_match_brings_its_rows_under_its_own_name(client: Client) -> None:
    mine = make.career(key="beacon-worker", name="Beacon worker")
    make.career_code(career=mine, scheme="esco", code="0110.1", match="close")
    bring("esco", FILES / "esco", release="0.9")
    approve("esco-0-9")
    shown = page(client, "/careers/beacon-worker/")
    assert '/careers/esco-lamp-keeper-00000001/">lamp keeper</a> needs' in shown


def test_what_a_later_load_took_back_is_gone(client: Client) -> None:
    folder = FILES / "esco"
    bring("esco", folder, release="0.9")
    approve("esco-0-9")
    bring("esco", folder, release="0.10")
    approve("esco-0-10")
    shown = page(client, "/careers/esco-lamp-keeper-00000001/")
    assert "ESCO, version 0.10" in shown
    assert "ESCO, version 0.9<" not in shown, "the newest edition alone"
