"""How many examples a test plays, where each engine would only run the same code of ours again."""

import os

from django.db import connection


def enough(number):
    """Return the full number on SQLite, a fifth of it on PostgreSQL; with EXAMPLES_ALL=1 all there too.

    EXAMPLES_TIMES=20 plays twenty times as many on either.
    """
    full = connection.vendor == "sqlite" or os.environ.get("EXAMPLES_ALL")
    times = int(os.environ.get("EXAMPLES_TIMES", "1"))
    return (number if full else number // 5) * times
