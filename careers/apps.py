"""The app of careers and skills."""

from django.apps import AppConfig


class CareersConfig(AppConfig):
    """Identities and bare edges; whatever carries a number belongs to kb."""

    name = "careers"
    default_auto_field = "django.db.models.BigAutoField"
