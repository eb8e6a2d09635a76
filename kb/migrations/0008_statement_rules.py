"""What a statement lacks for publication; it moves, freezes and falls by the database."""

from django.db import migrations

SLOTS = """
-- Every character that Unicode calls a number: digits of all scripts, raised and circled
-- ones, fractions, Roman numerals. Words for numbers are words.
CREATE FUNCTION kb_statement_digits(words text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE AS $$
  SELECT m[1] FROM regexp_matches(regexp_replace(words, '\\{[^{}]*\\}', ' ', 'g'),
    '(['
    '0-9\\u00b2-\\u00b3\\u00b9\\u00bc-\\u00be'
    '\\u0660-\\u0669\\u06f0-\\u06f9\\u07c0-\\u07c9\\u0966-\\u096f'
    '\\u09e6-\\u09ef\\u09f4-\\u09f9\\u0a66-\\u0a6f\\u0ae6-\\u0aef'
    '\\u0b66-\\u0b6f\\u0b72-\\u0b77\\u0be6-\\u0bf2\\u0c66-\\u0c6f'
    '\\u0c78-\\u0c7e\\u0ce6-\\u0cef\\u0d58-\\u0d5e\\u0d66-\\u0d78'
    '\\u0de6-\\u0def\\u0e50-\\u0e59\\u0ed0-\\u0ed9\\u0f20-\\u0f33'
    '\\u1040-\\u1049\\u1090-\\u1099\\u1369-\\u137c\\u16ee-\\u16f0'
    '\\u17e0-\\u17e9\\u17f0-\\u17f9\\u1810-\\u1819\\u1946-\\u194f'
    '\\u19d0-\\u19da\\u1a80-\\u1a89\\u1a90-\\u1a99\\u1b50-\\u1b59'
    '\\u1bb0-\\u1bb9\\u1c40-\\u1c49\\u1c50-\\u1c59\\u2070'
    '\\u2074-\\u2079\\u2080-\\u2089\\u2150-\\u2182\\u2185-\\u2189'
    '\\u2460-\\u249b\\u24ea-\\u24ff\\u2776-\\u2793\\u2cfd'
    '\\u3007\\u3021-\\u3029\\u3038-\\u303a\\u3192-\\u3195'
    '\\u3220-\\u3229\\u3248-\\u324f\\u3251-\\u325f\\u3280-\\u3289'
    '\\u32b1-\\u32bf\\ua620-\\ua629\\ua6e6-\\ua6ef\\ua830-\\ua835'
    '\\ua8d0-\\ua8d9\\ua900-\\ua909\\ua9d0-\\ua9d9\\ua9f0-\\ua9f9'
    '\\uaa50-\\uaa59\\uabf0-\\uabf9\\uff10-\\uff19\\U00010107-\\U00010133'
    '\\U00010140-\\U00010178\\U0001018a-\\U0001018b\\U000102e1-\\U000102fb\\U00010320-\\U00010323'
    '\\U00010341\\U0001034a\\U000103d1-\\U000103d5\\U000104a0-\\U000104a9'
    '\\U00010858-\\U0001085f\\U00010879-\\U0001087f\\U000108a7-\\U000108af\\U000108fb-\\U000108ff'
    '\\U00010916-\\U0001091b\\U000109bc-\\U000109bd\\U000109c0-\\U000109cf\\U000109d2-\\U000109ff'
    '\\U00010a40-\\U00010a48\\U00010a7d-\\U00010a7e\\U00010a9d-\\U00010a9f\\U00010aeb-\\U00010aef'
    '\\U00010b58-\\U00010b5f\\U00010b78-\\U00010b7f\\U00010ba9-\\U00010baf\\U00010cfa-\\U00010cff'
    '\\U00010d30-\\U00010d39\\U00010d40-\\U00010d49\\U00010e60-\\U00010e7e\\U00010f1d-\\U00010f26'
    '\\U00010f51-\\U00010f54\\U00010fc5-\\U00010fcb\\U00011052-\\U0001106f\\U000110f0-\\U000110f9'
    '\\U00011136-\\U0001113f\\U000111d0-\\U000111d9\\U000111e1-\\U000111f4\\U000112f0-\\U000112f9'
    '\\U00011450-\\U00011459\\U000114d0-\\U000114d9\\U00011650-\\U00011659\\U000116c0-\\U000116c9'
    '\\U000116d0-\\U000116e3\\U00011730-\\U0001173b\\U000118e0-\\U000118f2\\U00011950-\\U00011959'
    '\\U00011bf0-\\U00011bf9\\U00011c50-\\U00011c6c\\U00011d50-\\U00011d59\\U00011da0-\\U00011da9'
    '\\U00011de0-\\U00011de9\\U00011f50-\\U00011f59\\U00011fc0-\\U00011fd4\\U00012400-\\U0001246e'
    '\\U00016a60-\\U00016a69\\U00016ac0-\\U00016ac9\\U00016b50-\\U00016b59\\U00016b5b-\\U00016b61'
    '\\U00016d70-\\U00016d79\\U00016e80-\\U00016e96\\U0001ccf0-\\U0001ccf9\\U0001d2c0-\\U0001d2d3'
    '\\U0001d2e0-\\U0001d2f3\\U0001d360-\\U0001d378\\U0001d7ce-\\U0001d7ff\\U0001e140-\\U0001e149'
    '\\U0001e2f0-\\U0001e2f9\\U0001e4f0-\\U0001e4f9\\U0001e5f1-\\U0001e5fa\\U0001e8c7-\\U0001e8cf'
    '\\U0001e950-\\U0001e959\\U0001ec71-\\U0001ecab\\U0001ecad-\\U0001ecaf\\U0001ecb1-\\U0001ecb4'
    '\\U0001ed01-\\U0001ed2d\\U0001ed2f-\\U0001ed3d\\U0001f100-\\U0001f10c\\U0001fbf0-\\U0001fbf9'
    ']+)', 'g') AS m
$$;
-- The slots of a text, as {finding-key:figure:field}; a brace that is none of a slot, and
-- braces around something else, have no key.
CREATE FUNCTION kb_slots(words text)
RETURNS TABLE (token text, finding_key text, figure int, field text)
LANGUAGE sql IMMUTABLE AS $$
  SELECT m[1], p[1], p[2]::int, p[3]
  FROM regexp_matches(words, '(\\{[^{}]*\\})', 'g') AS m
  LEFT JOIN LATERAL regexp_match(m[1],
    '^\\{([a-z0-9]+(?:-[a-z0-9]+)*):([1-9][0-9]{0,2}):([a-z_]+)\\}$') AS p ON true
  UNION ALL
  SELECT m[1], NULL, NULL, NULL
  FROM regexp_matches(regexp_replace(words, '\\{[^{}]*\\}', ' ', 'g'), '([{}])', 'g') AS m
$$;
-- The figures of a finding in their order, from 1, in the members of the pair document;
-- "starts" and "ends" are the years of its period, or else of the finding's.
CREATE FUNCTION kb_figures(this bigint) RETURNS TABLE (place int, figure json)
LANGUAGE sql STABLE AS $$
  SELECT row_number() OVER (ORDER BY e.position, e.id)::int, json_build_object(
    'label', e.label, 'measure', m.key, 'kind', m.kind, 'unit', nullif(m.unit, ''),
    'value', trim_scale(e.value)::text, 'category', nullif(e.category, ''),
    'missing', nullif(e.missing, ''), 'low', trim_scale(e.low)::text,
    'high', trim_scale(e.high)::text, 'interval', e.interval,
    'ci_level', trim_scale(e.ci_level)::text, 'se', trim_scale(e.se)::text,
    'rse', trim_scale(e.rse)::text, 'n', e.n, 'n_approx', e.n_approx,
    'n_unit', nullif(e.n_unit, ''), 'scale_low', trim_scale(m.scale_low)::text,
    'scale_high', trim_scale(m.scale_high)::text, 'currency', nullif(e.currency, ''),
    'year', e.price_year, 'qualifier', nullif(e.qualifier, ''),
    'starts', nullif(left(coalesce(nullif(e.period_start, ''), f.period_start), 4), ''),
    'ends', nullif(left(coalesce(nullif(e.period_end, ''), f.period_end), 4), ''),
    'confirmation', e.confirmation)
  FROM kb_estimate e JOIN kb_measure m ON m.id = e.measure_id
  JOIN kb_finding f ON f.id = e.finding_id WHERE e.finding_id = this
$$;
-- What a field of a figure holds, NULL if nothing: then a slot of it would be empty.
CREATE FUNCTION kb_slot_holds(figure json, field text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN field IN ('value', 'figure') THEN coalesce(figure ->> 'value',
                                                    figure ->> 'category')
    WHEN field IN ('low', 'high', 'ci_level', 'se', 'n') THEN figure ->> field
    WHEN field = 'start' THEN figure ->> 'starts'
    WHEN field = 'year' THEN coalesce(figure ->> 'year', figure ->> 'ends',
                                      figure ->> 'starts') END
$$;
-- What stands at a slot and makes another number of it: a sign before it, a letter,
-- another slot or a word of scale right at it.
CREATE FUNCTION kb_slot_glued(words text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE AS $$
  SELECT btrim(m[1]) FROM regexp_matches(words,
    '((?:^|[\\s(\\[])[-+\\u2212\\u2013\\u2014\\u00b1]\\{[^{}]*\\}?'
    '|[~\\u2248<>\\u2264\\u2265=/^*\\u00b1]\\s?\\{[^{}]*\\}?'
    '|[[:alnum:]_$\\u20ac\\u00a3%]\\{[^{}]*\\}?'
    '|\\{[^{}]*\\}(?:[[:alnum:]_%^*{]|[.,:/]\\{|\\s?%'
    '|\\s*(?:hundreds?|thousands?|[mb]illions?|trillions?|per ?cent)\\M))', 'gi') AS m
$$;
"""

