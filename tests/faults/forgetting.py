"""A negative control: a server that takes a page it once made for right as long as it lives."""

from django.apps import AppConfig


class Forgetting(AppConfig):
    name, label = "tests.faults", "forgetting"

    def ready(self):
        from reports import page_cache

        page_cache.key_of = lambda area: (area.path,)
