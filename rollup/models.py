"""Sums kept beside the facts: one row for a village, one for a commune, with the sums of every app.

Nothing above the commune is stored; upper levels are sums of commune rows by the ancestor columns.
"""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.kinds import Kind, Level
from areas.models import Area
from rollup.denominators import parting, parts
from web.scope import ScopedQuerySet


class PeopleColumns(models.Model):
    """What is counted of the people of open households (skills.people), beside what is counted of these."""

    people = models.PositiveIntegerField(default=0)
    people_of_age = models.PositiveIntegerField(default=0)
    people_age_unknown = models.PositiveIntegerField(default=0)
    people_asked = models.PositiveIntegerField(default=0)
    people_whole = models.PositiveIntegerField(default=0)
    people_public_services = models.PositiveIntegerField(default=0)
    people_shopping = models.PositiveIntegerField(default=0)
    people_payment = models.PositiveIntegerField(default=0)
    people_safety = models.PositiveIntegerField(default=0)
    people_local_platform = models.PositiveIntegerField(default=0)
    people_covered = models.PositiveIntegerField(default=0)
    people_women_whole = models.PositiveIntegerField(default=0)
    people_women_covered = models.PositiveIntegerField(default=0)
    people_no_sex_whole = models.PositiveIntegerField(default=0)
    people_young_whole = models.PositiveIntegerField(default=0)
    people_young_covered = models.PositiveIntegerField(default=0)
    people_middle_whole = models.PositiveIntegerField(default=0)
    people_middle_covered = models.PositiveIntegerField(default=0)
    people_elder_whole = models.PositiveIntegerField(default=0)
    people_elder_covered = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class SumColumns(PeopleColumns):
    """What is counted of households: the same for a village, a commune and a month of any unit."""

    households = models.PositiveIntegerField(default=0)
    surveyed = models.PositiveIntegerField(default=0)
    partly = models.PositiveIntegerField(default=0)
    covered = models.PositiveIntegerField(default=0)
    combined = models.PositiveIntegerField(default=0)
    one_short = models.PositiveIntegerField(default=0)
    # Four skills known, one of the first four not asked; or only the fifth, which means something where
    # a platform is named. No household is in both.
    ask_one = models.PositiveIntegerField(default=0)
    ask_fifth = models.PositiveIntegerField(default=0)
    ruled_out = models.PositiveIntegerField(default=0)
    nobody_home = models.PositiveIntegerField(default=0)
    # Refused to be surveyed, and not surveyed: of them, too, nothing is known.
    refused = models.PositiveIntegerField(default=0)
    public_services = models.PositiveIntegerField(default=0)
    shopping = models.PositiveIntegerField(default=0)
    payment = models.PositiveIntegerField(default=0)
    safety = models.PositiveIntegerField(default=0)
    local_platform = models.PositiveIntegerField(default=0)
    public_services_asked = models.PositiveIntegerField(default=0)
    shopping_asked = models.PositiveIntegerField(default=0)
    payment_asked = models.PositiveIntegerField(default=0)
    safety_asked = models.PositiveIntegerField(default=0)
    local_platform_asked = models.PositiveIntegerField(default=0)
    # Surveyed, but nobody has looked again for STATUS_OLD_DAYS, as of `counted_on`.
    old = models.PositiveIntegerField(default=0)
    # The households there are (rollup.denominators), and those of them that no village explains.
    expected = models.PositiveIntegerField(default=0)
    unattributed = models.PositiveIntegerField(default=0)
    # Registers that were said to be complete.
    complete = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def unsurveyed(self) -> int:
        """Households in which nobody was asked all five: unknown, not "no"."""
        return int(self.households - self.surveyed)

    @property
    def unregistered(self) -> int:
        """Households that were declared and are in no register yet."""
        return int(self.expected - self.households)


# By which column the rows of a unit are found; all stand in the country.
_ANCESTOR = {
    Level.PROVINCE: "province_id",
    Level.DISTRICT: "district_id",
    Level.COMMUNE: "commune_id",
    Level.VILLAGE: "area_id",
}


class CountRowQuerySet[M: "CountRow"](ScopedQuerySet[M]):
    """Count rows of a part of the tree."""

    place = "area__path"

    def below(self, area: Area) -> Self:
        """Keep the rows of a unit, by the ancestor column that answers from an index."""
        column = _ANCESTOR.get(Level(area.level))
        return self.order_by().filter(**{column: area.pk} if column else {})


