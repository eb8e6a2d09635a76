"""ESCO and ISCO-08, from hand-made files in the dialect of ESCO's own."""

from pathlib import Path

from django.test import Client

from careers.models import Career, CareerAlias, CareerCode, Skill, SkillAlias
from kb.models import Listing, Release
from tests import make
from tests.kb.datasets.bring import (
    FILES,
    approve,
    bring,
    copied,
    counts,
    kept_out,
    refused,
    rows,
)

ESCO = FILES / "esco"
GONE = "http://data.europa.eu/esco/occupation/00000009-0000-4000-8000-000000000000"


def test_each_concept_is_a_row_with_its_code() -> None:
    bring("esco", ESCO, release="0.9")
    keeper = Career.objects.get(codes__scheme="esco", codes__code="0110.1")
    assert keeper.key == "esco-lamp-keeper-00000001"
    assert keeper.codes.get(scheme="esco").release == "0.9"
    group = Career.objects.get(codes__scheme="isco_08", codes__code="011")
    assert (group.key, group.name) == ("isco-08-011", "Keepers of lamps")
    kinds = dict(Skill.objects.values_list("name", "kind"))
    assert kinds == {
        "handling lamps": "group",
        "watching": "group",
        "lamp studies": "group",
        "trim wicks": "competence",
        "oils": "knowledge",
        "lamp safety": "competence",
    }


def test_codes_of_groups_keep_their_leading_zeros() -> None:
    bring("isco08", ESCO, release="08-some")
    codes = CareerCode.objects.filter(scheme="isco_08", match="exact")
    assert sorted(codes.values_list("code", "release")) == [
        ("0", "08"),
        ("01", "08"),
        ("011", "08"),
        ("0110", "08"),
    ]


def test_an_occupation_stands_in_a_broader_group() -> None:
    bring("esco", ESCO, release="0.9")
    code = CareerCode.objects.get(career__name="night lamp keeper", scheme="isco_08")
    assert (code.code, code.match, code.release) == ("0110", "broad", "08")


def test_labels_have_a_language_and_stand_once() -> None:
    bring("esco", ESCO, release="0.9")
    said = bring("esco", FILES / "esco_fr", release="0.9")
    names = CareerAlias.objects.filter(career__name="lamp keeper")
    assert sorted(names.values_list("language", "name")) == [
        ("en", "keeper of lamps"),
        ("en", "lamplighter"),
        ("fr", "allumeur de réverbères"),
        ("fr", "gardien de lampes"),
    ]
    assert SkillAlias.objects.get(language="fr", skill__name="trim wicks").name == (
        "couper des mèches"
    )
    assert counts(said, "listings") == [0, 0, 0, 0]
    assert Release.objects.filter(pack="esco-fr-0-9").exists()


def test_relations_keep_their_strength_and_their_place() -> None:
    bring("esco", ESCO, release="0.9")
    found = Listing.objects.filter(career__name="lamp keeper", to_skill__isnull=False)
    assert sorted(found.values_list("kind", "to_skill__name")) == [
        ("essential", "trim wicks"),
        ("optional", "oils"),
    ]
    assert set(found.values_list("file", flat=True)) == {"occupationSkillRelations.csv"}
    near = Listing.objects.get(skill__name="oils", to_skill__name="trim wicks")
    assert near.kind == "optional"


def test_a_skill_may_stand_in_two_broader_groups() -> None:
    bring("esco", ESCO, release="0.9")
    above = Listing.objects.filter(kind="broader", skill__name="trim wicks")
    assert sorted(above.values_list("to_skill__name", flat=True)) == [
        "handling lamps",
        "watching",
    ]


def test_collections_and_reuse_are_lists_of_skills() -> None:
    bring("esco", ESCO, release="0.9")
    members = Listing.objects.filter(kind="member", skill__isnull=False)
    assert sorted(members.values_list("label", "skill__name")) == [
        ("green", "oils"),
        ("green", "trim wicks"),
        ("transversal", "lamp safety"),
    ]
    assert Listing.objects.get(kind="member", label="research").career.name == (
        "lamp keeper"
    )
    reuse = Listing.objects.filter(kind="reuse").values_list("skill__name", "label")
    assert sorted(reuse) == [
        ("oils", "cross-sector"),
        ("trim wicks", "sector-specific"),
    ]


