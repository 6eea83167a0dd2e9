"""How the site is run: work behind the pages, logs."""

from config.settings.base import env

# --- Work that goes on behind the pages: `manage.py worker` does it ---
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# The time of day from which `manage.py daily` does the day's work.
DAILY_AT = env.str("DAILY_AT", "01:30")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
