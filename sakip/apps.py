from django.apps import AppConfig


class SakipConfig(AppConfig):
    """The project itself, an app only for its commands; it has no models."""

    name = "sakip"
    verbose_name = "SAKIP"
