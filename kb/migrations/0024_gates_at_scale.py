"""The same rules for eighty thousand findings at once as for one."""

from django.db import migrations

DIGITS = """
-- As before; words without any digit hold none, and are not taken apart to see that.
CREATE OR REPLACE FUNCTION kb_rule_digits(this bigint)
RETURNS TABLE (place text, found text) LANGUAGE sql STABLE AS $$
  SELECT w.place, k.token
  FROM kb_finding f,
    LATERAL (VALUES ('headline', f.headline), ('statement', f.statement)) AS w(place, words),
    LATERAL kb_numbers(w.words) AS k
  WHERE f.id = this
    AND w.words ~ '[0-9\\u00bc-\\u00be\\u2150-\\u215e\\u0660-\\u0669\\u06f0-\\u06f9\\u0966-\\u096f\\uff10-\\uff19]'
    AND NOT EXISTS (
    SELECT 1 FROM kb_held(this) AS h
    WHERE (k.sign = 0 OR h.sign IN (0, k.sign))
      AND (k.suffix NOT IN ('%', 'percent') OR h.kind IN ('', 'percent_change', 'share',
           'probability') OR h.unit ~ '%|percent\\M')
      AND k.n IN (
      round(h.n, k.places),
      CASE WHEN h.kind IN ('share', 'probability') AND h.n <= 1
            AND k.suffix IN ('%', 'percent') THEN round(h.n * 100, k.places) END,
      CASE WHEN k.suffix IN ('k', 'thousand') THEN round(h.n / 1000, k.places)
           WHEN k.suffix IN ('m', 'million') THEN round(h.n / 1000000, k.places)
           WHEN k.suffix = 'billion' THEN round(h.n / 1000000000, k.places) END,
      CASE WHEN h.unit ~ 'thousand' THEN round(h.n * 1000, k.places)
           WHEN h.unit ~ 'million' THEN round(h.n * 1000000, k.places) END))
$$;
"""

NAMED = """
-- Whether one of the names stands in the words as a word of its own, one or many of it.
-- As before; most stand there as they are, and a plain search finds those.
CREATE OR REPLACE FUNCTION kb_named(words text, names text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM unnest(names) AS n WHERE n ~ '\\w' AND CASE
      WHEN strpos(' ' || words || ' ', ' ' || n || ' ') > 0
        OR strpos(' ' || words, ' ' || n || ',') > 0 THEN true
      ELSE words ~* (
      '(^|[^[:alnum:]])'
      || regexp_replace(regexp_replace(n, 's$', ''),
                        '([^[:alnum:][:space:]])', '\\\\\\1', 'g')
      || 's?($|[^[:alnum:]])') END)
$$;
-- As before; the other names are gathered only where the first name is not found.
CREATE OR REPLACE FUNCTION kb_rule_named(this bigint)
RETURNS TABLE (place text, found text) LANGUAGE sql STABLE AS $$
  SELECT format('subject %s, %s', k.name, c.name), concat_ws(', ',
    CASE WHEN NOT m.skill THEN format('“%s” is named nowhere', k.name) END,
    CASE WHEN NOT m.career THEN format('“%s” is named nowhere', c.name) END)
  FROM kb_subject s JOIN careers_skill k ON k.id = s.skill_id
  JOIN careers_career c ON c.id = s.career_id,
  LATERAL (SELECT kb_studied(this) AS words) AS told,
  LATERAL (SELECT
    CASE WHEN kb_named(told.words, ARRAY[k.name]::text[]) THEN true ELSE
    kb_named(told.words, ARRAY(
      SELECT a.name FROM careers_skillalias a
      WHERE a.skill_id = k.id UNION ALL SELECT unnest(ARRAY[o.code, o.title])
      FROM careers_skillcode o WHERE o.skill_id = k.id)::text[]) END AS skill,
    CASE WHEN kb_named(told.words, ARRAY[c.name]::text[]) THEN true ELSE
    kb_named(told.words, ARRAY(
      SELECT a.name FROM careers_careeralias a
      WHERE a.career_id = c.id UNION ALL SELECT unnest(ARRAY[o.code, o.title])
      FROM careers_careercode o WHERE o.career_id = c.id)::text[]) END AS career) AS m
  WHERE s.finding_id = this AND NOT (m.skill AND m.career)
$$;
"""

