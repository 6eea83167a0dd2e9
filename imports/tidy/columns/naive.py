"""What each column of a table is, by its headings and by what stands below them; what kind of table that makes."""

from imports.spreadsheet.columns import SHEET_KINDS
from imports.spreadsheet.heading_synonyms import fields_meant
from imports.tidy.asking import Asking
from imports.tidy.model import Known, Table
from imports.tidy.roles import ALL, Role

_ROLES = {"head_name": "head", "full_name": "name", "birth_year": "birth", "household": "number"}


def assign(table: Table, known: Known, asking: Asking) -> None:
    """Say of each column of a table which role it has, and of which kind the table is."""
    best = 0
    for kind in SHEET_KINDS.values():
        roles = dict[int, Role]()
        for at, words in table.headings.items():
            sure = [key for key, is_sure in fields_meant(words, kind) if is_sure]
            key = _ROLES.get(sure[0], sure[0]) if len(sure) == 1 else ""
            if key in ALL and Role(key) not in roles.values():
                roles[at] = Role(key)
        if len(roles) > best:
            best, table.roles, table.kind = len(roles), roles, kind.key
