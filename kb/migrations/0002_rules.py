"""What a finding lacks for publication: one function a rule, and all of them at once.

Each takes a finding and returns a row per shortfall: where, and what was found there.
``kb/rules/`` gives each its title and sentence; the publication gate calls them all.
"""

from django.db import migrations

PARTS = """
CREATE FUNCTION kb_rule_subject(this bigint) RETURNS TABLE (place text, found text)
LANGUAGE sql STABLE AS $$
  SELECT 'subjects', 'none'
  WHERE NOT EXISTS (SELECT 1 FROM kb_subject WHERE finding_id = this)
$$;
CREATE FUNCTION kb_rule_estimate(this bigint) RETURNS TABLE (place text, found text)
LANGUAGE sql STABLE AS $$
  SELECT 'estimates', 'none'
  WHERE NOT EXISTS (SELECT 1 FROM kb_estimate WHERE finding_id = this)
$$;
CREATE FUNCTION kb_rule_population(this bigint) RETURNS TABLE (place text, found text)
LANGUAGE sql STABLE AS $$
  SELECT 'population', 'nobody' FROM kb_finding WHERE id = this AND population !~ '\\w'
$$;
CREATE FUNCTION kb_rule_locator(this bigint) RETURNS TABLE (place text, found text)
LANGUAGE sql STABLE AS $$
  SELECT 'citation ' || c.key, 'no locator'
  FROM kb_findingcitation l JOIN citations_citation c ON c.id = l.citation_id
  WHERE l.finding_id = this AND c.locator = ''
$$;
CREATE FUNCTION kb_rests_on_standing(this bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM kb_findingcitation l JOIN citations_citation c ON c.id = l.citation_id
    WHERE l.finding_id = this AND c.locator <> ''
      AND EXISTS (SELECT 1 FROM citations_reading r WHERE r.citation_id = c.id)
      AND citations_stands(c.source_id))
$$;
CREATE FUNCTION kb_rule_source(this bigint) RETURNS TABLE (place text, found text)
LANGUAGE sql STABLE AS $$
  SELECT 'citations', coalesce(
    (SELECT string_agg(format('%s: %s, %s reading(s)', c.key,
              citations_standing(c.source_id),
              (SELECT count(*) FROM citations_reading r WHERE r.citation_id = c.id)),
              '; ' ORDER BY l.position)
     FROM kb_findingcitation l JOIN citations_citation c ON c.id = l.citation_id
     WHERE l.finding_id = this), 'none')
  WHERE NOT kb_rests_on_standing(this)
$$;
CREATE FUNCTION kb_rule_confirmation(this bigint) RETURNS TABLE (place text, found text)
LANGUAGE sql STABLE AS $$
  SELECT 'estimate ' || e.label, e.confirmation FROM kb_estimate e
  WHERE e.finding_id = this AND NOT EXISTS (
    SELECT 1 FROM kb_findingcitation l
    JOIN citations_reading r ON r.citation_id = l.citation_id
    WHERE l.finding_id = this AND r.confirmation = e.confirmation)
$$;
CREATE FUNCTION kb_rule_kind(this bigint) RETURNS TABLE (place text, found text)
LANGUAGE sql STABLE AS $$
  SELECT 'kind', format('%s, from a source of class %s', f.kind, s.source_class)
  FROM kb_finding f JOIN citations_source s ON s.id = f.source_id
  WHERE f.id = this AND (
    (s.source_class = 'synthetic' AND f.kind <> 'synthetic')
    OR (s.source_class = 'opinion' AND f.kind NOT IN ('opinion', 'synthetic')))
$$;
"""

