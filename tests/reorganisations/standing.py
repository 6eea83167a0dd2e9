"""What points to units, column by column of the registry: who and what stands there, what stays, and what was left behind."""

from functools import reduce
from itertools import groupby
from operator import or_

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from accounts.roles import Role
from areas.kinds import Level
from areas.models import Area
from households.models import Household
from reorganisations.applying.rules.registry import OPEN_ROWS, RULES, Rule
from reorganisations.models import Part, State
from rollup.counts import recount
from teams.models import Activity, Member, TeamVillage
from tests.factories import (
    AccountRequestFactory,
    ActivityFactory,
    ContactFactory,
    ImportFactory,
    MemberFactory,
    NeedFactory,
    PeriodFactory,
    ReportFactory,
    RequestDraftFactory,
    SubjectRequestFactory,
    TargetFactory,
    TeamFactory,
    UserFactory,
)

# Dated, appended to or counted anew: compared by their days and sums (tests.reorganisations.histories).
OTHERWISE = {
    "areas",
    "audit",
    "figures",
    "reading",
    "reorganisations",
    "rollup",
    "households.Movement",
    "households.Declaration",
    "households.Completion",
    "teams.EarlierFact",
    "teams.TeamVillage",
}
SAID = (Rule.STAYS, Rule.RENEWED, Rule.PEOPLE)


def people(communes, villages):
    """Put teams with members and sessions, accounts, reports and open work into communes and villages."""
    period = PeriodFactory(schedule__area=communes[0].parent)
    for commune in communes:
        UserFactory(area=commune)
        ReportFactory(period=period, area=commune, state="draft")
        SubjectRequestFactory(commune=commune)
        ImportFactory(commune=commune, state="checked")
        RequestDraftFactory(area=commune)
        TargetFactory(area=commune)
        ContactFactory(commune=commune)
        NeedFactory(area=commune)
        AccountRequestFactory(area=commune)
    for village in villages:
        UserFactory(area=village, role=Role.MEMBER)
        NeedFactory(area=village)
        team = TeamFactory(area=village)
        MemberFactory(team=team)
        ActivityFactory(team=team)
    recount(*villages, *communes)


def pointing(rules=None):
    """Return each row that points to a unit, by its columns that do; of columns with some rules alone."""
    found = set()
    columns = sorted((*label.rsplit(".", 1), rule) for label, rule in RULES.items())
    for label, some in groupby(columns, key=lambda row: row[0]):
        names = [name for _label, name, rule in some if rules is None or rule in rules]
        if not names or {label, label.split(".")[0]} & OTHERWISE:
            continue
        model = apps.get_model(label)
        names = [name for name in names if model._meta.get_field(name).related_model is Area]
        if names:
            rows = model._base_manager.order_by().values_list("pk", *names)
            found |= {(label, *row) for row in rows}
    return found


def staying():
    """Return what no decision changes: what was said of a unit as it was, what it laid down, where people work."""
    return pointing(SAID)


def left_behind():
    """Name the columns of which something open is left in a unit that went whole into another one, or a team in any that ended."""
    standing = {"operation__reorganisation__state": State.APPLIED, "operation__kind": "merge"}
    merged = Part.unscoped.sources().filter(**standing, area__closed_on__isnull=False)
    same = {"operation": OuterRef("operation"), "area": OuterRef("area")}
    merged = merged.exclude(Exists(Part.unscoped.targets().filter(**same)))
    units, found = list(merged.values_list("area", flat=True)), []
    for label, is_open in OPEN_ROWS.items():
        name, field = label.rsplit(".", 1)
        rows = apps.get_model(name)._base_manager.filter(is_open)
        found += [label] * rows.filter(**{f"{field}__in": units}).exists()
    served = TeamVillage.unscoped.open().filter(team__dissolved_on=None)
    found += ["teams.TeamVillage.village"] * served.filter(
        village__closed_on__isnull=False
    ).exists()
    return found


def beyond_scope():
    """Name whoever of a unit that stands sees other households than those whose columns say that they are of it."""
    found = []
    for person in User.unscoped.filter(area__closed_on=None).select_related("area"):
        units = ("village", "village__commune", "village__district", "village__province")
        own = reduce(or_, (Q(**{name: person.area_id}) for name in units))
        seen = set(Household.objects.visible_to(person).values_list("pk", flat=True))
        if person.area.level >= Level.PROVINCE and seen != set(
            Household.unscoped.filter(own).values_list("pk", flat=True)
        ):
            found.append(person.username)
    return found


def at_work():
    """Return who is in which team, and what each team held: no decision changes that."""
    members = set(Member.unscoped.values_list("pk", "team", "left_on"))
    return members, set(Activity.unscoped.values_list("pk", "team"))
