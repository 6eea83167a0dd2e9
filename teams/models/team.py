"""A team of a village or commune, how far it has come, and the decisions by which it is founded, changed and dissolved."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.dated import DatedQuerySet, Recorded, ends_after
from areas.fields import NameField
from areas.models import Area
from areas.names import lower_first
from rollup.models import active_since
from web.scope import ScopedQuerySet

# Teams that one page changes at once.
AT_ONCE = 60


class Tier(models.TextChoices):
    """A commune team never counts as covering a village."""

    VILLAGE = "village", _("Tổ của thôn")
    COMMUNE = "commune", _("Tổ của xã")


class State(models.TextChoices):
    """How far a village's team has come; each step includes the one before."""

    NONE = "none", _("Chưa có tổ")
    ON_PAPER = "on_paper", _("Mới có quyết định")
    LED = "led", _("Đã có tổ trưởng")
    ACTIVE = "active", _("Đang hoạt động")
    DISSOLVED = "dissolved", _("Đã giải thể")

    @classmethod
    def of(cls, *, teams: int, led: int, active: int) -> "State":
        """Return how far a village has come: by how many teams, with a leader, and active ones."""
        steps = zip(VILLAGE_STATES, (True, teams, led, active), strict=True)
        return [state for state, reached in steps if reached][-1]


# The states of a village in their order, each a step further: it is in the furthest it has reached.
VILLAGE_STATES = (State.NONE, State.ON_PAPER, State.LED, State.ACTIVE)


def in_each(villages: int, with_team: int, led: int, active: int) -> list[int]:
    """Return how many villages are in each of VILLAGE_STATES, from how many have come so far or further."""
    reached = (villages, with_team, led, active, 0)
    return [max(n - further, 0) for n, further in pairwise(reached)]


def active_days(day: date) -> tuple[date, date]:
    """Return the first and the last day whose activity makes a team active on `day`."""
    return active_since(day), day


def renewed_since(day: date) -> date:
    """Return the first day whose decision needs no renewal on `day` (TEAM_RENEW_YEARS)."""
    year = day.year - settings.TEAM_RENEW_YEARS
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


class SeenWithTeams[M: models.Model](ScopedQuerySet[M]):
    """Rows that whoever may see the teams of a territory sees as well."""

    needs = "teams.view_team"


class TeamQuerySet(DatedQuerySet["Team"]):
    """Teams of a territory."""

    place = "area__path"
    needs = "teams.view_team"
    starts, ends = "founded_on", "dissolved_on"

    def in_force(self, day: date) -> Self:
        """Keep the teams whose decision holds on this day."""
        return self.on(day)

    def of_place(self, area: Area) -> Self:
        """Keep the teams that are for a village now, or a commune's own."""
        own = (
            Q(villages__village=area, villages__valid_to=None) if area.is_village else Q(area=area)
        )
        return self.filter(own)

    def quiet(self, day: date) -> Self:
        """Keep the teams in force that held nothing lately, and were founded long enough ago to."""
        since = day - timedelta(days=settings.TEAM_QUIET_DAYS)
        return self.in_force(day).filter(
            Q(last_active_on=None) | Q(last_active_on__lt=since), founded_on__lt=since
        )

    def to_renew(self, day: date) -> Self:
        """Keep the teams in force that no decision founded or reconstituted for too many years."""
        since = renewed_since(day)
        if not settings.TEAM_RENEW_YEARS:
            return self.none()
        old = self.in_force(day).filter(founded_on__lt=since)
        return old.exclude(
            decisions__kind__in=["found", "reconstitute"], decisions__signed_on__gte=since
        )


