"""How the site is run: work behind the pages, logs."""

from config.settings.base import DEBUG, env

# --- Work that goes on behind the pages: `manage.py worker` does it ---
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# The time of day from which `manage.py daily` does the day's work.
DAILY_AT = env.str("DAILY_AT", "01:30")

# What an operator's programs bear to read /statusz and /metrics; without one nobody does but by signing in.
STATUS_TOKEN = env.str("STATUS_TOKEN", "")

# --- Letters to people who have not read what came: none without a mail server (docs/operations/README.md) ---
_MAIL = env.email_url("EMAIL_URL", default="") if env.str("EMAIL_URL", "") else {}
SENDS_MAIL = bool(_MAIL)
_OPTIONS = {
    "host": _MAIL.get("EMAIL_HOST") or "localhost",
    "port": _MAIL.get("EMAIL_PORT"),
    "username": _MAIL.get("EMAIL_HOST_USER"),
    "password": _MAIL.get("EMAIL_HOST_PASSWORD"),
    "use_tls": _MAIL.get("EMAIL_USE_TLS", False),
    "use_ssl": _MAIL.get("EMAIL_USE_SSL", False),
    # A server that does not answer keeps no worker.
    "timeout": 20,
}
_BACKEND = _MAIL.get("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
_IS_SMTP = _BACKEND.endswith("smtp.EmailBackend")
MAILERS = {"default": {"BACKEND": _BACKEND, "OPTIONS": _OPTIONS if _IS_SMTP else {}}}
# In whose name they go, the address of the site that they lead to, and the time of day at which they do.
MAIL_FROM = DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "to-so@localhost")
SITE_URL = env.str("SITE_URL", "").rstrip("/")
MAIL_AT = env.str("MAIL_AT", "07:00")

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
    LOGGING["loggers"] |= {  # type: ignore[operator]  # a dict of dicts, to mypy object
        "django": {"level": _LEVEL},
        "django.request": {"level": "ERROR"},
    }

# --- Backups (docs/operations/backup.md): where they go, and the public keys to which they are sealed ---
BACKUP_DIR = env.str("BACKUP_DIR", "")
BACKUP_KEY = env.list("BACKUP_KEY", default=[])
# Without a key anybody who finds a backup reads it: only where that was said.
BACKUP_PLAIN = env.bool("BACKUP_PLAIN", DEBUG)
BACKUP_KEEP_DAYS = env.int("BACKUP_KEEP_DAYS", 30)
# A second place: a folder, best of another machine.
BACKUP_COPY = env.str("BACKUP_COPY", "")
# Where the open copy lies while it is sealed; "" beside the file of SQLite, else beside MEDIA_ROOT.
BACKUP_WORK_DIR = env.str("BACKUP_WORK_DIR", "")
