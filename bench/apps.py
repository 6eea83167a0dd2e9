from django.apps import AppConfig


class BenchConfig(AppConfig):
    """What the house costs: measured on databases of its own, as ratios of one run."""

    name = "bench"
