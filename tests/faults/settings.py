"""The settings of the servers under test: production's own, over plain HTTP, with static files as they are written."""

from config.settings import *  # noqa: F403 - all of them, changed below
from config.settings.base import env
from config.settings.database import DATABASES

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS = False
SECURE_PROXY_SSL_HEADER = None
SECOND_FACTOR = False
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if env.bool("FAULTS_FORGETS", False):
    INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.forgetting.Forgetting"]  # noqa: F405 - of the settings above
# Negative controls: what production must not say (NORMAL, OFF; `synchronous_commit=off`).
OPTIONS = DATABASES["default"]["OPTIONS"]
if weak := env.str("FAULTS_WEAK", ""):
    if "init_command" in OPTIONS:
        OPTIONS["init_command"] = OPTIONS["init_command"].replace("=FULL", f"={weak}")
    else:
        OPTIONS["options"] += f" -c {weak}"
