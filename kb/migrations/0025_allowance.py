"""What each client of the API may still ask, in one row that is not logged."""

from django.db import migrations, models

# One statement counts a request or refuses it. The row is locked while it is decided,
# so that any number of workers never let more through than the limit. What is refused
# is not counted: who waits as told is let through.
TAKE = """
CREATE FUNCTION kb_allowance_take(who text, most int, span interval)
RETURNS TABLE (taken boolean, remaining int, whole_in double precision)
LANGUAGE plpgsql AS $$
DECLARE
  each CONSTANT interval := span / most;
  ahead interval;
BEGIN
  LOOP
    UPDATE kb_allowance a
    SET whole_at = greatest(a.whole_at, clock_timestamp()) + each
    WHERE a.client = who
      AND greatest(a.whole_at, clock_timestamp()) + each <= clock_timestamp() + span
    RETURNING a.whole_at - clock_timestamp() INTO ahead;
    taken := FOUND;
    EXIT WHEN taken;
    SELECT a.whole_at - clock_timestamp() INTO ahead
    FROM kb_allowance a WHERE a.client = who;
    EXIT WHEN FOUND;
    INSERT INTO kb_allowance (client, whole_at) VALUES (who, clock_timestamp())
    ON CONFLICT (client) DO NOTHING;
    -- Whoever comes anew sweeps a few of those who have long been whole.
    DELETE FROM kb_allowance a WHERE a.client IN (
      SELECT s.client FROM kb_allowance s
      WHERE s.whole_at < clock_timestamp() - interval '1 minute'
      LIMIT 100 FOR UPDATE SKIP LOCKED);
  END LOOP;
  remaining := CASE WHEN taken
    THEN greatest(0, floor(extract(epoch FROM span - ahead)
                           / extract(epoch FROM each)))::int
    ELSE 0 END;
  whole_in := CASE WHEN taken THEN extract(epoch FROM ahead)
    ELSE greatest(0, extract(epoch FROM ahead + each - span)) END;
  RETURN NEXT;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kb", "0025_quoted_text")]

    operations = [
        migrations.CreateModel(
            name="Allowance",
            fields=[
                (
                    "client",
                    models.CharField(max_length=64, primary_key=True, serialize=False),
                ),
                ("whole_at", models.DateTimeField()),
            ],
        ),
        # Room on each page for the next version of a row that changes all the time.
        migrations.RunSQL(
            "ALTER TABLE kb_allowance SET UNLOGGED;"
            "ALTER TABLE kb_allowance SET (fillfactor = 50)",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(TAKE, "DROP FUNCTION kb_allowance_take"),
    ]
