"""What PostgreSQL says of our tables: their constraints, triggers and functions."""

from dataclasses import dataclass

from tests.sql import rows

OURS = ("careers", "citations", "kb")


@dataclass(frozen=True)
class Column:
    """A column that a constraint looks at."""

    name: str
    nullable: bool


def columns_of_check(name: str) -> list[Column]:
    """Return the columns of the CHECK of this name."""
    return [
        Column(*found)
        for found in rows(
            "SELECT a.attname, NOT a.attnotnull FROM pg_constraint c"
            " JOIN pg_attribute a"
            " ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)"
            " WHERE c.contype = 'c' AND c.conname = %s ORDER BY a.attnum",
            name,
        )
    ]


def named_checks() -> set[str]:
    """Return the CHECKs that we named: not those Django makes of a field."""
    return names(
        "SELECT c.conname FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid"
        " WHERE c.contype = 'c' AND split_part(t.relname, '_', 1) = ANY (%s)"
        " AND NOT starts_with(c.conname, t.relname)",
    )


def named_uniques() -> set[str]:
    """Return the UNIQUE constraints and indexes, partial ones too, that we named."""
    return names(
        "SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid"
        " JOIN pg_class t ON t.oid = x.indrelid"
        " WHERE x.indisunique AND NOT x.indisprimary"
        " AND split_part(t.relname, '_', 1) = ANY (%s)"
        " AND NOT starts_with(i.relname, t.relname)",
    )


def named_foreign_keys() -> set[str]:
    """Return the foreign keys of more than one column: Django makes none of them."""
    return names(
        "SELECT c.conname FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid"
        " WHERE c.contype = 'f' AND cardinality(c.conkey) > 1"
        " AND split_part(t.relname, '_', 1) = ANY (%s)",
    )


def named_triggers() -> set[str]:
    """Return the triggers that we named: not those that write history."""
    return names(
        "SELECT g.tgname FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid"
        " WHERE NOT g.tgisinternal AND (t.relname = 'pghistory_context'"
        " OR t.relname = 'auth_user_groups'"
        " OR split_part(t.relname, '_', 1) = ANY (%s))"
        " AND NOT starts_with(g.tgname, 'pgtrigger_')",
    )


def names(statement: str) -> set[str]:
    """Return the names that a statement about our apps finds."""
    return {str(name) for (name,) in rows(statement, list(OURS))}


def function_of(trigger: str) -> str:
    """Return the name of the function that a trigger runs."""
    found = rows(
        "SELECT p.proname FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid"
        " WHERE g.tgname = %s",
        trigger,
    )
    return str(found[0][0])