WORDS = """
-- What a text lost, or never had: a sentence without a slot's number reads on.
CREATE FUNCTION kb_statement_lost(words text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE AS $$
  WITH plain AS (SELECT regexp_replace(words, '\\{[^{}]*\\}', U&'\\25a1', 'g') AS w)
  SELECT 'nothing' FROM plain
  WHERE regexp_replace(words, '\\{[^{}]*\\}', '', 'g') ~* (
    '^[\\s\\-\\u00ab\\u00ad\\u00bb\\u200b-\\u200f\\u2013\\u2014\\u2018-\\u201f\\u2026\\u2060\\ufeff'
    '_.,:;!?*#/()\\[\\]\\"'']*'
    '(unknown|n/?a|n\\.a\\.|none|null|nil|nan|tbd|tba|todo|untitled|unnamed|test|'
    'undefined|placeholder|to be (defined|determined|announced)|'
    'not (yet )?(known|available|applicable|specified|stated)|x{2,})?'
    '[\\s\\-\\u00ab\\u00ad\\u00bb\\u200b-\\u200f\\u2013\\u2014\\u2018-\\u201f\\u2026\\u2060\\ufeff'
    '_.,:;!?*#/()\\[\\]\\"'']*$')
  UNION ALL
  SELECT m[1] FROM plain, regexp_matches(w,
    '(\\m(?:tbd|tba|todo|fixme|lorem|ipsum|n/a|x{3,})\\M|\\?\\?|\\.\\.\\.|\\u2026|__)',
    'gi') AS m
  UNION ALL
  SELECT lost FROM plain, kb_lost(w) AS lost
  UNION ALL
  SELECT m[1] FROM plain, regexp_matches(w,
    '(\\S*\\s(?:[,;:](?=\\S)|[!?)\\]])|[(\\[]\\s|[,;:]\\s*[.,;:!?)\\]]'
    '|\\S+\\s{2,}\\S*|^[.,;:!?)\\]])', 'g') AS m
  UNION ALL
  SELECT 'no full stop' FROM plain
  WHERE w ~ '\\S' AND w !~ '[.!?]["\\u201d\\u2019)]?\\s*$'
$$;
"""

