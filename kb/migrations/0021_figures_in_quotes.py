"""The figures of a finding stand in the quotes of its citations, as those figures.

One truth, here: the checklist, the audit, the queue and the publication gate all ask
``kb_quoted_figures``. A number is found with its sign, decimals, thousands and unit; a number
in words is left to a human (``worded``).
"""

from django.db import migrations

PLAIN = r"""
-- Words without the digits of codes, names, and spans of years.
CREATE FUNCTION kb_uncoded(words text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT regexp_replace(
    regexp_replace(words,
      '\m[0-9]{2}-[0-9]{4}(\.[0-9]{2})?|\m(19|20)[0-9]{2}[-/\u2013][0-9]{2,4}\M',
      ' ', 'g'),
    '\m(SOC|ISCO|GPT|ESCO|O\*NET|version|release)[ -]?[0-9][0-9.]*'
    '|\m(?!(?:USD|EUR|GBP|CHF|CAD|AUD|JPY|INR|CNY)[0-9])[A-Z][A-Za-z]*'
    '-?[0-9][[:alnum:].]*', ' ', 'g')
$$;
-- As before, over the function above.
CREATE OR REPLACE FUNCTION kb_numbers(words text)
RETURNS TABLE (token text, n numeric, places int, suffix text, sign int)
LANGUAGE sql IMMUTABLE AS $$
  SELECT concat(m[1], m[2], m[3], m[4]),
         (replace(m[2], ',', '') || coalesce(m[3], ''))::numeric,
         greatest(length(m[3]) - 1, 0), lower(btrim(coalesce(m[4], ''))),
         CASE WHEN m[1] IS NULL THEN 0 WHEN m[1] ~ '[+]' THEN 1 ELSE -1 END
  FROM regexp_matches(
    kb_uncoded(words),
    '((?<![[:alnum:].,)%])[-+\u2212\u2013][$\u20ac\u00a3]?(?=[0-9]))?'
    '([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?'
    '( ?%| percent\M| ?thousand\M| ?million\M| ?billion\M|[KkM]\M)?', 'g') AS m
  UNION ALL
  SELECT m[1], NULL, 0, '', 0 FROM regexp_matches(words,
    '([\u00bc-\u00be\u2150-\u215e\u0660-\u0669\u06f0-\u06f9\u0966-\u096f'
    '\uff10-\uff19]+)', 'g') AS m
$$;
-- A quote with the decimal points and thousands commas of English.
CREATE FUNCTION kb_english_digits(words text, language text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN language ~* '^(cs|da|de|es|fi|fr|it|nb|nl|no|pl|pt|ru|sv|tr|uk)\M'
    THEN regexp_replace(translate(words, '.,', ',.'),
                        '(?<=[0-9]) (?=[0-9]{3}(?![0-9]))', ',', 'g')
    ELSE words END
$$;
"""

