"""Names are found whatever their accents: Développeur by developpeur."""

from django.db import migrations

SLUGGED = (("career", "name"), ("careeralias", "name"), ("careercode", "code"))
WORDED = ("career", "careeralias", "skill", "skillalias")
FOLD = r"""
CREATE FUNCTION careers_fold(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(name) = char_length(name) THEN lower(name)
    ELSE lower(regexp_replace(normalize(name, NFKD), '[\u0300-\u036f]+', '', 'g')) END
$$;
"""
SLUG = """
CREATE OR REPLACE FUNCTION careers_slug(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace({folded}, '[^a-z0-9]+', '-', 'g'), '-');
"""
"""Bound when it is made: while an index is made, no function is found by its name."""


def indexes(words: str) -> str:
    """Return what makes the indexes anew, ``words`` being what is parted into words."""
    slugs = (
        f"DROP INDEX careers_{table}_slug;"
        f"CREATE INDEX careers_{table}_slug ON careers_{table} (careers_slug({column}));"
        for table, column in SLUGGED
    )
    held = (
        f"DROP INDEX careers_{table}_words;"
        f"CREATE INDEX careers_{table}_words ON careers_{table}"
        f" USING gin (to_tsvector('simple', {words}));"
        for table in WORDED
    )
    return "".join((*slugs, *held))


class Migration(migrations.Migration):
    """Fold accents away in addresses and in the words that search looks for."""

    dependencies = [("careers", "0006_words_of_names")]

    operations = [
        migrations.RunSQL(
            FOLD
            + SLUG.format(folded="careers_fold(name)")
            + indexes("careers_fold(name)"),
            SLUG.format(folded="lower(name)")
            + indexes("name")
            + "DROP FUNCTION careers_fold(text);",
        )
    ]
