"""The feed of changes, written from the history by one trigger on each of its tables.

Each takes the rows of a whole statement at once, so that a notice which suspends many
thousand findings tells of all of them by one INSERT.
"""

from django.db import migrations

PLACES = """
CREATE FUNCTION kb_era() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT system_identifier FROM pg_control_system()
$$;

-- Every transaction below this number is over, and what it wrote is seen or undone.
CREATE FUNCTION kb_settled() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint
$$;
"""

# Careers, skills, sources, organizations: the rows that have a public key for ever.
NAMED = """
CREATE FUNCTION kb_tell_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($sql$
    INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
    SELECT (SELECT kb_era()), pg_current_xact_id()::text::bigint, %1$L, n.key,
      CASE WHEN n.pgh_label = 'delete' THEN 'removed'
           WHEN t.key IS NOT NULL THEN 'merged'
           WHEN to_jsonb(n) ->> 'withdrawn_reason' <> '' THEN 'withdrawn'
           WHEN n.pgh_label = 'insert' THEN 'shown' ELSE 'changed' END,
      CASE WHEN n.pgh_label = 'delete' THEN '' ELSE coalesce(t.key, '') END
    FROM told n LEFT JOIN %2$I t ON t.id = n.merged_into_id
    ORDER BY n.pgh_id
    ON CONFLICT (era, transaction, resource, key) WHERE what = 'changed' DO NOTHING
  $sql$, TG_ARGV[0], TG_ARGV[1]);
  RETURN NULL;
END $$;
"""

# Parts of them. Arguments: the resource, its table, the columns that name it.
PARTS = """
CREATE FUNCTION kb_tell_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE place integer := 2;
BEGIN
  WHILE place < TG_NARGS LOOP
    EXECUTE format($sql$
      INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
      SELECT DISTINCT (SELECT kb_era()), pg_current_xact_id()::text::bigint, %1$L, w.key,
        'changed', ''
      FROM told n JOIN %2$I w ON w.id = n.%3$I
      WHERE w.merged_into_id IS NULL
        AND coalesce(to_jsonb(w) ->> 'withdrawn_reason', '') = ''
        AND coalesce(to_jsonb(n) ->> 'state', '') NOT IN ('in_review', 'rejected')
      ON CONFLICT (era, transaction, resource, key) WHERE what = 'changed' DO NOTHING
    $sql$, TG_ARGV[0], TG_ARGV[1], TG_ARGV[place]);
    place := place + 1;
  END LOOP;
  RETURN NULL;
END $$;
"""

PAIRS = """
CREATE FUNCTION kb_tell_pair() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
  SELECT (SELECT kb_era()), pg_current_xact_id()::text::bigint, 'pair', c.key || '/' || s.key,
    CASE n.pgh_label WHEN 'delete' THEN 'removed' WHEN 'insert' THEN 'shown'
         ELSE 'changed' END, ''
  FROM told n JOIN careers_career c ON c.id = n.career_id
  JOIN careers_skill s ON s.id = n.skill_id
  ORDER BY n.pgh_id
  ON CONFLICT (era, transaction, resource, key) WHERE what = 'changed' DO NOTHING;
  RETURN NULL;
END $$;

-- A sentence stands on the page of a pair, of a career, or of a skill.
CREATE FUNCTION kb_tell_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
  SELECT DISTINCT (SELECT kb_era()), pg_current_xact_id()::text::bigint,
    CASE WHEN c.key IS NULL THEN 'skill' WHEN s.key IS NULL THEN 'career'
         ELSE 'pair' END,
    concat_ws('/', c.key, s.key), 'changed', ''
  FROM told n LEFT JOIN careers_career c ON c.id = n.career_id
  LEFT JOIN careers_skill s ON s.id = n.skill_id
  WHERE n.state NOT IN ('draft', 'in_review', 'rejected')
    AND (c.id IS NOT NULL OR s.id IS NOT NULL)
  ON CONFLICT (era, transaction, resource, key) WHERE what = 'changed' DO NOTHING;
  RETURN NULL;
END $$;
"""