UNITS = r"""
-- What stands right after a number: percent, percentage points, times, a span of time, a
-- currency; nothing for anything else.
CREATE FUNCTION kb_unit_after(words text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN words ~* '^[ -]?(percentage|percent|per cent|%|pct\.?)[ -]?(points?|pts?)\M'
      OR words ~* '^ ?(ppts?|pps?|p\.p\.|Prozentpunkte?n?)(\M|$|[^[:alnum:]])' THEN 'pp'
    WHEN words ~* '^[ -]?(%|(percent|per cent|pct|Prozent|pour cent|por ciento)\M)'
      THEN '%'
    WHEN words ~* '^( ?x\M| times\M|-?fold\M)' THEN 'times'
    WHEN words ~* '^[ -]?(second|minute|hour|day|week|month|year)s?\M'
      THEN lower(substring(words from
        '(?i)^[ -]?(second|minute|hour|day|week|month|year)'))
    WHEN words ~* '^ ?(US )?dollars?\M' THEN 'dollar'
    WHEN words ~* '^ ?(\u20ac|euros?\M)' THEN 'EUR'
    WHEN words ~* '^ ?(\u00a3|pounds?\M)' THEN 'GBP'
    ELSE coalesce(substring(words from '^ ?(USD|EUR|GBP|CHF|CAD|AUD|NZD|JPY|INR|CNY'
      '|SEK|NOK|DKK|PLN|CZK|HUF|BRL|MXN|ZAR|SGD|HKD|KRW|TRY|ILS)\M'), '') END
$$;
-- The currency that stands right before a number.
CREATE FUNCTION kb_currency_before(words text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN words ~ '\mUS ?[$] ?[-+\u2212\u2013]?$' THEN 'USD'
    WHEN words ~ '\mCA?[$] ?[-+\u2212\u2013]?$' THEN 'CAD'
    WHEN words ~ '\mAU?[$] ?[-+\u2212\u2013]?$' THEN 'AUD'
    WHEN words ~ '[A-Z][$] ?[-+\u2212\u2013]?$' THEN 'other'
    WHEN words ~ '[$] ?[-+\u2212\u2013]?$' THEN 'dollar'
    WHEN words ~ '\u20ac ?[-+\u2212\u2013]?$' THEN 'EUR'
    WHEN words ~ '\u00a3 ?[-+\u2212\u2013]?$' THEN 'GBP'
    ELSE coalesce(substring(words from '\m(USD|EUR|GBP|CHF|CAD|AUD|NZD|JPY|INR|CNY'
      '|SEK|NOK|DKK|PLN|CZK|HUF|BRL|MXN|ZAR|SGD|HKD|KRW|TRY|ILS) ?[-+\u2212\u2013]?$'),
      '') END
$$;
-- Which way the words around a number point: -1 down, 1 up, 2 either (faster is less
-- time and more speed), 0 nowhere. The word before it counts before one after it.
CREATE FUNCTION kb_direction(before text, after text) RETURNS int
LANGUAGE sql IMMUTABLE AS $$
  WITH found AS (
    SELECT 1 AS side, ordinality AS at, m[1] AS word
    FROM regexp_matches(
      lower(substring(before from '(?:[^ ]+ ){0,8}[^ ]*$')),
      '\m(decreas|reduc|declin|fell\M|fall|drop|lower(?! than)|less(?! than)'
      '|fewer(?! than)|shr[iau]nk|shorten|cut|loss|lost|lose|losing|diminish|slash|down\M'
      '|increas|ris[ei]|rose\M|grow|grew\M|gain|higher(?! than)|more(?! than)|up\M(?! to)'
      '|improv|boost|rais|additional|extra|longer|expan|jump|climb|surg|premium'
      '|faster|quicker|slower|sav(?:e|ed|es|ing|ings)\M|speed)', 'g')
      WITH ORDINALITY AS t(m, ordinality)
    UNION ALL
    SELECT 2, -ordinality, m[1] FROM regexp_matches(
      lower(substring(regexp_replace(after,
        '([,.;:()]|\m(and|but|while|whereas|or|when|with|as|to|than)\M).*$', '')
        from '^(?:[^ ]* ){0,4}[^ ]*')),
      '\m(decreas|reduc|declin|fell\M|fall|drop|lower|less|fewer|shr[iau]nk|shorten|cut'
      '|loss|lost|diminish|down\M|increas|ris[ei]|rose\M|grow|grew\M|gain|higher|more'
      '|up\M|improv|boost|rais|additional|extra|longer|expan|jump|climb|surg|premium'
      '|faster|quicker|slower|sav(?:e|ed|es|ing|ings)\M|speed)', 'g')
      WITH ORDINALITY AS t(m, ordinality)
  )
  SELECT coalesce((SELECT CASE
    WHEN word ~ '^(faster|quicker|slower|sav|speed)' THEN 2
    WHEN word ~ '^(increas|ris|rose|grow|grew|gain|higher|more|up|improv|boost|rais'
      '|additional|extra|longer|expan|jump|climb|surg|premium)' THEN 1
    ELSE -1 END FROM found ORDER BY side, at DESC LIMIT 1), 0)
$$;
"""

