"""The files of the publishers, whole: the counts that must come out of them.

Skipped, and saying so, where ../shared/data is not. The readers are asked, not the
database: what they yield is what is written, and ``test_esco`` and its like prove that.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from kb.exchange.dataset import dataset_for
from kb.formats.dataset import Dataset, open_archive
from kb.formats.dataset.items import Claim, Figure
from tests import make
from tests.kb.datasets.bring import real

ACTIVITIES = "mcc_risk_DWAs.csv"
ACCOMPANY = "activity-accompany-individuals-or-groups-to-activities"
LONGEST_KEY = 100
GONE = "a9e54177-a185-404d-b6e6-15663d31137e"


@contextmanager
def whole(source: str, name: str, release: str) -> Iterator[Dataset]:
    """Open a dataset and check that it is the release it is said to be."""
    with open_archive([real(name)]) as archive:
        dataset = dataset_for(source, archive, release)
        dataset.check()
        yield dataset


def figure(claims: list[Claim], key: str, measure: str, quantile: int = 0) -> Figure:
    claim = next(claim for claim in claims if claim.key == key)
    return next(
        one
        for one in claim.figures
        if one.measure == measure and (one.quantile or 0) == quantile
    )


def test_esco_has_all_its_concepts_and_relations() -> None:
    with whole("esco", "esco_1.1.1_en_csv.zip", "1.1.1") as esco:
        schemes = Counter(one.ref.scheme for one in esco.occupations())
        assert schemes == {"esco": 3_007, "isco_08": 619}
        kinds = Counter(one.kind for one in esco.elements())
        assert kinds["competence"] + kinds["knowledge"] == 13_896
        assert kinds["group"] == 640
        listed = Counter(
            (one.kind, bool(one.career), bool(one.to_skill)) for one in esco.listings()
        )
        needed = listed["essential", True, True] + listed["optional", True, True]
        assert needed == 123_855 - 67
        near = listed["essential", False, True] + listed["optional", False, True]
        assert near == 5_899 - 1
        assert listed["broader", False, True] == 20_656 - 7
        assert sum(listed["member", side, False] for side in (True, False)) == 2_401
        dangling = [row for row in esco.quarantine.rows if GONE in row.reason]
        assert len(dangling) == 67 + 1


def test_isco_has_619_groups_and_609_steps_up() -> None:
    with whole("isco08", "esco_1.1.1_en_csv.zip", "08") as isco:
        levels = Counter(len(one.ref.code) for one in isco.occupations())
        assert levels == {1: 10, 2: 43, 3: 130, 4: 436}
        assert sum(1 for _one in isco.listings()) == 609
        assert not isco.quarantine.rows


def test_oews_2024_has_its_medians_and_its_gaps() -> None:
    with whole("oews", "oews_national_2024.zip", "2024") as oews:
        claims = list(oews.claims())
        assert len(claims) == 1_403
        web = figure(claims, "15-1254-detailed", "annual-wage", 50)
        software = figure(claims, "15-1252-detailed", "annual-wage", 50)
        assert (web.value, software.value) == (Decimal(90_930), Decimal(133_080))
        figures = [one for claim in claims for one in claim.figures]
        assert sum(one.missing == "not_released" for one in figures) == 540
        assert sum(one.qualifier.startswith("or more") for one in figures) == 235
        assert not oews.quarantine.rows


def test_oews_2021_is_read_in_its_own_dialect() -> None:
    with whole("oews", "oews_national_2021.zip", "2021") as oews:
        claims = list(oews.claims())
        assert len(claims) == 1_403
        web = figure(claims, "15-1254-detailed", "annual-wage", 50)
        assert (web.value, web.price_year) == (Decimal(77_030), 2021)
        jobs = figure(claims, "15-1254-detailed", "employment")
        assert (jobs.value, jobs.rse) == (Decimal(84_820), Decimal("2.7"))


def test_projections_have_change_openings_and_entry() -> None:
    name = "bls_projections_2022_32.zip"
    with whole("projections", name, "2022-32") as projections:
        claims = list(projections.claims())
        for code, change, openings in (
            ("15-1254", "17", "8.3"),
            ("15-1252", "25.7", "136.3"),
        ):
            told = figure(claims, code, "projected-employment-change")
            opened = figure(claims, code, "projected-openings-thousand")
            assert (told.value, opened.value) == (Decimal(change), Decimal(openings))
            entry = figure(claims, f"{code}-entry", "typical-entry-education")
            assert entry.category == "Bachelor's degree"
        assert not projections.quarantine.rows


def test_the_crosswalk_of_onet_keeps_splits_and_merges() -> None:
    name, release = "crosswalks.zip", "onet-soc-2010-2019"
    with whole("crosswalk", name, release) as crosswalk:
        pairs = list(crosswalk.pairs())  # type: ignore[attr-defined]
        assert len(pairs) == 1_164
        same = sum(pair.source.code == pair.target.code for pair in pairs)
        assert sum(1 for _one in crosswalk.listings()) == 1_164 - same
        targets = Counter(pair.source for pair in pairs)
        assert sum(count > 1 for count in targets.values()) == 44
        sources = Counter(pair.target for pair in pairs)
        assert sum(count > 1 for count in sources.values()) == 97


def test_nesta_matches_esco_with_three_confidences() -> None:
    uri = "http://data.europa.eu/esco/occupation/0ee67d5e-8de9-48f0-97c5-ba23d486b1e9"
    make.career_code(scheme="esco", code="1111.1", uri=uri, match="exact")
    with whole("crosswalk", "crosswalks.zip", "nesta-2020") as crosswalk:
        [pair] = crosswalk.pairs()  # type: ignore[attr-defined]
        assert pair.remarks[0] == "confidence 1.0 of 2.0 (middle)"
        assert len(crosswalk.quarantine.rows) == 1_680 - 1


def test_eloundou_has_labels_and_scores_of_923_occupations() -> None:
    with whole("exposure", "gpts_are_gpts.zip", "2024") as eloundou:
        assert sum(1 for _one in eloundou.tasks()) == 19_265
        labels = Counter(one.marks[0] for one in eloundou.listings())
        assert labels == {"human": 19_265, "gpt4": 19_265}
        claims = list(eloundou.claims())
        assert len(claims) == 923
        model = figure(claims, "15-1254-00", "eloundou-beta-gpt4")
        people = figure(claims, "15-1254-00", "eloundou-beta-human")
        assert (model.value, people.value) == (
            Decimal("0.93269231"),
            Decimal("0.63461538"),
        )
        assert model.n == 29
        assert not eloundou.quarantine.rows


def test_nesta_has_the_impact_of_every_work_activity() -> None:
    make.career_code(scheme="esco", code="1111.1", uri="http://no.such", match="exact")
    with whole("exposure", "nesta_automation_risk.zip", "2020") as nesta:
        claims = {one.key: one for one in nesta.claims() if one.at.file == ACTIVITIES}
        assert len(claims) == 2_062
        told = figure([*claims.values()], ACCOMPANY, "nesta-activity-impact")
        assert told.value == Decimal("-0.0275328")
        assert max(len(key) for key in claims) <= LONGEST_KEY
        assert all(not one.about[0].career for one in claims.values())


def test_wages_end_below_the_top_code_of_their_year() -> None:
    for year, annual, hourly in (("2021", 208_000, 100), ("2024", 239_200, 115)):
        with whole("oews", f"oews_national_{year}.zip", year) as oews:
            figures = [
                one
                for claim in oews.claims()
                for one in claim.figures
                if one.quantile and one.value is not None
            ]
            for measure, top in (("annual-wage", annual), ("hourly-wage", hourly)):
                mine = [one for one in figures if one.measure == measure]
                printed = max(one.value for one in mine if not one.qualifier)  # type: ignore[type-var]
                # The code is no guess that any figure of the files speaks against.
                assert top * Decimal("0.99") < printed < top  # type: ignore[operator]
                assert {one.value for one in mine if one.qualifier} == {Decimal(top)}