SHORTFALLS = """
CREATE FUNCTION kb_statement_rule_digits(this bigint) RETURNS TABLE (place text, found text)
LANGUAGE sql STABLE AS $$
  SELECT 'text', d FROM kb_statement s, kb_statement_digits(s.text) AS d WHERE s.id = this
$$;
CREATE FUNCTION kb_statement_rule_whole(this bigint) RETURNS TABLE (place text, found text)
LANGUAGE sql STABLE AS $$
  SELECT 'text', lost FROM kb_statement s, kb_statement_lost(s.text) AS lost
  WHERE s.id = this
$$;
CREATE FUNCTION kb_statement_rule_slots(this bigint) RETURNS TABLE (place text, found text)
LANGUAGE sql STABLE AS $$
  SELECT 'text', glued FROM kb_statement s, kb_slot_glued(s.text) AS glued
  WHERE s.id = this
  UNION ALL
  SELECT 'slot ' || t.token, CASE
      WHEN t.finding_key IS NULL THEN 'is no {finding:figure:field}'
      WHEN cited.n = 0 THEN 'the finding is not cited'
      WHEN cited.n > 1 THEN 'two versions of the finding are cited'
      WHEN cited.state <> 'published' THEN 'the finding is ' || cited.state
      WHEN fig.figure IS NULL THEN 'the finding has no such figure'
      ELSE 'the figure has no such field, or nothing in it' END
  FROM kb_statement s, kb_slots(s.text) AS t
  LEFT JOIN LATERAL (
    SELECT count(*) AS n, min(f.id) AS id, min(f.state) AS state
    FROM kb_statementfinding l JOIN kb_finding f ON f.id = l.finding_id
    WHERE l.statement_id = this AND f.key = t.finding_key) AS cited ON true
  LEFT JOIN LATERAL (
    SELECT g.figure FROM kb_figures(cited.id) AS g WHERE g.place = t.figure
  ) AS fig ON true
  WHERE s.id = this AND (cited.n <> 1 OR cited.state <> 'published'
    OR fig.figure IS NULL OR kb_slot_holds(fig.figure, t.field) IS NULL)
$$;
CREATE FUNCTION kb_statement_rule_findings(this bigint)
RETURNS TABLE (place text, found text) LANGUAGE sql STABLE AS $$
  SELECT 'findings', coalesce(
    (SELECT string_agg(format('%s v%s is %s', f.key, f.version, f.state), '; '
                       ORDER BY l.position, l.id)
     FROM kb_statementfinding l JOIN kb_finding f ON f.id = l.finding_id
     WHERE l.statement_id = this), 'none')
  FROM kb_statement s WHERE s.id = this AND s.kind <> 'judgement' AND NOT EXISTS (
    SELECT 1 FROM kb_statementfinding l JOIN kb_finding f ON f.id = l.finding_id
    WHERE l.statement_id = this AND f.state = 'published')
$$;
-- How near each published finding that a statement cites is to its page: the level of
-- the pair; for a career or a skill alone "direct" if it is named (or its same or close
-- match), "general" if neither is named at all; NULL where others alone are.
CREATE FUNCTION kb_statement_nearness(this bigint)
RETURNS TABLE (finding_id bigint, key text, level text) LANGUAGE sql STABLE AS $$
  SELECT f.id, f.key::text, CASE
    WHEN s.career_id IS NOT NULL AND s.skill_id IS NOT NULL THEN (
      SELECT d.level FROM kb_directness(s.career_id, s.skill_id) AS d
      WHERE d.finding_id = f.id)
    WHEN s.skill_id IS NULL AND EXISTS (
      SELECT 1 FROM kb_subject b JOIN careers_career_matches(s.career_id) AS m
        ON m.career_id = b.career_id AND m.match IN ('same', 'close')
      WHERE b.finding_id = f.id) THEN 'direct'
    WHEN s.career_id IS NULL AND EXISTS (
      SELECT 1 FROM kb_subject b JOIN careers_skill_matches(s.skill_id, NULL) AS m
        ON m.skill_id = b.skill_id AND m.match = 'same'
      WHERE b.finding_id = f.id) THEN 'direct'
    WHEN EXISTS (SELECT 1 FROM kb_subject b WHERE b.finding_id = f.id
                 AND b.career_id IS NULL AND b.skill_id IS NULL) THEN 'general' END
  FROM kb_statement s JOIN kb_statementfinding l ON l.statement_id = s.id
  JOIN kb_finding f ON f.id = l.finding_id AND f.state = 'published'
  WHERE s.id = this
$$;
CREATE FUNCTION kb_statement_rule_general(this bigint)
RETURNS TABLE (place text, found text) LANGUAGE sql STABLE AS $$
  SELECT 'finding ' || n.key, coalesce(n.level, 'not shown on this page')
  FROM kb_statement s, kb_statement_nearness(this) AS n
  WHERE s.id = this AND (n.level IS NULL OR (s.kind = 'claim' AND n.level = 'general'))
$$;
CREATE FUNCTION kb_statement_shortfalls(this bigint)
RETURNS TABLE (rule text, place text, found text) LANGUAGE sql STABLE AS $$
  SELECT 'digits-stand-in-slots', r.* FROM kb_statement_rule_digits(this) r
  UNION ALL SELECT 'slot-shows-its-figure', r.* FROM kb_statement_rule_slots(this) r
  UNION ALL SELECT 'statement-is-whole', r.* FROM kb_statement_rule_whole(this) r
  UNION ALL SELECT 'claim-rests-on-findings', r.* FROM kb_statement_rule_findings(this) r
  UNION ALL SELECT 'general-carries-no-claim', r.* FROM kb_statement_rule_general(this) r
$$;
-- Whether what a statement rests on is there: every finding it takes a number from, and
-- unless it is a judgement at least one that it cites.
CREATE FUNCTION kb_statement_stands(this bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT (s.kind = 'judgement' OR EXISTS (
      SELECT 1 FROM kb_statementfinding l JOIN kb_finding f ON f.id = l.finding_id
      WHERE l.statement_id = s.id AND f.state = 'published'))
    AND NOT EXISTS (
      SELECT 1 FROM kb_slots(s.text) AS t WHERE NOT EXISTS (
        SELECT 1 FROM kb_statementfinding l JOIN kb_finding f ON f.id = l.finding_id
        WHERE l.statement_id = s.id AND f.key = t.finding_key
          AND f.state = 'published'))
  FROM kb_statement s WHERE s.id = this
$$;
-- SHA-256 of all that a reviewer of a statement sees: its words, and of each finding
-- that it cites the version, the headline and every figure.
CREATE FUNCTION kb_statement_digest(this bigint) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(
    (SELECT to_jsonb(s) - 'id' - 'state' - 'state_reason' - 'published_at'
            - 'suspended_with_id' - 'created_at' - 'note'
     FROM kb_statement s WHERE s.id = this),
    (SELECT jsonb_agg(jsonb_build_array(f.key, f.version, f.headline,
              (SELECT jsonb_agg(g.figure ORDER BY g.place) FROM kb_figures(f.id) AS g))
              ORDER BY l.position, f.key, f.version)
     FROM kb_statementfinding l JOIN kb_finding f ON f.id = l.finding_id
     WHERE l.statement_id = this)
  )::text, 'UTF8')), 'hex')
$$;
"""

