"""What the level above reads of a copy, beside it: of each copy there is, made of what it says."""

from functools import partial

from django.db import migrations, models
from django.db.models import Max

from periodic.models import frozen

CHUNK = 200
# What a value says unless something else is written of it; the first two may name somebody.
WORDS = {"text": "", "evidence": ""}
ELSE = {"n": None, "of": None, "origin": "", "is_said": True, "told": None, "parts": None}


def fill(apps, schema_editor):
    copies = apps.get_model("periodic", "Submission").unscoped
    last = copies.aggregate(last=Max("pk"))["last"] or 0
    for low in range(0, last, CHUNK):
        rows = list(copies.filter(pk__gt=low, pk__lte=low + CHUNK).only("content"))
        for row in rows:
            row.brief = brief_of(row.content)
        copies.bulk_update(rows, ["brief"])


def brief_of(said):
    total = said.get("total") or {}
    values, on = total.get("values", {}), said.get("previous_on", "")
    known = [one["key"] for one in said.get("columns", ()) if one["source"] == "register"]
    words = {key: part(each, WORDS) for key, each in values.items()}
    return {
        "name": total.get("name", ""),
        "code": total.get("code", ""),
        "ends_on": said.get("ends_on", ""),
        "previous_on": on,
        "values": {key: part(each, ELSE) for key, each in values.items()},
        "words": {key: each for key, each in words.items() if each},
        "late": said.get("late", []),
        "stood": {key: said.get("stood", {}).get(key) for key in known} if on else {},
        "carried": said.get("carried", {}),
        # How much was known of it was not kept then: the level above reads that of the register.
        "weighed": {},
    }


def part(value, names):
    return {name: value[name] for name, nothing in names.items() if value.get(name, nothing) != nothing}


class Migration(migrations.Migration):

    dependencies = [
        ('periodic', '0005_later_days_and_drafts'),
    ]

    operations = [
        migrations.RunPython(frozen.release, partial(frozen.protect, columns=["content"])),
        migrations.AddField(
            model_name='submission',
            name='brief',
            field=models.JSONField(editable=False, null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='submission',
            name='brief',
            field=models.JSONField(editable=False),
        ),
        migrations.RunPython(frozen.protect, frozen.release),
    ]
