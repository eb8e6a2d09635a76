"""The app of the wiring: its commands, its checks, its page frame."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Holds no table."""

    name = "config"
    verbose_name = "Attest"

    def ready(self) -> None:
        """Register the checks of the surroundings."""
        import config.checks  # noqa: F401, PLC0415 - registering is its only effect