STATES = """
CREATE FUNCTION kb_statement_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state NOT IN ('draft', 'in_review') THEN
      RAISE EXCEPTION 'Statement % was decided on (%): it stays for ever.',
        OLD.key, OLD.state USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
    END IF;
    RETURN OLD;
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state NOT IN ('draft', 'in_review') THEN
      RAISE EXCEPTION 'Statement % cannot begin as %: it begins as a draft.',
        NEW.key, NEW.state USING ERRCODE = '23514', CONSTRAINT = 'states-move-along';
    END IF;
    IF NEW.version <> 1 + coalesce(
         (SELECT max(version) FROM kb_statement WHERE key = NEW.key), 0) THEN
      RAISE EXCEPTION 'Statement % version % does not follow the last version.',
        NEW.key, NEW.version
        USING ERRCODE = '23514', CONSTRAINT = 'states-move-along';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.key, NEW.version, NEW.author_id) IS DISTINCT FROM
     (OLD.key, OLD.version, OLD.author_id) THEN
    RAISE EXCEPTION 'Key, version and author of statement % are fixed.', OLD.key
      USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
      ('draft', 'in_review'), ('in_review', 'draft'), ('in_review', 'rejected'),
      ('in_review', 'published'), ('published', 'suspended'),
      ('suspended', 'published'), ('published', 'superseded'),
      ('published', 'withdrawn'), ('suspended', 'superseded'),
      ('suspended', 'withdrawn')) THEN
    RAISE EXCEPTION 'Statement % cannot go from % to %.', OLD.key, OLD.state, NEW.state
      USING ERRCODE = '23514', CONSTRAINT = 'states-move-along';
  END IF;
  IF OLD.state NOT IN ('draft', 'in_review') AND
     to_jsonb(NEW) - 'state' - 'state_reason' - 'suspended_with_id'
     <> to_jsonb(OLD) - 'state' - 'state_reason' - 'suspended_with_id'
     AND NOT careers_moved_by_merge(to_jsonb(OLD), to_jsonb(NEW))
  THEN
    RAISE EXCEPTION 'Statement % is % and frozen: write a new version.',
      OLD.key, OLD.state USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
  END IF;
  IF OLD.state = 'in_review' AND NEW.state = 'published' THEN
    NEW.published_at := coalesce(NEW.published_at, now());
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER statement_moves BEFORE INSERT OR UPDATE OR DELETE ON kb_statement
  FOR EACH ROW EXECUTE FUNCTION kb_statement_moves();

-- What a statement cites freezes with it. The lock makes a change and a publication of
-- the same statement wait for each other, so that neither is blind to the other.
CREATE FUNCTION kb_statement_part_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  owner kb_statement;
  part jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.statement_id <> OLD.statement_id THEN
    RAISE EXCEPTION 'What a statement cites stays with it.'
      USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
  END IF;
  SELECT * INTO owner FROM kb_statement
  WHERE id = (part ->> 'statement_id')::bigint FOR SHARE;
  IF FOUND AND owner.state NOT IN ('draft', 'in_review') THEN
    RAISE EXCEPTION 'Statement % is % and frozen: write a new version.',
      owner.key, owner.state USING ERRCODE = '23514', CONSTRAINT = 'published-is-frozen';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER statementfinding_is_frozen
  BEFORE INSERT OR UPDATE OR DELETE ON kb_statementfinding
  FOR EACH ROW EXECUTE FUNCTION kb_statement_part_is_frozen();
"""

