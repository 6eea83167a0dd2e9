"""What is personal in the entries of before moves beside them, once, before the first block is sealed.

In batches by key, each read, marked and written: neither engine holds more than one in memory. Nothing is
changed that any page shows, but for the reason and the source of two kinds of entries, which stood as their
document, and the words of a request in its label.
"""

from secrets import token_hex

from django.db import migrations

from audit.append_only import protect, release
from audit.personal import EMPTY, KEPT_APART, KEY_LENGTH, apart, is_marked, marks
from web.bulk import NewRows, rewrite

BATCH = 2_000
# Words that somebody wrote and that stood as a document → the field that they are of.
WORDS = {
    "Ghi sổ đã đủ": ("reason", 1),
    "Bỏ ghi sổ đã đủ": ("reason", 1),
    "Ghi số khai báo": ("source", 1),
    "Ghi số hộ khai báo": ("source", 1),
    "Rút số khai báo": ("source", 0),
}


def separate(apps, schema_editor):
    """Take the triggers away, move what is personal, and bring them back: all of it or nothing."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # What is overwritten is no longer in the file either.
            cursor.execute("PRAGMA secure_delete = ON")
        else:
            # Checked statement by statement: millions of checks to come would be held in memory.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    release(apps, schema_editor)
    entries = apps.get_model("audit", "AuditEntry")._base_manager
    personal = apps.get_model("audit", "PersonalValue")
    rows = entries.filter(subject__in=KEPT_APART).order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        _move(batch, personal)
    protect(apps, schema_editor)


def _move(batch, personal):
    changed, values = [], []
    for entry in batch:
        before = (entry.changes, entry.document, entry.subject_label)
        _tidy(entry)
        mine = _apart(entry, personal)
        values += mine
        if mine or before != (entry.changes, entry.document, entry.subject_label):
            changed.append(entry)
    rewrite(changed, ("changes", "document", "subject_label"))
    NewRows(personal, values).insert()


def _tidy(entry):
    """Put words that somebody wrote where they can be erased."""
    if entry.subject == "areas.area" and entry.document and entry.verb in WORDS:
        name, side = WORDS[entry.verb]
        pair = [None, None]
        pair[side] = entry.document
        entry.changes, entry.document = {**entry.changes, name: pair}, ""
    if entry.subject == "teams.need":
        entry.subject_label = entry.subject_label.partition(":")[0]


def _apart(entry, personal):
    """Give an entry its marks, and return what they stand for."""
    values = []
    for name, pair in entry.changes.items():
        is_pair = isinstance(pair, list) and len(pair) == 2
        if not is_pair or is_marked(pair) or not apart(entry.subject, name):
            continue
        if any(value not in EMPTY for value in pair):
            key = token_hex(KEY_LENGTH)
            one = personal(entry=entry, field=name, before=pair[0], after=pair[1], key=key)
            values.append(one)
    marked = {one.field: marks(one.key, [one.before, one.after]) for one in values}
    entry.changes = {**entry.changes, **marked}
    return values


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_personal_journal20")]

    # Not undone: what was erased since would have no value to come back.
    operations = [migrations.RunPython(separate)]
