"""Numbers in words are no digits, so a person is shown them."""

import pytest

from kb.formats import number_words
from tests import make
from tests.kb.statements.world import world
from tests.screen import address, signed_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Half of them earn twice as much.", ["Half", "twice"]),
        ("Pay fell by forty percent.", ["forty percent"]),
        ("Twenty-five per cent said so.", ["Twenty-five per cent"]),
        ("Two million jobs, a threefold rise.", ["Two", "million", "threefold"]),
        ("It changed by minus {a:1:value}.", ["minus"]),
        ("It doubled; a third stayed.", ["doubled", "third"]),
        ("Employers ask for it in one place or another.", []),
        ("The tension at work attends to weight.", []),
        ("Minus points are given; {a:1:value} more.", []),
    ],
)
def test_number_words_are_found_and_other_words_are_not(
    text: str, found: list[str]
) -> None:
    assert number_words(text) == found


def test_who_writes_and_who_decides_see_the_number_words_of_a_statement() -> None:
    here = world()
    draft = here.draft(text="Half of all knitters gave it {rated:1:value}.")
    page = signed_in(make.editor()).get(address("kb_statement_change", draft.pk))
    assert "<strong>In words:</strong> “Half”." in page.content.decode()
    waiting = here.in_review(key="other", text="Twice as many: {rated:1:value}.")
    place = address("kb_statement_publish", waiting.pk)
    page = signed_in(make.reviewer()).get(place)
    assert "<strong>In words:</strong> “Twice”." in page.content.decode()


def test_who_decides_sees_the_number_words_of_a_finding() -> None:
    finding = make.in_review(headline="It saves half of the time")
    page = signed_in(make.reviewer()).get(address("kb_finding_review", finding.pk))
    text = page.content.decode()
    assert "<strong>In words:</strong> “half”." in text
    assert "look whether the figures above hold it" in text
