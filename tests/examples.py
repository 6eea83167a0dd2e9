"""How many examples a test plays, where each engine would only run the same code of ours again."""

from django.db import connection


def enough(number):
    """Return the full number on SQLite, a fifth of it on PostgreSQL."""
    return number if connection.vendor == "sqlite" else number // 5
