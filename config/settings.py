"""Settings: every value a site may change comes from the environment (README, "Production").

Without any variable the project runs on SQLite in development mode, so that one command shows it.
With `DEBUG=0` it refuses to start without a secret key, and `check --deploy` is clean.
"""

import sys
from pathlib import Path

import environ
from django.utils.csp import CSP

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", True)
SECRET_KEY = (
    env.str("SECRET_KEY", "only-for-a-demo-on-this-machine") if DEBUG else env.str("SECRET_KEY")
)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", not DEBUG)

# --- Apps, each above those it imports (docs/architecture.md) ---
INSTALLED_APPS = [
    # First, so that accounts can take their admin pages away.
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "audit",
    "areas",
    "accounts",
    "reading",
    "skills",
    "rollup",
    "teams",
    "households",
    "figures",
    "reports",
    "imports",
    "guide",
    "config.apps.ConfigConfig",
    "config.apps.ToSoAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "django_htmx",
    "django_tasks_db",
]
if DEBUG:
    # Invented people and the benchmark: never on a server of real data.
    INSTALLED_APPS += ["demo", "bench"]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compressed.Compressed",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.every_page.EveryPage",
    "web.busy.TryAgain",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.sessions.SessionRules",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "households.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.every_page.site",
            ],
        },
    }
]
FORM_RENDERER = "config.forms.Renderer"

# --- Database: embedded by default, PostgreSQL in production ---
# Whether this is gunicorn, whose door is loaded first; all else is a command, the worker too.
SERVES_PAGES = "config.wsgi" in sys.modules
PAGES_DATABASE = env.db_url("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
# Commands may have an address of their own: past the pooler, and a role whose statements nobody cuts off.
WORK_DATABASE = env.db_url("WORK_DATABASE_URL", "") if env.str("WORK_DATABASE_URL", "") else None
DATABASES = {
    "default": PAGES_DATABASE if SERVES_PAGES or not WORK_DATABASE else WORK_DATABASE,
}
# Milliseconds after which a page gives up waiting for a lock, and after which one statement of it is cut off
# (docs/decisions/0004-scope-and-journal.md). A command waits for a lock for WORK_LOCK_MS, and is never cut off.
WEB_LOCK_MS = env.int("WEB_LOCK_MS", 2000)
WEB_STATEMENT_MS = env.int("WEB_STATEMENT_MS", 20000)
WORK_LOCK_MS = 60_000
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Opening a connection costs more than all that a kept page asks, on SQLite too: it reads the whole schema.
DATABASES["default"]["CONN_MAX_AGE"] = 60
# Behind a pooler that lends connections by transaction nothing may outlive one.
PGBOUNCER = env.bool("PGBOUNCER", False)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # FULL: an acknowledged save survives a power cut. IMMEDIATE: writers queue instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        # A page answers before the browser's own patience ends, which is 20 s.
        "timeout": 15 if SERVES_PAGES else 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
            "PRAGMA cache_size=-65536;PRAGMA mmap_size=268435456;"
        ),
    }
else:
    is_pooled = PGBOUNCER and DATABASES["default"] is PAGES_DATABASE
    if is_pooled:
        DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = is_pooled
    OPTIONS = DATABASES["default"].setdefault("OPTIONS", {})
    # A server that does not answer at all is not waited for until the browser gives up.
    OPTIONS.setdefault("connect_timeout", 5)
    if not is_pooled:
        # Behind a pooler the database role says so: `manage.py database_timeouts`.
        lock, statement = (WEB_LOCK_MS, WEB_STATEMENT_MS) if SERVES_PAGES else (WORK_LOCK_MS, 0)
        given = f"-c lock_timeout={lock} -c statement_timeout={statement}"
        OPTIONS["options"] = f"{given} {OPTIONS.get('options', '')}".strip()

# --- Who signs in, and for how long ---
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "accounts.sessions.RoleBackend"]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
# Argon2id; what an older hash kept is hashed anew when the person signs in.
PASSWORD_HASHERS = [
    "accounts.own_password.rules.hashing.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.own_password.rules.validators.NotGuessable"},
]
# Seconds without a request after which a session ends; and the longest a session lasts at all.
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", 30 * 60)
SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", 12 * 3600)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_ENGINE = "web.busy"
# Whether all but members of teams must sign in with a second factor, and members on known devices alone; days it
# may be put off from the first sign-in. A demo is open to whoever reads its password.
SECOND_FACTOR = env.bool("SECOND_FACTOR", not DEBUG)
SECOND_FACTOR_DAYS = env.int("SECOND_FACTOR_DAYS", 14)
OTP_TOTP_ISSUER = "Tổ số"

# Days without a sign-in after which an account stops, 0 for never (`stop_unused_accounts`); after which its commune
# is told.
ACCOUNT_STOP_DAYS = env.int("ACCOUNT_STOP_DAYS", 45)
ACCOUNT_WARN_DAYS = env.int("ACCOUNT_WARN_DAYS", 30)