FIGURES = """
CREATE FUNCTION kb_rule_money(this bigint) RETURNS TABLE (place text, found text)
LANGUAGE sql STABLE AS $$
  SELECT 'estimate ' || e.label, concat_ws(', ',
    CASE WHEN e.currency = '' THEN 'no currency' END,
    CASE WHEN e.area !~ '\\w' THEN 'no place' END,
    CASE WHEN e.price_year IS NULL AND e.period_end = '' AND f.period_end = ''
         THEN 'no year' END)
  FROM kb_estimate e JOIN kb_measure m ON m.id = e.measure_id
  JOIN kb_finding f ON f.id = e.finding_id
  WHERE e.finding_id = this AND m.kind = 'money' AND e.missing = '' AND (
    e.currency = '' OR e.area !~ '\\w'
    OR (e.price_year IS NULL AND e.period_end = '' AND f.period_end = ''))
$$;
CREATE FUNCTION kb_rule_share(this bigint) RETURNS TABLE (place text, found text)
LANGUAGE sql STABLE AS $$
  SELECT 'estimate ' || e.label, 'no base'
  FROM kb_estimate e JOIN kb_measure m ON m.id = e.measure_id
  WHERE e.finding_id = this AND m.kind = 'share' AND e.base !~ '\\w'
$$;
CREATE FUNCTION kb_rule_scale(this bigint) RETURNS TABLE (place text, found text)
LANGUAGE sql STABLE AS $$
  SELECT 'estimate ' || e.label, trim_scale(v)::text
  FROM kb_estimate e JOIN kb_measure m ON m.id = e.measure_id,
    unnest(ARRAY[e.value, e.low, e.high]) AS v
  WHERE e.finding_id = this AND v IS NOT NULL AND NOT CASE m.kind
    WHEN 'probability' THEN v BETWEEN 0 AND 1
    WHEN 'correlation' THEN v BETWEEN -1 AND 1
    ELSE v BETWEEN coalesce(m.scale_low, v) AND coalesce(m.scale_high, v) END
$$;
"""

