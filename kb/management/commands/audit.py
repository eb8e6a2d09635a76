"""``manage.py audit``: run every rule over everything stored."""

from collections import defaultdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from kb.enums import State
from kb.models import Finding, Statement
from kb.rules.asked import shortfalls, statement_lacks, stored_violations
from kb.rules.registry import PUBLICATION_RULES, STATEMENT_RULES
from kb.rules.rule import Violation


class Command(BaseCommand):
    """Print what falls short, by rule; exit with 1 if anything published does."""

    help = "Run every rule over everything stored."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        """Tell published findings, which must hold, from work that still may lack."""
        with connection.cursor() as cursor:  # it lasts as long as there are rows
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        published = Finding.objects.filter(state=State.PUBLISHED)
        said = Statement.objects.published()
        wrong = [*shortfalls(published), *statement_lacks(said), *stored_violations()]
        open_ = {"state__in": [State.DRAFT, State.IN_REVIEW]}
        in_work = [
            *shortfalls(Finding.objects.filter(**open_)),
            *statement_lacks(Statement.objects.filter(**open_)),
        ]
        self._say("Published, and falling short", wrong)
        self._say("In work, and lacking for publication", in_work)
        self.stdout.write(
            f"{published.count()} published findings, {said.count()} statements, "
            f"{len(PUBLICATION_RULES) + len(STATEMENT_RULES)} rules of publication, "
            f"{len(wrong)} violations."
        )
        if wrong:
            raise CommandError("Something that readers see falls short.", returncode=1)

    def _say(self, title: str, violations: list[Violation]) -> None:
        by_rule: dict[str, list[Violation]] = defaultdict(list)
        for violation in violations:
            by_rule[violation.rule.id].append(violation)
        self.stdout.write(f"{title}: {len(violations)}")
        for rule, found in sorted(by_rule.items()):
            self.stdout.write(f"  {rule}: {found[0].rule.title} ({len(found)})")
            for violation in found:
                where = f"{violation.entry}, {violation.place}"
                self.stdout.write(f"    {where}: {violation.found}")
