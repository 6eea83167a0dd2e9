"""A negative control: a server that takes a page it once made for right as long as it lives."""

from django.apps import AppConfig


class Forgetting(AppConfig):
    name, label = "tests.faults", "forgetting"

    def ready(self):
        trust_pages_for_ever()


def trust_pages_for_ever():
    """Read nothing from the database before a page that was made once is answered again."""
    from reports import page_cache

    page_cache.key_of = lambda area, copy=None: (area.path,)
