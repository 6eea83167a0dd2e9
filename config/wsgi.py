"""The door for gunicorn: `gunicorn config.wsgi`."""

import gc
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

from config.handler import Handler  # noqa: E402 - its views need loaded apps

application = Handler()

# What is loaded stays: no collection of garbage need walk it in the middle of a page.
gc.collect()
gc.freeze()