def test_what_dangles_stays_out_with_file_and_reason(tmp_path: Path) -> None:
    out = kept_out(tmp_path, "esco", ESCO, release="0.9")
    assert out == {
        f"occupationSkillRelations.csv: {GONE} is no occupation or group of this "
        "release": 1,
        "occupationSkillRelations.csv: relationType is 'perhaps', which is neither "
        "essential nor optional": 1,
        "skillSkillRelations.csv: the skill is related to itself": 1,
    }


def test_a_career_that_has_the_code_keeps_its_words() -> None:
    mine = make.career(key="keeper", name="Keeper of the lamps", definition="Ours.")
    make.career_code(career=mine, scheme="esco", code="0110.1", release="0.8")
    bring("esco", ESCO, release="0.9")
    mine.refresh_from_db()
    assert (mine.name, mine.definition) == ("Keeper of the lamps", "Ours.")
    assert not Career.objects.filter(key="esco-lamp-keeper-00000001").exists()
    assert Listing.objects.filter(career=mine, kind="essential").exists()


def test_twice_is_once() -> None:
    bring("esco", ESCO, release="0.9")
    once = rows()
    assert "Nothing to review." in bring("esco", ESCO, release="0.9")
    assert rows() == once


def test_only_some_occupations_come_with_their_skills_and_groups() -> None:
    bring("esco", ESCO, release="0.9", only=["0110.1.1"])
    assert set(Career.objects.values_list("name", flat=True)) == {
        "Keepers of lights",
        "Keepers of harbour lights",
        "Keepers of lamps",
        "Lamp keepers",
        "night lamp keeper",
    }
    names = Skill.objects.values_list("name", flat=True)
    assert sorted(names) == ["lamp safety", "trim wicks"]


def test_another_release_is_refused_by_name() -> None:
    assert refused("esco", ESCO, release="1.1.1") == (
        "occupations_en.csv has 2 rows; ESCO 1.1.1 has 3,007. It is cut off, changed, "
        "or of another release."
    )


def test_isco_with_groups_missing_is_refused() -> None:
    assert "ISCOGroups_en.csv has 4 rows; ISCO 08 has 619." in refused(
        "isco08", ESCO, release="08"
    )


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = copied("esco", tmp_path)
    (folder / "skillGroups_en.csv").unlink()
    assert "esco lacks skillGroups_en.csv" in refused("esco", folder, release="0.9")


def test_columns_are_found_by_name_and_missed_by_name(tmp_path: Path) -> None:
    folder = copied("esco", tmp_path)
    path = folder / "occupationSkillRelations.csv"
    head, *lines = path.read_text().splitlines()
    turned = [",".join(reversed(line.split(","))) for line in [head, *lines]]
    path.write_text("\n".join(turned) + "\n")
    bring("esco", folder, release="0.9")
    assert Listing.objects.filter(kind="essential", career__isnull=False).count() == 2
    path.write_text(path.read_text().replace("skillUri,", "skill,", 1))
    assert "has no column 'skillUri'" in refused("esco", folder, release="0.9.1")


def test_two_languages_at_once_are_refused() -> None:
    said = refused("esco", ESCO, FILES / "esco_fr", release="0.9")
    assert "occupations in en, fr: bring one language at a time" in said


def test_the_notice_of_the_commission_goes_with_the_release(client: Client) -> None:
    bring("esco", ESCO, release="0.9")
    assert "listings" not in approve("esco-0-9")
    release = Release.objects.get(pack="esco-0-9", source__key="esco-0-9")
    assert release.attribution.startswith(
        "This service uses the ESCO classification of the European Commission"
    )
    assert client.get("/sources/esco-0-9/").status_code == 200


def test_the_code_of_a_group_leads_to_the_group_that_was_imported(
    client: Client,
) -> None:
    """Whichever of ISCO-08 and ESCO comes first: the group is one career."""
    bring("isco08", ESCO, release="08-some")
    bring("esco", ESCO, release="0.9")
    held = CareerCode.objects.filter(scheme="isco_08", code="0110", match="exact")
    assert held.get().career.key == "isco-08-0110"
    code = CareerCode.objects.get(career__name="night lamp keeper", scheme="isco_08")
    assert code.uri == "http://data.europa.eu/esco/isco/C0110"
    approve("esco-0-9")
    address = f"/careers/{code.career.key}/"
    shown = client.get(address).content.decode().partition('id="codes"')[2]
    assert '<a class="quiet" href="/careers/isco-08-0110/">its page here' in shown
    group = client.get("/careers/isco-08-0110/").content.decode()
    assert "its page here" not in group.partition('id="codes"')[2]
