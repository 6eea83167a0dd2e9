"""How long the database lets a page wait: said when a connection is made, or, behind a pooler, by the database role.

A pooler that lends connections by transaction forgets what a connection was told. What a role was told holds for
every connection of it, whoever lends it.
"""

from django.conf import settings
from django.db import connection

# Roles and databases that say something of themselves; a role's word for this database goes before its word for all.
_SAID = """
    SELECT unnest(s.setconfig) FROM pg_db_role_setting s
    LEFT JOIN pg_roles r ON r.oid = s.setrole LEFT JOIN pg_database d ON d.oid = s.setdatabase
    WHERE (r.rolname = %s OR s.setrole = 0) AND (d.datname = current_database() OR s.setdatabase = 0)
    ORDER BY s.setrole = 0 DESC, s.setdatabase = 0 DESC
"""


def web_role() -> str:
    """Return the database role under which pages are served."""
    named = settings.PAGES_DATABASE.get("USER") or ""
    if named:
        return str(named)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def statements() -> list[str]:
    """Return what gives the web role its timeouts, as SQL."""
    quote = connection.ops.quote_name
    role, database = quote(web_role()), quote(connection.settings_dict["NAME"])
    wanted = {"lock_timeout": settings.WEB_LOCK_MS, "statement_timeout": settings.WEB_STATEMENT_MS}
    return [
        f"ALTER ROLE {role} IN DATABASE {database} SET {name} = '{number}ms'"
        for name, number in wanted.items()
    ]


def missing() -> list[str]:
    """Name the timeouts that the web role was not given; none of them may be 0, which is "for ever"."""
    with connection.cursor() as cursor:
        cursor.execute(_SAID, [web_role()])
        said = dict(row[0].split("=", 1) for row in cursor.fetchall())
    return [name for name in ("lock_timeout", "statement_timeout") if said.get(name, "0") in NONE]


# "For ever", as a role may have been told it.
NONE = ("0", "0ms", "0s", "")
