from django.apps import AppConfig


class BenchConfig(AppConfig):
    """What pages, saves and files cost, measured on databases of its own: for development only."""

    name = "bench"
