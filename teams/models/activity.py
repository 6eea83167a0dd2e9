"""What teams do: this is what makes them active."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.urls import reverse
from django.utils.translation import gettext as _now, gettext_lazy as _

from areas.dated import months_to
from areas.fields import NameField
from skills.catalogue import COLUMNS, SKILLS, Skill
from teams.models.member import Member
from teams.models.recorded import Restated
from teams.models.team import SeenWithTeams, Team

# Women are counted among the persons; where only turns were counted, among those.
_HEADS = Coalesce("persons", "people")


@dataclass(frozen=True)
class Month:
    """Sessions of one month; `shade` is 0 for none, 1 to 4 by the share of the fullest month."""

    first: date
    n: int
    shade: int


@dataclass(frozen=True)
class Totals:
    """Sums of sessions, each with the number of sessions that say it: a blank is no 0.

    `of_women` are among `heads`, in the sessions that say both. Sums of nothing are None.
    """

    n: int
    turns: int | None
    turns_in: int
    homes: int | None
    homes_in: int
    of_women: int | None
    heads: int | None
    women_in: int
    taught: list[tuple[Skill, int]]


class ActivityQuerySet(SeenWithTeams["Activity"]):
    """What the teams of a territory did."""

    place = "team__area__path"

    def held(self) -> Self:
        """Keep what was held; a session that was withdrawn was not."""
        return self.filter(withdrawn_on=None)

    def held_until(self, before: datetime) -> Self:
        """Keep what was not withdrawn when a moment came."""
        return self.filter(Q(withdrawn_on=None) | Q(withdrawn_at__gte=before))

    def places(self) -> list[str]:
        """Return the last places, the latest first, each once."""
        latest = self.exclude(place="").order_by("-held_on", "-id")
        return list(dict.fromkeys(latest.values_list("place", flat=True)[:20]))[:3]

    def between(self, first: date, last: date) -> Self:
        """Keep the sessions of these days, both included."""
        return self.filter(held_on__gte=first, held_on__lte=last)

    def totals(self) -> Totals:
        """Add up the numbers of these sessions, in one query."""
        said = Q(women__isnull=False) & (Q(persons__isnull=False) | Q(people__isnull=False))
        taught = {f"taught_{name}": Count("pk", filter=Q(**{name: True})) for name in COLUMNS}
        row = self.order_by().aggregate(
            n=Count("pk"),
            turns=Sum("people"),
            turns_in=Count("people"),
            homes=Sum("households"),
            homes_in=Count("households"),
            of_women=Sum("women", filter=said),
            heads=Sum(_HEADS, filter=said),
            women_in=Count("pk", filter=said),
            **taught,
        )
        by_skill = [(skill, row.pop(f"taught_{skill.column}")) for skill in SKILLS]
        return Totals(**row, taught=by_skill)

    def by_month(self, day: date) -> list[Month]:
        """Count the sessions of each of the twelve months that end with this day, oldest first."""
        first = months_to(day)[0]
        rows = self.between(first, day).order_by().annotate(month=TruncMonth("held_on"))
        counted = dict(rows.values_list("month").annotate(n=Count("pk")))
        numbers = [(month, counted.get(month, 0)) for month in months_to(day)]
        most = max(counted.values(), default=1)
        return [Month(month, n, -(-4 * n // most)) for month, n in numbers]


class Activity(Restated):
    """A session of a team: this is what makes it active. Corrected or withdrawn, never deleted.

    A number that nobody wrote down stays empty. `people` counts turns: who came to two parts of one
    session, or to two sessions, is counted twice; `persons` counts him once in a session.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="activities", verbose_name=_("tổ"))
    held_on = models.DateField(_("ngày"))
    place = NameField(_("nơi"), max_length=120, blank=True)
    title = NameField(_("nội dung"), max_length=200, blank=True)
    public_services = models.BooleanField(_("dạy Dịch vụ công"), default=False)
    shopping = models.BooleanField(_("dạy Mua sắm"), default=False)
    payment = models.BooleanField(_("dạy Thanh toán"), default=False)
    safety = models.BooleanField(_("dạy Tự bảo vệ"), default=False)
    local_platform = models.BooleanField(_("dạy Nền tảng"), default=False)
    present = models.ManyToManyField(
        Member, related_name="sessions", blank=True, verbose_name=_("thành viên có mặt")
    )
    people = models.PositiveIntegerField(_("số lượt người được hướng dẫn"), null=True, blank=True)
    persons = models.PositiveIntegerField(_("số người, mỗi người một lần"), null=True, blank=True)
    women = models.PositiveIntegerField(_("trong đó nữ"), null=True, blank=True)
    households = models.PositiveIntegerField(_("số hộ có người dự"), null=True, blank=True)
    note = NameField(_("ghi chú"), max_length=500, blank=True)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("người ghi"),
    )
    withdrawn_on = models.DateField(_("rút ngày"), null=True, blank=True, editable=False)
    withdrawn_why = NameField(_("lý do rút"), max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = ActivityQuerySet.as_manager()
    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("buổi hướng dẫn")
        verbose_name_plural = _("buổi hướng dẫn")
        ordering = ("-held_on", "-id")
        indexes = [models.Index(fields=["team", "-held_on"], name="activity_team_day")]
        constraints = [
            models.CheckConstraint(
                name="activity_persons_within_turns",
                condition=Q(persons__isnull=True)
                | Q(people__isnull=True)
                | Q(persons__lte=F("people")),
            ),
            models.CheckConstraint(
                name="activity_women_within_persons",
                condition=Q(women__isnull=True)
                | Q(persons__isnull=True)
                | Q(women__lte=F("persons")),
            ),
            models.CheckConstraint(
                name="activity_women_within_turns",
                condition=Q(women__isnull=True)
                | Q(people__isnull=True)
                | Q(women__lte=F("people")),
            ),
            models.CheckConstraint(
                name="activity_withdrawn_with_its_reason",
                condition=Q(withdrawn_on__isnull=True, withdrawn_why="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_why="")),
            ),
            models.CheckConstraint(
                name="activity_withdrawn_at_a_moment",
                condition=Q(withdrawn_on=None, withdrawn_at=None)
                | Q(withdrawn_on__isnull=False, withdrawn_at__isnull=False),
            ),
            models.CheckConstraint(
                name="activity_says_what",
                condition=~Q(title="")
                | Q(public_services=True)
                | Q(shopping=True)
                | Q(payment=True)
                | Q(safety=True)
                | Q(local_platform=True),
            ),
        ]

    def __str__(self) -> str:
        """Name it by what it was about, or else by what was taught, or by its day."""
        taught = ", ".join(str(skill.short) for skill in self.skills)
        return str(self.title or taught or _now("Buổi hướng dẫn"))

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("teams:activity", args=[self.uuid])

    @property
    def skills(self) -> Sequence[Skill]:
        """The skills that were taught, in their order."""
        return [skill for skill in SKILLS if getattr(self, skill.column)]
