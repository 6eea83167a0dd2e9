"""A country of a hundred thousand villages, households, accounts, calls and lines of the journal."""

from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import AccountRequest, User
from accounts.roles import Role
from areas.models import Area
from audit.models import AuditEntry
from bench import scratch
from bench.generate import COMMUNE, VILLAGE, Size, generate
from bench.inserting import bit, bulk_load, insert, literal, series, uuid_of
from households.models import Household, Resident
from reports.models import Contact
from rollup.counts import recount
from teams.models import Equipment, Need, Team

MANY, FEW = 100_000, 10
# Households of the largest commune; the largest wards of the country are about so large.
CROWD = 20_000
SIZE = Size(households=MANY, communes=1_060, villages=MANY)
# The commune where everything is, one where little is, and a village of each.
LARGE, SMALL = COMMUNE + 500, COMMUNE + 600


@contextmanager
def country(label):
    """Stand in for the test's own database as long as the block runs."""
    before, memory = connection.settings_dict["NAME"], connection.connection
    if connection.vendor == "sqlite":
        # The test's database lives as long as a connection to it; closing would not leave it.
        connection.connection = None
        connection.settings_dict["NAME"] = "/nonexistent"
    try:
        with scratch.scratch(label):
            generate(SIZE)
            grow()
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.close()
            connection.settings_dict["NAME"] = before
            connection.connection = memory


def village_of(commune):
    return Area.unscoped.filter(commune=commune).earliest("pk")


def grow():
    """Fill the two communes by one statement for a table."""
    users = {
        pk: User.objects.create(username=f"nguoi-{pk}", role=Role.ADMINISTRATOR, area_id=pk)
        for pk in (1, LARGE, SMALL)
    }
    with bulk_load():
        _households(LARGE, CROWD, Area.unscoped.filter(commune=LARGE).count())
        _households(SMALL, FEW, 1)
        _journal(LARGE, MANY)
        _journal(SMALL, FEW)
        _people(users[1])
        _calls()
        _means()
        _requests(users[1])
    with transaction.atomic():
        recount(*Area.unscoped.filter(commune__in=(LARGE, SMALL)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _households(commune, rows, villages):
    first = commune * MANY
    insert(
        Household,
        series(rows),
        id=f"{first} + n",
        uuid=uuid_of(f"({first} + n)", 7),
        village=f"{village_of(commune).pk} + n % {villages}",
        head_name="'Nguyễn Văn ' || n",
        opened_on="'2026-01-01'",
        search_key="'nguyen van ' || n",
        sort_key=f"CAST({first * 10} + n AS text)",
    )
    insert(
        Resident,
        series(rows),
        household=f"{first} + n",
        full_name="'Nguyễn Văn ' || n",
        is_head=bit("1 = 1"),
        relation="'head'",
    )
    insert(
        Resident,
        series(rows),
        household=f"{first} + n",
        full_name="'Nguyễn Thị ' || n",
        is_head=bit("1 = 0"),
        relation="'spouse'",
    )


def _journal(commune, rows):
    place = Area.unscoped.get(pk=commune).path
    steps = {f"above_{depth}": literal(_cut(place, depth)) for depth in (2, 3, 4)}
    insert(
        AuditEntry,
        series(rows),
        actor=f"'nguoi-{commune}'",
        verb="'Thêm hộ'",
        subject="'households.household'",
        subject_key="'' || n",
        subject_label="'H' || n",
        place=literal(place),
        changes="'{}'",
        **steps,
    )


def _cut(place, depth):
    return f"{'.'.join(place.split('.')[:depth])}."


def _people(like):
    """Give every village an account."""
    insert(
        User,
        series(MANY),
        username="'u-' || n",
        full_name="'Trần Thị ' || n",
        password="'!'",
        role="'committee'",
        area=f"{VILLAGE} + n",
        last_login=f"CASE WHEN n % 2 = 0 THEN {literal(like.created_at)} END",
        is_active=bit("n % 3 <> 0"),
        stopped_at=f"CASE WHEN n % 3 = 0 THEN {literal(like.created_at)} END",
        search_key="'tran thi ' || n",
        created_at=literal(like.created_at),
    )


def _calls():
    """Call every commune a hundred times."""
    insert(
        Contact,
        series(MANY),
        uuid=uuid_of("n", 8),
        commune=f"{COMMUNE} + 1 + n % {SIZE.communes}",
        called_on="'2026-10-01'",
        outcome="'no_answer'",
    )


def _means():
    """Give a team in twenty an item, one in forty a request: tables without a row are planned for as if full."""
    teams = list(Team.unscoped.order_by("pk").values_list("pk", "area_id")[::20])
    items = [Equipment(team_id=team, kind="phone", name="Điện thoại") for team, _ in teams]
    Equipment.unscoped.bulk_create(items, batch_size=500)
    needs = [
        Need(area_id=place, kind="money", words="Kinh phí", asked_on="2026-10-01")
        for _, place in teams[::2]
    ]
    Need.unscoped.bulk_create(needs, batch_size=500)


def _requests(user):
    """Ask for an account in every tenth commune."""
    later = timezone.now() + timedelta(days=3)
    insert(
        AccountRequest,
        series(SIZE.communes // 10),
        kind="'invite'",
        role="'officer'",
        area=f"{COMMUNE} + 10 * n",
        username="'moi-' || n",
        asked_by=str(user.pk),
        asked_at=literal(user.created_at),
        expires_at=literal(later),
    )
