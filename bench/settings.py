"""The settings of the servers that `bench --http` starts: the configured ones on a scratch database.

Set by their starter: BENCH_DATABASE, the name of that database.
"""

from config.settings import *  # noqa: F403 - all of them, changed below
from config.settings.base import env
from config.settings.database import DATABASES

# Like the in-process figures: no debug page is timed, the floor is served beside.
DEBUG = False
ROOT_URLCONF = "bench.urls"
ALLOWED_HOSTS = ["127.0.0.1"]
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
DATABASES["default"]["NAME"] = env.str("BENCH_DATABASE")