RELEASE = """
-- As before for a pack. A dataset has its findings by the ten thousand: each table of
-- them is hashed as a whole, in the order of their keys, instead of finding by finding.
CREATE OR REPLACE FUNCTION kb_release_digest(this bigint) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(concat_ws(';',
    CASE WHEN (SELECT r.dataset FROM kb_release r WHERE r.id = this) = '' THEN
    coalesce((SELECT string_agg(kb_digest(f.id), ',' ORDER BY f.key, f.version)
              FROM kb_finding f WHERE f.release_id = this), '')
    ELSE kb_dataset_digest(this) END,
    (SELECT jsonb_agg(d.content ORDER BY d.kind, d.id)::text FROM kb_described(this) d),
    (SELECT string_agg(jsonb_build_array(d.name, d.sha256, d.rows)::text, ','
                       ORDER BY d.name)
     FROM kb_datasetfile d WHERE d.release_id = this),
    (SELECT string_agg(jsonb_build_array(l.kind, l.file, l.row, l.career_id, l.skill_id,
              l.to_career_id, l.to_skill_id, l.task_id, l.rank, l.marks, l.label,
              l.retired_by_id = this)::text, ',' ORDER BY l.kind, l.row, l.id)
     FROM kb_listing l WHERE l.release_id = this OR l.retired_by_id = this),
    (SELECT string_agg(kb_statement_digest(s.id), ',' ORDER BY s.key, s.version)
     FROM kb_statement s WHERE s.release_id = this)
  ), 'UTF8')), 'hex')
$$;
"""

DATASET = """
-- Every column that a reviewer sees, of every part of every finding of a release.
CREATE FUNCTION kb_dataset_digest(this bigint) RETURNS text LANGUAGE sql STABLE AS $$
  WITH own AS MATERIALIZED (
    SELECT id, key, version FROM kb_finding WHERE release_id = this
  ), hashed(part, digest) AS (
    SELECT 1, sha256(convert_to(string_agg(ROW(f.key, f.version, f.source_id, f.topic_id,
        f.kind, f.design, f.direction, f.headline, f.statement, f.population, f.places,
        f.period_start, f.period_end, f.comparison, f.limitations, f.author_id)::text,
        ',' ORDER BY f.key, f.version), 'UTF8'))
    FROM kb_finding f WHERE f.release_id = this
    UNION ALL
    SELECT 2, sha256(convert_to(string_agg(ROW(o.key, o.version, e.position, e.label,
        m.key, m.unit, m.kind, m.scale_low, m.scale_high, m.direction, e.value,
        e.category, e.missing, e.low, e.high, e.interval, e.ci_level, e.se, e.rse, e.n,
        e.n_approx, e.n_unit, e.base, e.quantile, e.currency, e.price_year, e.area,
        e.period_start, e.period_end, e.qualifier, e.comparison, e.confirmation,
        s.career_id, s.skill_id, s.task_id, s."group")::text,
        ',' ORDER BY o.key, o.version, e.position, e.id), 'UTF8'))
    FROM kb_estimate e JOIN own o ON o.id = e.finding_id
    JOIN kb_measure m ON m.id = e.measure_id LEFT JOIN kb_subject s ON s.id = e.subject_id
    UNION ALL
    SELECT 3, sha256(convert_to(string_agg(ROW(o.key, o.version, s.position, s.career_id,
        s.skill_id, s.task_id, s."group")::text,
        ',' ORDER BY o.key, o.version, s.position, s.id), 'UTF8'))
    FROM kb_subject s JOIN own o ON o.id = s.finding_id
    UNION ALL
    SELECT 4, sha256(convert_to(string_agg(ROW(o.key, o.version, l.position, c.source_id,
        c.key, c.locator, c.label, c.quote, c.quote_start, c.quote_end, c.snapshot_id)::text,
        ',' ORDER BY o.key, o.version, l.position, l.id), 'UTF8'))
    FROM kb_findingcitation l JOIN own o ON o.id = l.finding_id
    JOIN citations_citation c ON c.id = l.citation_id
    UNION ALL
    SELECT 5, sha256(convert_to(string_agg(ROW(o.key, o.version, r.position, r.read,
        r.confirmation, r.address, r.says)::text,
        ',' ORDER BY o.key, o.version, l.position, r.position, r.id), 'UTF8'))
    FROM kb_findingcitation l JOIN own o ON o.id = l.finding_id
    JOIN citations_reading r ON r.citation_id = l.citation_id
    UNION ALL
    SELECT 6, sha256(convert_to(string_agg(ROW(o.key, o.version, b.career_id, b.skill_id,
        b.reason)::text, ',' ORDER BY o.key, o.version, b.career_id, b.skill_id), 'UTF8'))
    FROM kb_bearing b JOIN own o ON o.id = b.finding_id
    UNION ALL
    SELECT 7, sha256(convert_to(string_agg(ROW(o.key, o.version, k.to_key, k.kind,
        k.note)::text, ',' ORDER BY o.key, o.version, k.to_key, k.kind), 'UTF8'))
    FROM kb_findinglink k JOIN own o ON o.id = k.finding_id
  )
  SELECT string_agg(part || ':' || coalesce(encode(digest, 'hex'), ''), ',' ORDER BY part)
  FROM hashed
$$;
"""

