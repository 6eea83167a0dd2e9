"""Courses that people of teams take: their sessions, who came, who got a certificate."""

import uuid
from datetime import date
from typing import Any, NamedTuple, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models import Area
from teams.models.member import Member
from teams.models.team import SeenWithTeams


class CourseQuerySet(SeenWithTeams["Course"]):
    """Courses held by the units of a territory."""

    place = "area__path"

    def with_numbers(self) -> Self:
        """Add to each how many people are on its list, and how many of them were trained by it."""
        done = Q(trainees__in=Trainee.unscoped.done().values("pk"))
        return self.annotate(
            enrolled=Count("trainees", distinct=True),
            trained=Count("trainees", filter=done, distinct=True),
        )


class Course(models.Model):
    """A course that a unit holds, or has its people take online."""

    class Kind(models.TextChoices):
        CLASS = "class", _("Lớp học")
        MOOC = "mooc", _("Học trực tuyến (MOOC)")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="courses", verbose_name=_("đơn vị tổ chức")
    )
    name = NameField(_("tên khóa"), max_length=200)
    kind = models.CharField(_("hình thức"), max_length=5, choices=Kind, default=Kind.CLASS)
    hours = models.PositiveSmallIntegerField(_("số giờ"), null=True, blank=True)
    organiser = NameField(_("ai dạy"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = CourseQuerySet.as_manager()
    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("khóa tập huấn")
        verbose_name_plural = _("khóa tập huấn")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                name="course_kind_known", condition=Q(kind__in=["class", "mooc"])
            ),
            models.CheckConstraint(name="course_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="course_hours_unknown_or_some", condition=Q(hours=None) | Q(hours__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class ClassSessionQuerySet(SeenWithTeams["ClassSession"]):
    """Sessions of the courses of a territory."""

    place = "course__area__path"


class ClassSession(models.Model):
    """One sitting of a course: a day and a place. It may still be to come: sheets are printed before."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(
        Course, models.PROTECT, related_name="sessions", verbose_name=_("khóa tập huấn")
    )
    held_on = models.DateField(_("ngày"))
    place = NameField(_("nơi"), max_length=120, blank=True)

    unscoped = ClassSessionQuerySet.as_manager()
    objects = ClassSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("buổi tập huấn")
        verbose_name_plural = _("buổi tập huấn")
        ordering = ("held_on", "id")

    def __str__(self) -> str:
        return f"{self.course}, {self.held_on:%d/%m/%Y}"


class TraineeQuerySet(SeenWithTeams["Trainee"]):
    """People of the teams of a territory, on the lists of courses."""

    place = "member__team__area__path"

    def done(self, by: date | None = None) -> Self:
        """Keep those who came to a session at least, or have the certificate; by a day, if one is given."""
        came = ClassSession.unscoped.filter(attended=OuterRef("pk"))
        if by is None:
            return self.filter(Q(certified_on__isnull=False) | Exists(came))
        return self.filter(Q(certified_on__lte=by) | Exists(came.filter(held_on__lte=by)))


class Trainee(models.Model):
    """A person of a team on the list of a course: which sessions he came to, and his certificate."""

    course = models.ForeignKey(
        Course, models.PROTECT, related_name="trainees", verbose_name=_("khóa tập huấn")
    )
    member = models.ForeignKey(
        Member, models.PROTECT, related_name="trainings", verbose_name=_("thành viên")
    )
    attended = models.ManyToManyField(
        ClassSession, related_name="attended", blank=True, verbose_name=_("buổi có mặt")
    )
    certificate = NameField(_("số chứng nhận"), max_length=60, blank=True)
    certified_on = models.DateField(_("ngày chứng nhận"), null=True, blank=True)

    unscoped = TraineeQuerySet.as_manager()
    objects = TraineeQuerySet.as_manager()

    class Meta:
        verbose_name = _("học viên")
        verbose_name_plural = _("học viên")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["course", "member"], name="trainee_once_in_a_course"),
            models.CheckConstraint(
                name="trainee_certificate_has_its_day",
                condition=Q(certificate="") | Q(certified_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.member)


class Share(NamedTuple):
    """How many of the people who serve were trained: n of N."""

    n: int
    of: int


def is_trained(by: date | None = None) -> Exists | Q:
    """Say of people whether they came to a session of a course, or have a certificate of one; by a day, if one is given.

    Trainings follow a person into the team that theirs was made one with: of a past day they are sought there, too.
    """
    done = Trainee.unscoped.done(by)
    own = Exists(done.filter(member=OuterRef("pk")))
    return own if by is None else own | Exists(done.filter(member__person=OuterRef("person")))


def trained(members: Any) -> Any:
    """Keep the people who were trained."""
    return members.filter(is_trained())


def share_trained(members: Any) -> Share:
    """Count the trained among these people, in one query."""
    people = members.order_by().annotate(is_trained=is_trained())
    row = people.aggregate(of=Count("pk"), n=Count("pk", filter=Q(is_trained=True)))
    return Share(row["n"], row["of"])


def untrained_teams(teams: Any) -> Any:
    """Keep the teams in which people serve, none of them trained."""
    serving = Member.unscoped.filter(team=OuterRef("pk"), left_on=None)
    return teams.filter(Exists(serving), ~Exists(trained(serving)))


def with_share(teams: Any) -> Any:
    """Add to each team how many people serve in it (`serving`), and how many of them were trained."""
    people = Member.unscoped.filter(team=OuterRef("pk"), left_on=None)
    return teams.annotate(serving=_count_of(people), trained=_count_of(trained(people)))


def _count_of(members: Any) -> Any:
    rows = members.order_by().values("team").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(rows), Value(0))
