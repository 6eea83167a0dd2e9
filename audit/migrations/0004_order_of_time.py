import web.paths
from audit.append_only import protect, release
from django.db import migrations, models

DEPTHS = (2, 3, 4)


def steps(path, depth):
    """Return the first steps of a path; "" where it has fewer."""
    parts = path.split(".")[:depth]
    return f"{'.'.join(parts)}." if path.count(".") >= depth else ""


def fill(apps, schema_editor):
    """Cut the places of the entries there are; one place after another, by its index."""
    entries = apps.get_model("audit", "AuditEntry")._base_manager
    for place in entries.order_by("place").values_list("place", flat=True).distinct():
        cut = {f"above_{depth}": steps(place, depth) for depth in DEPTHS}
        entries.filter(place=place).update(**cut)


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_uncounted")]

    # SQLite makes a new table, which knows no trigger; PostgreSQL would refuse to fill the columns.
    operations = [
        migrations.RunPython(release, protect),
        *(
            migrations.AddField(
                "auditentry",
                f"above_{depth}",
                web.paths.PlaceAbove(default="", depth=depth, editable=False, max_length=80),
            )
            for depth in DEPTHS
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(protect, release),
        *(
            migrations.AddIndex(
                "auditentry",
                models.Index(fields=[f"above_{depth}", "-id"], name=f"audit_above_{depth}"),
            )
            for depth in DEPTHS
        ),
        migrations.AddIndex(
            "auditentry", models.Index(fields=["actor", "-id"], name="audit_actor")
        ),
    ]
