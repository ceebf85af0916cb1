from django.apps import AppConfig


class JejakConfig(AppConfig):
    name = "jejak"
    verbose_name = "Jejak audit"
