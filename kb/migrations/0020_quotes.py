"""A reviewer sees the quotes too: they are part of what an approval names."""

from django.db import migrations

DIGEST = """
-- As before; a citation without a quote counts as it did, so that what was approved
-- before there were quotes stays approved.
CREATE OR REPLACE FUNCTION kb_digest(
  this bigint, seen timestamptz DEFAULT 'infinity'
) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(
    (SELECT to_jsonb(f) - 'id' - 'state' - 'state_reason' - 'published_at'
            - 'suspended_by_id' - 'release_id' - 'created_at' - 'note' - 'entry_digest'
     FROM kb_finding f WHERE f.id = this),
    (SELECT jsonb_agg(to_jsonb(e) - 'id' - 'finding_id' - 'subject_id'
             || jsonb_build_object('of', to_jsonb(s) - 'id' - 'finding_id',
                                   'in', to_jsonb(m) - 'id' - 'label' - 'definition')
             ORDER BY e.position, e.id)
     FROM kb_estimate e JOIN kb_measure m ON m.id = e.measure_id
     LEFT JOIN kb_subject s ON s.id = e.subject_id WHERE e.finding_id = this),
    (SELECT jsonb_agg(to_jsonb(s) - 'id' - 'finding_id' ORDER BY s.position, s.id)
     FROM kb_subject s WHERE s.finding_id = this),
    (SELECT jsonb_agg(jsonb_build_array(c.source_id, c.key, c.locator, c.label,
              (SELECT jsonb_agg(jsonb_build_array(r.read, r.confirmation, r.address,
                       r.says) ORDER BY r.position, r.id)
               FROM citations_reading r
               WHERE r.citation_id = c.id AND r.recorded_at <= seen))
              || CASE WHEN c.snapshot_id IS NULL THEN '[]' ELSE jsonb_build_array(
                   c.quote, c.quote_start,
                   (SELECT h.text_digest FROM citations_snapshot h
                    WHERE h.id = c.snapshot_id)) END
              ORDER BY l.position, l.id)
     FROM kb_findingcitation l JOIN citations_citation c ON c.id = l.citation_id
     WHERE l.finding_id = this),
    (SELECT jsonb_agg(jsonb_build_array(b.career_id, b.skill_id, b.reason)
             ORDER BY b.career_id, b.skill_id)
     FROM kb_bearing b WHERE b.finding_id = this),
    (SELECT jsonb_agg(jsonb_build_array(k.to_key, k.kind, k.note)
             ORDER BY k.to_key, k.kind)
     FROM kb_findinglink k WHERE k.finding_id = this)
  )::text, 'UTF8')), 'hex')
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0019_descriptions_stand_still"),
        ("citations", "0013_quotes"),
    ]

    operations = [migrations.RunSQL(DIGEST, migrations.RunSQL.noop)]
