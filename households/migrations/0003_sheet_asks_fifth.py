"""A printed sheet keeps whether it asked skill 5; of those there are, the journal tells it."""

from django.db import migrations, models
from django.utils import timezone

NAMED = "Nêu nền tảng số"


def fill(apps, schema_editor):
    """Say it of every sheet: a platform was in force in its village that day, and named by then.

    A platform that no entry of the journal names was there before it.
    """
    sheets = apps.get_model("households", "PrintedSheet")._base_manager
    entries = apps.get_model("audit", "AuditEntry")._base_manager.filter(
        subject="skills.localplatform", verb=NAMED
    )
    named = dict(entries.order_by().values_list("subject_key", "at"))
    platforms = apps.get_model("skills", "LocalPlatform")._base_manager.order_by("pk")
    known = [
        (str(area), since, until, named.get(str(pk)))
        for pk, area, since, until in platforms.values_list(
            "pk", "area_id", "valid_from", "valid_to"
        )
    ]
    rows = sheets.order_by("pk").values_list("pk", "village__path", "printed_at")
    asking = [pk for pk, path, at in rows.iterator() if known and _asked(path or "", at, known)]
    for start in range(0, len(asking), 500):
        sheets.filter(pk__in=asking[start : start + 500]).update(asks_fifth=True)


def _asked(path, printed_at, known):
    places, day = path.split("."), timezone.localdate(printed_at)
    return any(
        area in places
        and since <= day
        and (until is None or until > day)
        and (named is None or named <= printed_at)
        for area, since, until, named in known
    )


class Migration(migrations.Migration):
    dependencies = [
        ("households", "0002_search_and_fillfactor"),
        ("audit", "0002_triggers"),
        ("skills", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="printedsheet",
            name="asks_fifth",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
