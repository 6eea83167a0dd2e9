"""How many examples a test plays, where each engine would only run the same code of ours again."""

import os

from django.db import connection


def enough(number):
    """Return the full number on SQLite, a fifth of it on PostgreSQL; with EXAMPLES_ALL=1 all there too."""
    full = connection.vendor == "sqlite" or os.environ.get("EXAMPLES_ALL")
    return number if full else number // 5
