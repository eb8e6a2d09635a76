"""The app of sources and places in them."""

from django.apps import AppConfig


class CitationsConfig(AppConfig):
    """Organizations, sources, their relations and notices, and citations."""

    name = "citations"
    default_auto_field = "django.db.models.BigAutoField"