FINDINGS = """
-- What readers see of a finding, and with it of its places and of the pages it answers.
CREATE FUNCTION kb_tell_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
  SELECT (SELECT kb_era()), pg_current_xact_id()::text::bigint, 'finding', n.key,
    CASE n.state WHEN 'published' THEN 'shown' ELSE n.state END, ''
  FROM told n
  WHERE n.state IN ('published', 'suspended', 'withdrawn') AND n.pgh_label <> 'delete'
  ORDER BY n.pgh_id;

  INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
  SELECT DISTINCT (SELECT kb_era()), pg_current_xact_id()::text::bigint, 'citation', c.key,
    CASE WHEN EXISTS (
      SELECT FROM kb_findingcitation o JOIN kb_finding f ON f.id = o.finding_id
      WHERE o.citation_id = c.id AND f.state = 'published')
    THEN 'shown' ELSE 'removed' END, ''
  FROM told n JOIN kb_findingcitation l ON l.finding_id = n.id
  JOIN citations_citation c ON c.id = l.citation_id
  WHERE n.state IN ('published', 'suspended', 'withdrawn', 'superseded')
    AND n.pgh_label <> 'delete';

  INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
  SELECT DISTINCT (SELECT kb_era()), pg_current_xact_id()::text::bigint, 'pair',
    c.key || '/' || s.key, 'changed', ''
  FROM told n JOIN kb_subject u ON u.finding_id = n.id
  JOIN careers_careerskill p ON p.career_id = u.career_id AND p.skill_id = u.skill_id
  JOIN careers_career c ON c.id = p.career_id JOIN careers_skill s ON s.id = p.skill_id
  WHERE n.state IN ('published', 'suspended', 'withdrawn', 'superseded')
    AND n.pgh_label <> 'delete'
  ON CONFLICT (era, transaction, resource, key) WHERE what = 'changed' DO NOTHING;
  RETURN NULL;
END $$;

-- Parts freeze with their finding; only a merge moves what they are about.
CREATE FUNCTION kb_tell_part_of_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
  SELECT DISTINCT (SELECT kb_era()), pg_current_xact_id()::text::bigint, 'finding', f.key,
    'changed', ''
  FROM told n JOIN kb_finding f ON f.id = n.finding_id
  WHERE f.state = 'published' AND n.pgh_label = 'update'
  ON CONFLICT (era, transaction, resource, key) WHERE what = 'changed' DO NOTHING;
  RETURN NULL;
END $$;

CREATE FUNCTION kb_tell_citation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($sql$
    INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
    SELECT DISTINCT (SELECT kb_era()), pg_current_xact_id()::text::bigint, 'citation', c.key,
      'changed', ''
    FROM told n JOIN citations_citation c ON c.id = n.%I
    WHERE EXISTS (
      SELECT FROM kb_findingcitation o JOIN kb_finding f ON f.id = o.finding_id
      WHERE o.citation_id = c.id AND f.state = 'published')
    ON CONFLICT (era, transaction, resource, key) WHERE what = 'changed' DO NOTHING
  $sql$, TG_ARGV[0]);
  RETURN NULL;
END $$;

CREATE FUNCTION kb_tell_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kb_change (era, transaction, resource, key, what, to_key)
  SELECT DISTINCT (SELECT kb_era()), pg_current_xact_id()::text::bigint, 'release',
    n.pack || '-' || n.number, 'shown', ''
  FROM told n WHERE n.state = 'approved';
  RETURN NULL;
END $$;
"""

TRIGGERS = [
    ("careers_careerevent", "named('career', 'careers_career')"),
    ("careers_skillevent", "named('skill', 'careers_skill')"),
    ("citations_sourceevent", "named('source', 'citations_source')"),
    (
        "citations_organizationevent",
        "named('organization', 'citations_organization')",
    ),
    ("careers_careeraliasevent", "part('career', 'careers_career', 'career_id')"),
    ("careers_careercodeevent", "part('career', 'careers_career', 'career_id')"),
    ("careers_taskevent", "part('career', 'careers_career', 'career_id')"),
    ("careers_skillaliasevent", "part('skill', 'careers_skill', 'skill_id')"),
    ("careers_skillcodeevent", "part('skill', 'careers_skill', 'skill_id')"),
    (
        "careers_skilladjacencyevent",
        "part('skill', 'careers_skill', 'from_skill_id', 'to_skill_id')",
    ),
    (
        "careers_careeradjacencyevent",
        "part('career', 'careers_career', 'from_career_id', 'to_career_id')",
    ),
    ("careers_careerskillevent", "pair()"),
    ("kb_statementevent", "statement()"),
    *(
        (f"kb_{name}event", "part('career', 'careers_career', 'career_id')")
        for name in (
            *("profile", "outline", "duty", "requirement", "glance", "level"),
            "question",
        )
    ),
    (
        "citations_sourceorganizationevent",
        "part('source', 'citations_source', 'source_id')",
    ),
    (
        "citations_sourcerelationevent",
        "part('source', 'citations_source', 'from_source_id', 'to_source_id')",
    ),
    (
        "citations_recordsightingevent",
        "part('source', 'citations_source', 'source_id')",
    ),
    (
        "citations_sourcenoticeevent",
        "part('source', 'citations_source', 'source_id')",
    ),
    ("citations_citationevent", "citation('id')"),
    ("citations_readingevent", "citation('citation_id')"),
    ("kb_findingevent", "finding()"),
    *(
        (f"kb_{name}event", "part_of_finding()")
        for name in ("subject", "bearing", "findingcitation", "findinglink")
    ),
    ("kb_releaseevent", "release()"),
]
TELLING = "\n".join(
    f"CREATE TRIGGER change_is_told AFTER INSERT ON {table} REFERENCING NEW TABLE AS "
    f"told FOR EACH STATEMENT EXECUTE FUNCTION kb_tell_{function};"
    for table, function in TRIGGERS
)


class Migration(migrations.Migration):
    dependencies = [
        ("careers", "0004_names"),
        ("citations", "0013_quotes"),
        ("kb", "0022_tokens_and_changes"),
    ]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (PLACES, NAMED, PARTS, PAIRS, FINDINGS, TELLING)
    ]
