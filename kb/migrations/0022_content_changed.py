"""A verdict may be that a quote is gone from the newest text of its page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0021_figures_in_quotes"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="findingwatch",
            name="findingwatch_state_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="findingwatch",
            name="findingwatch_says_what_falls_short",
        ),
        migrations.AlterField(
            model_name="findingwatch",
            name="state",
            field=models.CharField(
                choices=[
                    ("unchecked", "unchecked: not asked again since it was published"),
                    ("holds", "holds: it meets every rule"),
                    (
                        "changed",
                        "content changed: a quote is gone from the newest text",
                    ),
                    ("falls_short", "falls short: it breaks a rule that holds today"),
                ],
                default="unchecked",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="findingwatchevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("unchecked", "unchecked: not asked again since it was published"),
                    ("holds", "holds: it meets every rule"),
                    (
                        "changed",
                        "content changed: a quote is gone from the newest text",
                    ),
                    ("falls_short", "falls short: it breaks a rule that holds today"),
                ],
                default="unchecked",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="findingwatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["unchecked", "holds", "changed", "falls_short"])
                ),
                name="findingwatch_state_is_known",
                violation_error_code="terms-are-known",
            ),
        ),
        migrations.AddConstraint(
            model_name="findingwatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ("falls_short", "changed")),
                        models.Q(("found__regex", "^\\s*$"), _negated=True),
                    ),
                    models.Q(
                        models.Q(
                            ("state__in", ("falls_short", "changed")), _negated=True
                        ),
                        ("found", ""),
                    ),
                    _connector="OR",
                ),
                name="findingwatch_says_what_falls_short",
                violation_error_code="reasons-are-given",
                violation_error_message="Say which rule it falls short of, and where.",
            ),
        ),
    ]