class CountRow(SumColumns):
    """The sums of one village or commune, with the columns that upper levels group by."""

    area = models.OneToOneField(
        Area, models.PROTECT, primary_key=True, related_name="+", verbose_name=_("đơn vị")
    )
    province = models.ForeignKey(Area, models.PROTECT, related_name="+")
    district = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    commune = models.ForeignKey(Area, models.PROTECT, related_name="+")
    # Goes up by one with every recount of the row, whichever columns were counted.
    version = models.PositiveBigIntegerField(default=1)
    # When a household was last saved here.
    saved_at = models.DateTimeField(null=True)
    # The day for which the columns were counted that change without a save: of a village `old`,
    # of a commune `active`.
    counted_on = models.DateField(null=True)
    # Teams of villages in force, and of those the ones with a leader (of a commune: the villages
    # whose team has one).
    teams = models.PositiveIntegerField(default=0)
    led = models.PositiveIntegerField(default=0)
    # Registers, and lists of villages, called complete with too few that wait for a confirmation.
    waiting = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    def of(cls, area: Area) -> Self:
        """Build the still empty row of a village or commune."""
        return cls(
            area=area,
            province_id=area.province_id or 0,
            district_id=area.district_id,
            commune_id=area.commune_id or area.pk,
        )


class VillageCountQuerySet(CountRowQuerySet["VillageCount"]):
    """What is counted of villages, and of what no village is known of."""

    def of_villages(self) -> Self:
        """Leave out households of which no village is known: no village has begun, or owes a number, by them."""
        return self.exclude(area__kind=Kind.UNASSIGNED)

    def active(self, since: date, day: date) -> Self:
        """Keep the villages whose team has a leader and held an activity between these days."""
        return self.filter(led__gt=0, last_active_on__gte=since, last_active_on__lte=day)


class VillageCount(CountRow):
    """The sums of one village, and how many households it says it has."""

    # The latest declaration (households.models.Declaration), repeated here.
    declared = models.PositiveIntegerField(null=True)
    # The last session of a team with a leader.
    last_active_on = models.DateField(null=True)

    unscoped = VillageCountQuerySet.as_manager()
    objects = VillageCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("số liệu của thôn")
        verbose_name_plural = _("số liệu của các thôn")
        indexes = [models.Index(fields=["commune"], name="rollup_village_commune")]

    @property
    def parting(self) -> int:
        """By how many households the declared number parts from the roster; 0 where none is declared."""
        return parting(self.households, self.declared)

    @property
    def parts(self) -> bool:
        """Whether they part by more than a tenth of what was declared."""
        return parts(self.households, self.declared)


def active_since(day: date) -> date:
    """Return the first day whose activity still makes a team active on `day`."""
    return day - timedelta(days=settings.TEAM_ACTIVE_DAYS)


def still_holds(since: date) -> Q:
    """Say that the stored number of active teams of a commune holds: no session is older than `since`."""
    return Q(oldest_active_on=None) | Q(oldest_active_on__gte=since)


class CommuneCountQuerySet(CountRowQuerySet["CommuneCount"]):
    """What is counted of communes."""

    def faded(self, since: date) -> Self:
        """Keep those of which a team ceased to be active: its last session lies before `since`."""
        return self.filter(oldest_active_on__lt=since)


class CommuneCount(CountRow):
    """The sums of one commune: its villages added up. Its row is the lock of every save below it."""

    # What the commune itself declared, as its latest declarations say.
    declared = models.PositiveIntegerField(null=True)
    declared_villages = models.PositiveIntegerField(null=True)
    list_complete = models.BooleanField(default=False)
    # Villages open today, those of them whose register holds a household or is complete, those that
    # the commune declared beyond them, and those that have a team.
    villages = models.PositiveIntegerField(default=0)
    begun_villages = models.PositiveIntegerField(default=0)
    unattributed_villages = models.PositiveIntegerField(default=0)
    # Begun villages whose register is open and of which nobody, nor the commune, declared how many households
    # there are; and 1 where nobody declared how many villages there are, and their list is open.
    undeclared_villages = models.PositiveIntegerField(default=0)
    undeclared_lists = models.PositiveIntegerField(default=0)
    # Of what waits, the list of villages; and the registers and the list of which neither they nor the commune
    # declared how many households there are.
    waiting_lists = models.PositiveIntegerField(default=0)
    undeclared_waiting = models.PositiveIntegerField(default=0)
    # Households registered, and declared, where complete registers are few (rollup.denominators.is_few).
    short_registered = models.PositiveIntegerField(default=0)
    short_declared = models.PositiveIntegerField(default=0)
    with_team = models.PositiveIntegerField(default=0)
    # Villages whose team was active on `counted_on`, and the oldest of the sessions that make them
    # so: until that one is too old itself the number holds, and no village needs to be read.
    active = models.PositiveIntegerField(default=0)
    oldest_active_on = models.DateField(null=True)

    unscoped = CommuneCountQuerySet.as_manager()
    objects = CommuneCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("số liệu của xã")
        verbose_name_plural = _("số liệu của các xã")
        indexes = [models.Index(fields=["province"], name="rollup_commune_province")]
