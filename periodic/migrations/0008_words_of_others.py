"""What units below wrote, and what was written in the report before, goes out of the copies: a name cut out there must be gone."""

from django.db import migrations
from django.db.models import Max

from periodic.models import frozen

CHUNK = 200
REGISTER, COMMUNE = "register", "commune"


def cut(apps, schema_editor):
    copies = apps.get_model("periodic", "Submission").unscoped
    last = copies.aggregate(last=Max("pk"))["last"] or 0
    for low in range(0, last, CHUNK):
        rows = copies.filter(pk__gt=low, pk__lte=low + CHUNK).only("content")
        copies.bulk_update([row for row in rows if is_shortened(row.content)], ["content"])


def is_shortened(said):
    """Take the words of others out of a content as data; say whether there were any."""
    theirs = [said["previous"]] if said.get("previous") else []
    if said.get("unit_level") != COMMUNE:
        theirs += [row for row in said.get("rows", ()) if is_of_below(row)]
    values = [value for row in theirs for value in row["values"].values()]
    found = [value for value in values if value.get("text") or value.get("evidence")]
    for value in found:
        value["text"] = value["evidence"] = ""
    return bool(found)


def is_of_below(row):
    return row["pk"] and all(value.get("origin") != REGISTER for value in row["values"].values())


class Migration(migrations.Migration):

    dependencies = [
        ('periodic', '0007_version_of_drafts'),
    ]

    operations = [
        migrations.RunPython(frozen.release, frozen.protect),
        migrations.RunPython(cut, migrations.RunPython.noop),
        migrations.RunPython(frozen.protect, frozen.release),
    ]
