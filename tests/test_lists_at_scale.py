"""Done when 5: a list costs the same at ten rows and at a hundred thousand.

The same number of queries, no query that reads or sorts a whole large table, and on SQLite, whose
machine can be watched, about as many steps. Times are printed (`pytest -s`), for machines differ.
"""

import json
import re
import statistics
import sys

import pytest
from django.db import connection

from accounts.models import User
from areas.models import Area
from audit.models import AuditEntry
from bench.measuring import asked
from households.models import Household
from tests.pages import signed_in
from tests.scale import LARGE, SMALL, country, village_of

pytestmark = pytest.mark.engines

# Rounds; each page asks several queries, a hundred and more in all.
TIMES = 25
# Steps of SQLite's machine for a page, rows of a table that PostgreSQL reads for one query: what a
# page may take. To read a hundred thousand takes a million steps, to sort them several.
STEPS, ROWS = 400_000, 25_000
# No list: items and requests of all teams are added up where they stand, of a whole country in a fifth of a second.
# Which units ended is looked for among all units, a name among all people of a commune: each in about a tenth.
ADDED_UP = {
    "country, figures of teams": 2_500_000,
    "country, accounts": 1_200_000,
    "households, searched by a few": 1_300_000,
    "households, searched in vain": 1_300_000,
}
# Rows that PostgreSQL reads of one table for these. The table of requests is empty here and was never analysed: it is
# merged with the units, by their keys.
READ = {
    "country, figures of teams": {"teams_team": 95_000, "areas_area": 105_000},
    "country, accounts": {"areas_area": 105_000},
    "households, searched by a few": {"households_resident": 45_000},
    "households, searched in vain": {"households_resident": 45_000},
    "accounts": {"areas_area": 50_000},
    "accounts, in the middle": {"areas_area": 50_000},
}
BIG = frozenset(
    {
        "accounts_user",
        "areas_area",
        "audit_auditentry",
        "households_household",
        "households_resident",
        "reports_contact",
        "rollup_villagecount",
        "teams_member",
        "teams_team",
    }
)
# Each list in a commune: its address, and what is posted to it.
IN_A_COMMUNE = {
    "roster": ("/thon/{village}/ho/", None),
    "roster, in the middle": ("/thon/{village}/ho/?sau={household}", None),
    "roster, going back": ("/thon/{village}/ho/?truoc={household}", None),
    "roster, searched": ("/thon/{village}/ho/", {"q": "nguyen van {number}"}),
    "households of a commune": ("/dia-ban/{commune}/ho/", None),
    "households of a commune, in the middle": ("/dia-ban/{commune}/ho/?sau={household}", None),
    "sheet": ("/thon/{village}/ho/bang/", None),
    "villages": ("/ho-gia-dinh/", None),
    "households, searched": ("/ho-gia-dinh/tim/", {"q": "nguyen"}),
    "households, searched by a few": ("/ho-gia-dinh/tim/", {"q": "nguyen thi {number}"}),
    "households, searched in vain": ("/ho-gia-dinh/tim/", {"q": "khong ai"}),
    "journal": ("/nhat-ky/", None),
    "journal, in the middle": ("/nhat-ky/?sau={entry}", None),
    "accounts": ("/tai-khoan/", None),
    "accounts, in the middle": ("/tai-khoan/?sau={person}", None),
    "teams": ("/to/", None),
    "teams, people in two": ("/to/?tinh-trang=hai-to", None),
    "teams, small or large": ("/to/?tinh-trang=it-dong", None),
    "figures of teams": ("/to/so-lieu/{commune}/", None),
    "calls to a commune": ("/goi/{commune}/", None),
    "unit": ("/dia-ban/{commune}/", None),
    "admin: households": ("/quan-tri/households/household/", None),
    "admin: people of households": ("/quan-tri/households/resident/", None),
    "admin: journal": ("/quan-tri/audit/auditentry/", None),
    "admin: journal, a person": ("/quan-tri/audit/auditentry/", {"q": "nguoi-{commune}"}),
    "admin: journal, a word": ("/quan-tri/audit/auditentry/", {"q": "khong-co"}),
}
# Each list in the country, with its hundred thousand villages.
IN_THE_COUNTRY = {
    "teams": "/to/",
    "teams, in the middle": "/to/?sau={village}",
    "teams, villages without": "/to/?tinh-trang=none",
    "teams, active": "/to/?tinh-trang=hoat-dong",
    "teams, on paper": "/to/?tinh-trang=tren-giay",
    "figures of teams": "/to/so-lieu/1/",
    "villages without a team": "/tong-quan/1/thon-chua-co-to/",
    "journal": "/nhat-ky/",
    "accounts": "/tai-khoan/",
    "admin: households": "/quan-tri/households/household/",
    "admin: people of households": "/quan-tri/households/resident/",
    "admin: units": "/quan-tri/areas/area/",
    "admin: journal": "/quan-tri/audit/auditentry/",
}


# Queries that do read everything: were they not found out, the check would prove nothing.
SCANS = (
    lambda: Household.unscoped.order_by("hamlet", "pk")[:50],
    lambda: Household.unscoped.filter(head_name__endswith="77777"),
    lambda: AuditEntry.unscoped.filter(document="x"),
    lambda: Area.unscoped.villages().order_by("opened_on", "name")[:50],
)


