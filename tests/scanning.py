"""Where words still stand: in every column of every table, and in the bytes of the database on its disk.

A name is looked for as it was typed, composed and decomposed, folded, as JSON escapes it, and as it is sorted by.
"""

import json
import unicodedata
from pathlib import Path

from django.db import connection

from areas.names import fold, person_sort_key


def forms_of(text):
    """Return the bytes a text may stand in: none of them is so short that it stands anywhere by chance."""
    folded = fold(text)
    digits = "".join(filter(str.isdigit, text))
    forms = {text, folded, person_sort_key(text)}
    forms |= {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
    forms |= {json.dumps(text)[1:-1], json.dumps(unicodedata.normalize("NFD", text))[1:-1]}
    forms |= {text.upper(), text.lower()}
    forms |= {digits} if len(digits) >= 8 else set()
    return {form.encode() for form in forms if len(form) >= 6}


def in_columns(*texts, tables=None):
    """Return the columns of the database that hold one of some texts: "table.column" with how many rows."""
    wanted = set().union(*map(forms_of, texts))
    found = {}
    for table in tables or connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor:
                for name, value in zip(names, row, strict=True):
                    if _holds(value, wanted):
                        key = f"{table}.{name}"
                        found[key] = found.get(key, 0) + 1
    return found


def _holds(value, wanted):
    if isinstance(value, memoryview):
        value = bytes(value)
    if not isinstance(value, bytes):
        value = (value if isinstance(value, str) else repr(value)).encode("utf-8", "replace")
    return any(form in value for form in wanted)


def in_files(*texts, paths=None):
    """Return the files of the database that hold one of some texts, with the bytes found."""
    wanted = set().union(*map(forms_of, texts))
    found = {}
    for path in paths or database_files():
        if not path.is_file():
            continue
        data = path.read_bytes()
        if held := sorted(form for form in wanted if form in data):
            found[path.name] = held
    return found


def database_files():
    """Return the files that the database lies in: on PostgreSQL all of base/, without the write-ahead log."""
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        return [name, name.with_name(f"{name.name}-wal"), name.with_name(f"{name.name}-journal")]
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        oid = cursor.fetchone()[0]
    return sorted((folder / "base" / str(oid)).iterdir())