NUMBERS = r"""
-- The numbers of a quote, each with its sign (0 where none stands before it), the way the
-- words around it point, its multiple (thousand, million), and its unit or currency,
-- which the ends of a range and the members of a list share. Not a number here: what is
-- glued to letters or to another number, and 3,5 or 1.250.3, which could be two things.
CREATE FUNCTION kb_quoted_numbers(words text)
RETURNS TABLE (token text, n numeric, sign int, way int, unit text, money text)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  numeral constant text := '(?<![[:alnum:].,])(?:(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])'
    '|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)'
    '(?![0-9]|[.,][0-9]|(?!(?:[kKmMx]|bn|pps?|ppts?|pct|fold)\M)[[:alpha:]])';
  joined constant text :=
    '^ ?([-\u2212\u2013\u2014]|to|and|or|through|,|, ?and|, ?or) ?'
    '[-+\u2212\u2013]?([A-Z]{0,3}[$]|\u20ac|\u00a3)?$';
  plain text := regexp_replace(kb_uncoded(words),
    '(\.[0-9]+)([,;])(?=[-+\u2212\u2013]?[0-9.])', '\1\2 ', 'g');
  tokens text[] := ARRAY(
    SELECT m[1] FROM regexp_matches(plain, '(' || numeral || ')', 'g') AS m);
  gaps text[] := regexp_split_to_array(plain, numeral);
  last int := cardinality(tokens);
  units text[] := ARRAY[]::text[];
  monies text[] := ARRAY[]::text[];
  times numeric[] := ARRAY[]::numeric[];
  before text; behind text; clause text;
BEGIN
  FOR i IN 1..last LOOP
    behind := gaps[i + 1];
    times[i] := CASE
      WHEN behind ~* '^ ?thousand\M' OR behind ~ '^[kK]\M' THEN 1e3
      WHEN behind ~* '^ ?(million|mn)\M' OR behind ~ '^ ?[mM]\M' THEN 1e6
      WHEN behind ~* '^ ?(billion|bn)\M' THEN 1e9 ELSE 1 END;
    IF times[i] > 1 THEN
      behind := regexp_replace(behind, '^ ?[[:alpha:]]+', '');
    END IF;
    units[i] := kb_unit_after(behind);
    monies[i] := kb_currency_before(gaps[i]);
    IF units[i] ~ '^([A-Z]{3}|dollar)$' THEN
      monies[i] := coalesce(nullif(monies[i], ''), units[i]);
      units[i] := '';
    END IF;
  END LOOP;
  FOR i IN REVERSE last - 1..1 LOOP  -- 30 to 40 percent; 1 or 2 million
    IF units[i] = '' AND gaps[i + 1] ~ joined
       AND (monies[i] = '' OR monies[i + 1] IN ('', monies[i])) THEN
      units[i] := units[i + 1];
      IF monies[i] = '' THEN monies[i] := monies[i + 1]; END IF;
      IF times[i] = 1 AND tokens[i] !~ ',' AND gaps[i + 1] !~ ',' THEN
        times[i] := times[i + 1];
      END IF;
    END IF;
  END LOOP;
  FOR i IN 2..last LOOP  -- $50,000 to 60,000
    IF monies[i] = '' AND units[i] = '' AND gaps[i] ~ joined THEN
      monies[i] := monies[i - 1];
    END IF;
  END LOOP;
  FOR i IN 1..last LOOP
    before := regexp_replace(gaps[i],
      '(\m[A-Z]{2,3} ?|[A-Z]{0,2}[$] ?|\u20ac ?|\u00a3 ?)$', '');
    clause := substring(before from '[^,.;:()]*$');
    token := tokens[i];
    n := replace(tokens[i], ',', '')::numeric * times[i];
    sign := CASE
      WHEN before ~ '[-\u2212\u2013]$' AND (
        before ~ '[ (\[=:;,<>~/\u2248\u201c"][-\u2212\u2013]$'
        OR (i = 1 AND before ~ '^[-\u2212\u2013]$')) THEN -1
      WHEN before ~ '[ (\[=:;,<]\u2212 $' AND (i = 1 OR before !~ '^[% ]*\u2212 $')
        OR i = 1 AND before ~ '^\u2212 $' THEN -1
      WHEN gaps[i] ~ '[$\u20ac\u00a3] ?[-\u2212\u2013]$' THEN -1
      WHEN before ~* '\m(minus|negative) $' THEN -1
      WHEN before ~ '(^|[ (\[=:;,<>~/])[+]$' OR before ~* '\mplus $' THEN 1
      ELSE 0 END;
    way := kb_direction(clause, regexp_replace(gaps[i + 1],
      '^[ -]?(thousand|million|billion|%|percent|per cent|percentage|pct)?[ -]?'
      '(points?|pp)?', ''));
    unit := units[i];
    money := monies[i];
    RETURN NEXT;
  END LOOP;
END $$;
"""

