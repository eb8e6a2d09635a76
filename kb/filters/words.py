"""The filter ``q``: words that a row must hold, found by the indexes of the search.

The words go into the text of the statement: a plan made for no word in particular would
walk a whole list to find one that is rare (docs/adr/0024). Nothing is ranked and no row
is left out, so that such a list has its pages as any other.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import BooleanField, F, Func, Q, QuerySet, TextField
from django.db.models.expressions import Combinable

from citations.models import Citation, Source
from kb.filters.base import Member, Sieve, Written, among
from kb.filters.kinds import Kind
from kb.selectors.names import fold
from kb.selectors.search import LONGEST, WORD, WORDS, sought_by_index

Condition: TypeAlias = Q | Func
AS_A_SEARCH = (
    'as a web search takes them: `"two words"`, `-without`, `or`. Nothing is ranked: '
    "`/search/` does that"
)


SOME = RegexValidator(WORD, "Holds no word to look for.")


def more_than_left_out(asked: str) -> None:
    """Refuse a search that words alone are left out of, be it on one side of ``or``.

    It finds nearly every row, which no index tells, and nobody asks for those by words.
    """
    if not sought_by_index(asked):
        raise ValidationError("Holds only words to leave out: add one to look for.")


def words_field(*checks: Callable[[str], None], **options: Any) -> forms.Field:  # noqa: ANN401
    """Return a field that takes words to look for."""
    return forms.CharField(
        strip=False, max_length=LONGEST, validators=[SOME, *checks], **options
    )


LOOKED_FOR = Kind(
    words_field,
    {"type": "string", "minLength": 1, "maxLength": LONGEST},
    ("",),
)
SEARCHED = replace(LOOKED_FOR, field=partial(words_field, more_than_left_out))


class Words(Sieve):
    """Which rows hold certain words; ``said`` tells what is looked through, and how."""

    def __init__(
        self, holding: Callable[[str], Condition], said: str, kind: Kind = SEARCHED
    ) -> None:
        super().__init__(Member("pk", kind), "")
        self.holding = holding
        self.said = said

    @property
    def description(self) -> str:
        """Return what the filter asks."""
        return self.said

    def condition(self, value: Any) -> Any:  # noqa: ANN401
        """Return what a row must meet to hold the words."""
        return self.holding(value)


def holds(
    columns: Sequence[str | Combinable], query: str, language: str, text: str
) -> Func:
    """Return whether ``columns`` together hold what ``query`` reads in ``text``."""
    held = Func(
        *(F(column) if isinstance(column, str) else column for column in columns),
        template=f"to_tsvector('{language}', %(expressions)s)",
        arg_joiner=" || ' ' || ",
    )
    wanted = Func(Written(text), template=f"{query}('{language}', %(expressions)s)")
    return Func(
        held,
        wanted,
        template="%(expressions)s",
        arg_joiner=" @@ ",
        output_field=BooleanField(),
    )


def said_in(*columns: str) -> Callable[[str], Func]:
    """Return what asks of English text as a web search does."""
    return lambda asked: holds(columns, "websearch_to_tsquery", "english", asked)


def named(
    model: type[models.Model],
    alias: type[models.Model],
    code: type[models.Model],
    side: str,
) -> Callable[[str], Q]:
    """Return what asks for any name of a row; the last word may be a beginning."""

    def holding(asked: str) -> Q:
        words = " & ".join(f"'{word}'" for word in WORD.findall(fold(asked))[:WORDS])
        folded = Func(F("name"), function="careers_fold", output_field=TextField())
        said = holds((folded,), "to_tsquery", "simple", f"{words}:*")
        return Q(
            pk__in=numbers(model, "pk", said).union(
                numbers(alias, side, said),
                numbers(code, side, Q(code=asked)),
                all=True,
            )
        )

    return holding


def placed(asked: str) -> Q:
    """Return which places have the words in their quote, or in their source's title."""
    quoted = numbers(Citation, "pk", said_in("quote")(asked)).exclude(quote="")
    titled = numbers(Source, "pk", said_in("title")(asked))
    return Q(among("pk", quoted)) | Q(among("source", titled))


def numbers(
    model: type[models.Model], column: str, condition: Condition
) -> QuerySet[Any, Any]:
    """Return row numbers of the rows that meet ``condition``."""
    rows = model._default_manager.filter(condition)
    return rows.order_by().values(column)