REVIEWS = """
CREATE FUNCTION kb_statement_review_is_fair() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  subject kb_statement;
  interest text;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'A review is never changed or deleted: write another.'
      USING ERRCODE = '23514', CONSTRAINT = 'append-only';
  END IF;
  SELECT * INTO subject FROM kb_statement WHERE id = NEW.statement_id FOR UPDATE;
  IF NEW.reviewer_id = subject.author_id THEN
    RAISE EXCEPTION 'Statement % was written by its reviewer.', subject.key
      USING ERRCODE = '23514', CONSTRAINT = 'four-eyes';
  END IF;
  IF EXISTS (SELECT 1 FROM kb_statementeditor e
             WHERE e.statement_id = subject.id AND e.person_id = NEW.reviewer_id) THEN
    RAISE EXCEPTION 'The reviewer of statement % has written at it.', subject.key
      USING ERRCODE = '23514', CONSTRAINT = 'four-eyes';
  END IF;
  IF subject.state <> 'in_review' THEN
    RAISE EXCEPTION 'Statement % is %, not in review.', subject.key, subject.state
      USING ERRCODE = '23514', CONSTRAINT = 'states-move-along';
  END IF;
  IF NEW.digest <> kb_statement_digest(subject.id) THEN
    RAISE EXCEPTION 'Statement % has changed since it was read for this review.',
      subject.key
      USING ERRCODE = '23514', CONSTRAINT = 'review-names-what-was-read';
  END IF;
  SELECT o.name INTO interest FROM kb_declaredinterest d
  JOIN citations_organization o ON o.id = d.organization_id
  JOIN citations_sourceorganization r ON r.organization_id = o.id
  WHERE d.person_id = NEW.reviewer_id AND r.source_id IN (
    SELECT f.source_id FROM kb_statementfinding l JOIN kb_finding f ON f.id = l.finding_id
    WHERE l.statement_id = subject.id
    UNION ALL
    SELECT c.source_id FROM kb_statementfinding l
    JOIN kb_findingcitation p ON p.finding_id = l.finding_id
    JOIN citations_citation c ON c.id = p.citation_id
    WHERE l.statement_id = subject.id) LIMIT 1;
  IF interest IS NOT NULL THEN
    RAISE EXCEPTION 'The reviewer of statement % declared an interest in %.',
      subject.key, interest
      USING ERRCODE = '23514', CONSTRAINT = 'interest-keeps-away';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER statementreview_is_fair
  BEFORE INSERT OR UPDATE OR DELETE ON kb_statementreview
  FOR EACH ROW EXECUTE FUNCTION kb_statement_review_is_fair();

-- Who wrote at a statement stays known; a row goes only together with its draft.
CREATE FUNCTION kb_statement_editor_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
     OR EXISTS (SELECT 1 FROM kb_statement WHERE id = OLD.statement_id) THEN
    RAISE EXCEPTION 'Who wrote at a statement stays known.'
      USING ERRCODE = '23514', CONSTRAINT = 'append-only';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER statementeditor_stays
  AFTER UPDATE OR DELETE ON kb_statementeditor
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION kb_statement_editor_stays();
"""

