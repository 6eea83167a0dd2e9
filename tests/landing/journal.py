"""Entries of the journal as they were written before what is personal was kept apart: laid down, and looked for after.

The dumps hold none about a household: they are of the demo. `look` runs inside the project that migrated one.
"""

import sys

from audit.models import AuditEntry
from audit.personal import marks
from households.models import Household, Resident

ACTOR = "truoc-day"
JSON = {
    "sqlite": ("json_object", "json_array"),
    "postgresql": ("jsonb_build_object", "jsonb_build_array"),
}
# Verb, subject, label, document and the fields of one entry for each row of a table, in SQL.
ENTRIES = (
    ("households_household", "Thêm hộ", "households.household", "'H'", "''", ("head_name", "phone")),
    ("households_resident", "Sửa người trong hộ", "households.household", "'H'", "''", ("full_name",)),
    ("households_household", "Ghi số khai báo", "areas.area", "'Thôn'", "'Hỏi ' || head_name", ()),
    ("households_household", "Gửi đề nghị", "teams.need", "'Người: ' || head_name", "''", ("words",)),
)  # fmt: skip


def statements(vendor: str) -> list[str]:
    """Return the SQL that writes entries of before about everybody in the register."""
    an_object, an_array = JSON[vendor]
    found = []
    for table, verb, subject, label, document, names in ENTRIES:
        columns = {"words": "head_name"}
        pairs = [f"'{name}', {an_array}(NULL, {columns.get(name, name)})" for name in names]
        changes = f"{an_object}({', '.join([*pairs, f"'status', {an_array}(1, 2)"])})"
        found.append(
            "INSERT INTO audit_auditentry (at, actor, actor_name, verb, subject, subject_key, "
            "subject_label, place, above_2, above_3, above_4, changes, document) "
            f"SELECT CURRENT_TIMESTAMP, '{ACTOR}', '', '{verb}', '{subject}', CAST(id AS text), {label}, "
            f"'', '', '', '', {changes}, {document} FROM {table} RETURNING 1"
        )
    return found


def look() -> None:
    """Hold the migrated journal against the register; say what is wrong, and how many entries were looked at."""
    names = set(Household.unscoped.values_list("head_name", flat=True))
    names |= set(Resident.unscoped.values_list("full_name", flat=True))
    phones = set(Household.unscoped.values_list("phone", flat=True))
    sought = (names | phones) - {""}
    read = ("verb", "subject_key", "subject_label", "place", "changes", "document")
    for row in AuditEntry.unscoped.values_list(*read):
        text = " ".join(map(str, row))
        assert not any(one in text for one in sought), text
    heads = {str(one.pk): one for one in Household.unscoped.all()}
    people = {str(one.pk): one.full_name for one in Resident.unscoped.all()}
    entries = AuditEntry.unscoped.filter(actor=ACTOR).with_personal()
    for entry in entries:
        _check(entry, heads, people)
    sys.stdout.write(f"{len(entries)} entries, {len(sought)} names\n")


def _check(entry: AuditEntry, heads: dict[str, Household], people: dict[str, str]) -> None:
    """Say whether an entry reads as it was written."""
    said, head = entry.shown_changes(may_see_names=True), heads.get(entry.subject_key)
    assert said.pop("status") == [1, 2]
    if entry.verb == "Sửa người trong hộ":
        assert said == {"full_name": [None, people[entry.subject_key]]}
        return
    assert head
    wanted = {
        "Thêm hộ": {"head_name": [None, head.head_name], "phone": [None, head.phone]},
        "Ghi số khai báo": {"source": [None, f"Hỏi {head.head_name}"]},
        "Gửi đề nghị": {"words": [None, head.head_name]},
    }
    assert said == wanted[entry.verb]
    assert entry.subject_label in {"H", "Thôn", "Người"}
    for value in entry.personal.all():
        assert marks(value.key, value.pair) == entry.changes[value.field]