# One office shares one address: lock the person at that address, never the address alone. Slower limits of an
# account and of an address stand beside it (accounts/sign_in).
AXES_HANDLER = "accounts.sign_in.actions.Limits"
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = 0.25
# The page says a quarter of an hour: trying again meanwhile must not make it longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "accounts.sign_in.queries.name_tried"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/sign_in/locked.html"
AXES_CLIENT_IP_CALLABLE = "accounts.addresses.client_ip"
# How many proxies of ours stand in front: the visitor's address is that far from the right.
PROXY_COUNT = env.int("PROXY_COUNT", 0)
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]

# Months for which it is kept who read names of residents (docs/decisions/0004-scope-and-journal.md).
READING_KEEP_MONTHS = env.int("READING_KEEP_MONTHS", 12)

# How many bytes of finished pages each process may keep (reports/page_cache.py).
PAGE_CACHE_BYTES = env.int("PAGE_CACHE_BYTES", 32 * 1024 * 1024)

# --- Browser's rules ---
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
# By Django's own defaults: nosniff, referrers to ourselves only, no frames, cookies HttpOnly and SameSite=Lax.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
if HTTPS:
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Vietnamese first ---
LANGUAGE_CODE, TIME_ZONE = "vi", "Asia/Ho_Chi_Minh"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_THOUSAND_SEPARATOR = True

# --- Files ---
STATIC_URL = "static/"
STATIC_ROOT = None if DEBUG else BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
_AS_WRITTEN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _AS_WRITTEN if DEBUG else "config.static_files.SlimStorage"},
}
WHITENOISE_USE_FINDERS, WHITENOISE_ALLOW_ALL_ORIGINS = DEBUG, False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Files of people: outside what is served; no address leads here, only views that ask who is asking.
MEDIA_ROOT = env.str("MEDIA_ROOT", str(BASE_DIR / "media"))
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
FILE_UPLOAD_HANDLERS = [
    "teams.documents.rules.files.UpToLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Files of rows that come in (docs/decisions/0012-imports.md) ---
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", 10 * 1024 * 1024)
IMPORT_MAX_ROWS = env.int("IMPORT_MAX_ROWS", 100000)
# Days that a file and its rows are kept; days in which what it wrote can be taken back.
IMPORT_KEEP_DAYS = env.int("IMPORT_KEEP_DAYS", 90)
IMPORT_UNDO_DAYS = env.int("IMPORT_UNDO_DAYS", 7)

# --- Work that goes on behind the pages: `manage.py worker` does it ---
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- The field's own settings (docs/decisions/0006-three-values.md) ---
# Days back from the date in which a team must have held an activity to be "active".
TEAM_ACTIVE_DAYS = env.int("TEAM_ACTIVE_DAYS", 90)
# Days without an activity after which a team is among the officer's work of today.
TEAM_QUIET_DAYS = env.int("TEAM_QUIET_DAYS", 60)
# Years after its latest decision in which a team is to be reconstituted; 0 reminds nobody.
TEAM_RENEW_YEARS = env.int("TEAM_RENEW_YEARS", 5)
# How many items that work a team should have, by kind (docs/decisions/0010-support-and-equipment.md); empty: no norm.
_EQUIPMENT = env.dict("TEAM_EQUIPMENT", default={"phone": 1, "computer": 1})
TEAM_EQUIPMENT = {kind: int(n) for kind, n in _EQUIPMENT.items()}
# Fewer people than this make a team too small, more make it too large; it is said, nothing is refused.
TEAM_MIN_MEMBERS = env.int("TEAM_MIN_MEMBERS", 3)
TEAM_MAX_MEMBERS = env.int("TEAM_MAX_MEMBERS", 10)
# The last age, by birth year, at which a person of a team counts as young.
TEAM_YOUTH_MAX_AGE = env.int("TEAM_YOUTH_MAX_AGE", 35)
# Days after which a request without an answer is shown as late.
NEED_ANSWER_DAYS = env.int("NEED_ANSWER_DAYS", 14)
# The weakest result that counts as knowing a skill: 2 = alone, 1 = with help.
SKILL_THRESHOLD = env.int("SKILL_THRESHOLD", 2)
# The age, in years on the day of the survey, from which a resident counts for his household.
RESIDENT_MIN_AGE = env.int("RESIDENT_MIN_AGE", 15)
# Days after which a standing that nobody surveyed or confirmed again is shown as old.
STATUS_OLD_DAYS = env.int("STATUS_OLD_DAYS", 365)
# Households under which the rate of a unit is shown without a colour or a band: it ranks nobody.
SMALL_UNIT_HOUSEHOLDS = env.int("SMALL_UNIT_HOUSEHOLDS", 30)

# Whether sums of communes and above are open to everybody at /cong-khai/.
PUBLIC_PAGE = env.bool("PUBLIC_PAGE", False)

# Whom to tell of a hole in the site, as security.txt says it: mailto:…, https://… or tel:…, separated by commas.
SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[])

# Shown on every page of a demo: nobody may take its people for real ones.
SYNTHETIC_DATA = env.bool("SYNTHETIC_DATA", False)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
