"""Quotes are looked for again on the page that they were copied from."""

from citations.enums import LinkState
from citations.models import Citation, LinkWatch
from citations.services import link_ask, link_record, link_set_aside, links_gather
from tests import make
from tests.citations.fetch.stub import Web, page
from tests.citations.links.world import WORDS, WORKER, pass_days, take

PAGE = "http://example.org/paper"
QUOTE = "Time on the task fell by 40%"


def quoted(address: str = PAGE) -> Citation:
    """Return a place that was quoted from a page, which is watched."""
    held = make.snapshot(text=f"{QUOTE}. {WORDS}", retrieved_from=address)
    citation = make.quoted(QUOTE, snapshot=held)
    assert links_gather() >= 1
    return citation


def watched() -> LinkWatch:
    """Return the page as a worker sees it."""
    return LinkWatch.objects.get(address=PAGE)


def asked(link: LinkWatch, *pages: str) -> LinkWatch:
    """Let a worker ask an address that answers with these pages, one a month."""
    for text in pages:
        LinkWatch.objects.exclude(pk=link.pk).update(due_at=None)
        pass_days(link, 30)
        assert take() == link
        web = Web(replies=[page(text.encode(), Content_Type="text/html")])
        outcome = link_ask(watch=link, net=web.net(tries=1))
        web.join()
        assert link_record(watch=link, outcome=outcome, worker=WORKER)
        link.refresh_from_db()
    return link


def test_a_quote_that_is_there_in_other_markup_is_there() -> None:
    quoted()
    link = asked(
        watched(),
        f"<p>Time on the <b>task</b>\n fell by 4<i>0</i>%.</p> {WORDS}",
    )
    assert link.state == LinkState.OK
    assert link.checks.get().quotes_gone == []


def test_a_quote_that_is_gone_is_told_and_nothing_is_altered() -> None:
    citation = quoted()
    before = Citation.objects.filter(pk=citation.pk).values().get()
    link = asked(watched(), f"Time on the task fell by 14%. {WORDS}")
    assert link.state == LinkState.CHANGED
    assert f"{citation.key} quotes" in link.sentence
    assert QUOTE in link.sentence
    assert link.checks.get().quotes_gone == [citation.pk]
    assert list(LinkWatch.objects.telling()) == [link]
    assert Citation.objects.filter(pk=citation.pk).values().get() == before
    other = f"Time on the task fell by 14%. {WORDS}"
    assert asked(link, other).state == LinkState.CHANGED, "until somebody has looked"


def test_what_a_person_found_fine_is_not_told_again_but_another_quote_is() -> None:
    citation = quoted()
    gone = f"Nothing of it. {WORDS}"
    link = asked(watched(), gone)
    link_set_aside(
        watch=link, seen="changed", reason="A new edition.", author=make.editor()
    )
    assert asked(link, gone).state == LinkState.OK
    assert list(LinkWatch.objects.telling()) == []
    held = citation.snapshot
    assert held is not None
    make.quoted(WORDS[:60], snapshot=held)
    assert asked(link, gone.replace("word1 ", "")).state == LinkState.CHANGED
    assert QUOTE not in link.sentence
    assert list(LinkWatch.objects.telling()) == [link]


def test_a_quote_that_comes_back_ends_it() -> None:
    quoted()
    link = asked(watched(), f"Away. {WORDS}", f"{QUOTE} {WORDS}")
    assert link.state == LinkState.OK


def test_only_the_page_that_was_quoted_is_asked_for_its_quotes() -> None:
    citation = quoted("paper.pdf")
    make.reading(citation=citation, address=PAGE)
    links_gather()
    link = watched()
    assert asked(link, f"A summary. {WORDS}").state == LinkState.OK


def test_a_page_with_too_few_words_tells_nothing() -> None:
    quoted()
    link = asked(watched(), "<p>Please switch on JavaScript.</p>")
    assert link.state == LinkState.OK


def test_a_page_that_leads_on_is_compared_where_it_leads() -> None:
    held = make.snapshot(text=f"{QUOTE}. {WORDS}", retrieved_from=PAGE)
    make.quoted(QUOTE, snapshot=held)
    link = make.link_watch(source=held.source, address="http://example.org/old")
    pass_days(link, 1)
    assert take() == link
    web = Web(
        replies=[
            page(status="302 Found", Location=PAGE),
            page(WORDS.encode(), Content_Type="text/plain"),
        ]
    )
    outcome = link_ask(watch=link, net=web.net(tries=1))
    check = link_record(watch=link, outcome=outcome, worker=WORKER)
    assert check is not None
    assert check.state == LinkState.CHANGED
