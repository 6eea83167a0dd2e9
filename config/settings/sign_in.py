"""Who signs in, and for how long."""

from config.settings.base import DEBUG, env

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
# What is told after a save names residents: it ends with the session, and lies in no cookie of a shared computer.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
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