class Team(models.Model):
    """A team of one village, or of a commune, from its founding decision to its dissolution."""

    area = models.ForeignKey(
        Area, models.PROTECT, related_name="teams", verbose_name=_("thôn hoặc xã")
    )
    tier = models.CharField(_("cấp tổ"), max_length=8, choices=Tier, default=Tier.VILLAGE)
    founded_on = models.DateField(_("thành lập ngày"))
    dissolved_on = models.DateField(_("giải thể ngày"), null=True, blank=True)
    # When that was written down; not known of old ones.
    dissolution_recorded_at = models.DateTimeField(_("ghi giải thể lúc"), null=True, editable=False)
    # Kept by the actions beside the facts they come from; no title: what teams are called anywhere.
    title = NameField(_("tên gọi"), max_length=80, blank=True, editable=False)
    # Villages it is for besides `area`, which a village team has been named after; all are `villages`.
    further_villages = models.PositiveSmallIntegerField(
        _("số thôn khác"), default=0, editable=False
    )
    led = models.BooleanField(_("có tổ trưởng"), default=False, editable=False)
    last_active_on = models.DateField(_("buổi gần nhất"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = TeamQuerySet.as_manager()
    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("tổ công nghệ số")
        verbose_name_plural = _("tổ công nghệ số")
        ordering = ("id",)
        permissions = [("log_activity", "Can log an activity of a team")]
        constraints = [
            models.CheckConstraint(name="team_tier_known", condition=Q(tier__in=Tier.values)),
            ends_after("team_dissolved_after_founded", "founded_on", "dissolved_on"),
        ]

    def __str__(self) -> str:
        place = lower_first(self.area.full_name)
        if self.further_villages:
            words = {"place": place, "n": self.further_villages}
            place = _("%(place)s và %(n)s thôn khác") % words
        if self.title:
            return f"{self.title} {place}"
        return _("Tổ công nghệ số %(place)s") % {"place": place}

    def state_on(self, day: date) -> State:
        """Return how far the team had come by this day, past or present. Two queries at most.

        From the decisions' days, from who led it, and from the sessions it had held by then.
        """
        if day < self.founded_on:
            return State.NONE
        if self.dissolved_on and self.dissolved_on <= day:
            return State.DISSOLVED
        if not self.tenures.on(day).leading().exists():
            return State.ON_PAPER
        recent = self.activities.held().between(*active_days(day))
        return State.ACTIVE if recent.exists() else State.LED


class DecisionQuerySet(SeenWithTeams["Decision"]):
    """Decisions on at least one team of a territory, each once."""

    place = "teams__area__path"

    def inside(self, path: str) -> Self:
        """Keep a decision on several teams once."""
        return super().inside(path).distinct()

    def inside_any(self, paths: Sequence[str]) -> Self:
        """Keep a decision on several teams once."""
        return super().inside_any(paths).distinct()

    def unnumbered(self, day: date) -> Self:
        """Keep those that founded a team still in force, or made one of several, and have no number yet."""
        made = self.filter(Q(kind=Decision.Kind.FOUND) | Q(into__isnull=False), number="")
        return made.filter(teams__in=Team.unscoped.in_force(day)).distinct()

    def but_ending(self, team: Team) -> Self:
        """Keep those of a team that do not end it."""
        joins_another = Q(into__isnull=False) & ~Q(into=team)
        return self.filter(teams=team).exclude(Q(kind=Decision.Kind.DISSOLVE) | joins_another)


class Decision(Recorded):
    """A written decision on a team: founding, reconstituting (kiện toàn) or dissolving it."""

    class Kind(models.TextChoices):
        FOUND = "found", _("Thành lập")
        RECONSTITUTE = "reconstitute", _("Kiện toàn")
        DISSOLVE = "dissolve", _("Giải thể")

    teams = models.ManyToManyField(Team, related_name="decisions", verbose_name=_("tổ"))
    kind = models.CharField(_("loại"), max_length=16, choices=Kind)
    number = NameField(_("số quyết định"), max_length=60, blank=True)
    signed_on = models.DateField(_("ngày ký"))
    signer = NameField(_("người ký"), max_length=120, blank=True)
    abstract = NameField(_("trích yếu"), max_length=255, blank=True)
    # Where several teams were made one: which went on. The others of `teams` ended by it.
    into = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("tổ tiếp tục"),
    )
    # Written down by mistake: what it founded is in force on no day.
    withdrawn_on = models.DateField(_("rút ngày"), null=True, blank=True, editable=False)
    withdrawn_why = NameField(_("lý do rút"), max_length=200, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, editable=False)

    unscoped = DecisionQuerySet.as_manager()
    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("quyết định")
        verbose_name_plural = _("quyết định")
        ordering = ("signed_on", "id")
        constraints = [
            models.CheckConstraint(
                name="decision_kind_known",
                condition=Q(kind__in=["found", "reconstitute", "dissolve"]),
            ),
            models.CheckConstraint(
                name="decision_withdrawn_with_its_reason",
                condition=Q(withdrawn_on=None, withdrawn_why="")
                | (Q(withdrawn_on__isnull=False, kind="found") & ~Q(withdrawn_why="")),
            ),
            models.CheckConstraint(
                name="decision_into_one_by_reconstituting",
                condition=Q(into=None) | Q(kind="reconstitute"),
            ),
        ]

    def ends(self, team: Team) -> bool:
        """Say whether a team of it ends by it: dissolved, or made one with another."""
        if self.into_id:
            return team.pk != self.into_id
        return self.kind == self.Kind.DISSOLVE

    def __str__(self) -> str:
        number = self.number or _("chưa có số")
        return _("%(kind)s, quyết định %(number)s") % {
            "kind": self.get_kind_display(),
            "number": number,
        }
