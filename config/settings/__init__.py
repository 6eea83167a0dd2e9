"""Settings: every value a site may change comes from the environment (README, "Production").

Without any variable the project runs on SQLite in development mode, so that one command shows it.
With `DEBUG=0` it refuses to start without a secret key, and `check --deploy` is clean.
"""

# ruff: noqa: F403 - all of them, by their names
from config.settings.base import *
from config.settings.database import *
from config.settings.field import *
from config.settings.files import *
from config.settings.operation import *
from config.settings.retention import *
from config.settings.sign_in import *