IN_WORDS = r"""
-- The value of a number word.
CREATE FUNCTION kb_word_value(word text) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(
    array_position(ARRAY['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight',
      'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen',
      'seventeen', 'eighteen', 'nineteen'], word),
    10 * (1 + array_position(ARRAY['twenty', 'thirty', 'forty', 'fifty', 'sixty',
      'seventy', 'eighty', 'ninety'], word)),
    CASE WHEN word = 'zero' THEN 0 WHEN word = 'dozen' THEN 12
         WHEN word ~ '^[0-9]{1,4}$' THEN word::numeric END)::numeric
$$;
-- What the number words of a text may mean, generously: whoever is told of one looks.
CREATE FUNCTION kb_worded(words text) RETURNS SETOF numeric
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  whole numeric := 0; part numeric := 0; value numeric; share numeric;
  word text; m text[];
BEGIN
  FOR m IN SELECT regexp_matches(lower(words),
    '(\w+) (?:in|out of|of) (?:every )?(\w+)', 'g') LOOP
    share := kb_word_value(m[1]) / nullif(kb_word_value(m[2]), 0);
    IF share <= 1 THEN RETURN QUERY VALUES (share), (100 * share); END IF;
  END LOOP;
  FOR word IN SELECT regexp_split_to_table(
    regexp_replace(lower(words), '([\u00bc-\u00be\u2150-\u215e])', ' \1 ', 'g'),
    '[^[:alnum:]\u00bc-\u00be\u2150-\u215e]+') LOOP
    value := CASE WHEN word !~ '^[0-9]' THEN kb_word_value(word) END;
    share := CASE
      WHEN word ~ '^(half|halves|halved?|halving|\u00bd)$' THEN 0.5
      WHEN word ~ '^(thirds?|\u2153)$' THEN 1 / 3.0
      WHEN word ~ '^\u2154$' THEN 2 / 3.0
      WHEN word ~ '^(quarters?|\u00bc)$' THEN 0.25
      WHEN word ~ '^\u00be$' THEN 0.75
      WHEN word ~ '^(fifths?|\u2155)$' THEN 0.2
      WHEN word ~ '^sixths?$' THEN 1 / 6.0
      WHEN word ~ '^(eighths?|\u215b)$' THEN 0.125
      WHEN word ~ '^tenths?$' THEN 0.1 END;
    IF value IS NOT NULL THEN
      part := part + value;
      RETURN QUERY VALUES (value), (part), (whole + part);
    ELSIF share IS NOT NULL THEN
      share := share * greatest(part, 1);
      RETURN QUERY VALUES (share), (100 * share);
      whole := 0; part := 0;
    ELSIF word ~ '^(doubl(e|ed|es|ing)|twice|twofold)$' THEN
      RETURN QUERY VALUES (2.0), (100.0), (200.0);
    ELSIF word ~ '^(tripl(e|ed|es|ing)|threefold|thrice)$' THEN
      RETURN QUERY VALUES (3.0), (200.0), (300.0);
    ELSIF word ~ '^(quadrupl(e|ed|es|ing)|fourfold)$' THEN
      RETURN QUERY VALUES (4.0), (300.0), (400.0);
    ELSIF word = 'hundred' THEN
      part := 100 * greatest(part, 1);
      RETURN QUERY VALUES (part), (whole + part);
    ELSIF word IN ('thousand', 'million', 'billion') THEN
      whole := whole + greatest(part, 1)
        * CASE word WHEN 'thousand' THEN 1e3 WHEN 'million' THEN 1e6 ELSE 1e9 END;
      part := 0;
      RETURN NEXT whole;
    ELSIF word NOT IN ('and', '') THEN
      whole := 0; part := 0;
    END IF;
  END LOOP;
END $$;
"""

