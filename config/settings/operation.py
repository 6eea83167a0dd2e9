"""How the site is run: work behind the pages, logs."""

from config.settings.base import DEBUG, env

# --- Work that goes on behind the pages: `manage.py worker` does it ---
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# The time of day from which `manage.py daily` does the day's work.
DAILY_AT = env.str("DAILY_AT", "01:30")


# What an operator's programs bear to read /statusz and /metrics; without one nobody does but by signing in.
STATUS_TOKEN = env.str("STATUS_TOKEN", "")

# Lines of JSON for a program that collects them, or text for eyes; requests are in the former alone.
LOG_FORMAT = env.str("LOG_FORMAT", "text" if DEBUG else "json")
_LEVEL = env.str("LOG_LEVEL", "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "config.logs.formatting.JsonLines"},
        "text": {"format": "%(message)s"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": _LEVEL},
    "loggers": {
        "config.logs.requests": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},
    },
}
if LOG_FORMAT == "json":
    # Without Django's own handlers; and what was refused, with its address, is in the line of each request.
    LOGGING["loggers"] |= {  # type: ignore[operator]
        "django": {"level": _LEVEL},
        "django.request": {"level": "ERROR"},
    }