def middle(rows):
    """Return the key in the middle of a list."""
    keys = rows.order_by("pk").values_list("pk", flat=True)
    return keys[keys.count() // 2]


def words(commune):
    village = village_of(commune)
    return {
        "commune": commune,
        "village": village.pk,
        "household": middle(Household.unscoped.filter(village=village)),
        "entry": middle(AuditEntry.unscoped.filter(actor=f"nguoi-{commune}")),
        "person": middle(User.unscoped.filter(area__commune=commune)),
        "number": 77 if commune == LARGE else 7,
    }


def filled(given, address, data):
    """Return an address, and what is posted to it, with the keys of a commune."""
    posted = data and {name: text.format(**given) for name, text in data.items()}
    return address.format(**given), posted


def ask(client, address, data):
    if data is None:
        return client.get(address)
    return client.post(address, data)


def measured(client, address, data=None):
    """Return what one page asks, after it was opened once."""
    assert ask(client, address, data).status_code == 200, address
    with asked() as found:
        ask(client, address, data)
    return found


@pytest.mark.long
def test_lists_cost_the_same_at_ten_and_at_a_hundred_thousand_rows(
    django_db_setup, django_db_blocker
):
    """One test, so that the country is made once, whichever worker runs it."""
    with django_db_blocker.unblock(), country("lists"):
        assert [n for n, rows in enumerate(SCANS) if not found_out(rows)] == []
        assert [*in_a_commune(), *in_the_country()] == []


def found_out(rows):
    with asked() as found:
        list(rows())
    return judged("a known scan", found)


def in_a_commune():
    """Compare the lists of a commune where little is with those of one where much is."""
    clients = {pk: signed_in(User.unscoped.get(username=f"nguoi-{pk}")) for pk in (LARGE, SMALL)}
    given = {pk: words(pk) for pk in clients}
    for name, (address, data) in IN_A_COMMUNE.items():
        few, many = (
            measured(clients[pk], *filled(given[pk], address, data)) for pk in (SMALL, LARGE)
        )
        # Going back where there is no whole page asks once more.
        if few.queries < many.queries:
            yield f"{name}: {few.queries} queries, then {many.queries}"
        yield from judged(name, many, few)


def in_the_country():
    client = signed_in(User.unscoped.get(username="nguoi-1"))
    village = Area.unscoped.villages().in_order()[50_000].pk
    for name, address in IN_THE_COUNTRY.items():
        yield from judged(f"country, {name}", measured(client, address.format(village=village)))


# What is wrong with the queries of a page


def judged(name, found, few=None):
    most = READ.get(name, {})
    lines = [line for asked_ in found.statements for line in scans(*asked_, most)]
    wrong = [f"{name}: {line}" for line in lines]
    work = sum(steps(sql, params) for sql, params in found.statements)
    if work > ADDED_UP.get(name, STEPS):
        wrong.append(f"{name}: {work} steps")
    if not wrong or few:
        tell(name, found, few, work)
    return wrong


def tell(name, found, few, work):
    times = [f"{p95(one):.1f} ms" for one in (few, found) if one]
    sys.stdout.write(f"{name}: {found.queries} queries, p95 {' / '.join(times)}, {work} steps\n")


def p95(found):
    taken = [found.again() * 1000 for _ in range(TIMES)]
    return statistics.quantiles(taken, n=20)[-1]


def scans(sql, params, most):
    """Return the lines of a plan that read or sort a large table from one end to the other, or more rows of one than it may."""
    if not sql.lstrip().upper().startswith("SELECT"):
        return []
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        how = "(ANALYZE, FORMAT JSON)" if postgres else "QUERY PLAN"
        cursor.execute(f"EXPLAIN {how} {sql}", params)
        rows = cursor.fetchall()
    if postgres:
        plan = rows[0][0] if isinstance(rows[0][0], list) else json.loads(rows[0][0])
        return list(sequential(plan[0]["Plan"], most))
    called = dict(re.findall(r'"(\w+)" (?:AS )?"?([TUV]\d+)"?', sql))
    called = {alias: table for table, alias in called.items()}
    found = [row[3] for row in rows]
    if " LIMIT " in sql and not any("B-TREE FOR ORDER BY" in line for line in found):
        # Stops by itself; how late, the steps tell.
        return []
    return [
        line
        for line in found
        if (
            scan := re.match(
                r"SCAN (\w+)(?! USING INDEX| VIRTUAL)\b(?! USING INDEX| VIRTUAL)", line
            )
        )
        and called.get(scan[1], scan[1]) in BIG
    ]


def sequential(plan, most):
    """Walk a plan of PostgreSQL; what a limit stops early reads few rows, however it reads them."""
    rows = (plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)) * plan["Actual Loops"]
    table = plan.get("Relation Name")
    if table in BIG and rows > most.get(table, ROWS):
        yield f"{plan['Node Type']} of {table}, {rows} rows"
    for part in plan.get("Plans", ()):
        yield from sequential(part, most)


def steps(sql, params):
    """Return how many steps, in thousands made whole, SQLite's machine takes for a query."""
    if connection.vendor != "sqlite":
        return 0
    taken = [0]

    def count():
        taken[0] += 1000

    connection.ensure_connection()
    connection.connection.set_progress_handler(count, 1000)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            cursor.fetchall()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return taken[0]