FIGURES = r"""
-- Whether a number of a quote has the unit that a figure asks for. A bare one has, where
-- the quote names the unit apart from any number, as the head of a table does, and, for
-- the ends of an interval, where another number of the quote has it.
CREATE FUNCTION kb_unit_fits(
  asked text, currency text, unit text, money text, is_bound boolean, words text
) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE asked
    WHEN '%' THEN money = '' AND (unit = '%' OR unit = '' AND (
      is_bound AND words ~* '[0-9] ?(%|per ?cent\M)'
      OR words ~* '(^|[^0-9 ]) ?(%|\mper ?cent(age)?\M)(?![ -]?points?)'))
    WHEN 'pp' THEN money = '' AND (unit = 'pp' OR unit = '' AND (
      is_bound AND words ~* '[0-9][ -]?(pp\M|(%|per ?cent|percentage)[ -]points?)'
      OR words ~* '(^|[^0-9 ]) ?(\mpp\M|(%|\mper ?cent|\mpercentage)[ -]points?)'))
    WHEN 'money' THEN unit NOT IN ('%', 'pp') AND CASE money
      WHEN '' THEN words ~* '\m(USD|EUR|GBP|dollars?|euros?|pounds?)\M|[$\u20ac\u00a3]'
        AND (is_bound OR words ~*
          '(^|[^0-9 ]) ?(\m(USD|EUR|GBP|dollars?|euros?|pounds?)\M|[$\u20ac\u00a3])'
          '(?! ?[-\u2212\u2013]?[0-9])')
      WHEN 'dollar' THEN currency IN ('USD', 'CAD', 'AUD', 'NZD', 'HKD', 'SGD')
      ELSE money = currency END
    ELSE money = '' AND (unit IN ('', 'times') OR unit NOT IN ('%', 'pp')
      AND asked ~* ('\m' || unit || 's?\M')) END
$$;
-- Every figure of a finding, and whether the quotes of its citations hold it: held,
-- worded (number words may mean it: a human looks), absent (every citation is quoted, and
-- none holds it), or open (it may stand where nobody quoted). Nothing without a quote.
CREATE FUNCTION kb_quoted_figures(this bigint)
RETURNS TABLE (estimate_id bigint, label text, part text, figure numeric, state text)
LANGUAGE sql STABLE AS $$
  WITH cited AS MATERIALIZED (
    SELECT c.id, kb_english_digits(c.quote, s.language) AS words
    FROM kb_findingcitation l JOIN citations_citation c ON c.id = l.citation_id
    JOIN citations_source s ON s.id = c.source_id WHERE l.finding_id = this
  ), numbers AS MATERIALIZED (
    SELECT cited.words, k.* FROM cited, LATERAL kb_quoted_numbers(cited.words) AS k
    WHERE cited.words <> ''
  ), in_words AS MATERIALIZED (
    SELECT DISTINCT w FROM cited, LATERAL kb_worded(cited.words) AS w
    WHERE cited.words <> ''
  ), figures AS (
    SELECT e.id, e.position, e.label::text, v.part, v.figure, v.is_bound,
      e.currency::text, m.kind IN ('percent_change', 'point_change', 'effect_size',
        'correlation') AND v.part <> 'n' AS signed,
      CASE WHEN v.part = 'n' THEN e.n_unit
           WHEN m.kind = 'money' THEN 'money'
           WHEN m.unit ~* '^percentage point' THEN 'pp'
           WHEN m.unit ~* '^percent' THEN '%' ELSE m.unit END::text AS asked,
      CASE WHEN v.part = 'n' THEN 1 WHEN m.unit ~* '^thousand\M' THEN 1e3
           WHEN m.unit ~* '^million\M' THEN 1e6 WHEN m.unit ~* '^billion\M' THEN 1e9
           ELSE 1 END AS times
    FROM kb_estimate e JOIN kb_measure m ON m.id = e.measure_id,
      LATERAL (VALUES ('value', e.value, false), ('low', e.low, true),
        ('high', e.high, true), ('standard error', e.se, true),
        ('n', e.n::numeric, false)) AS v(part, figure, is_bound)
    WHERE e.finding_id = this AND v.figure IS NOT NULL
      AND EXISTS (SELECT 1 FROM cited WHERE cited.words <> '')
  )
  SELECT f.id, f.label, f.part, trim_scale(f.figure), CASE
    WHEN EXISTS (
      SELECT 1 FROM numbers k
      WHERE (k.n = abs(f.figure) * f.times
             OR (f.times > 1 AND k.n = abs(f.figure)
                 AND k.words ~* CASE f.times WHEN 1e3 THEN 'thousand' WHEN 1e6
                                THEN 'million' ELSE 'billion' END))
        AND CASE
          WHEN f.figure = 0 THEN true
          WHEN k.sign <> 0 THEN k.sign = sign(f.figure)
          WHEN f.figure < 0 THEN k.way IN (-1, 2) OR (f.is_bound AND k.way = 0
            AND EXISTS (SELECT 1 FROM numbers o
                        WHERE o.words = k.words AND o.way IN (-1, 2)))
          ELSE NOT (f.signed AND k.way = -1) END
        AND kb_unit_fits(f.asked, f.currency, k.unit, k.money, f.is_bound, k.words)
    ) THEN 'held'
    WHEN EXISTS (
      SELECT 1 FROM in_words WHERE abs(f.figure) IN (
        round(w, least(scale(trim_scale(f.figure)), 8)),
        trunc(w, least(scale(trim_scale(f.figure)), 8)), w / f.times)
    ) THEN 'worded'
    WHEN EXISTS (SELECT 1 FROM cited WHERE cited.words = '') THEN 'open'
    ELSE 'absent' END
  FROM figures f ORDER BY f.position, f.id, f.part
$$;
CREATE FUNCTION kb_rule_quoted(this bigint) RETURNS TABLE (place text, found text)
LANGUAGE sql STABLE AS $$
  SELECT format('estimate %s, %s', f.label, f.part), f.figure::text
  FROM kb_quoted_figures(this) f WHERE f.state = 'absent'
$$;
-- Whether a human should look at the figures of a finding: a number has no quote that
-- holds it. What was read in the row of a dataset is proved by that row.
CREATE FUNCTION kb_unverified(this bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN EXISTS (
    SELECT 1 FROM kb_findingcitation l JOIN citations_citation c ON c.id = l.citation_id
    WHERE l.finding_id = this AND c.quote <> '')
  THEN EXISTS (
    SELECT 1 FROM kb_quoted_figures(this) f JOIN kb_estimate e ON e.id = f.estimate_id
    WHERE f.state <> 'held' AND e.confirmation <> 'dataset')
  ELSE EXISTS (
    SELECT 1 FROM kb_estimate e WHERE e.finding_id = this AND e.value IS NOT NULL
      AND e.confirmation <> 'dataset') END
$$;
"""

ALL = """
CREATE OR REPLACE FUNCTION kb_shortfalls(this bigint)
RETURNS TABLE (rule text, place text, found text) LANGUAGE sql STABLE AS $$
  SELECT 'measures-a-subject', r.* FROM kb_rule_subject(this) r
  UNION ALL SELECT 'has-an-estimate', r.* FROM kb_rule_estimate(this) r
  UNION ALL SELECT 'population-is-named', r.* FROM kb_rule_population(this) r
  UNION ALL SELECT 'citation-has-a-locator', r.* FROM kb_rule_locator(this) r
  UNION ALL SELECT 'rests-on-a-standing-source', r.* FROM kb_rule_source(this) r
  UNION ALL SELECT 'figure-is-confirmed', r.* FROM kb_rule_confirmation(this) r
  UNION ALL SELECT 'number-occurs-in-quote', r.* FROM kb_rule_quoted(this) r
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
    dependencies = [("kb", "0020_quotes")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (PLAIN, UNITS, NUMBERS, IN_WORDS, FIGURES, ALL)
    ]
