"""What is here already, for datasets that name it by something else than a code."""

from collections import defaultdict

from careers.enums import Match, Scheme
from careers.models import CareerCode, Task
from kb.formats.dataset.items import About, Ref

ONET = (Scheme.ONET_SOC_2019, Scheme.ONET_SOC_2010)


def esco_occupations() -> dict[str, Ref]:
    """Return the occupations of ESCO by their addresses."""
    exact = CareerCode.objects.filter(scheme=Scheme.ESCO, match=Match.EXACT)
    return {
        uri: Ref(Scheme.ESCO.value, code)
        for uri, code in exact.exclude(uri="").values_list("uri", "code")
    }


def tasks_by_words() -> dict[str, list[About]]:
    """Return the tasks of O*NET by their words in small letters.

    Several occupations may have a task of the same words. Each task is in the
    occupation that it was first seen in, under its newest code.
    """
    codes: dict[int, Ref] = {}
    for scheme in reversed(ONET):
        exact = CareerCode.objects.filter(scheme=scheme, match=Match.EXACT)
        for career, code in exact.order_by("pk").values_list("career_id", "code"):
            codes[career] = Ref(scheme.value, code)
    found: dict[str, list[About]] = defaultdict(list)
    tasks = Task.objects.filter(key__startswith="onet-task-").order_by("pk")
    for key, career, words in tasks.values_list("key", "career_id", "statement"):
        if career in codes:
            found[words.strip().lower()].append(About(codes[career], task=key))
    return found


def onet_titles() -> dict[Ref, str]:
    """Return the names of the careers that are an occupation of O*NET, by code."""
    exact = CareerCode.objects.filter(scheme__in=ONET, match=Match.EXACT)
    rows = exact.values_list("scheme", "code", "career__name")
    return {Ref(scheme, code): name for scheme, code, name in rows}


def soc_2010() -> frozenset[str]:
    """Return the codes of SOC 2010 that O*NET builds on; none if it is not here."""
    exact = CareerCode.objects.filter(scheme=Scheme.ONET_SOC_2010, match=Match.EXACT)
    return frozenset(code[:7] for code in exact.values_list("code", flat=True))