GATE = """
CREATE FUNCTION kb_statement_publication_gate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  current kb_statement;
  lacking jsonb;
BEGIN
  PERFORM citations_read_committed();
  -- Whoever takes one of these findings from readers, and this publication, wait for
  -- each other. Findings go before statements, as they do where a finding falls.
  PERFORM 1 FROM kb_finding WHERE id IN (
    SELECT l.finding_id FROM kb_statementfinding l WHERE l.statement_id = NEW.id)
  ORDER BY id FOR SHARE;
  SELECT * INTO current FROM kb_statement WHERE id = NEW.id FOR UPDATE;
  IF OLD.state = 'in_review' AND NOT EXISTS (
    SELECT 1 FROM kb_statementreview r WHERE r.statement_id = current.id
      AND r.decision = 'approve' AND r.reviewer_id <> current.author_id
      AND r.digest = kb_statement_digest(current.id)) THEN
    RAISE EXCEPTION 'Statement % has no approval of this very content by another person.',
      current.key USING ERRCODE = '23514', CONSTRAINT = 'four-eyes';
  END IF;
  IF current.state <> 'published' THEN RETURN NULL; END IF;
  SELECT jsonb_agg(jsonb_build_object('rule', s.rule, 'place', s.place, 'found', s.found))
  INTO lacking FROM kb_statement_shortfalls(current.id) s;
  IF lacking IS NOT NULL THEN
    RAISE EXCEPTION 'Statement % falls short of publication.', current.key
      USING ERRCODE = '23514', CONSTRAINT = lacking -> 0 ->> 'rule',
            DETAIL = lacking::text;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER statement_publication_gate AFTER UPDATE ON kb_statement
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'published')
  EXECUTE FUNCTION kb_statement_publication_gate();
"""

