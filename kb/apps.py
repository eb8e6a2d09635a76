"""The app of what is known."""

from django.apps import AppConfig


class KbConfig(AppConfig):
    """Measures, findings, releases, rules, and every page a reader sees."""

    name = "kb"
    verbose_name = "Knowledge base"
    default_auto_field = "django.db.models.BigAutoField"
