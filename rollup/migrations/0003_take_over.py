"""Take over the sums that stood in five tables: two of households, two of teams, one of villages.

Back again nothing is copied: `manage.py recount` fills the old tables.
"""

from django.db import migrations

OF_HOUSEHOLDS = (
    "households",
    "surveyed",
    "partly",
    "covered",
    "combined",
    "one_short",
    "ask_one",
    "ask_fifth",
    "ruled_out",
    "nobody_home",
    "public_services",
    "shopping",
    "payment",
    "safety",
    "local_platform",
    "public_services_asked",
    "shopping_asked",
    "payment_asked",
    "safety_asked",
    "local_platform_asked",
    "old",
)
# The larger of both numbers: up to now the first registered household dropped the declaration.
EXPECTED = "CASE WHEN h.declared > h.households THEN h.declared ELSE h.households END"
# New column: the table it comes from (h, t, v) and the column there.
VILLAGES = {
    **{name: f"h.{name}" for name in OF_HOUSEHOLDS},
    "teams": "t.teams",
    "led": "t.staffed",
    "expected": EXPECTED,
}
# These may be unknown.
OF_VILLAGE = {
    "declared": "h.declared",
    "saved_at": "h.saved_at",
    "counted_on": "h.counted_on",
    "last_active_on": "t.last_active_on",
}
COMMUNES = {
    **VILLAGES,
    "expected": "(SELECT SUM(v.expected) FROM rollup_villagecount v WHERE v.commune_id = a.id)",
    "with_team": "t.with_team",
    "active": "t.active",
    "villages": "v.villages",
    "unattributed_villages": "0",
}
OF_COMMUNE = {
    "saved_at": "h.saved_at",
    "counted_on": "t.counted_on",
    "oldest_active_on": "t.oldest_active_on",
    "list_complete": "(1 = 0)",
}


def copy(schema_editor, target, tables, numbers, others):
    """Insert the union of the rows of these tables; where one has no row its numbers are 0."""
    columns = {"area_id": "a.id"}
    for name in ("province_id", "district_id", "commune_id"):
        columns[name] = f"COALESCE({', '.join(f'{one}.{name}' for one in tables)})"
    columns["version"] = " + ".join(f"COALESCE({one}.version, 0)" for one in tables)
    columns |= {name: f"COALESCE({source}, 0)" for name, source in numbers.items()} | others
    columns |= {name: "0" for name in ("unattributed", "complete")}
    joins = " ".join(
        f"LEFT JOIN {table} {one} ON {one}.area_id = a.id" for one, table in tables.items()
    )
    known = " OR ".join(f"{one}.area_id IS NOT NULL" for one in tables)
    schema_editor.execute(
        f"INSERT INTO {target} ({', '.join(columns)}) SELECT {', '.join(columns.values())} "
        f"FROM areas_area a {joins} WHERE {known}"
    )


def take_over(apps, schema_editor):
    """Copy villages, then communes, each in one statement."""
    tables = {"h": "households_villagecount", "t": "teams_villageteamcount"}
    copy(schema_editor, "rollup_villagecount", tables, VILLAGES, OF_VILLAGE)
    tables = {
        "h": "households_communecount",
        "t": "teams_communeteamcount",
        "v": "areas_communevillagecount",
    }
    copy(schema_editor, "rollup_communecount", tables, COMMUNES, OF_COMMUNE)


class Migration(migrations.Migration):
    dependencies = [
        ("rollup", "0002_fillfactor"),
        ("areas", "0005_order_of_names"),
        ("households", "0014_completions"),
        ("teams", "0014_withdrawn_decisions"),
    ]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