FALL = """
-- What a finding's fall takes with it, and its return gives back, whatever moved it: a
-- notice, a newer version, a person, plain SQL. Once a statement of SQL, so that a
-- retraction under thousands of findings stays one step.
CREATE FUNCTION kb_finding_reaches_statements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM after a JOIN kb_statementfinding l ON l.finding_id = a.id)
  THEN
    RETURN NULL;
  END IF;
  PERFORM citations_read_committed();
  UPDATE kb_statement s SET state = 'suspended', suspended_with_id = fallen.id,
    state_reason = fallen.reason
  FROM (
    SELECT DISTINCT ON (l.statement_id) l.statement_id, a.id, CASE a.state
      WHEN 'superseded' THEN format('It rests on version %s of finding %s, which a newer '
        'version has replaced. It comes back once somebody has looked at it again.',
        a.version, a.key)
      ELSE format('It rests on finding %s, which is %s: %s', a.key, a.state,
                  a.state_reason) END AS reason
    FROM after a JOIN kb_statementfinding l ON l.finding_id = a.id
    WHERE a.state IN ('suspended', 'superseded', 'withdrawn')
    ORDER BY l.statement_id, a.key
  ) AS fallen
  WHERE s.id = fallen.statement_id
    AND (s.state = 'published'
         OR (s.state = 'suspended' AND s.suspended_with_id = fallen.id))
    AND NOT kb_statement_stands(s.id);
  UPDATE kb_statement s SET state = 'published', state_reason = '',
    suspended_with_id = NULL
  WHERE s.state = 'suspended' AND s.suspended_with_id IS NOT NULL
    AND s.id IN (
      SELECT l.statement_id FROM after a
      JOIN kb_statementfinding l ON l.finding_id = a.id WHERE a.state = 'published')
    AND NOT EXISTS (SELECT 1 FROM kb_statement_shortfalls(s.id));
  RETURN NULL;
END $$;
-- Only what is there after the update is looked at: a plan that PostgreSQL made for one
-- row would join thousands from before and after row by row.
CREATE TRIGGER finding_reaches_statements AFTER UPDATE ON kb_finding
  REFERENCING NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION kb_finding_reaches_statements();
"""

HISTORY = """
-- The tables before brought django-pgtrigger's own function back: no session may name a
-- trigger to be ignored, as 0003_gates has it.
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT false $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kb", "0007_statements")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (SLOTS, WORDS, SHORTFALLS, STATES, REVIEWS, GATE, FALL, HISTORY)
    ]