WORDS = """
-- Numbers written in digits, without the digits of codes, names and spans of years; with
-- the sign that stands right before them, 0 for none. Fractions and digits of other
-- scripts have no value here, so nothing can hold them.
CREATE FUNCTION kb_numbers(words text)
RETURNS TABLE (token text, n numeric, places int, suffix text, sign int)
LANGUAGE sql IMMUTABLE AS $$
  SELECT concat(m[1], m[2], m[3], m[4]),
         (replace(m[2], ',', '') || coalesce(m[3], ''))::numeric,
         greatest(length(m[3]) - 1, 0), lower(btrim(coalesce(m[4], ''))),
         CASE WHEN m[1] IS NULL THEN 0 WHEN m[1] ~ '[+]' THEN 1 ELSE -1 END
  FROM regexp_matches(
    regexp_replace(
      regexp_replace(words,
        '\\m[0-9]{2}-[0-9]{4}(\\.[0-9]{2})?|\\m(19|20)[0-9]{2}[-/\\u2013][0-9]{2,4}\\M',
        ' ', 'g'),
      '\\m(SOC|ISCO|GPT|ESCO|O\\*NET|version|release)[ -]?[0-9][0-9.]*'
      '|\\m(?!(?:USD|EUR|GBP|CHF|CAD|AUD|JPY|INR|CNY)[0-9])[A-Z][A-Za-z]*'
      '-?[0-9][[:alnum:].]*', ' ', 'g'),
    '((?<![[:alnum:].,)%])[-+\\u2212\\u2013][$\\u20ac\\u00a3]?(?=[0-9]))?'
    '([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\\.[0-9]+)?'
    '( ?%| percent\\M| ?thousand\\M| ?million\\M| ?billion\\M|[KkM]\\M)?', 'g') AS m
  UNION ALL
  SELECT m[1], NULL, 0, '', 0 FROM regexp_matches(words,
    '([\\u00bc-\\u00be\\u2150-\\u215e\\u0660-\\u0669\\u06f0-\\u06f9\\u0966-\\u096f'
    '\\uff10-\\uff19]+)', 'g') AS m
$$;
-- Every number that the estimates of a finding hold, with its sign, kind and unit. One
-- that stands in their words has no kind: it may be anything.
CREATE FUNCTION kb_held(this bigint)
RETURNS TABLE (n numeric, sign int, kind text, unit text) LANGUAGE sql STABLE AS $$
  SELECT abs(v), sign(v)::int, held.kind, held.unit
  FROM kb_estimate e JOIN kb_measure m ON m.id = e.measure_id,
    LATERAL (VALUES
      (ARRAY[e.value, e.low, e.high, e.se, m.scale_low, m.scale_high],
       m.kind::text, m.unit::text),
      (ARRAY[e.rse, e.ci_level, e.quantile], 'share', 'percent'),
      (ARRAY[e.n, e.price_year]::numeric[], 'count', '')
    ) AS held(numbers, kind, unit),
    unnest(held.numbers) AS v
  WHERE e.finding_id = this AND v IS NOT NULL
  UNION
  SELECT k.n, k.sign, '', '' FROM kb_estimate e JOIN kb_measure m ON m.id = e.measure_id,
    kb_numbers(concat_ws(' ; ', e.label, e.base, e.qualifier, e.comparison, e.n_unit,
                         e.area, e.category, m.label, m.unit)) AS k
  WHERE e.finding_id = this
  UNION
  SELECT substr(d, 1, 4)::numeric, 0, 'year', ''
  FROM kb_finding f LEFT JOIN kb_estimate e ON e.finding_id = f.id,
    unnest(ARRAY[f.period_start, f.period_end, e.period_start, e.period_end]) AS d
  WHERE f.id = this AND d ~ '^[0-9]{4}'
$$;
CREATE FUNCTION kb_rule_digits(this bigint) RETURNS TABLE (place text, found text)
LANGUAGE sql STABLE AS $$
  SELECT w.place, k.token
  FROM kb_finding f,
    LATERAL (VALUES ('headline', f.headline), ('statement', f.statement)) AS w(place, words),
    LATERAL kb_numbers(w.words) AS k
  WHERE f.id = this AND NOT EXISTS (
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
-- A sentence that lost its number: "above .", "( )", " ,", a percent or currency sign
-- alone, "n = .".
CREATE FUNCTION kb_lost(words text) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
  SELECT btrim(m[1]) FROM regexp_matches(words,
    '(\\m(?:above|below|under|than|between|and|of|by|or|the|an?)\\s*(?:[.,;:!?)]|$)'
    '|\\S*\\s[.,;:](?=\\s|$)|\\(\\s*\\)|\\[\\s*\\]|\\{[^}]*\\}|(?:^|[^0-9\\s])\\s*%'
    '|\\m(?:by|about|than|around|nearly|almost|above|below|over|under)'
    '\\s+per ?cent\\M|[$\\u20ac\\u00a3](?!\\s?[0-9])|=\\s*(?:[.,;:)]|$))',
    'g') AS m
$$;
CREATE FUNCTION kb_rule_lost(this bigint) RETURNS TABLE (place text, found text)
LANGUAGE sql STABLE AS $$
  SELECT w.place, lost
  FROM kb_finding f,
    LATERAL (
      SELECT 'headline' AS place, f.headline AS words
      UNION ALL SELECT 'statement', f.statement
      UNION ALL SELECT 'estimate ' || e.label, e.label FROM kb_estimate e
      WHERE e.finding_id = this
    ) AS w,
    LATERAL kb_lost(w.words) AS lost
  WHERE f.id = this
  UNION ALL
  SELECT 'headline', 'empty' FROM kb_finding WHERE id = this AND headline !~ '\\w'
  UNION ALL
  SELECT 'statement', 'empty' FROM kb_finding WHERE id = this AND statement !~ '\\w'
$$;
"""