FAIR = """
-- As before; a review that comes with the approval of a release has been read as a part
-- of it, under the digest of the whole, and gets the digest of what stands there here.
CREATE OR REPLACE FUNCTION kb_review_is_fair() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  subject kb_finding;
  interest text;
  read text;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'A review is never changed or deleted: write another.'
      USING ERRCODE = '23514', CONSTRAINT = 'append-only';
  END IF;
  SELECT * INTO subject FROM kb_finding WHERE id = NEW.finding_id FOR UPDATE;
  IF NEW.reviewer_id = subject.author_id THEN
    RAISE EXCEPTION 'Finding % was written by its reviewer.', subject.key
      USING ERRCODE = '23514', CONSTRAINT = 'four-eyes';
  END IF;
  IF EXISTS (SELECT 1 FROM kb_findingeditor e
             WHERE e.finding_id = subject.id AND e.person_id = NEW.reviewer_id) THEN
    RAISE EXCEPTION 'The reviewer of finding % has written at it.', subject.key
      USING ERRCODE = '23514', CONSTRAINT = 'four-eyes';
  END IF;
  IF NEW.decision = 'restore' THEN
    IF subject.state <> 'suspended' THEN
      RAISE EXCEPTION 'Finding % is %, not suspended.', subject.key, subject.state
        USING ERRCODE = '23514', CONSTRAINT = 'states-move-along';
    END IF;
    -- By the clock of this server, which the move to "published" is measured by.
    NEW.decided_at := clock_timestamp();
  ELSIF subject.state <> 'in_review' THEN
    RAISE EXCEPTION 'Finding % is %, not in review.', subject.key, subject.state
      USING ERRCODE = '23514', CONSTRAINT = 'states-move-along';
  END IF;
  read := kb_digest(subject.id);
  IF NEW.digest = '' AND NEW.decision <> 'restore' AND EXISTS (
       SELECT 1 FROM kb_release r WHERE r.id = NEW.release_id
         AND r.id = subject.release_id AND r.reviewer_id = NEW.reviewer_id
         AND r.state <> 'in_review'
         -- Decided in this transaction; the clocks of two machines may differ a little.
         AND r.decided_at > transaction_timestamp() - interval '5 minutes') THEN
    NEW.digest := read;
  ELSIF NEW.digest <> read THEN
    RAISE EXCEPTION 'Finding % has changed since it was read for this review.',
      subject.key
      USING ERRCODE = '23514', CONSTRAINT = 'review-names-what-was-read';
  END IF;
  SELECT o.name INTO interest FROM kb_declaredinterest d
  JOIN citations_organization o ON o.id = d.organization_id
  JOIN citations_sourceorganization r ON r.organization_id = o.id
  WHERE d.person_id = NEW.reviewer_id AND (
    r.source_id = subject.source_id OR r.source_id IN (
      SELECT c.source_id FROM kb_findingcitation l
      JOIN citations_citation c ON c.id = l.citation_id
      WHERE l.finding_id = subject.id)) LIMIT 1;
  IF interest IS NOT NULL THEN
    RAISE EXCEPTION 'The reviewer of finding % declared an interest in %.',
      subject.key, interest
      USING ERRCODE = '23514', CONSTRAINT = 'interest-keeps-away';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kb", "0023_statements_by_release")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (DIGITS, NAMED, DATASET, RELEASE, FAIR)
    ]