NAMED = """
-- Whether one of the names stands in the words as a word of its own, one or many of it.
CREATE FUNCTION kb_named(words text, names text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM unnest(names) AS n WHERE n ~ '\\w' AND words ~* (
      '(^|[^[:alnum:]])'
      || regexp_replace(regexp_replace(n, 's$', ''),
                        '([^[:alnum:][:space:]])', '\\\\\\1', 'g')
      || 's?($|[^[:alnum:]])'))
$$;
-- All that a study is said to have measured, in the words of its finding and readings.
CREATE FUNCTION kb_studied(this bigint) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT concat_ws(' | ', f.headline, f.statement, f.population, f.comparison,
    (SELECT string_agg(concat_ws(' ', e.label, e.base), ' | ')
     FROM kb_estimate e WHERE e.finding_id = f.id),
    (SELECT string_agg(concat_ws(' ', c.locator, r.says), ' | ')
     FROM kb_findingcitation l JOIN citations_citation c ON c.id = l.citation_id
     LEFT JOIN citations_reading r ON r.citation_id = c.id WHERE l.finding_id = f.id))
  FROM kb_finding f WHERE f.id = this
$$;
-- A subject with both skill and career is direct evidence: both must have been named.
CREATE FUNCTION kb_rule_named(this bigint) RETURNS TABLE (place text, found text)
LANGUAGE sql STABLE AS $$
  SELECT format('subject %s, %s', k.name, c.name), concat_ws(', ',
    CASE WHEN NOT m.skill THEN format('“%s” is named nowhere', k.name) END,
    CASE WHEN NOT m.career THEN format('“%s” is named nowhere', c.name) END)
  FROM kb_subject s JOIN careers_skill k ON k.id = s.skill_id
  JOIN careers_career c ON c.id = s.career_id,
  LATERAL (SELECT
    kb_named(kb_studied(this), ARRAY(
      SELECT k.name UNION ALL SELECT a.name FROM careers_skillalias a
      WHERE a.skill_id = k.id UNION ALL SELECT unnest(ARRAY[o.code, o.title])
      FROM careers_skillcode o WHERE o.skill_id = k.id)::text[]) AS skill,
    kb_named(kb_studied(this), ARRAY(
      SELECT c.name UNION ALL SELECT a.name FROM careers_careeralias a
      WHERE a.career_id = c.id UNION ALL SELECT unnest(ARRAY[o.code, o.title])
      FROM careers_careercode o WHERE o.career_id = c.id)::text[]) AS career) AS m
  WHERE s.finding_id = this AND NOT (m.skill AND m.career)
$$;
"""

ALL = """
CREATE FUNCTION kb_shortfalls(this bigint)
RETURNS TABLE (rule text, place text, found text) LANGUAGE sql STABLE AS $$
  SELECT 'measures-a-subject', r.* FROM kb_rule_subject(this) r
  UNION ALL SELECT 'has-an-estimate', r.* FROM kb_rule_estimate(this) r
  UNION ALL SELECT 'population-is-named', r.* FROM kb_rule_population(this) r
  UNION ALL SELECT 'citation-has-a-locator', r.* FROM kb_rule_locator(this) r
  UNION ALL SELECT 'rests-on-a-standing-source', r.* FROM kb_rule_source(this) r
  UNION ALL SELECT 'figure-is-confirmed', r.* FROM kb_rule_confirmation(this) r
  UNION ALL SELECT 'kind-follows-source', r.* FROM kb_rule_kind(this) r
  UNION ALL SELECT 'money-has-currency-place-and-year', r.* FROM kb_rule_money(this) r
  UNION ALL SELECT 'share-names-its-base', r.* FROM kb_rule_share(this) r
  UNION ALL SELECT 'figure-is-on-its-scale', r.* FROM kb_rule_scale(this) r
  UNION ALL SELECT 'digits-are-held', r.* FROM kb_rule_digits(this) r
  UNION ALL SELECT 'sentence-lost-nothing', r.* FROM kb_rule_lost(this) r
  UNION ALL SELECT 'direct-subject-is-named', r.* FROM kb_rule_named(this) r
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0001_initial"),
        ("careers", "0002_keys_and_matches"),
        ("citations", "0002_standing_and_chains"),
    ]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (PARTS, FIGURES, WORDS, NAMED, ALL)
    ]
